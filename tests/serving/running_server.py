"""The command `serve`, running."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import keras

from fundamentals.prediction import Calibration, save_calibration


class Served(NamedTuple):
    """The running `fundamentals serve`.

    Attributes:
        address: Of its page.
        opened: The file to which its browser writes.
        examples: The folder in which it keeps pictures.
        process: Its number.
    """

    address: str
    opened: Path
    examples: Path
    process: int


@contextlib.contextmanager
def serving(model: keras.Model, calibration: Calibration, folder: Path) -> Iterator[Served]:
    """Run the command; it must end at Ctrl-C, with a line and without a traceback."""
    path, browser, opened = folder / "digits.keras", folder / "browser", folder / "opened"
    model.save(path)
    save_calibration(calibration, path)
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', encoding="utf-8")
    browser.chmod(0o755)
    examples = folder / "examples"
    options = ("--port", "0", "--open", "--threshold", "0.3", "--language", "en")
    options += ("--keep", str(examples))
    server = subprocess.Popen(
        [sys.executable, "-m", "fundamentals", "serve", str(path), *options],
        env={**os.environ, "BROWSER": f"{browser} %s"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.fullmatch(r"digits\.keras answers at (http://127\.0\.0\.1:\d+)\n", line)
    assert found is not None, line + server.communicate(timeout=60)[1]
    yield Served(found[1], opened, examples, server.pid)
    server.send_signal(signal.SIGINT)
    printed, complaints = server.communicate(timeout=60)
    assert server.returncode == 0
    assert printed.endswith("\nended\n")
    assert "Traceback" not in complaints
