"""An instructor's fortnight: a class of 30 from the first download to the final grade.

Everything messy that happens in a term happens here once, through the commands. Grading itself is
not the point: each file says in a comment which of the lab's tasks it solves.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "batch"))

from batch_class import Graders, report_with

from fundamentals.classroom.batch import GradingJob
from fundamentals.classroom.gradebook import Gradebook
from fundamentals.cli import main
from fundamentals.cli.graders import _grade_class
from fundamentals.grading import Check, Finding, Outcome, Report, Verdict, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
FIRST, SECOND = COURSE.lab("lab03a"), COURSE.lab("lab02")
TASKS = [task.id for task in FIRST.tasks]
RUBRICS = {lab.id: load_rubric(lab) for lab in (FIRST, SECOND)}
POINTS = {task.id: task.points for task in FIRST.tasks}
FLIPPED = Finding(Text("The kernel was flipped.", "翻轉了"), cause="kernel-flipped")
NAMES = [
    *("Ann Lee", "Bo Chen", "Cy Diaz", "Dee Wu", "Eli Fox", "Fay Gu", "Gil Hsu", "Hal Ito"),
    *("Ida Jo", "Jan Kim", "Kit Lin", "Lea Ma", "Max Ng", "Nia Ono", "Oli Pak", "Pia Qu"),
    *("Qin Rao", "Ray Su", "Sue Tan", "Tom Uy", "Una Vo", "Vic Wang", "Wes Xu", "Xia Yu"),
    *("Yan Zhu", "Zoe Ali", "陳美玲", "林家豪", "Wang Ming", "Ming Wang"),
]
IDS = [f"b{number:02}" for number in range(1, 31)]


def code(*solved: str, extra: str = "") -> str:
    """Return a submission that solves these tasks."""
    return f"def output_size(): ...\n# solves {' '.join(solved)}\n{extra}"


def verdicts(job: GradingJob) -> Report:
    """Return what the checks say of a file that says it itself."""
    text = job.submission.content.decode(errors="replace").replace("\0", "")
    solved = set(re.findall(r"\d\w?\.\d+", text.partition("# solves")[2].partition("\n")[0]))
    notes = (Text("SyntaxError: invalid syntax", ""),) if "def broken(" in text else ()

    def judge(check: Check) -> tuple[Verdict, Outcome]:
        passed = check.task in solved
        return (Verdict.PASSED, Outcome()) if passed else (Verdict.FAILED, Outcome(0.0, FLIPPED))

    return report_with(job, RUBRICS[job.lab.id], judge, *notes)


def zipped(files: dict[str, str | bytes], day: int = 1) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, day, 12, 0, 0)), content)
    return buffer.getvalue()


def moodle(name: str, number: int, file: str) -> str:
    return f"{name}_{9000 + number}_assignsubmission_file_/{file}"


class Desk:
    """The instructor, typing commands."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.path = folder / "class.db"
        self._capsys = capsys

    def types(self, *arguments: str, status: int = 0) -> str:
        self._capsys.readouterr()
        assert main(["--language", "en", *arguments]) == status
        captured = self._capsys.readouterr()
        return captured.out + captured.err

    def grades(self, archive: str, lab: str, *options: str, status: int = 0) -> str:
        file = str(self.folder / archive)
        return self.types(
            "grade", file, "--lab", lab, "--gradebook", str(self.path), *options, status=status
        )

    def book(self, action: str, *arguments: str) -> str:
        return self.types("gradebook", action, str(self.path), *arguments)

    def exports(self, form: str, *options: str) -> list[dict[str, str]]:
        target = self.folder / f"{form}.csv"
        self.book("export", "--format", form, "--output", str(target), *options)
        return list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))

    def scores(self, lab: str) -> dict[str, float | None]:
        with Gradebook.open(self.path) as gradebook:
            return {each.learner.id: each.score for each in gradebook.sheet(lab).standings}


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    @contextlib.contextmanager
    def executor(*_: Any) -> Iterator[Any]:
        yield Graders(verdicts), lambda: 2

    monkeypatch.setattr(_grade_class, "_executor", executor)
    monkeypatch.setenv("TZ", "UTC")
    return Desk(tmp_path, capsys)


def write_roster(desk: Desk, names: list[str], ids: list[str], file: str = "roster.csv") -> str:
    lines = [f"{i},{name},{i}@x.tw,{i}" for i, name in zip(ids, names, strict=True)]
    path = desk.folder / file
    path.write_text("\n".join(["id,name,email,login", *lines]), encoding="utf-8")
    return str(path)


def hand_in(desk: Desk) -> None:
    """Write Moodle's ZIP of the first lab: 26 handed in, some of it odd."""
    every = " ".join(TASKS)
    files: dict[str, str | bytes] = {
        moodle(name, number, "lab03a.py"): code(every, extra=f"# {number}")
        for number, name in enumerate(NAMES[:20])
    }
    odd = iter(range(20, 30))
    # A ZIP in the ZIP; a file that the browser renamed; helpers beside the lab.
    number = next(odd)
    files[moodle(NAMES[number], number, "hw.zip")] = zipped(
        {"lab/lab03a.py": code(every, extra="z")}
    )
    number = next(odd)
    files[moodle(NAMES[number], number, "lab03a.py.txt")] = code(*TASKS[:2])
    files[moodle(NAMES[number], number, "utils.py")] = "x = 1"
    # Another lab; no function at all; what Python cannot parse; UTF-16 without a mark.
    number = next(odd)
    files[moodle(NAMES[number], number, "a.py")] = (COURSE.lab("lab02").lab_path()).read_bytes()
    number = next(odd)
    files[moodle(NAMES[number], number, "a.py")] = "print('hello')\n"
    number = next(odd)
    files[moodle(NAMES[number], number, "a.py")] = "def output_size(\n    def broken(\n"
    number = next(odd)
    files[moodle(NAMES[number], number, "a.py")] = "中文 = 1\n".encode("utf-16-le")
    # 陳美玲 by another name, and one of two people who are called alike.
    files[moodle("Mei Ling C", 26, "lab03a.py")] = code(*TASKS[:3])
    files[moodle("Wang Ming", 28, "lab03a.py")] = code(*TASKS[:4])
    (desk.folder / "moodle.zip").write_bytes(zipped(files))


@pytest.mark.slow
def test_a_fortnight(desk: Desk) -> None:
    hand_in(desk)
    full = sum(POINTS.values())

    # Monday: the roster of another class stops the run; nothing is recorded.
    wrong = write_roster(desk, ["A B", "C D", "E F"], ["x1", "x2", "x3"], "wrong.csv")
    assert "the roster has 0 of the" in desk.grades(
        "moodle.zip", "lab03a", "--roster", wrong, status=2
    )

    # The right one misses the lines of Ann Lee and 林家豪, and has 陳美玲 under a wrong id.
    ids = [*IDS[1:26], "b77", *IDS[28:]]
    roster = write_roster(desk, [*NAMES[1:27], *NAMES[28:]], ids)
    due = ("--roster", roster, "--deadline", "2026-03-01")
    said = desk.grades("moodle.zip", "lab03a", *due)
    assert "Mei Ling C" in said
    assert "could be b29 Wang Ming / b30 Ming Wang" in said
    assert desk.scores(FIRST.id)["b02"] == full

    # Tuesday: a corrected roster, and what it cannot know is put right by hand.
    roster = write_roster(desk, NAMES, IDS)
    said = desk.book("roster", roster)
    assert "moodle-9000 is the same person as b01" in said
    assert "1 stranger remains; correct that with `gradebook merge`" in said
    assert "b77" in said
    desk.book("remove", "b77", "--comment", "wrong id")
    stranger = next(each for each in desk.scores(FIRST.id) if each.startswith("moodle-"))
    desk.book("merge", stranger, "b27", "--comment", "has another name on Moodle")
    wang = moodle("Wang Ming", 28, "lab03a.py")
    desk.book("assign", wang, "b29", "--lab", "lab03a", "--by", "chen")
    desk.grades("moodle.zip", "lab03a", "--roster", roster, "--deadline", "2026-03-01")
    scores = desk.scores(FIRST.id)
    assert set(scores) == set(IDS)
    assert scores["b29"] == sum(POINTS[task] for task in TASKS[:4])
    assert scores["b27"] == sum(POINTS[task] for task in TASKS[:3])
    assert scores["b21"] == full
    assert scores["b22"] == sum(POINTS[task] for task in TASKS[:2])
    assert [learner for learner, score in scores.items() if score is None] == [
        *("b23", "b26", "b28", "b30")
    ]
    shown = desk.book("show", "--all")
    assert "Zeros that need a look (4)" in shown
    for learner, why in {
        "b23 Wes Xu": "lab02_dense, not lab03a_convolution",
        "b24 Xia Yu": "it defines no function of the lab",
        "b25 Yan Zhu": "Python cannot parse it",
        "b26 Zoe Ali": "UTF-16",
    }.items():
        assert re.search(rf"{learner}: .*{why}", shown), learner

    # The second week: two hand in late, one of them with an extension.
    late = {
        moodle("林家豪", 27, "lab03a.py"): code(" ".join(TASKS), extra="# late"),
        moodle("Ming Wang", 29, "lab03a.py"): code(" ".join(TASKS), extra="# ill"),
    }
    (desk.folder / "late.zip").write_bytes(zipped(late, day=4))
    desk.book("assign", wang, "b29")
    said = desk.grades("late.zip", "lab03a", "--roster", roster)
    assert "could be b29" in said
    desk.book("assign", moodle("Ming Wang", 29, "lab03a.py"), "b30", "--lab", "lab03a")
    desk.grades("late.zip", "lab03a")
    desk.book("extend", "b30", "--lab", "lab03a", "--until", "2026-03-05", "--comment", "ill")
    desk.book("rules", "--late-penalty", "10 %/day, at most 30 %", "--by", "chen")
    scores = desk.scores(FIRST.id)
    assert scores["b28"] == round(0.7 * full, 2)
    assert scores["b30"] == full

    # Points for an idea, more for a bonus, none for one who is excused, a slip withdrawn.
    check = next(each.id for each in RUBRICS[FIRST.id].checks if each.task == TASKS[4])
    worth = next(each.points for each in RUBRICS[FIRST.id].checks if each.id == check)
    desk.book("adjust", "b29", "--lab", "lab03a", "--check", check, "--points", f"{worth:g}")
    desk.book("adjust", "b01", "--lab", "lab03a", "--points", f"{full + 1:g}", "--extra-credit")
    desk.book("adjust", "b23", "--lab", "lab03a", "--excuse", "--comment", "sick note")
    desk.book("adjust", "b02", "--lab", "lab03a", "--points", "0", "--comment", "wrong line")
    number = _last(desk)
    desk.book("undo", str(number))
    before = desk.scores(FIRST.id)
    assert (before["b01"], before["b02"], before["b23"]) == (full + 1, full, None)
    assert before["b29"] == round(sum(POINTS[task] for task in TASKS[:4]) + worth, 2)

    # A new run, which asks everything anew, overwrites nothing that was decided.
    for archive in ("moodle.zip", "late.zip"):
        desk.grades(archive, "lab03a", "--seed", "9")
    assert desk.scores(FIRST.id) == before

    # A second lab in one flat folder, and the total: the worse of the two is dropped.
    folder = desk.folder / "lab02"
    folder.mkdir()
    tasks = [task.id for task in SECOND.tasks]
    names = {task.function for task in SECOND.tasks}
    for learner in IDS[:29]:
        text = f"def {min(names)}(): ...\n# solves {' '.join(tasks)}\n# {learner}\n"
        (folder / f"{learner}.py").write_text(text)
    desk.grades("lab02", "lab02", "--roster", roster)
    desk.book(
        "rules", "--drop-lowest", "1", "--missing", "zero", "--weights", "lab03a=60", "lab02=40"
    )
    totals = {row["id"]: row for row in desk.exports("course")}
    assert totals["b03"]["total_percent"] == "100"
    assert totals["b30"]["total_percent"] == "100"
    assert totals["b30"]["dropped"] == SECOND.id
    assert totals["b23"]["total_percent"] == "100"
    desk.book("rules", "--drop-lowest", "0")
    totals = {row["id"]: row for row in desk.exports("course")}
    assert totals["b30"]["total_percent"] == "60"
    assert totals["b28"]["total_percent"] == "82"
    assert totals["b01"]["total_percent"] == f"{round(40 + 60 * (full + 1) / full, 2):g}"

    # To the platform: nobody whom it does not know, no gap that erases a grade.
    rows = desk.exports("moodle", "--lab", "lab03a")
    assert [row["ID number"] for row in rows] == [each for each in IDS if before[each] is not None]
    assert all(float(row[FIRST.id]) == before[row["ID number"]] for row in rows)
    assert len(desk.exports("blackboard", "--lab", "lab03a")) == len(rows)

    # Back to the learners: a page each, named as Moodle takes it, and one by hand.
    said = desk.book("feedback", "--lab", "lab03a", "--output", str(desk.folder / "pages.zip"))
    assert "30 pages written" in said
    with zipfile.ZipFile(desk.folder / "pages.zip") as archive:
        names_of_pages = archive.namelist()
        page = archive.read("林家豪_9027_assignsubmission_file_feedback.html").decode()
    assert sorted(each for each in names_of_pages if "assignsubmission" not in each) == [
        *("b29.html", "b30.html")
    ]
    assert f"late: {full} points − 30 %" in page

    # Everything that was decided is on record, with who.
    log = desk.book("log")
    for said in ("chen", "sick note", "wrong line", "[withdrawn]", "roster", "late penalty"):
        assert said in log
    report = desk.folder / "report.html"
    desk.book("report", "--output", str(report))
    written = report.read_text("utf-8")
    for said in (
        "Zeros that need a look",
        "Item analysis",
        "sick note",
        "kernel-flipped",
        "Course total",
    ):
        assert said in written


def _last(desk: Desk) -> int:
    with Gradebook.open(desk.path) as gradebook:
        return gradebook.decisions().trail[-1].number
