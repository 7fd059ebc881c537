"""Rosters as people and platforms write them, and names as platforms spell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.classroom.gradebook import Learner, Roster
from fundamentals.errors import GradebookError
from fundamentals.language import use_language

CANVAS = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (42),Current Score
    Points Possible,,,,,10,(read only)
"Chen, Mei-Ling",9001,B10901001,meiling,CS-1,8,80
"Student, Test",9999,,0f3c,CS-1,,
"""
MOODLE = """\
First name,Last name,ID number,Email address,Groups
小美,陳,B10901001,mei@school.tw,A
Jo,O'Hara,B10901002,jo@school.tw,
"""
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade
"Participant 123456","Mei-Ling Chen",mei@school.tw,"Submitted for grading",
"""

ROSTERS = {
    "plain": ("id,name\nb1,Mei\n\nb2,Jo\n", [Learner("b1", "Mei"), Learner("b2", "Jo")]),
    "Chinese": ("姓名;學號;班級\n陳小美;b1;甲\n", [Learner("b1", "陳小美", section="甲")]),
    "tabs": ("Email\tName\nm@x.tw\tMei\n", [Learner("m@x.tw", "Mei", email="m@x.tw")]),
    "no names": ("username\nmei\n", [Learner("mei", "mei", login="mei")]),
    "Canvas": (
        CANVAS,
        [Learner("B10901001", "Chen, Mei-Ling", "", "meiling", "CS-1", "9001", "canvas")],
    ),
    "Canvas without SIS ids": (
        "Student,ID,SIS Login ID,Section\nMei,9001,mei,1\n",
        [Learner("mei", "Mei", "", "mei", "1", "9001", "canvas")],
    ),
    "Moodle": (
        MOODLE,
        [
            Learner("B10901001", "陳小美", "mei@school.tw", "", "A"),
            Learner("B10901002", "Jo O'Hara", "jo@school.tw"),
        ],
    ),
    "Moodle's grading worksheet": (
        WORKSHEET,
        [Learner("mei@school.tw", "Mei-Ling Chen", "mei@school.tw", "", "", "123456", "moodle")],
    ),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Section\nMei,Chen,b1,m@x.tw,2\n",
        [Learner("b1", "Mei Chen", "m@x.tw", "", "2")],
    ),
    "GitHub Classroom": (
        "identifier,github_username,name\nb1,Mei,Mei Chen\n",
        [Learner("b1", "Mei Chen", "", "Mei", "", "Mei", "github")],
    ),
    "GitHub Classroom without the school's ids": (
        "github_username,name\nmei42,Mei Chen\n",
        [Learner("mei42", "Mei Chen", "", "mei42", "", "mei42", "github")],
    ),
}


def read(path: Path, content: str, encoding: str = "utf-8") -> Roster:
    path.write_bytes(content.encode(encoding))
    return Roster.read(path)


@pytest.mark.parametrize(("content", "expected"), ROSTERS.values(), ids=ROSTERS)
def test_a_roster_is_read_as_it_was_meant(
    content: str, expected: list[Learner], tmp_path: Path
) -> None:
    assert list(read(tmp_path / "roster.csv", content).learners) == expected


EXCEL = {
    "Taiwan": ("cp950", "學號,姓名\nb1,陳小美\n", "陳小美"),
    "China": ("gb18030", "学号;姓名\nb1;陈小美\n", "陈小美"),
    "Korea": ("cp949", "학번,이름\nb1,김민준\n", "김민준"),
    "Japan": ("cp932", "学籍番号,氏名\nb1,佐藤さくら\n", "佐藤さくら"),
    "Unicode text": ("utf-16", "id\tname\nb1\tZoë 陳\n", "Zoë 陳"),
    "CSV UTF-8": ("utf-8-sig", "id,name\nb1,José García\n", "José García"),
}


@pytest.mark.parametrize(("encoding", "content", "name"), EXCEL.values(), ids=EXCEL)
def test_an_encoding_that_the_file_marks_or_its_header_proves_is_read(
    encoding: str, content: str, name: str, tmp_path: Path
) -> None:
    assert read(tmp_path / "roster.csv", content, encoding).learners[0].name == name


UNCERTAIN = {
    "Big5": ("cp950", "陳小美"),
    "GBK": ("gb18030", "张伟"),
    "EUC-KR": ("cp949", "김민준"),
    "Shift-JIS": ("cp932", "佐藤"),
    "Western Europe": ("cp1252", "José García"),
    "one letter": ("cp1252", "Zoë Müller"),
    "Central Europe": ("cp1250", "Dvořák"),
    "Cyrillic": ("cp1251", "Иван"),
}


@pytest.mark.parametrize(("encoding", "name"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_an_encoding_that_nothing_proves_is_asked_for_and_then_used(
    encoding: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    with pytest.raises(GradebookError, match=r"line 3 is not UTF-8.*ambiguous") as caught:
        read(path, f"id,name\nb1,Ann\nb2,{name}\n", encoding)
    assert "--roster-encoding" in str(caught.value)
    assert Roster.read(path, encoding=encoding).learners[1].name == name


def test_a_refusal_shows_how_the_line_reads_in_each_encoding(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match=r"big5: b1,Garc燰; gbk: b1,.*; cp1252: b1,García"):
        read(tmp_path / "roster.csv", "id,name\nb1,García\n", "cp1252")


@pytest.mark.parametrize(
    ("encoding", "problem"),
    [
        ("ascii", "line 2 is not ascii"),
        ("klingon", "klingon is not an encoding"),
        ("base64", "base64 is not an encoding"),
        ("undefined", "undefined is not an encoding"),
    ],
)
def test_an_encoding_that_does_not_fit_is_refused(
    encoding: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("id,name\nb1,Zoë\n", encoding="utf-8")
    with pytest.raises(GradebookError, match=problem):
        Roster.read(path, encoding=encoding)


ODD_CELLS = {
    "a line separator in a name": ("id,name\nb1,Mei\u2028Chen\n", Learner("b1", "Mei Chen")),
    "a vertical tab in a name": ("id,name\nb1,Mei\x0bChen\n", Learner("b1", "Mei Chen")),
    "a line break in a quoted name": ('id,name\nb1,"Mei\nChen"\n', Learner("b1", "Mei Chen")),
    "a comma in a quoted name": ('id,name\nb1,"Chen, Mei"\n', Learner("b1", "Chen, Mei")),
    "an id kept as text": ('id,name\n="001001",Mei\n', Learner("001001", "Mei")),
    "an id kept as text, quoted": ('id,name\n"=""001001""",Mei\n', Learner("001001", "Mei")),
    "Excel's own first line": ("sep=;\nid;name\nb1;Mei\n", Learner("b1", "Mei")),
    "returns of old Macs": ("id,name\rb1,Mei\r", Learner("b1", "Mei")),
    "commas at the end": ("id,name\nb1,Mei,,\n", Learner("b1", "Mei")),
    "a short row": ("id,name,email\nb1,Mei\n", Learner("b1", "Mei")),
    "Moodle in Chinese": (
        "識別碼,全名\n參與者123,陳\n",
        Learner("123", "陳", "", "", "", "123", "moodle"),
    ),
}


@pytest.mark.parametrize(("content", "learner"), ODD_CELLS.values(), ids=ODD_CELLS)
def test_odd_cells_are_read_as_they_were_meant(
    content: str, learner: Learner, tmp_path: Path
) -> None:
    assert read(tmp_path / "roster.csv", content).learners == (learner,)


BAD = {
    "no ids": ("name,mark\nMei,3\n", "the file has the columns name, mark"),
    "empty": ("", "the file has the columns –"),
    "an id twice": ("id,name\nb1,Mei\nb1,Jo\n", "line 3 repeats the id b1"),
    "an id twice, composed and not": (
        "id,name\nZoe\u0308,Mei\nZo\u00eb,Jo\n",
        "line 3 repeats the id",
    ),
    "an id twice, full width": ("id,name\nb1,Mei\n\uff42\uff11,Jo\n", "line 3 repeats the id"),
    "an id twice, one with a space of no width": (
        "id,name\nb1,Mei\nb\u200b1,Jo\n",
        "line 3 repeats the id",
    ),
    "an id missing": ("id,name\n,Mei\n", "line 2 has no id"),
    "other bytes": ("\udcff\udcff", "not UTF-8"),
    "UTF-16 without a mark": ("i\0d\0,\0n\0", "control characters"),
    "a name cut by its comma": ("id,name\nb1,Chen, Mei\n", "line 2 has 3 cells, the header 2"),
    "a name cut where a cell is missing": (
        "id,name,section\nb1,Mei,A\nb2,Chen, Mei\n",
        "line 3 has a space after the comma",
    ),
    "a quotation mark within": ('id,name\nb1,"Mei" Chen\n', "line 2: .*expected after"),
    "an open quotation": ('id,name\nb1,"Mei\nb2,Jo\n', "line 3: unexpected end"),
    "an endless field": (f"id,name\nb1,{'x' * 300_000}\n", "line 2: field larger"),
    "an endless name": (f"id,name\nb1,{'x' * 1_001}\n", "line 2 has a cell of 1001 characters"),
    "an endless address": (f"id,email\nb1,{'x' * 60_000}\n", "line 2 has a cell of 60000"),
    "an id made a number": ("id,name\n1001.0,Mei\n", "line 2 has the id 1001.0"),
    "an id made a power": ("id,name\n1.09E+08,Mei\n", "line 2 has the id 1.09E"),
    "a platform's number made a number": (
        "Student,ID,SIS User ID\nMei,9001.0,b1\n",
        "line 2 has the id 9001.0",
    ),
    "a character lost before": ("id,name\nb1,Garc\ufffda\n", "line 2 contains a character"),
}


@pytest.mark.parametrize(("content", "problem"), BAD.values(), ids=BAD)
def test_a_bad_roster_is_refused_with_its_problem(
    content: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(GradebookError, match=problem):
        Roster.read(path)
    with use_language("zh-Hant"), pytest.raises(GradebookError, match="不是名單"):
        Roster.read(path)


def test_a_missing_roster_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="No such file"):
        Roster.read(tmp_path / "none.csv")
