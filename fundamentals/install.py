"""``python -m fundamentals.install``: a virtual environment for this checkout, quietly.

Run by a Python that has none of the packages yet, so it needs the standard library alone.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

from fundamentals._version import PYTHON_VERSIONS
from fundamentals.errors import FundamentalsError, OutputError
from fundamentals.language import Text
from fundamentals.streams import encodable_streams

_STEP = re.compile(
    r"\s*(Collecting|Downloading|Using cached|Installing collected packages|Building)"
)
# What is kept of pip's output, to be shown if it fails.
_KEPT = 15

_BEGUN = Text(
    "Installing the packages into {folder}. This takes some minutes, but only once.",
    "正在把套件安裝到 {folder}：只需一次，約數分鐘。",
)
_DONE = Text("Installed in {seconds:.0f} s.", "安裝完成，{seconds:.0f} 秒。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or update the environment; return the exit status, 0 or 1."""
    parser = argparse.ArgumentParser(prog="python -m fundamentals.install")
    parser.add_argument("extra", nargs="?", help="dev: what tests and graders need, too")
    parser.add_argument("--into", type=Path, default=Path(".venv"), metavar="FOLDER")
    options = parser.parse_args(arguments)
    with encodable_streams():
        try:
            _install(options.into, options.extra)
        except FundamentalsError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _install(folder: Path, extra: str | None) -> None:
    started = time.monotonic()
    first, last = PYTHON_VERSIONS
    if not first <= sys.version_info[:2] <= last:
        raise OutputError(
            Text("this is Python {version}", "這是 Python {version}").format(
                version=".".join(map(str, sys.version_info[:2]))
            ),
            expected=Text("Python {first} to {last}", "Python {first} 到 {last}").format(
                first=".".join(map(str, first)), last=".".join(map(str, last))
            ),
            fix=Text("run this with another one", "請改用其他版本執行"),
        )
    print(_BEGUN.format(folder=folder), flush=True)
    if not (folder / "pyvenv.cfg").is_file():
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    # The pip that came with an old Python can search for hours among versions.
    _pip(folder, "--upgrade", "pip")
    _pip(folder, "-e", f".[{extra}]" if extra else ".")
    print(_DONE.format(seconds=time.monotonic() - started), flush=True)


def _pip(folder: Path, *wanted: str) -> None:
    """Run pip in the environment; show where it is, and its words only if it fails."""
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    quiet = ("--disable-pip-version-check", "--progress-bar=off")
    with subprocess.Popen(
        [python, "-m", "pip", "install", *quiet, *wanted],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        said = _follow(process.stdout)
    if process.returncode:
        raise OutputError(
            Text("pip failed:\n{said}", "pip 失敗：\n{said}").format(said="".join(said).rstrip()),
            expected=Text(
                "a package index that can be reached, and free disk space",
                "連得到套件庫，磁碟也有空間",
            ),
            fix=Text(
                "fix the problem that pip names, then run this again",
                "排除 pip 所說的問題，再執行一次",
            ),
        )


def _follow(lines: Iterable[str]) -> list[str]:
    """Show each of pip's steps on one line of the terminal; return the last lines."""
    kept: list[str] = []
    in_terminal = sys.stdout.isatty()
    for line in lines:
        kept = [*kept[-_KEPT:], line]
        if in_terminal and _STEP.match(line):
            print(f"\r{line.strip()[:70]:70}", end="", flush=True)
    if in_terminal:
        print(f"\r{'':70}\r", end="", flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
