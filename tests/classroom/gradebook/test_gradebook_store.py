"""A gradebook keeps what is entered, has it graded once, and returns it unchanged."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import shutil
import sqlite3
import struct
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from gradebook_class import HINT, LAB, MESSAGE, NOON, attempt, grade, report_of, sha256

from fundamentals.classroom.gradebook import MAX_TRIES, Attempt, Gradebook, Learner, State
from fundamentals.classroom.gradebook._schema import APPLICATION_ID, MIGRATIONS
from fundamentals.errors import ArgumentError, GradebookError
from fundamentals.grading import CheckResult, Rubric, Verdict
from fundamentals.language import Text

ALL = ("3a.1/first", "3a.2/second", "3a.3/third")


def pending_checks(
    gradebook: Gradebook, rubric: Rubric, **options: object
) -> list[tuple[str, ...]]:
    return [each.checks for each in gradebook.pending(rubric, seed=0, **options)]  # type: ignore[arg-type]


def test_entering_the_same_again_changes_nothing(gradebook: Gradebook) -> None:
    attempts = [attempt("b1", "one"), attempt("b1", "two"), attempt("b2", "one", hours=None)]
    assert gradebook.enter(LAB, attempts) == 3
    assert gradebook.enter(LAB, [*attempts, attempt("b1", "one", hours=2)]) == 1
    assert [each.attempts for each in gradebook.sheet(LAB).standings] == [3, 1]


def test_what_cannot_be_read_is_entered_once_and_never_pending(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    broken = Attempt("b1", None, "a.py", "b1/a.py", 0, None, Text("a folder", "資料夾"))
    assert [gradebook.enter(LAB, [broken]) for _ in range(2)] == [1, 0]
    assert gradebook.pending(rubric, seed=0) == []
    (standing,) = gradebook.sheet(LAB).standings
    assert (standing.state, standing.attempt) == (State.UNREADABLE, broken)


def test_a_time_without_a_zone_is_refused(gradebook: Gradebook) -> None:
    naive = dataclasses.replace(attempt("b1", "one"), received_at=datetime(2026, 3, 2))
    with pytest.raises(ArgumentError, match="no time zone"):
        gradebook.enter(LAB, [naive])


def test_identical_bytes_are_graded_once_for_all_who_hand_them_in(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one"), attempt("b2", "one"), attempt("b3", "two")])
    pending = gradebook.pending(rubric, seed=0)
    assert [each.submission_sha256 for each in pending] == [sha256("one"), sha256("two")]
    grade(gradebook, rubric, {"one": {"third": Verdict.FAILED}})
    assert [each.score for each in gradebook.sheet(LAB).standings] == [3, 3, 6]


def test_what_is_graded_is_not_graded_again_but_for_another_seed(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, rubric)
    assert gradebook.pending(rubric, seed=0) == []
    (again,) = gradebook.pending(rubric, seed=1)
    assert again.checks == ALL
    assert gradebook.sheet(LAB).standings[0].state is State.PENDING


def test_a_changed_check_is_pending_with_those_that_need_it_and_no_other(
    gradebook: Gradebook, make_rubric: Callable[..., Rubric]
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, make_rubric())
    changed = make_rubric(("    helper(student)", "    helper(student) == 1"))
    assert pending_checks(gradebook, changed) == [ALL[:2]]
    # And the old rubric finds its results where it left them.
    assert pending_checks(gradebook, make_rubric()) == []


def test_new_points_and_titles_show_without_a_new_run(
    gradebook: Gradebook, make_rubric: Callable[..., Rubric]
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, make_rubric(), {"one": {"second": Verdict.PARTLY_PASSED}})
    assert gradebook.sheet(LAB).standings[0].score == 5
    worth_more = make_rubric(("weight=2", "weight=10"), ('"the second"', '"the last"'))
    assert gradebook.pending(worth_more, seed=0) == []
    sheet = gradebook.sheet(LAB)
    assert (sheet.max_score, sheet.standings[0].score) == (14, 9)
    assert sheet.checks[1].title.en == "the last"


def test_a_grader_error_is_no_zero_and_is_tried_again_but_not_for_ever(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    verdicts = {"one": {"first": Verdict.GRADER_ERROR, "second": Verdict.SKIPPED}}
    for _ in range(MAX_TRIES):
        # What was skipped may have been skipped for want of the first.
        assert pending_checks(gradebook, rubric) in ([ALL], [ALL[:2]])
        grade(gradebook, rubric, verdicts)
    assert pending_checks(gradebook, rubric) == []
    (standing,) = gradebook.sheet(LAB).standings
    assert (standing.state, standing.score) == (State.GRADER_ERROR, None)
    assert pending_checks(gradebook, rubric, given_up=True) == [ALL[:2]]


# Drawn in the report of the run itself.
NOT_KEPT = {"exhibit"}


def test_each_field_of_a_result_is_kept() -> None:
    """A result that is read back has the default of a field that no column keeps."""
    fields = dataclasses.fields(CheckResult)
    optional = {field.name for field in fields if field.default is not dataclasses.MISSING}
    assert optional == {"cause"} | NOT_KEPT, "keep it in _check_results.py, or not: NOT_KEPT"


def test_what_is_decided_stays_whatever_a_later_report_says(
    gradebook: Gradebook, make_rubric: Callable[..., Rubric]
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, make_rubric(), {"one": {"first": Verdict.FAILED}})
    changed = make_rubric(("Says nothing", "Says something"))
    (pending,) = gradebook.pending(changed, seed=0)
    claim = gradebook.claim(pending)
    assert claim is not None
    assert claim.checks == ("3a.3/third",)
    assert gradebook.record(claim, report_of(changed, "one", {}), seconds=1)
    assert gradebook.sheet(LAB).standings[0].score == 5


def test_both_languages_come_out_as_they_went_in(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, rubric, {"one": {"first": Verdict.FAILED}})
    report = gradebook.sheet(LAB).standings[0].report
    assert report is not None
    expected = report_of(rubric, "one", {"first": Verdict.FAILED})
    without_times = [dataclasses.replace(each, seconds=0.0) for each in expected.checks]
    assert list(report.checks) == without_times
    assert (report.checks[0].message, report.checks[0].hint) == (MESSAGE, HINT)


def test_a_claim_tells_what_failed_before(
    gradebook: Gradebook, make_rubric: Callable[..., Rubric]
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, make_rubric(), {"one": {"first": Verdict.FAILED}})
    (claim,) = grade(gradebook, make_rubric(("    other_helper(student)", "    pass")))
    assert claim.checks == ("3a.2/second",)
    assert claim.failed == {"3a.1/first", "3a.1"}


def test_several_labs_share_a_gradebook(gradebook: Gradebook, rubric: Rubric) -> None:
    other = dataclasses.replace(rubric, lab=dataclasses.replace(rubric.lab, id="lab02_dense"))
    gradebook.enter(LAB, [attempt("b1", "one")])
    gradebook.enter("lab02_dense", [attempt("b1", "one")])
    grade(gradebook, rubric)
    assert gradebook.labs() == ("lab02_dense", LAB)
    assert [each.state for each in gradebook.sheet(LAB).standings] == [State.GRADED]
    assert len(gradebook.pending(other, seed=0)) == 1
    with pytest.raises(GradebookError, match=r"has no lab lab9.*\n.*lab02_dense"):
        gradebook.sheet("lab9")


def test_what_was_written_survives_closing(path: Path, rubric: Rubric) -> None:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "陳小美", email="b1@school")])
        gradebook.enter(LAB, [attempt("b1", "one")])
        grade(gradebook, rubric)
    with Gradebook.open(path) as gradebook:
        (standing,) = gradebook.sheet(LAB).standings
        assert (standing.learner.name, standing.score) == ("陳小美", 6)


# Files that are not as they should be


def test_a_gradebook_is_made_only_when_asked_for(path: Path) -> None:
    with pytest.raises(GradebookError, match="there is no gradebook"):
        Gradebook.open(path)
    assert not path.exists()


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (title)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("id,name\n" * 200),
        lambda path: path.write_bytes(b""),
        foreign_database,
    ],
    ids=["text", "empty", "another program's"],
)
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_gradebook_is_refused_and_left_alone(
    make: Callable[[Path], object], create: bool, path: Path
) -> None:
    make(path)
    before = path.read_bytes()
    if not before and create:
        return  # An empty file holds nothing that could be lost.
    with pytest.raises(GradebookError, match="is not a gradebook"):
        Gradebook.open(path, create=create)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="cannot be used: unable to open"):
        Gradebook.open(tmp_path, create=True)


def test_a_damaged_file_is_refused_before_anything_is_graded(path: Path, rubric: Rubric) -> None:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.enter(LAB, [attempt(f"b{number}", str(number)) for number in range(100)])
        grade(gradebook, rubric)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)
    with pytest.raises(GradebookError, match=r"is damaged: .*\n.*\n.*restore it from a backup"):
        Gradebook.open(path)


@pytest.mark.parametrize(
    "tampering",
    [
        "ALTER TABLE lab RENAME TO held; CREATE VIEW lab AS WITH RECURSIVE endless (id, seed,"
        " deadline) AS (SELECT 'a', 0, '' UNION ALL SELECT id, seed + 1, '' FROM endless)"
        " SELECT * FROM endless",
        "DROP TABLE question; CREATE TABLE question (id INTEGER PRIMARY KEY, lab TEXT,"
        " check_id TEXT AS (hex(zeroblob(1000000000))), fingerprint TEXT, seed INTEGER)",
        "ALTER TABLE learner RENAME TO pupil",
        "CREATE TRIGGER generous AFTER INSERT ON result BEGIN"
        " UPDATE result SET points = max_points; END",
        "CREATE VIEW grades AS SELECT * FROM result",
        "DROP TABLE tried; PRAGMA user_version = 4; CREATE TRIGGER silent"
        " BEFORE INSERT ON decision BEGIN SELECT raise(IGNORE); END",
    ],
    ids=[
        *("an endless view", "a column that computes", "a missing table"),
        *("a trigger", "a further view", "a trigger in an older file"),
    ],
)
def test_a_tampered_file_is_refused_before_it_is_read(path: Path, tampering: str) -> None:
    Gradebook.open(path, create=True).close()
    Gradebook.open(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(tampering)
    with pytest.raises(GradebookError, match="its tables are not those of a gradebook"):
        Gradebook.open(path)


@pytest.mark.parametrize(
    "tampering",
    [
        "INSERT INTO learner (id, name) VALUES ('b1', x'fffe')",
        "INSERT INTO learner (id, name) VALUES (x'00', 'Ann')",
        "INSERT INTO lab (id, seed) VALUES ('lab03a_convolution', 'many')",
        "INSERT INTO learner (id, name) VALUES ('b1', hex(zeroblob(10000000)))",
        "INSERT INTO aside VALUES ('lab03a', 'a.py', hex(zeroblob(100000)), '')",
        "INSERT INTO snapshot VALUES (1, 'lab03a', '', hex(zeroblob(40000000)))",
        "INSERT INTO lab (id) VALUES ('../../elsewhere')",
        "INSERT INTO lab (id) VALUES ('lab03a' || char(27) || '[2J')",
        "INSERT INTO snapshot VALUES (1, '/etc', '', '{}')",
    ],
)
def test_values_that_no_gradebook_has_are_damage(path: Path, tampering: str) -> None:
    Gradebook.open(path, create=True).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(tampering)
    with pytest.raises(GradebookError, match="is damaged"):
        Gradebook.open(path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_journal_that_names_another_file_is_refused_and_that_file_stays(
    path: Path, mode: str
) -> None:
    Gradebook.open(path, create=True).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    other = path.with_name("thesis.txt")
    other.write_text("years of work")
    path.with_name(f"{path.name}-journal").write_bytes(journal_naming(other, of=path))
    link = path.with_name("link.db")
    link.symlink_to(path)
    for opened in (path, link):
        with pytest.raises(GradebookError, match=r"is damaged: .*names another file"):
            Gradebook.open(opened)
    assert other.read_text() == "years of work"


def journal_naming(other: Path, *, of: Path) -> bytes:
    """Return a journal without pages, as SQLite leaves one that belongs to several databases."""
    magic, sector, name = bytes.fromhex("d9d505f920a163d7"), 512, bytes(other)
    size = int.from_bytes(of.read_bytes()[16:18], "big")
    header = magic + struct.pack(">5I", 0, 0, of.stat().st_size // size, sector, size)
    ends = struct.pack(">2I", len(name), sum(name))
    return header.ljust(sector, b"\0") + struct.pack(">I", 2**30 // size + 1) + name + ends + magic


def test_decisions_of_deep_json_are_damage(gradebook: Gradebook, path: Path) -> None:
    gradebook.add_learners([Learner("b1", "Ann")])
    gradebook.decision_writer("Wang").remove("b1")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE decision SET detail = ?", ("[" * 60_000 + "]" * 60_000,))
    with pytest.raises(GradebookError, match="is damaged"):
        gradebook.decisions()


def test_whatever_strangers_write_the_file_can_be_opened_again(path: Path, rubric: Rubric) -> None:
    endless = Text("endless " * 100_000, "沒完沒了" * 100_000)
    with Gradebook.open(path, create=True) as gradebook:
        unreadable = Attempt("b2", None, "a.py", "b2/a.py", 0, None, endless)
        set_aside = {"notes.txt": endless}
        gradebook.enter(LAB, [attempt("b1", "one"), unreadable], set_aside=set_aside)
        (pending,) = gradebook.pending(rubric, seed=0)
        claim = gradebook.claim(pending)
        assert claim is not None
        report = report_of(rubric, "one", {"first": Verdict.FAILED})
        said = [dataclasses.replace(each, message=endless, hint=endless) for each in report.checks]
        report = dataclasses.replace(report, checks=tuple(said), notes=(endless,), tried=(endless,))
        assert gradebook.record(claim, report, seconds=1.5)
    with Gradebook.open(path) as gradebook:
        assert [each.attempts for each in gradebook.sheet(LAB).standings] == [1, 1]


def test_a_locked_file_is_told_of_and_nothing_is_lost(path: Path, rubric: Rubric) -> None:
    with Gradebook.open(path, create=True, wait_seconds=0.05) as gradebook:
        gradebook.enter(LAB, [attempt("b1", "one")])
        (pending,) = gradebook.pending(rubric, seed=0)
        claim = gradebook.claim(pending)
        assert claim is not None
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            GradebookError, match=r"is locked by another program[^.]*nothing is lost"
        ):
            gradebook.record(claim, report_of(rubric, "one", {}), seconds=1)
        blocker.close()
        assert gradebook.record(claim, report_of(rubric, "one", {}), seconds=1)


def test_a_full_disk_is_told_of_and_nothing_is_lost(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    grade(gradebook, rubric)
    connection = gradebook._database._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [attempt(f"c{number}", f"c{number}") for number in range(2000)]
    with pytest.raises(GradebookError, match="cannot be written: the disk is full"):
        gradebook.enter(LAB, many)
    assert [each.score for each in gradebook.sheet(LAB).standings] == [6]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert gradebook.enter(LAB, many) == 2000


@pytest.mark.slow
def test_a_disk_that_is_really_full_costs_nothing_but_time(tmp_path: Path, rubric: Rubric) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        with Gradebook.open(folder / "class.db", create=True) as gradebook:
            gradebook.enter(LAB, [attempt(f"b{number}", f"{number}") for number in range(200)])
            with pytest.raises(GradebookError, match="the disk is full"):
                grade(gradebook, rubric)
            before = sum(each.score is not None for each in gradebook.sheet(LAB).standings)
            subprocess.run(["mount", "-o", "remount,size=9m", str(folder)], check=True)
            assert len(grade(gradebook, rubric)) == 200 - before
            assert [each.score for each in gradebook.sheet(LAB).standings] == [6] * 200
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_looking_changes_nothing_and_waits_for_nobody(path: Path, rubric: Rubric) -> None:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.enter(LAB, [attempt("b1", "one")])
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Gradebook.open(path, wait_seconds=0) as gradebook:
        assert len(gradebook.sheet(LAB).standings) == 1
    writer.close()


def test_a_file_of_a_newer_release_is_refused(path: Path) -> None:
    Gradebook.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(GradebookError, match=r"newer release[^:]*: version 5 at most"):
        Gradebook.open(path)


def test_a_file_of_the_first_version_is_brought_up_to_date(path: Path, rubric: Rubric) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.execute("INSERT INTO learner (id, name) VALUES ('b1', '陳小美'), ('file', 'file')")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with Gradebook.open(path) as gradebook:
        gradebook.enter(LAB, [attempt("b1", "one")])
        grade(gradebook, rubric)
        (standing,) = gradebook.sheet(LAB).standings
        assert (standing.learner, standing.score) == (Learner("b1", "陳小美"), 6)
        # A stranger of whom there is no file is nobody.
        assert Learner("file", "file", stranger=True) in gradebook.learners()
        gradebook.decision_writer("chen").adjust("b1", LAB, 5)
        assert gradebook.sheet(LAB).standings[0].score == 5
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


def test_a_class_of_the_release_before_keeps_its_grades_and_takes_decisions(
    path: Path, rubric: Rubric
) -> None:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "Mei")])
        gradebook.enter(LAB, [attempt("b1", "one", hours=1)], deadline=NOON)
        grade(gradebook, rubric, {"one": {"third": Verdict.FAILED}})
    connection = sqlite3.connect(path)
    for table in ("decision", "note", "aside", "platform_column", "snapshot", "tried"):
        connection.execute(f"DROP TABLE {table}")
    for column in ("late", "concern"):
        connection.execute(f"ALTER TABLE attempt DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    with Gradebook.open(path) as gradebook:
        (before,) = gradebook.sheet(LAB).standings
        assert (before.score, before.late, before.remarks) == (3, True, ())
        gradebook.decision_writer().set_rules(late_penalty="10 %/day")
        gradebook.decision_writer().adjust("b1", LAB, 1, check=ALL[2])
        gradebook.enter(LAB, [attempt("b1", "one", hours=1)])
        assert gradebook.sheet(LAB).standings[0].score == 3.6
        assert gradebook.sheet(LAB).standings[0].attempts == 1


def test_a_step_that_files_were_made_by_never_changes() -> None:
    digests = [hashlib.sha256(step.encode()).hexdigest()[:16] for step in MIGRATIONS]
    known = [
        "935dee08ef6d1aad",
        "135afb96ce18b4d9",
        "b653e2dd9cedf902",
        "6e263aec3fc6f34d",
        "b8f683ca488c9ce0",
    ]
    assert digests == known, "add a step; do not change one"


def test_a_copy_made_while_it_is_open_is_whole(
    gradebook: Gradebook, path: Path, tmp_path: Path
) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", tmp_path / f"copy.db{suffix}")
    with Gradebook.open(tmp_path / "copy.db") as copy:
        assert len(copy.sheet(LAB).standings) == 1
