"""Submissions that attack the grader, through the real sandbox.

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
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from fundamentals.grading import Check, CheckResult, CheckRunner, Verdict, load_rubric
from fundamentals.grading.messages._trespass_notes import TRIED
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import (
    Limits,
    LocalStudent,
    Sandbox,
    SandboxedStudent,
    Submission,
    read_submission,
    running,
)

ATTACKS = sorted((Path(__file__).parent / "attacks").iterdir())
# Small, so that the bombs go off quickly; TensorFlow fits in.
LIMITS = Limits(memory=512 * 2**20, disk=8 * 2**20)
# What an attack that means to take too long is allowed; the others get what a busy machine needs.
SECONDS, AMPLE_SECONDS = 1.0, 20.0
# What stands for them in the attacks; each run has its own, so that two can run at once.
PORT, FOLDER = "47123", "/tmp/fundamentals_canary"
NAME = "fundamentals_canary"
SECRET = "what the grader knows"
CHEAP = "3a.4"


@dataclass
class Canaries:
    """Files outside the sandbox, for attacks to find."""

    folder: Path
    bystander: subprocess.Popen[bytes]
    port: int
    visitors: list[str] = field(default_factory=list)

    def are_unharmed(self) -> bool:
        files = [path.name for path in self.folder.iterdir()]
        unchanged = files == ["secret"] and (self.folder / "secret").read_text() == SECRET
        return unchanged and self.bystander.poll() is None and not self.visitors

    def recover(self) -> None:
        self.visitors.clear()
        (self.folder / "secret").write_text(SECRET)

    def aimed_at(self, path: Path) -> Submission:
        """Return the attack in the file ``path``, aimed at these files."""
        submission = read_submission(path)
        content = submission.content.replace(FOLDER.encode(), str(self.folder).encode())
        content = content.replace(PORT.encode(), str(self.port).encode())
        return Submission(submission.name, content.replace(NAME.encode(), self.name.encode()))

    @property
    def name(self) -> str:
        return f"{NAME}_{self.port}"


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    folder = tmp_path_factory.mktemp("canary")
    with socket.create_server(("127.0.0.1", 0)) as door, socket.socket(socket.AF_UNIX) as other:
        bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
        canaries = Canaries(folder, bystander, door.getsockname()[1])
        canaries.recover()
        other.bind("\0" + canaries.name)
        other.listen()
        for listener in (door, other):
            arguments = (listener, canaries)
            threading.Thread(target=_note_visitors, args=arguments, daemon=True).start()
        yield canaries
        bystander.kill()
        bystander.wait()


def _note_visitors(door: socket.socket, canaries: Canaries) -> None:
    while True:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        with visitor:
            canaries.visitors.append(str(door.getsockname()))


@pytest.fixture
def small_sandbox(sandbox: Sandbox) -> Sandbox:
    sandbox.limits = LIMITS
    return sandbox


def header(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb" and text.startswith("{"):
        return dict(json.loads(text)["metadata"]["corpus"])
    return dict(re.findall(r"^# (\w+): (.+)$", text, re.MULTILINE))


def test_what_the_attacks_tried_is_told_in_words() -> None:
    kinds = {kind for path in ATTACKS for kind in header(path).get("tried", "").split()}
    assert kinds == TRIED.keys()


def cases() -> Iterator[object]:
    kinds: set[str] = set()
    for path in ATTACKS:
        # One of each kind, by the first word of its name, runs with the quick tests; of those that
        # build networks, one.
        task = header(path)["task"]
        kind = path.stem.partition("_")[0] if task == CHEAP else "networks"
        slow = "slow" in header(path) or kind in kinds
        kinds |= set() if slow else {kind}
        yield pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if slow else [])


def checks_of(lab: Lab, name: str) -> list[Check]:
    """Return the check ``name``, or all of the task ``name``, after what they need."""
    checks = load_rubric(lab).checks
    chosen = [check for check in checks if name in (check.task, check.id)]
    assert chosen, f"no check {name}"
    needs = {need for check in chosen for need in check.needs}
    return [check for check in checks if check in chosen or check.id in needs]


def grade(
    submission: Submission,
    name: str,
    sandbox: Sandbox,
    seconds: float = AMPLE_SECONDS,
    tried: frozenset[str] = frozenset(),
) -> list[CheckResult]:
    lab = find_course().lab_of_task(name.partition("/")[0])
    with SandboxedStudent(submission, sandbox, seconds=seconds) as student:
        runner = CheckRunner(load_rubric(lab), student, seed=0)
        results = [runner.run(check) for check in checks_of(lab, name)]
        assert tried <= {kind for kind, _ in running(student).tried}
        if b"# attack" not in submission.content:
            assert running(student).tried == ()
    return [result for result in results if name in (result.task, result.id)]


def processes_in(sandbox: Sandbox) -> int:
    assert sandbox.pid is not None
    return len(psutil.Process(sandbox.pid).children(recursive=True))


@pytest.mark.parametrize("path", list(cases()))
def test_an_attack_gets_its_verdict_and_harms_nobody(
    path: Path, small_sandbox: Sandbox, canaries: Canaries
) -> None:
    facts = header(path)
    canaries.recover()
    tried = frozenset(facts.get("tried", "").split())
    seconds = SECONDS if facts["verdict"] == "timed out" else AMPLE_SECONDS
    results = grade(canaries.aimed_at(path), facts["task"], small_sandbox, seconds, tried)
    verdicts = [result.verdict for result in results]
    loss = next((v for v in verdicts if v is not Verdict.PASSED), Verdict.PASSED)
    assert loss.value in facts["verdict"].split(" or "), [result.message.en for result in results]
    if loss is not Verdict.PASSED:
        assert sum(result.points or 0 for result in results) == 0, verdicts
    assert Verdict.GRADER_ERROR not in verdicts
    assert not any("\x1b" in result.message.en for result in results)
    assert canaries.are_unharmed()
    assert processes_in(small_sandbox) == 2, "bubblewrap's first process and the warm worker"
    right = grade(read_submission(solution("lab03a")), "3a.4", small_sandbox)
    assert [result.verdict for result in right] == [Verdict.PASSED] * len(right)


@pytest.mark.parametrize(
    "name",
    [
        *("network", "abstract_socket", "read_outside", "read_the_environment", "read_the_rubric"),
        *("read_bundled_labels", "import_the_answer_by_name", "run_a_program", "write_outside"),
    ],
)
def test_without_a_sandbox_the_attack_would_succeed(
    name: str, sandbox: Sandbox, canaries: Canaries, tmp_path: Path
) -> None:
    path = tmp_path / "attack.py"
    (attack,) = (path for path in ATTACKS if path.stem == name)
    path.write_bytes(canaries.aimed_at(attack).content)
    with LocalStudent(path) as student:
        assert student.output_size(6, 3, 1, 0) is not None
    if name in ("network", "abstract_socket", "write_outside"):
        deadline = time.monotonic() + 5
        while canaries.are_unharmed() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not canaries.are_unharmed()
    canaries.recover()


def solution(lab: str) -> Path:
    return find_course().lab(lab).solution_path


UNUSUAL = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Big5": lambda text: b"# -*- coding: big5 -*-\n" + text.encode("big5", "replace"),
    "no line end at the end": lambda text: text.rstrip().encode(),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_right_submission_passes_in_unusual_text(name: str, small_sandbox: Sandbox) -> None:
    content = UNUSUAL[name](solution("lab03a").read_text(encoding="utf-8"))
    results = grade(Submission("lab.py", content), "3a.4", small_sandbox)
    assert {result.verdict for result in results} == {Verdict.PASSED}


NOT_CODE = {
    "null bytes": b"def output_size(*a):\n    return 1\n\0\0\0",
    "only null bytes": bytes(2**16),
    "nothing": b"",
    "random bytes": bytes(range(256)) * 16,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "an unfinished line": b"def output_size(",
    "1,000 nested functions": b"\n".join(b" " * n + b"def f():" for n in range(1_000)),
    "a line of 15 MB": b"x = '" + b"x" * 15 * 2**20 + b"'",
}


@pytest.mark.parametrize("name", NOT_CODE)
@pytest.mark.parametrize("suffix", [".py", pytest.param(".ipynb", marks=pytest.mark.slow)])
def test_what_is_no_program_counts_as_not_attempted(
    name: str, suffix: str, small_sandbox: Sandbox
) -> None:
    results = grade(Submission("lab" + suffix, NOT_CODE[name]), "3a.4", small_sandbox)
    assert {result.verdict for result in results} <= {Verdict.NOT_ATTEMPTED, Verdict.SKIPPED}
