"""Calling a submission's functions: in this process, and in the sandbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from fundamentals.language import use_language
from fundamentals.sandbox import (
    LocalStudent,
    Sandbox,
    SandboxedStudent,
    Student,
    StudentBadValue,
    StudentDied,
    StudentError,
    StudentMissing,
    StudentNotAttempted,
    StudentOutOfMemory,
    StudentTimeout,
    Submission,
    TripwireArgument,
    row_digests,
    running,
)
from fundamentals.sandbox._running_submission import RunningSubmission

SOURCE = """
import random
import sys
import time

import numpy as np

calls = []


def echo(*values, **named):
    return named or values[0] if len(values) < 2 else list(values)


def untouched():
    raise NotImplementedError("Task 3a.2: slide the kernel")


def wrong(values):
    calls.append(1)
    return values[99]


def deep(values):
    return wrong(values)


def too_much():
    return np.ones(2**45)


def thing():
    return object()


def endless():
    try:
        while True:
            pass
    except BaseException:
        while True:
            time.sleep(60)


def draw(generator):
    return generator.random(4)


def change(function):
    return function(np.array([[1.0, 2.0], [3.0, 4.0]]), 5)


def draw_unseeded():
    return [*np.random.rand(2), random.random()]


def spoil(array):
    array[...] = -1
    return array


def speak(text, times):
    print(text * times)


def count():
    calls.append(1)
    return len(calls)


def exit_politely():
    sys.exit("done")


def ragged():
    return [[1, 2], [3]]


not_a_function = 3
raise RuntimeError("at the top level")
"""

Make = Callable[..., Student]


@pytest.fixture(params=["here", "sandboxed"])
def make(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> Iterator[Make]:
    students: list[Student] = []

    def make(source: str = SOURCE, **settings: float) -> Student:
        if request.param == "here":
            path = tmp_path / "lab.py"
            path.write_text(source)
            students.append(LocalStudent(path, **settings))  # type: ignore[arg-type]
        else:
            submission = Submission("lab.py", source.encode())
            students.append(SandboxedStudent(submission, sandbox, **settings))  # type: ignore[arg-type]
        return students[-1]

    yield make
    for student in students:
        running(student).close()


def test_a_function_is_called_by_its_name(make: Make) -> None:
    student = make()
    array = np.arange(6, dtype=np.uint8).reshape(2, 3)
    np.testing.assert_array_equal(student.echo(array), array)
    assert student.echo(1, "two", None) == [1, "two", None]
    assert student.echo(rate=0.5, name="卷積") == {"rate": 0.5, "name": "卷積"}
    assert running(student).call("echo", (1, 2)) == (1, 2)


def test_arguments_are_copies(make: Make) -> None:
    array = np.ones(3)
    returned = make().spoil(array)
    np.testing.assert_array_equal(returned, -np.ones(3))
    np.testing.assert_array_equal(array, np.ones(3))


def test_what_is_not_written_yet_says_which_task_it_is(make: Make) -> None:
    with pytest.raises(StudentNotAttempted) as caught:
        make().untouched()
    assert caught.value.message == "Task 3a.2: slide the kernel"


def test_an_error_names_the_innermost_line_of_the_submission(make: Make) -> None:
    with pytest.raises(StudentError, match="IndexError: tuple index out of range") as caught:
        make().deep((1, 2))
    line = caught.value.source_line
    assert line is not None
    assert (line.source, line.cell) == ("return values[99]", None)
    assert SOURCE.splitlines()[line.line - 1].strip() == line.source


@pytest.mark.parametrize("name", ["nowhere", "not_a_function"])
def test_a_function_that_is_not_there_is_missing(make: Make, name: str) -> None:
    with pytest.raises(StudentMissing) as caught:
        running(make()).call(name)
    assert (caught.value.function, caught.value.cause) == (name, None)


def test_a_function_lost_to_a_syntax_error_names_it(make: Make) -> None:
    with pytest.raises(StudentMissing) as caught:
        make("def convolve(image:\n    return image\n").convolve()
    assert caught.value.cause is not None
    assert caught.value.cause.type_name == "SyntaxError"


def test_what_failed_as_the_file_was_loaded_is_kept(make: Make) -> None:
    (failure,) = running(make()).load_failures
    assert (failure.type_name, failure.message) == ("RuntimeError", "at the top level")


def test_memory_that_is_not_there_is_no_error_of_the_submission(make: Make) -> None:
    student = make()
    with pytest.raises(StudentOutOfMemory):
        student.too_much()
    assert student.echo(1) == 1


@pytest.mark.parametrize(("name", "what"), [("thing", "object"), ("ragged", "different lengths")])
def test_what_is_no_value_is_described(make: Make, name: str, what: str) -> None:
    with pytest.raises(StudentBadValue, match=what):
        running(make()).call(name)


def test_exit_is_an_error_like_others(make: Make) -> None:
    with pytest.raises(StudentError, match="SystemExit: done"):
        make().exit_politely()


def test_a_call_ends_with_its_time_limit(make: Make) -> None:
    student = make(seconds=30)
    start = time.monotonic()
    with running(student).time_limit(0.3), pytest.raises(StudentTimeout) as caught:
        student.endless()
    # Its own limit is 30 s.
    assert time.monotonic() - start < 20
    assert (caught.value.seconds, caught.value.loading) == (0.3, False)
    assert student.echo(1) == 1


@pytest.mark.slow
def test_a_function_that_timed_out_twice_is_not_asked_again(make: Make) -> None:
    student = make()
    with running(student).time_limit(0.5):
        for _ in range(2):
            with pytest.raises(StudentTimeout):
                student.endless()
    start = time.monotonic()
    with running(student).time_limit(60), pytest.raises(StudentTimeout):
        student.endless()
    assert time.monotonic() - start < 30


def test_a_file_that_never_loads_is_waited_for_once(make: Make) -> None:
    student = make("import time\ntime.sleep(60)\n", seconds=0.3)
    start = time.monotonic()
    for _ in range(3):
        with pytest.raises(StudentTimeout) as caught:
            student.echo(1)
        assert caught.value.loading
    # It sleeps for 60 s.
    assert time.monotonic() - start < 30


@pytest.mark.slow
def test_all_calls_together_have_a_limit(make: Make) -> None:
    student = make(total_seconds=0.5)
    with pytest.raises(StudentTimeout):
        student.endless()
    with pytest.raises(StudentTimeout):
        student.echo(1)


def test_a_generator_arrives_in_its_state_and_keeps_it_here(make: Make) -> None:
    generator = np.random.default_rng(7)
    generator.random(3)
    expected = np.random.default_rng(7).random(7)[3:]
    np.testing.assert_array_equal(make().draw(generator), expected)
    np.testing.assert_array_equal(generator.random(4), expected)


def test_a_tripwire_tells_that_it_was_called_and_with_which_rows(make: Make) -> None:
    student, tripwire = make(), TripwireArgument(row_digests(np.array([[3, 4], [5, 6]])))
    with pytest.raises(StudentError) as caught:
        student.change(tripwire)
    assert TripwireArgument.calls(caught.value) == 1
    with pytest.raises(StudentError) as other:
        student.change(3)
    assert TripwireArgument.calls(other.value) is None
    assert student.echo(1) == 1


def test_global_generators_start_from_the_seed_at_each_call(make: Make) -> None:
    student = make(seed=3)
    drawn = student.draw_unseeded()
    assert student.draw_unseeded() == drawn
    others = make(seed=4).draw_unseeded()
    assert all(one != other for one, other in zip(drawn, others, strict=True))


def test_what_it_prints_is_kept_up_to_a_length(make: Make) -> None:
    student = make()
    student.speak("hello", 1)
    student.speak("x" * 1000, 1000)
    assert "hello" in running(student).output
    assert len(running(student).output) < 2**17


def test_what_it_keeps_it_keeps_between_calls(make: Make) -> None:
    student = make()
    assert [student.count(), student.count()] == [1, 2]


def test_a_closed_student_starts_afresh(make: Make) -> None:
    student = make()
    assert student.count() == 1
    running(student).close()
    assert student.count() == 1


def test_errors_are_in_the_readers_language(make: Make) -> None:
    source = "def answer():\n    import fundamentals.convolution\n"
    with use_language("zh-Hant"), pytest.raises(StudentError, match="內含實作的答案"):
        make(source).answer()


def test_control_characters_of_a_message_are_not_shown(make: Make) -> None:
    text = "'\\x1b[1m\\x1b[2Jpassed\\u202e' + chr(0xdc80) + 'x' * 10**6"
    source = f"def f():\n    raise ValueError({text})\n"
    with pytest.raises(StudentError) as caught:
        make(source).f()
    message = caught.value.message
    assert message.startswith("\N{REPLACEMENT CHARACTER}[2Jpassed")
    message.encode()
    assert len(message) < 5000


def test_a_notebook_names_the_cell(sandbox: Sandbox) -> None:
    import json

    sources = ["import numpy as np", "def f():\n    return np.zeros(2)[5]"]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    submission = Submission("lab.ipynb", json.dumps({"cells": cells}).encode())
    with SandboxedStudent(submission, sandbox) as student, pytest.raises(StudentError) as caught:
        student.f()
    line = caught.value.source_line
    assert line is not None
    assert (line.cell, line.line, line.source) == (2, 2, "return np.zeros(2)[5]")


def test_a_process_that_ended_is_replaced(sandbox: Sandbox) -> None:
    source = SOURCE + "\ndef end():\n    import os\n    os._exit(3)\n"
    with SandboxedStudent(Submission("lab.py", source.encode()), sandbox) as student:
        assert student.count() == 1
        with pytest.raises(StudentDied, match="exit status 3"):
            student.end()
        assert student.count() == 1


@pytest.mark.slow
def test_where_no_alarm_rings_the_file_runs_in_a_process_that_can_be_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("signal.setitimer")  # Windows has none.
    path = tmp_path / "lab.py"
    path.write_text(SOURCE + "\ndef end():\n    import os\n    os._exit(3)\n")
    with LocalStudent(path) as student:
        np.testing.assert_array_equal(student.echo(np.eye(2)), np.eye(2))
        with pytest.raises(StudentError) as caught:
            student.deep([1])
        assert caught.value.source_line is not None
        assert caught.value.source_line.source == "return values[99]"
        student.speak("卷積 ", 3)
        with pytest.raises(StudentTimeout), running(student).time_limit(0.2):
            student.endless()
        # What it printed outlives it, and the next call starts another.
        assert running(student).output == "卷積 卷積 卷積 \n"
        with pytest.raises(StudentDied, match="exit status 3"):
            student.end()


def test_ctrl_c_is_the_users(tmp_path: Path) -> None:
    path = tmp_path / "lab.py"
    path.write_text("def f():\n    raise KeyboardInterrupt\n")
    with LocalStudent(path) as student, pytest.raises(KeyboardInterrupt):
        student.f()


# What the grader itself does with a submission; a lab may call a function the same.
MEMBERS = sorted(
    {"seconds", "submission", *dir(RunningSubmission), *dir(SandboxedStudent)}
    - {name for name in dir(RunningSubmission) if name.startswith("_")}
    - {name for name in dir(SandboxedStudent) if name.startswith("_")}
)


def test_a_function_may_be_called_like_anything_that_the_grader_uses(make: Make) -> None:
    assert {"call", "close", "fits", "output", "seconds", "time_limit"} <= set(MEMBERS)
    student = make("\n".join(f"def {name}(x):\n    return x + 1\n" for name in MEMBERS))
    for name in MEMBERS:
        assert getattr(student, name)(1) == 2, name
    assert running(student).fits == ()
