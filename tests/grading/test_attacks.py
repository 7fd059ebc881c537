"""Submissions that attack the grader, through the real jail.

A file of ``corpus/attacks`` names what it tries, the task that it claims to solve, or one check
of it, and the verdict it must get. None may score, read or change what is outside, outlive its
turn, or touch the next submission: all of that is looked at after each.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from fundamentals.authoring import Lab, find_course
from fundamentals.grading import (
    Jail,
    JailedStudent,
    Limits,
    Runner,
    Submission,
    Verdict,
    load_rubric,
    read_submission,
)
from fundamentals.grading._check import Check
from fundamentals.grading._report import CheckResult

ATTACKS = sorted((Path(__file__).parent / "corpus" / "attacks").iterdir())
# Small, so that the bombs go off quickly; TensorFlow fits in.
LIMITS = Limits(memory=512 * 2**20, disk=8 * 2**20)
# What an attack that means to take too long is allowed; the others get what a busy machine needs.
SECONDS, AMPLE_SECONDS = 1.0, 20.0
# The same numbers and names stand in the attacks.
PORT = 47123
ABSTRACT_NAME = "\0fundamentals_canary"
FOLDER = Path(tempfile.gettempdir(), "fundamentals_canary")
SECRET = "what the grader knows"


@dataclass
class Canaries:
    """What stands outside of the jail, for attacks to find."""

    bystander: subprocess.Popen[bytes]
    visitors: list[str] = field(default_factory=list)

    def are_unharmed(self) -> bool:
        secret = FOLDER / "secret"
        files = [path.name for path in FOLDER.iterdir()]
        alive = self.bystander.poll() is None
        return alive and files == ["secret"] and secret.read_text() == SECRET and not self.visitors


@pytest.fixture(scope="module")
def canaries() -> Iterator[Canaries]:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "secret").write_text(SECRET)
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    canaries = Canaries(bystander)
    doors = [socket.create_server(("127.0.0.1", PORT)), socket.socket(socket.AF_UNIX)]
    doors[1].bind(ABSTRACT_NAME)
    doors[1].listen()
    for door in doors:
        threading.Thread(target=_note_visitors, args=(door, canaries), daemon=True).start()
    yield canaries
    bystander.kill()
    bystander.wait()
    for door in doors:
        door.close()
    (FOLDER / "secret").unlink()
    FOLDER.rmdir()


def _note_visitors(door: socket.socket, canaries: Canaries) -> None:
    while True:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        with visitor:
            canaries.visitors.append(str(door.getsockname()))


@pytest.fixture
def small_jail(jail: Jail) -> Jail:
    jail.limits = LIMITS
    return jail


def header(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb" and text.startswith("{"):
        return dict(json.loads(text)["metadata"]["corpus"])
    return dict(re.findall(r"^# (\w+): (.+)$", text, re.MULTILINE))


def cases() -> Iterator[object]:
    for path in ATTACKS:
        slow = [pytest.mark.slow] if "slow" in header(path) else []
        yield pytest.param(path, id=path.stem, marks=slow)


def checks_of(lab: Lab, name: str) -> list[Check]:
    """Return the check ``name``, or all of the task ``name``, after what they need."""
    checks = load_rubric(lab).checks
    chosen = [check for check in checks if name in (check.task, check.id)]
    assert chosen, f"no check {name}"
    needs = {need for check in chosen for need in check.needs}
    return [check for check in checks if check in chosen or check.id in needs]


def grade(
    submission: Submission, name: str, jail: Jail, seconds: float = AMPLE_SECONDS
) -> list[CheckResult]:
    lab = find_course().lab_of_task(name.partition("/")[0])
    with JailedStudent(submission, jail, seconds=seconds) as student:
        runner = Runner(load_rubric(lab), student, seed=0)
        results = [runner.run(check) for check in checks_of(lab, name)]
    return [result for result in results if name in (result.task, result.id)]


def processes_in(jail: Jail) -> int:
    assert jail.pid is not None
    return len(psutil.Process(jail.pid).children(recursive=True))


@pytest.mark.parametrize("path", list(cases()))
def test_an_attack_gets_its_verdict_and_harms_nobody(
    path: Path, small_jail: Jail, canaries: Canaries
) -> None:
    facts = header(path)
    canaries.visitors.clear()
    seconds = SECONDS if facts["verdict"] == "timed out" else AMPLE_SECONDS
    results = grade(read_submission(path), facts["task"], small_jail, seconds)
    verdicts = [result.verdict for result in results]
    loss = next((v for v in verdicts if v is not Verdict.PASSED), Verdict.PASSED)
    assert loss.value == facts["verdict"], [result.message.en for result in results]
    if loss is not Verdict.PASSED:
        assert sum(result.points or 0 for result in results) == 0, verdicts
    assert Verdict.GRADER_ERROR not in verdicts
    assert not any("\x1b" in result.message.en for result in results)
    assert canaries.are_unharmed()
    assert processes_in(small_jail) == 2, "bubblewrap's first process and the warm worker"
    right = grade(read_submission(solution("lab03a")), "3a.4", small_jail)
    assert [result.verdict for result in right] == [Verdict.PASSED] * len(right)


def solution(lab: str) -> Path:
    return find_course().lab(lab).solution_path


def test_there_are_as_many_attacks_as_promised() -> None:
    assert len(ATTACKS) >= 40


UNUSUAL = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Big5": lambda text: b"# -*- coding: big5 -*-\n" + text.encode("big5", "replace"),
    "no line end at the end": lambda text: text.rstrip().encode(),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_right_submission_passes_in_unusual_text(name: str, small_jail: Jail) -> None:
    content = UNUSUAL[name](solution("lab03a").read_text(encoding="utf-8"))
    results = grade(Submission("lab.py", content), "3a.4", small_jail)
    assert {result.verdict for result in results} == {Verdict.PASSED}


NOT_CODE = {
    "null bytes": b"def output_size(*a):\n    return 1\n\0\0\0",
    "only null bytes": bytes(2**20),
    "nothing": b"",
    "random bytes": bytes(range(256)) * 16,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "an unfinished line": b"def output_size(",
    "1,000 nested functions": b"\n".join(b" " * n + b"def f():" for n in range(1_000)),
    "a line of 15 MB": b"x = '" + b"x" * 15 * 2**20 + b"'",
}


@pytest.mark.parametrize("name", NOT_CODE)
@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_what_is_no_program_counts_as_not_attempted(
    name: str, suffix: str, small_jail: Jail
) -> None:
    results = grade(Submission("lab" + suffix, NOT_CODE[name]), "3a.4", small_jail)
    assert {result.verdict for result in results} <= {Verdict.NOT_ATTEMPTED, Verdict.SKIPPED}
