"""Whose file is whose, and that nothing handed in stops or harms the run."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest

from fundamentals.errors import SubmissionError
from fundamentals.grading.batch import Intake, open_class, take_in
from fundamentals.grading.batch._names import common_folder, sender_of
from fundamentals.grading.gradebook import Learner, Roster

CODE = b"answer = 42\n"
ROSTER = Roster(
    (
        Learner("s1", "Mei Chen", email="mei@school", lms_id="4711"),
        Learner("s2", "陳家豪"),
        Learner("s3", "Zoë O'Brien", login="zobrien"),
    )
)


@pytest.mark.parametrize(
    ("path", "learner", "file_name"),
    [
        ("chenmei_4711_90210_lab03a.py", "4711", "lab03a.py"),
        ("chenmei_LATE_4711_90210_my_lab_1.py", "4711", "my_lab_1.py"),
        ("Mei Chen_4711_assignsubmission_file_/lab03a.py", "4711", "lab03a.py"),
        ("Mei Chen_4711_assignsubmission_file/sub/lab03a.py", "4711", "lab03a.py"),
        ("Mei Chen_4711_assignsubmission_file_lab03a.py", "4711", "lab03a.py"),
        ("Mei Chen/lab03a.py", "Mei Chen", "lab03a.py"),
        ("s1.py", "s1", "s1.py"),
        ("lab03a_s1.ipynb", "lab03a_s1", "lab03a_s1.ipynb"),
    ],
)
def test_a_path_says_who_sent_the_file(path: str, learner: str, file_name: str) -> None:
    sender = sender_of(path)
    assert (sender.id, sender.file_name) == (learner, file_name)


@pytest.mark.parametrize(
    ("path", "learner"),
    [
        ("chenmei_1_2_lab03a.py", "s1"),
        ("somebody_4711_2_lab03a.py", "s1"),
        ("陳家豪_9_assignsubmission_file_/lab03a.py", "s2"),
        ("Participant_4711_assignsubmission_file_/lab03a.py", "s1"),
        ("zobrien/lab03a.py", "s3"),
        ("lab03a_s1.py", "s1"),
        ("O'Brien, Zoë/lab03a.py", "s3"),
    ],
)
def test_a_roster_knows_the_sender_by_number_name_or_login(path: str, learner: str) -> None:
    match = ROSTER.match(*sender_of(path).keys)
    assert match is not None
    assert match.id == learner


def test_a_stranger_is_entered_under_the_name_of_the_file(tmp_path: Path) -> None:
    write(tmp_path / "huangjun_77_1_lab03a.py")
    intake = take_in(open_class(tmp_path), [ROSTER])
    assert intake.learners == (Learner("77", "huangjun", lms_id="77"),)
    assert intake.attempts[0].learner_id == "77"


def test_a_folder_around_the_whole_class_is_seen_through() -> None:
    assert common_folder(["lab/a/x.py", "lab/b/x.py"]) == "lab/"
    assert common_folder(["lab/chen_1_2_x.py", "lab/lin_3_4_x.py"]) == "lab/"
    assert common_folder(["Mei_1_assignsubmission_file_/x.py"]) == ""
    assert common_folder(["mei/one.py", "mei/two.py"]) == ""


def test_files_of_one_learner_are_attempts_and_what_lies_beside_them_is_not(tmp_path: Path) -> None:
    for name in ("first.py", "second.ipynb", "cat.png", ".DS_Store", "__pycache__/first.pyc"):
        write(tmp_path / "s1" / name, name.encode())
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
    write(tmp_path / "large.py", b"#" * (20 * 2**20 + 1))
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_bytes(CODE)
    problems = problems_of(take_in(open_class(tmp_path)))
    assert set(problems) == {"link.py", "folder", "pipe.py", "large.py"}
    assert "a symbolic link" in problems["link.py"]
    assert "a named pipe" in problems["pipe.py"]
    assert "more than 20 MB" in problems["large.py"]


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
    with pytest.raises(SubmissionError, match="No such file"):
        open_class(tmp_path / "class.zip")


def test_nothing_in_a_zip_gets_out_of_it_or_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fine.py", CODE)
        archive.writestr("../../escape.py", CODE)
        archive.writestr("/etc/absolute.py", CODE)
        archive.writestr("bomb.py", bytes(21 * 2**20))
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
        "../../escape.py": "its path leads out of the archive",
        "/etc/absolute.py": "its path leads out of the archive",
        "bomb.py": "more than 20 MB",
        "link.py": "a symbolic link",
        "secret.py": "encrypted",
    }
    (sha256,) = intake.paths
    submission = intake.read(sha256)
    assert submission is not None
    assert submission.content == CODE


@pytest.mark.parametrize("encoding", ["utf-8", "cp950"])
def test_names_in_a_zip_that_does_not_say_their_encoding_are_read(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "class.zip"
    name = "陳家豪.py".encode(encoding)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x" * len(name), CODE)
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    (attempt,) = take_in(open_class(path), [ROSTER]).attempts
    assert attempt.learner_id == "s2"


def test_times_are_those_of_the_files_and_canvas_says_only_late(tmp_path: Path) -> None:
    due = datetime(2026, 3, 1, tzinfo=timezone.utc)
    for name in ("s1.py", "chenmei_1_2_x.py", "linjun_LATE_3_4_x.py"):
        write(tmp_path / name, name.encode())
        os.utime(tmp_path / name, (due.timestamp() - 60,) * 2)
    attempts = take_in(open_class(tmp_path), deadline=due).attempts
    received = {each.path: each.received_at for each in attempts}
    assert received["chenmei_1_2_x.py"] is None
    assert received["linjun_LATE_3_4_x.py"] > due  # type: ignore[operator]
    assert (due - received["s1.py"]).total_seconds() == 60  # type: ignore[operator]


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
    """Change a byte of what is packed in the entry ``name``."""
    content = bytearray(path.read_bytes())
    content[content.index(name) + len(name) + 5] ^= 0xFF
    path.write_bytes(content)
