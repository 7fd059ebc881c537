from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fundamentals.cli import build_parser, main
from fundamentals.language import LANGUAGES, use_language


@pytest.mark.parametrize(
    "line", [["--language", "zh-Hant", "hint", "3a.9"], ["hint", "3a.9", "--language=zh-Hant"]]
)
def test_the_language_option_may_stand_anywhere(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line) == 2
    assert "沒有任務 '3a.9'" in capsys.readouterr().err


def test_an_unknown_language_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["hint", "3a.2", "--language", "fr"])
    error = capsys.readouterr().err
    assert all(language in error for language in LANGUAGES)


def test_bad_input_is_explained_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hint", "3a.9"]) == 2
    error = capsys.readouterr().err
    assert "Expected:" in error
    assert "To fix:" in error
    assert "Traceback" not in error


def test_a_warning_is_told_without_the_line_of_code_that_gave_it() -> None:
    # In a process of its own: pytest shows warnings in its own way.
    code = (
        "import sys, warnings; from fundamentals import cli;"
        "from fundamentals.cli.learners import _doctor;"
        "_doctor._run = lambda options: warnings.warn('no cache') or 0;"
        "sys.exit(cli.main(['doctor']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "fundamentals: no cache\n"


@pytest.mark.parametrize("action", ["gradebook adjust", "gradebook similar", "start", "labs check"])
def test_help_fits_a_terminal_except_examples_to_copy(
    action: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit, match="0"):
        main([*action.split(), "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 80 and not line.startswith("Example")] == []


def test_every_command_has_help_in_both_languages() -> None:
    helps = []
    for language in LANGUAGES:
        with use_language(language):
            helps.append(build_parser().format_help())
            assert build_parser(only="hint").format_help() == helps[-1]
    english, chinese = helps
    assert english.isascii()
    assert "檢查自己的實作" in chinese


def test_no_command_at_all_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "COMMAND" in capsys.readouterr().err


def test_a_reader_that_goes_away_sees_no_traceback() -> None:
    # A shell's `| head -1`: the reading end is closed before anything is written.
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "fundamentals", "course", "--json"]
    run = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (run.returncode, run.stderr) == (141, "")
