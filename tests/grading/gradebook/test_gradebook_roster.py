"""Rosters as people and platforms write them, and names as platforms spell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.errors import GradebookError
from fundamentals.grading.gradebook import Learner, Roster
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
        [Learner("B10901001", "Chen, Mei-Ling", "", "meiling", "CS-1", "9001")],
    ),
    "Canvas without SIS ids": (
        "Student,ID,SIS Login ID,Section\nMei,9001,mei,1\n",
        [Learner("mei", "Mei", "", "mei", "1", "9001")],
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
        [Learner("mei@school.tw", "Mei-Ling Chen", "mei@school.tw", "", "", "123456")],
    ),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Section\nMei,Chen,b1,m@x.tw,2\n",
        [Learner("b1", "Mei Chen", "m@x.tw", "", "2")],
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


def test_what_excel_writes_in_taiwan_is_read(tmp_path: Path) -> None:
    roster = read(tmp_path / "roster.csv", "學號,姓名\nb1,陳小美\n", "cp950")
    assert roster.learners == (Learner("b1", "陳小美"),)


BAD = {
    "no ids": ("name,mark\nMei,3\n", "its columns are name, mark"),
    "empty": ("", "its columns are –"),
    "an id twice": ("id,name\nb1,Mei\nb1,Jo\n", "line 3 gives id b1 once more"),
    "an id missing": ("id,name\n,Mei\n", "line 2 has no id"),
    "other bytes": ("\udcff\udcff", "neither UTF-8 nor Big5"),
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


MEI = Learner("B10901001", "Chen, Mei-Ling", "mei@school.tw", "meiling", "", "9001")
JO = Learner("B10901002", "Jo Lee", lms_id="9002")
OTHER_JO = Learner("B10901003", "Lee Jo", lms_id="B10901002")
NIAMH = Learner("B10901004", "Niamh O'Brien")
CLASS = Roster((MEI, JO, OTHER_JO, NIAMH))

MATCHES = {
    "an id": (["b10901001"], MEI),
    "a login": (["meiling"], MEI),
    "an address": (["Mei@School.tw"], MEI),
    "the platform's number": (["9001"], MEI),
    "full-width letters": (["Ｂ１０９０１００１"], MEI),
    "a name": (["Mei Ling CHEN"], MEI),
    "a name in a file of Canvas": (["chenmeiling"], MEI),
    "a name without its apostrophe": (["Niamh OBrien"], NIAMH),
    "a name with a curly apostrophe": (["O’Brien, Niamh"], NIAMH),
    "the first key that says anything": (["?", "9002", "9001"], JO),
    "an id before a name": (["Chen Mei-Ling", "9002"], JO),
    "a name that two have": (["jo lee"], None),
    "an id of one that is the number of another": (["B10901002"], None),
    "nobody": (["B1"], None),
    "nothing": (["", "  "], None),
}


@pytest.mark.parametrize(("keys", "expected"), MATCHES.values(), ids=MATCHES)
def test_a_key_names_one_learner_or_nobody(keys: list[str], expected: Learner | None) -> None:
    assert CLASS.match(*keys) == expected
