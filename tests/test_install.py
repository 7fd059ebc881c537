"""Setting up a checkout: quiet while pip works, pip's own words where it fails."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from fundamentals import install
from fundamentals._version import PYTHON_VERSIONS
from fundamentals.language import use_language
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
PAGES = ("troubleshooting", "vs-code")

PIP = """#!/bin/sh
echo "$@" >> "$0.log"
echo "Collecting tensorflow>=2.18"
echo "  Downloading tensorflow-2.21.0.whl (600 MB)"
echo "ERROR: No space left on device"
exit {status}
"""


@pytest.fixture
def make_pip(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Make environments whose Python only plays pip, with this exit status."""
    plays = {"status": 0}

    def create(folder: Path, *, with_pip: bool, symlinks: bool) -> None:
        assert with_pip
        (folder / "bin").mkdir(parents=True)
        (folder / "pyvenv.cfg").touch()
        (folder / "bin" / "python").write_text(PIP.format(**plays))
        (folder / "bin" / "python").chmod(0o755)

    monkeypatch.setattr("venv.create", create)
    return plays


@pytest.mark.parametrize(
    "path",
    [
        *("Makefile", "README.md", "README.zh-Hant.md", "pyproject.toml"),
        *("fundamentals/course/_bundle_readme.py", "fundamentals/course/learners_pyproject.toml"),
        *(f"docs/{page}{end}" for page in PAGES for end in (".md", ".zh-Hant.md")),
    ],
)
def test_every_text_names_the_versions_of_python_that_are_supported(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    (major, first), (_, last) = PYTHON_VERSIONS
    if path.endswith(".toml"):
        assert f'requires-python = ">={major}.{first},<{major}.{last + 1}"' in text, path
        return
    found = set(re.findall(rf"({major}\.\d+)\W+(?:and|to|到)?\W*({major}\.\d+)\b", text))
    named = {(f"{major}.{first}", f"{major}.{last}")}
    assert found == named, f"{path}: write the versions of fundamentals/_version.py everywhere"


def test_make_looks_for_every_version_of_python_that_is_supported() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    (major, first), (_, last) = PYTHON_VERSIONS
    sought = [int(minor) for minor in re.findall(rf"\bpython{major}\.(\d+)", text)]
    assert sought == [*range(last, first - 1, -1)], "Makefile: the names after PYTHON ?="
    bounds = [int(minor) for minor in re.findall(rf"\({major}, (\d+)\)", text)]
    assert bounds == [first, last], "Makefile: the comparison after PYTHON ?="


@pytest.mark.usefixtures("make_pip")
def test_nothing_of_pips_noise_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert install.main(["dev", "--into", str(tmp_path / ".venv")]) == 0
    told = capsys.readouterr()
    assert "Collecting" not in told.out
    assert told.err == ""
    first, done, *_ = told.out.splitlines()
    assert str(tmp_path / ".venv") in first
    assert done.startswith("Installed in")
    lines = (tmp_path / ".venv" / "bin" / "python.log").read_text().splitlines()
    assert [line.split()[-1] for line in lines] == ["pip", ".[dev]"] * 2


def test_pips_last_words_are_told_where_it_fails(
    make_pip: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_pip["status"] = 1
    with use_language("zh-Hant"):
        assert install.main(["--into", str(tmp_path / ".venv")]) == 1
    told = capsys.readouterr().err
    assert "ERROR: No space left on device" in told
    assert "解決方法" in told


def test_a_terminal_shows_each_step_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", terminal)
    install._follow(["Collecting numpy\n", "  Using cached numpy.whl\n", "noise\n"])
    assert "\n" not in terminal.getvalue()
    shown = [part.strip() for part in terminal.getvalue().split("\r")]
    assert shown == ["", "Collecting numpy", "Using cached numpy.whl", "", ""]
