"""``fundamentals gradebook`` as an instructor runs it."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from gradebook_class import LAB, NOON, attempt, grade

from fundamentals.classroom.gradebook import Gradebook, Learner
from fundamentals.cli import main
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text


@pytest.fixture
def filled(path: Path, rubric: Rubric) -> str:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "Mei \x1b[31m"), Learner("b9", "小明")])
        gradebook.enter(LAB, [attempt("b1", "fair", hours=1)], deadline=NOON)
        grade(gradebook, rubric, {"fair": {"third": Verdict.FAILED}})
    return str(path)


def test_a_class_with_an_unreadable_roster_leaves_no_gradebook_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "class").mkdir()
    roster, gradebook = tmp_path / "roster.csv", tmp_path / "class.db"
    roster.write_text('id,name\nb1,Mei\n"b2', encoding="utf-8")
    options = ["--lab", "lab03a", "--roster", str(roster), "--gradebook", str(gradebook)]
    assert main(["grade", str(tmp_path / "class"), *options]) == 2
    assert "is not a roster" in capsys.readouterr().err
    assert not gradebook.exists()


def test_show_tells_scores_causes_and_who_is_missing(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gradebook", "show", filled]) == 0
    shown = capsys.readouterr().out
    assert "2 learners, 1 graded; mean 3, median 3 of 6" in shown
    assert "The kernel was flipped." in shown
    assert "nothing handed in (1)\n  b9 小明" in shown
    assert "late, and counted (1)" in shown
    assert re.search(r"3a.2 +█+ +100%", shown)


def test_every_view_shows_times_in_this_machines_zone_with_its_offset(
    filled: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Taipei")
    time.tzset()
    try:
        given = ["b1", "--lab", "lab03a", "--until", "2026-03-05"]
        assert main(["gradebook", "extend", filled, *given]) == 0
        said = [capsys.readouterr().out]
        for action in (["show", filled, "--all"], ["show", filled, "--learner", "b1"]):
            assert main(["gradebook", *action]) == 0
            said.append(capsys.readouterr().out)
        assert main(["gradebook", "log", filled]) == 0
        said.append(capsys.readouterr().out)
        for action in ("report", "feedback"):
            target = tmp_path / action
            assert main(["gradebook", action, filled, "--output", str(target)]) == 0
            pages = [target] if target.is_file() else target.iterdir()
            said.append("".join(page.read_text("utf-8") for page in pages))
    finally:
        monkeypatch.undo()
        time.tzset()
    for view in said:
        assert "extended until 2026-03-05 23:59 UTC+08:00" in view
    assert "due 2026-03-02 20:00 UTC+08:00" in said[1]
    assert "2026-03-02 21:00 UTC+08:00" in said[-1]  # when it was received


def test_show_speaks_chinese(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gradebook", "show", filled, "--language", "zh-Hant", "--lab", "lab03a"]) == 0
    shown = capsys.readouterr().out
    assert "2 位學生，1 位已評分；平均 3，中位數 3，滿分 6" in shown
    assert "核心被翻轉了。" in shown


def test_show_lists_everybody_and_no_name_steers_the_terminal(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gradebook", "show", filled, "--all"]) == 0
    shown = capsys.readouterr().out
    assert "graded, late" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE rubric SET task = task || :escape, title_en = title_en || :escape",
        "UPDATE question SET check_id = check_id || :escape",
        "UPDATE result SET cause = cause || :escape, message_en = :escape || message_en",
    ],
    ids=["a task", "a check", "a cause"],
)
def test_nothing_in_a_strangers_gradebook_steers_the_terminal(
    tampering: str, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute(tampering, {"escape": "\x1b[2J\u202e"})
    for options in (["--all"], ["--learner", "b1"]):
        assert main(["gradebook", "show", filled, *options]) == 0
        assert not {"\x1b", "\u202e"} & set(capsys.readouterr().out)


def test_show_tells_a_learners_report(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gradebook", "show", filled, "--learner", "b1"]) == 0
    assert "Hint: Turn it <back>." in capsys.readouterr().out
    assert main(["gradebook", "show", filled, "--learner", "b7"]) == 2
    assert "no learner has the id b7" in capsys.readouterr().err


def test_show_tells_which_files_have_no_owner_and_why_one_cannot_be_read(
    path: Path, rubric: Rubric, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Text("a PDF", "PDF 檔")
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "Mei"), Learner("b2", "Mei")])
        unreadable = replace(attempt("b1", "scan"), problem=problem)
        gradebook.enter(LAB, [unreadable], set_aside={"Mei.py": Text("two of that name", "同名")})
        grade(gradebook, rubric, {})
    assert main(["gradebook", "show", str(path)]) == 0
    assert "Files without a known owner (1)\n  Mei.py: two of that name" in capsys.readouterr().out
    assert main(["gradebook", "show", str(path), "--learner", "b1"]) == 0
    assert f"{unreadable.path}: a PDF" in capsys.readouterr().out
    page = tmp_path / "report.html"
    assert main(["gradebook", "report", str(path), "--output", str(page)]) == 0
    assert "two of that name" in page.read_text(encoding="utf-8")


def test_export_writes_what_the_options_say(filled: str, tmp_path: Path) -> None:
    target = tmp_path / "grades.csv"
    command = ["gradebook", "export", filled, "--format", "moodle", "--output", str(target)]
    assert main(command) == 0
    assert target.read_text(encoding="utf-8-sig").splitlines()[1].endswith(",3")
    assert main([*command, "--late", "reject"]) == 0
    assert target.read_text(encoding="utf-8-sig").splitlines()[1:] == []
    assert not list(tmp_path.glob(".*")), "an incomplete file is left"


def test_an_unknown_order_and_strangers_are_told(
    path: Path, tmp_path: Path, rubric: Rubric, capsys: pytest.CaptureFixture[str]
) -> None:
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "Mei"), Learner("file", "file", stranger=True)])
        attempts = [attempt(each, text, hours=None) for each in ("b1", "file") for text in "xy"]
        gradebook.enter(LAB, attempts)
        grade(gradebook, rubric, {"x": {"third": Verdict.FAILED}})
    target = tmp_path / "grades.csv"
    command = ["gradebook", "export", str(path), "--format", "moodle", "--output", str(target)]
    assert main(command) == 0
    assert capsys.readouterr().err == (
        "1 left out because they are on no roster, so the platform would not know them: file\n"
    )
    assert main([*command, "--policy", "latest"]) == 0
    assert "the latest attempt is unknown" in capsys.readouterr().err
    page = str(tmp_path / "report.html")
    assert main(["gradebook", "report", str(path), "--policy", "latest", "--output", page]) == 0
    assert "The latest attempt is unknown" in Path(page).read_text(encoding="utf-8")
    assert main(["gradebook", "show", str(path), "--policy", "latest"]) == 0
    assert "the latest attempt is unknown" in capsys.readouterr().out


def test_report_writes_a_page(filled: str, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    assert main(["gradebook", "report", filled, "--output", str(target)]) == 0
    assert "<h2>lab03a_convolution</h2>" in target.read_text(encoding="utf-8")


def test_what_cannot_be_done_is_explained(
    filled: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gradebook", "show", str(tmp_path / "none.db")]) == 2
    assert "there is no gradebook" in capsys.readouterr().err
    assert main(["gradebook", "show", filled, "--lab", "lab09"]) == 2
    assert "has no lab lab09" in capsys.readouterr().err
    target = str(tmp_path / "none" / "grades.csv")
    assert main(["gradebook", "export", filled, "--output", target]) == 2
    assert "cannot be written" in capsys.readouterr().err
    empty = tmp_path / "empty.db"
    Gradebook.open(empty, create=True).close()
    assert main(["gradebook", "show", str(empty)]) == 2
    assert "has no lab yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assign", "none.py", "b1"], "no file is called none.py"),
        (["adjust", "b1", "--excuse", "--check", "third"], "--check with --excuse"),
        (["adjust", "b1", "--excuse", "--extra-credit"], "--extra-credit with --excuse"),
        (["adjust", "b1", "--points", "-7"], "To fix: correct the number\n"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    arguments: list[str], said: str, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    action, *rest = arguments
    assert main(["gradebook", action, filled, *rest]) == 2
    assert said in capsys.readouterr().err
    assert main(["gradebook", "log", filled]) == 0
    assert "third" not in capsys.readouterr().out


def test_one_point_less_is_one_point(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gradebook", "adjust", filled, "b1", "--points", "-1"]) == 0
    assert "-1 point (to withdraw" in capsys.readouterr().out
