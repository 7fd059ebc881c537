"""Every output option is checked before the command starts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundamentals.cli import build_parser, main

NAMES = {"--output", "--picture"}


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from parsers(child)


def output_options() -> Iterator[object]:
    for parser in parsers(build_parser()):
        for action in parser._actions:
            for name in NAMES & set(action.option_strings):
                line = [*parser.prog.split()[1:], *required(parser)]
                yield pytest.param(line, name, id=f"{parser.prog} {name}")


def required(parser: argparse.ArgumentParser) -> list[str]:
    """Return arguments with which the parser reads a line; nothing of them is there."""
    words = []
    for action in parser._actions:
        if action.option_strings and action.required and not NAMES & set(action.option_strings):
            words += [action.option_strings[0], "none"]
        elif not action.option_strings and action.nargs not in ("?", "*"):
            words.append("none")
    return words


@pytest.mark.parametrize(("line", "name"), list(output_options()))
def test_an_output_that_cannot_be_written_is_refused_before_anything_else(
    line: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    taken = tmp_path / "file" / "output.zip"
    assert main([*line, name, str(taken)]) == 2
    error = capsys.readouterr().err
    assert f"{taken} cannot be written: a file is where a folder should be" in error
    assert "Expected:" in error
    assert "To fix:" in error
