"""Owners of files; no file stops or harms the run."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath

import pytest
from batch_class import LAB

from fundamentals.classroom.batch import Intake, SetAsideKind, _intake, open_class, take_in
from fundamentals.classroom.batch._limits import MAX_ATTEMPTS
from fundamentals.classroom.gradebook import Learner
from fundamentals.errors import SubmissionError
from fundamentals.manifest import find_course
from fundamentals.sandbox import MAX_NOTEBOOK, MAX_SCRIPT

CODE = b"answer = 42\n"
CHIAHAO = Learner("s2", "陳家豪")


def test_files_of_one_learner_are_attempts_and_what_lies_beside_them_is_not(tmp_path: Path) -> None:
    for name in ("first.py", "second.ipynb", "cat.png", ".DS_Store", "__pycache__/first.pyc"):
        write(tmp_path / "s1" / name, NOTEBOOK if name == "second.ipynb" else name.encode())
    write(tmp_path / "s2" / "report.pdf")
    attempts = take_in(open_class(tmp_path)).attempts
    assert [(each.learner_id, each.file_name) for each in attempts] == [
        ("s1", "first.py"),
        ("s1", "second.ipynb"),
        ("s2", "report.pdf"),
    ]
    assert attempts[0].submission_sha256 == hashlib.sha256(b"first.py").hexdigest()
    assert [str(each.problem)[-10:] for each in attempts if each.problem] == ["a .pdf file"[-10:]]


def test_what_cannot_be_read_in_a_folder_is_listed_with_a_reason(tmp_path: Path) -> None:
    write(tmp_path / "fine.py")
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe.py")
    write(tmp_path / "large.py", CODE + b"#" * MAX_SCRIPT)
    write(tmp_path / "large.ipynb", b" " * (MAX_NOTEBOOK + 1))
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_bytes(CODE)
    intake = take_in(open_class(tmp_path))
    problems = problems_of(intake)
    assert set(problems) == {"link.py", "pipe.py", "large.py", "large.ipynb"}
    assert [each.path for each in intake.set_aside] == ["folder"]
    assert "a symbolic link" in problems["link.py"]
    assert "a named pipe" in problems["pipe.py"]
    assert "more than 2 MiB" in problems["large.py"]
    assert "more than 20 MiB" in problems["large.ipynb"]


def test_a_script_too_large_is_an_attempt_only_if_there_is_no_other(tmp_path: Path) -> None:
    lab = find_course().lab("lab03a")
    function = lab.tasks[0].function
    for name in ("s1/lab03a.py", "s1/lab03a_weights.py", "s2/lab03a.py"):
        small = name == "s1/lab03a.py"
        code = f"def {function}(): ...\n".encode()
        write(tmp_path / name, code + b"#" * (0 if small else MAX_SCRIPT))
    intake = take_in(open_class(tmp_path), lab=lab)
    assert {each.path: each.problem is None for each in intake.attempts} == {
        "s1/lab03a.py": True,
        "s2/lab03a.py": False,
    }
    assert [each.path for each in intake.set_aside] == ["s1/lab03a_weights.py"]


def test_of_one_learners_many_attempts_the_last_count(tmp_path: Path) -> None:
    for number in range(MAX_ATTEMPTS + 3):
        write(tmp_path / "s1" / f"{number:03}.py", b"answer = %d\n" % number)
    write(tmp_path / "s2" / "lab03a.py")
    intake = take_in(open_class(tmp_path))
    assert len(intake.attempts) == MAX_ATTEMPTS + 1
    assert [each.path for each in intake.set_aside] == ["s1/000.py", "s1/001.py", "s1/002.py"]
    assert {str(each.reason) for each in intake.set_aside} == {
        f"more than {MAX_ATTEMPTS} attempts by one learner"
    }


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="no file to grade"):
        take_in(open_class(tmp_path))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 but no more", b"plain text"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(content)
    with pytest.raises(SubmissionError, match="a folder or a ZIP"):
        open_class(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="there is no such file or folder"):
        open_class(tmp_path / "class.zip")


def test_nothing_in_a_zip_gets_out_of_it_or_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fine.py", CODE)
        archive.writestr("../../escape.py", CODE)
        archive.writestr("/etc/absolute.py", CODE)
        archive.writestr("bomb.py", CODE + bytes(MAX_SCRIPT))
        link = zipfile.ZipInfo("link.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("damaged.py", b"0123456789" * 50)
        archive.writestr("secret.py", CODE)
    encrypt(path, b"secret.py")
    damage(path, b"damaged.py")
    before = sorted(tmp_path.parent.rglob("*"))
    intake = take_in(open_class(path))
    assert sorted(tmp_path.parent.rglob("*")) == before
    problems = problems_of(intake)
    assert problems.pop("damaged.py").startswith("damaged: ")
    assert problems == {
        "../../escape.py": "its path leads outside the archive",
        "/etc/absolute.py": "its path leads outside the archive",
        "bomb.py": "more than 2 MiB",
        "link.py": "a symbolic link",
        "secret.py": "encrypted",
    }
    (sha256,) = intake.paths
    submission = intake.read(sha256)
    assert submission is not None
    assert submission.content == CODE


def repeat_an_entry(archive: zipfile.ZipFile) -> None:
    """List one packed file many times."""
    archive.writestr("s1/lab.py", CODE)
    archive.filelist += [archive.filelist[-1]] * 50


def quote_the_next_entry(archive: zipfile.ZipFile) -> None:
    """Let each entry hold the packed bytes of the next ones, as in D. Fifield's archives."""
    for number in range(9):
        archive.writestr(f"s1/{number}.py", CODE)
    end = archive.fp.tell() if archive.fp is not None else 0
    for each in archive.filelist[-9:]:
        each.compress_size = each.file_size = end - each.header_offset - 30 - len(each.filename)


def reach_into_the_directory(archive: zipfile.ZipFile) -> None:
    """Let the last entry hold the directory, too."""
    archive.writestr("s1/lab.py", CODE)
    archive.filelist[-1].compress_size += 50
    archive.filelist[-1].file_size += 50


@pytest.mark.parametrize(
    ("overlap", "refused"),
    [(repeat_an_entry, 50), (quote_the_next_entry, 8), (reach_into_the_directory, 1)],
)
def test_files_of_a_zip_that_share_their_bytes_are_not_read(
    overlap: Callable[[zipfile.ZipFile], None], refused: int, tmp_path: Path
) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("s2/lab.py", CODE)
        overlap(archive)
    problems = problems_of(take_in(open_class(path)))
    assert list(problems.values()) == ["it overlaps another file of the archive"] * refused
    assert {path.partition("/")[0] for path in problems} == {"s1"}


def test_one_learners_files_are_read_up_to_a_limit_and_the_lab_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_intake, "MAX_READ", 10 * len(CODE))
    for number in range(20):
        write(tmp_path / "s1" / "env" / f"{number}.py", CODE)
    write(tmp_path / "s1" / "lab03a.py", CODE)
    write(tmp_path / "s2" / "lab03a.py", CODE)
    intake = take_in(open_class(tmp_path))
    assert len(intake.attempts) == 10 + 1
    assert {"s1/lab03a.py", "s2/lab03a.py"} < {each.path for each in intake.attempts}
    assert len(intake.set_aside) == 11
    assert all("of scripts and notebooks" in str(each.reason) for each in intake.set_aside)


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["陳家豪", "García"]),
        ("cp950", ["陳家豪", "實作（一）王小明"]),
        ("cp437", ["García", "Zoë"]),
    ],
)
def test_names_in_a_zip_that_does_not_say_their_encoding_are_read(
    encoding: str, names: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "class.zip"
    places = [bytes([65 + at]) * len(name.encode(encoding)) for at, name in enumerate(names)]
    with zipfile.ZipFile(path, "w") as archive:
        for place in places:
            archive.writestr(f"{place.decode()}.py", CODE)
    content = path.read_bytes()
    for place, name in zip(places, names, strict=True):
        content = content.replace(place, name.encode(encoding))
    path.write_bytes(content)
    roster = [Learner(f"b{at}", name) for at, name in enumerate(names)]
    attempts = take_in(open_class(path), roster).attempts
    assert sorted(each.learner_id for each in attempts) == ["b0", "b1"]


def test_times_are_those_of_the_files_and_canvas_says_only_late(tmp_path: Path) -> None:
    due = datetime(2026, 3, 1, tzinfo=timezone.utc)
    for name in ("s1.py", "chenmei_1_2_x.py", "linjun_LATE_3_4_x.py"):
        write(tmp_path / name, name.encode())
        os.utime(tmp_path / name, (due.timestamp() - 60,) * 2)
    attempts = take_in(open_class(tmp_path)).attempts
    received = {each.path: each.received_at for each in attempts}
    assert received["chenmei_1_2_x.py"] is None
    assert received["linjun_LATE_3_4_x.py"] is None
    late = {each.path: each.late for each in attempts}
    expected = {"chenmei_1_2_x.py": False, "linjun_LATE_3_4_x.py": True, "s1.py": None}
    assert late == expected
    assert (due - received["s1.py"]).total_seconds() == 60  # type: ignore[operator]


SOLUTION = b"def convolve(image, kernel):\n    return image\n"
NOTEBOOK = b'{"cells": [{"cell_type": "code", "source": ["def pad(image):\\n"]}]}'
OTHER_LAB = find_course().lab("lab02").solution_path.read_bytes()
FILES = {
    # What somebody handed in, and which of it are attempts.
    "a module beside it": ({"lab03a.py": SOLUTION, "utils.py": b"x = 1"}, ["lab03a.py"]),
    "a module that calls": (
        {"lab03a.py": SOLUTION, "show.py": b"print(convolve(a, b))"},
        ["lab03a.py"],
    ),
    "tests beside it": (
        {"lab03a.py": SOLUTION, "test_lab03a.py": b"from lab03a import convolve"},
        ["lab03a.py"],
    ),
    "a notebook": ({"mine.ipynb": NOTEBOOK, "conftest.py": b""}, ["mine.ipynb"]),
    "two attempts": (
        {"one.py": SOLUTION, "two.py": SOLUTION + b"# better"},
        ["one.py", "two.py"],
    ),
    "an unusual definition": ({"a.py": b"pad = lambda x: x", "b.py": b"pass"}, ["a.py"]),
    "a broken file": ({"a.py": b"def pad(image:\n", "b.py": b"pass"}, ["a.py"]),
    "a notebook cut off": ({"mine.ipynb": NOTEBOOK[:-3], "conftest.py": b""}, ["mine.ipynb"]),
    "a page saved by mistake": ({"a.py": SOLUTION, "b.py": b"<html>"}, ["a.py"]),
    "another lab": ({"a.py": SOLUTION, "b.py": OTHER_LAB}, ["a.py"]),
    "in UTF-16": ({"a.py": SOLUTION.decode().encode("utf-16"), "b.py": b"pass"}, ["a.py"]),
    "nothing of the lab": ({"a.py": b"x = 1", "b.py": b"y = 1"}, ["a.py", "b.py"]),
    "an empty file alone": ({"a.py": b""}, ["a.py"]),
}


@pytest.mark.parametrize(("contents", "expected"), FILES.values(), ids=FILES)
def test_beside_a_file_with_the_labs_functions_one_without_is_no_attempt(
    contents: dict[str, bytes], expected: list[str], tmp_path: Path
) -> None:
    for name, content in contents.items():
        write(tmp_path / "s2" / name, content)
        # Others are judged by their own files.
        write(tmp_path / "s1" / "only.py", b"x = 2")
    intake = take_in(open_class(tmp_path), lab=LAB)
    assert [each.file_name for each in intake.attempts] == ["only.py", *expected]
    aside = [PurePosixPath(each.path).name for each in intake.set_aside]
    assert sorted([*expected, *aside]) == sorted(contents)
    assert {each.why for each in intake.set_aside} <= {SetAsideKind.NO_ATTEMPT}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("lab.py", b"<!doctype html><title>Sign in</title>", "a web page (Sign in)"),
        ("lab.py", "# 摺積\n".encode("cp950"), "Big5"),
        ("lab.py", b"PK\x03\x04word/document.xml", "a Word document"),
        ("lab.ipynb", NOTEBOOK[:-3], "end is missing"),
        ("lab.py", OTHER_LAB, "lab02_dense, not lab03a_convolution"),
    ],
)
def test_what_is_not_the_lab_is_listed_as_unreadable_with_the_real_reason(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    write(tmp_path / "s1" / name, content)
    (attempt,) = take_in(open_class(tmp_path), lab=LAB).attempts
    assert attempt.submission_sha256 is None
    assert reason in str(attempt.problem)


UPLOADS = {
    "the counter": (["4711_90210_lab.py", "4711_90211_lab-1.py"], ["lab.py", "lab-1.py"]),
    "the counter alone": (["4711_90210_lab.py", "4711_90210_lab-1.py"], ["lab.py", "lab-1.py"]),
    "the counter against the number": (
        ["4711_90219_lab.py", "4711_90210_lab-1.py"],
        ["lab.py", "lab-1.py"],
    ),
    "ten": (
        ["4711_9_lab-9.py", "4711_9_lab-10.py", "4711_9_lab.py"],
        ["lab.py", "lab-9.py", "lab-10.py"],
    ),
    "the number": (["4711_90219_first.py", "4711_90210_second.py"], ["second.py", "first.py"]),
    "a learner's own number": (
        ["4711_90219_a.py", "4711_90210_lab-7.py"],
        ["lab-7.py", "a.py"],
    ),
}


@pytest.mark.parametrize(("names", "expected"), UPLOADS.values(), ids=UPLOADS)
def test_canvas_tells_the_order_of_attempts(
    names: list[str], expected: list[str], tmp_path: Path
) -> None:
    for name in names:
        write(tmp_path / f"chenmei_{name}", name.encode())
    attempts = take_in(open_class(tmp_path)).attempts
    assert [each.file_name for each in sorted(attempts, key=lambda each: each.sequence or 0)] == (
        expected
    )


def test_a_file_that_changed_since_it_was_entered_is_not_graded_as_what_it_was(
    tmp_path: Path,
) -> None:
    write(tmp_path / "s1.py")
    intake = take_in(open_class(tmp_path))
    write(tmp_path / "s1.py", b"other")
    assert intake.read(hashlib.sha256(CODE).hexdigest()) is None


def write(path: Path, content: bytes = CODE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def problems_of(intake: Intake) -> dict[str, str]:
    return {each.path: str(each.problem) for each in intake.attempts if each.problem}


def encrypt(path: Path, name: bytes) -> None:
    """Set the flag that says that the entry ``name`` is encrypted, in the archive's directory."""
    content = bytearray(path.read_bytes())
    content[content.rindex(name) - 38] |= 1
    path.write_bytes(content)


def damage(path: Path, name: bytes) -> None:
    """Change a byte of the packed entry ``name``."""
    content = bytearray(path.read_bytes())
    content[content.index(name) + len(name) + 5] ^= 0xFF
    path.write_bytes(content)
