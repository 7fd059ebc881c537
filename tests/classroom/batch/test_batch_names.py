"""Owners of files by their names, and cases in which no owner is guessed."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from fundamentals.classroom.batch import Intake, SetAsideKind, open_class, take_in
from fundamentals.classroom.batch._learner_index import LearnerIndex
from fundamentals.classroom.batch._which_platform import platform_of
from fundamentals.classroom.gradebook import Learner

SEATS = (Learner("1", "Lin Hua"), Learner("2", "Chen Wei"), Learner("3", "Wang Ming"))
IDS = (
    Learner("B001", "陳美玲"),
    Learner("B002", "Mei Chen"),
    Learner("B003", "Zoë O'Brien", email="zoe@school.tw", login="zobrien"),
    Learner("B004", "林怡君 (Yi-Chun Lin)"),
    Learner("B10-905", "Pieter van Dijk"),
    Learner("100001", "García Márquez, Ana"),
)
CANVAS = (
    Learner("b1", "Chen, Mei-Ling", lms_id="4711", platform="canvas"),
    Learner("b2", "Wang, Ming", lms_id="4712", platform="canvas"),
)
MOODLE = (
    Learner("b1", "Mei-Ling Chen", lms_id="4711", platform="moodle"),
    Learner("b2", "Ming Wang", lms_id="4712", platform="moodle"),
)
TWINS = (Learner("t1", "Wang Ming"), Learner("t2", "Ming Wang"), Learner("t3", "Jo Lee"))
GROUPED = (Learner("g1", "Wang Ming", section="甲, A-班"), Learner("g2", "Ann Jones"))
DATED = (Learner("10957001", "Chen Wei"), Learner("10957002", "Lin Hua"))
NUMBERED = (Learner("B10901001", "Wang Ming"), Learner("B10901002", "陳美玲"))
BOTH_SCRIPTS = (Learner("b001", "王明 (Wang Ming)"), Learner("b002", "Chia-Hao Lin"))
RARE = (
    Learner("r1", "王明"),
    Learner("r2", "李\ue123明"),
    Learner("r3", "กิต ใจดี"),
    Learner("r4", "राम शर्मा"),
)
LOGINS = (
    Learner("b001", "Lin Hua", login="hlin"),
    Learner("b002", "Lin Huang", login="linhua"),
    Learner("b003", "林浩", login="hao.lin"),
    Learner("b004", "Lin Hao"),
)
COUNTED = (Learner("1001", "李大同"), Learner("1002", "李大同2"), Learner("1003", "Jo Lee 2"))
SHORT_IDS = (
    *(Learner("1001", "李大同"), Learner("1002", "王小明"), Learner("1003", "林怡君")),
    *(Learner("1004", "林怡君"), Learner("1005", "林大同"), Learner("2026", "陳美玲")),
)
SHORT_NAMES = (Learner("n1", "Lin"), Learner("n2", "Chen"), Learner("n3", "Chen Lin"))
ADDRESSES = (
    Learner("b10901001@school.tw", "陳美玲", email="b10901001@school.tw"),
    Learner("b10901002@school.tw", "林家豪", email="b10901002@school.tw"),
)

# The class, a path, and the learner's id, or "?" for nobody's, or "stranger …", their label.
TABLE: dict[str, tuple[Sequence[Learner], str, str]] = {
    # Numbers that count copies, labs, years, uploads: nobody's id.
    "Moodle's number is no id": (SEATS, "Wang Ming_1_assignsubmission_file_/lab03a.py", "3"),
    "Moodle's flat name": (SEATS, "Wang Ming_1_assignsubmission_file_lab03a.py", "3"),
    "Canvas's number is no id": (SEATS, "wangming_1_90210_lab03a.py", "3"),
    "Canvas's number of the file is no id": (SEATS, "wangming_90210_1_lab03a.py", "3"),
    "a browser's copy": (SEATS, "Wang Ming (1).py", "3"),
    "the number of the lab": (SEATS, "lab 3 Chen Wei.py", "2"),
    "the year": (SEATS, "Chen Wei 2026.py", "2"),
    "the year is an id": ((Learner("2026", "Jo Lee"), *SEATS), "Chen Wei 2026.py", "2"),
    "a copy that names nobody": (SEATS, "lab03a (1).py", "stranger lab03a (1)"),
    "a second suffix": (SEATS, "Wang Ming.py.txt", "3"),
    "a seat number and a name": (SEATS, "3_Lin Hua.py", "1"),
    "a folder with a seat number around a name": (SEATS, "2/Wang Ming.py", "3"),
    "a folder's copy": (SEATS, "Lin Hua (2)/lab03a.py", "1"),
    "a lone seat number": (SEATS, "3.py", "?"),
    "a folder with a seat number": (SEATS, "3/lab03a.py", "?"),
    "a seat number with zeros": (SEATS, "03.py", "stranger 03"),
    # Whole names.
    "a name": (SEATS, "Wang Ming.py", "3"),
    "a name in a folder": (SEATS, "Wang Ming/lab03a.py", "3"),
    "the family name last": (SEATS, "Ming Wang.py", "3"),
    "a name run together": (SEATS, "WangMing.ipynb", "3"),
    "a name with underscores": (SEATS, "lab03a_wang_ming_final.py", "3"),
    "ideographs": (IDS, "陳美玲.py", "B001"),
    "the family name after a space": (IDS, "美玲 陳/lab03a.py", "B001"),
    "the family name before a space": (IDS, "陳 美玲/lab03a.py", "B001"),
    "glued to the lab": (IDS, "lab03a陳美玲.py", "B001"),
    "glued to the word for homework": (IDS, "陳美玲作業3.py", "B001"),
    "beside a lab with a number in words": (IDS, "實作（一）陳美玲.py", "B001"),
    "Latin in the other order": (IDS, "Chen Mei.py", "B002"),
    "an apostrophe lost": (IDS, "Zoe OBrien.py", "stranger Zoe OBrien"),
    "an apostrophe lost, not the accent": (IDS, "Zoë OBrien.py", "B003"),
    "a curly apostrophe": (IDS, "O’Brien, Zoë.py", "B003"),
    "accents in two characters": (IDS, "Zoe\u0308 O'Brien.py", "B003"),
    "full width": (IDS, "Ｍｅｉ Ｃｈｅｎ.py", "B002"),
    "one of two names": (IDS, "林怡君.py", "B004"),
    "the other of two names": (IDS, "Yi-Chun Lin.py", "B004"),
    "a name of three words in Canvas": (IDS, "vandijkpieter_7_8_lab03a.py", "B10-905"),
    "a part of a longer name": (SEATS, "Wang Ming Hua.py", "stranger Wang Ming Hua"),
    "a part of a longer name in Canvas": (SEATS, "wangminghua_1_2_lab03a.py", "stranger"),
    "a family name alone": (SEATS, "Wang.py", "stranger Wang"),
    "a part of a longer word": (IDS, "B0012.py", "stranger B0012"),
    # Ids.
    "an id": (IDS, "b001.py", "B001"),
    "an id in a folder": (IDS, "B001/lab03a.py", "B001"),
    "an id beside the lab": (IDS, "lab03a_B001.py", "B001"),
    "an id with a copy's number": (IDS, "B001 (1).py", "B001"),
    "a long number": (IDS, "lab03a-100001.py", "100001"),
    "a long number glued to a name": (IDS, "100001同學.py", "100001"),
    "an id with a hyphen": (IDS, "lab03a_B10-905.py", "B10-905"),
    "an id that is a folder's part": (IDS, "1 - B002 - final/lab03a.py", "B002"),
    "an address": (IDS, "zoe@school.tw/lab03a.py", "B003"),
    "a login": (IDS, "zobrien.py", "B003"),
    "a login beside the lab": (IDS, "lab03a_zobrien_v2.py", "B003"),
    "an id in a name on Moodle": (IDS, "B001 陳美玲_77_assignsubmission_file_/a.py", "B001"),
    "an id and an unknown spelling": (IDS, "B001 Mei-Ling Chan.py", "B001"),
    # Clues that disagree.
    "an id and another's name": (IDS, "B001 Mei Chen.py", "?"),
    "a folder and another's file": (IDS, "B001/B002.py", "?"),
    "two names": (IDS, "陳美玲 Mei Chen.py", "?"),
    "two ids": (IDS, "B001_B002.py", "?"),
    "an unknown id and a known name": (IDS, "B099 Mei Chen.py", "stranger B099 Mei Chen"),
    "an unknown number like an id, and a known name": (IDS, "100099 Mei Chen.py", "?"),
    "a date is no unknown id": (DATED, "Chen Wei 20261128.py", "10957001"),
    "a date in the file of a folder": (DATED, "10957002/lab03a_20261128.py", "10957002"),
    "a name that two have": (TWINS, "Wang Ming.py", "?"),
    "a name that two have, on Moodle": (TWINS, "Wang Ming_5_assignsubmission_file_/a.py", "?"),
    "a name that two have, and an id": (TWINS, "t1/Wang Ming.py", "t1"),
    "a number like an id of another form, and a known name": (
        NUMBERED,
        "109065501_Wang Ming.py",
        "?",
    ),
    "a date of eight digits is no id": (NUMBERED, "20261128 Wang Ming.py", "B10901001"),
    "the time in seconds is no id": (NUMBERED, "17092512001_Wang Ming.py", "B10901001"),
    "a number beside a seat": (SEATS, "109065501 Wang Ming.py", "3"),
    # In Latin letters, many share a name.
    "another's name in ideographs": (BOTH_SCRIPTS, "汪鳴 Wang Ming.py", "stranger 汪鳴 Wang Ming"),
    "a word beside it": (BOTH_SCRIPTS, "補交 Wang Ming.py", "b001"),
    "a name in ideographs that the roster lacks": (BOTH_SCRIPTS, "林家豪 Chia-Hao Lin.py", "b002"),
    "a nickname beside ideographs": (BOTH_SCRIPTS, "王明 Tommy Wang.py", "b001"),
    # What is no letter to Python is part of a name.
    "a lost character": (RARE, "王\ufffd明.py", "stranger 王\ufffd明"),
    "a question mark for a character": (RARE, "王?明.py", "stranger 王?明"),
    "a box for a character": (RARE, "王□明/lab03a.py", "stranger 王□明"),
    "a rare ideograph": (RARE, "李\ue123明.py", "r2"),
    "without its rare ideograph": (RARE, "李明.py", "stranger 李明"),
    "another Thai vowel": (RARE, "กุต ใจดี.py", "stranger กุต ใจดี"),
    "a Thai name": (RARE, "กิต ใจดี lab03a.py", "r3"),
    "another Hindi vowel": (RARE, "रीम शर्मा.py", "stranger रीम शर्मा"),
    # A login of one that is a name of another.
    "a login and another's name": (LOGINS, "linhua.py", "?"),
    "beside the lab": (LOGINS, "lab03a_linhua.py", "?"),
    "a login with a dot": (LOGINS, "lab03a_hao.lin.py", "?"),
    "a login that is nobody's name": (LOGINS, "hlin_lab03a.py", "b001"),
    # A number that counts copies, or belongs to a name.
    "a copy, or a name with a number": (COUNTED, "李大同 (2).py", "?"),
    "a name with a number": (COUNTED, "李大同2.py", "1002"),
    "a name with a number, nobody without": (COUNTED, "Jo Lee 2.py", "1003"),
    # People who worked together.
    "a pair": (SEATS, "Lin Hua & Chen Wei.py", "?"),
    "a pair whose names are a third's": (SHORT_NAMES, "Lin & Chen.py", "?"),
    "that third": (SHORT_NAMES, "Lin Chen.py", "n3"),
    "a pair and a stranger": (SEATS, "Lin Hua and Jo.py", "stranger Lin Hua and Jo"),
    # A short id beside a name.
    "another's short id": (SHORT_IDS, "1001_王小明.py", "?"),
    "the short id": (SHORT_IDS, "1002_王小明.py", "1002"),
    "the short id of one of two": (SHORT_IDS, "1003林怡君.py", "1003"),
    "a short id alone": (SHORT_IDS, "1001.py", "?"),
    "a year that is a short id": (SHORT_IDS, "林大同 2026.py", "1005"),
    # An account is an id.
    "an account": (ADDRESSES, "B10901001_HW3.py", "b10901001@school.tw"),
    "an account and another's name": (ADDRESSES, "B10901002_陳美玲.py", "?"),
    # Words that people and systems add.
    "a copy in Chinese": (SEATS, "Wang Ming的副本.py", "3"),
    "a copy on Google Drive": (SEATS, "Copy of Wang Ming - lab03a.py", "3"),
    # A platform's number is compared with that platform's.
    "Canvas's number": (CANVAS, "somebody_4711_90210_lab03a.py", "b1"),
    "Canvas's number and name": (CANVAS, "chenmeiling_LATE_4711_90210_lab03a.py", "b1"),
    "Canvas's number and another's name": (CANVAS, "wangming_4711_90210_lab03a.py", "?"),
    "Moodle's number": (MOODLE, "Participant_4712_assignsubmission_file_/lab03a.py", "b2"),
    "Moodle's number and another's name": (
        MOODLE,
        "Ming Wang_4711_assignsubmission_file_/a.py",
        "?",
    ),
    "Moodle's number in Canvas's column": (
        CANVAS,
        "Jo Lee_4711_assignsubmission_file_/a.py",
        "stranger",
    ),
    "Canvas's number in Moodle's column": (MOODLE, "leejo_4711_90210_lab03a.py", "stranger"),
    "numbers of another assignment": (MOODLE, "Ming Wang_9999_assignsubmission_file_/a.py", "b2"),
    "a group before Moodle's name": (GROUPED, "A-班-Wang Ming_5_assignsubmission_file_/a.py", "g1"),
    "another group before Moodle's name": (
        GROUPED,
        "B-班-Wang Ming_5_assignsubmission_file_/a.py",
        "stranger",
    ),
    "half a family name is no group": (
        GROUPED,
        "Smith-Jones Ann_5_assignsubmission_file_/a.py",
        "stranger",
    ),
    # Folders around people.
    "a group": (IDS, "groupA/B001/lab03a.py", "B001"),
    "a group's group": (IDS, "term/groupA/陳美玲/work/lab03a.py", "B001"),
    "one folder of files": (IDS, "hw1/B001.py", "B001"),
    "somebody's one folder": (IDS, "B001/solution.py", "B001"),
    "a group and a stranger": (IDS, "groupA/somebody/lab03a.py", "stranger somebody"),
}


def take(folder: Path, paths: Sequence[str], learners: Sequence[Learner] = ()) -> Intake:
    """Return the intake of a class with files ``paths``, all different."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"# {path}\n", encoding="utf-8")
    return take_in(open_class(folder), learners)


def owners(intake: Intake) -> dict[str, str]:
    """Return the learner's id of every file, "?" for files without an owner."""
    return {attempt.path: attempt.learner_id for attempt in intake.attempts} | {
        aside.path: "?" for aside in intake.set_aside if aside.why is SetAsideKind.NO_OWNER
    }


@pytest.mark.parametrize(("learners", "path", "expected"), TABLE.values(), ids=TABLE)
def test_a_path_names_one_learner_a_stranger_or_nobody(
    learners: Sequence[Learner], path: str, expected: str, tmp_path: Path
) -> None:
    intake = take(tmp_path, [path], learners)
    kind, _, label = expected.partition(" ")
    if kind != "stranger":
        assert owners(intake) == {path: expected}
        return
    (stranger,) = intake.learners
    assert stranger.stranger
    assert stranger.id not in {each.id for each in learners}
    assert owners(intake) == {path: stranger.id}
    assert not label or stranger.name == label


@pytest.mark.parametrize("around", ["", "download/", "term/download/"])
def test_a_whole_class_of_seat_numbers_goes_by_names_on_each_platform(
    around: str, tmp_path: Path
) -> None:
    names = {"Lin Hua": ("1", 3), "Chen Wei": ("2", 1), "Wang Ming": ("3", 2)}
    moodle = {
        f"{around}{name}_{number}_assignsubmission_file_/lab03a.py": learner
        for name, (learner, number) in names.items()
    }
    canvas = {
        f"{around}{name.replace(' ', '').lower()}_{number}_{number + 1}_lab03a.py": learner
        for name, (learner, number) in names.items()
    }
    for number, files in enumerate((moodle, canvas)):
        assert owners(take(tmp_path / str(number), [*files], SEATS)) == files


@pytest.mark.parametrize("piece", ["1", "a-", "_1", "- ", "a ", "陳a", "a.", "(", "lab1 "])
def test_an_endless_name_names_nobody_and_keeps_nobody_waiting(piece: str) -> None:
    learner_index = LearnerIndex([*IDS, *SEATS, *GROUPED])
    start = time.process_time()
    name = piece * (60_000 // len(piece))
    assert not any(
        clue.decides for clue in learner_index.of_label(name) + learner_index.of_name(name)
    )
    platform_of([f"{name}.py", f"Mei_{name}_assignsubmission_file_/{name}.py"])
    # Milliseconds; time that grows with the square of the length would be a minute.
    assert time.process_time() - start < 5


def test_a_wrong_match_is_told_with_both_clues(tmp_path: Path) -> None:
    (aside,) = take(tmp_path, ["wangming_4711_90210_lab03a.py"], CANVAS).set_aside
    assert aside.reason.en == "“wangming” is b2 Wang, Ming, but “4711” is b1 Chen, Mei-Ling"


def test_the_platform_is_decided_once_for_an_archive(tmp_path: Path) -> None:
    late = "chenmeiling_LATE_4711_90210_x_4712_assignsubmission_file_lab03a.py"
    others = ["wangming_4712_90211_lab03a.py", "leejo_4713_90212_lab03a.py"]
    intake = take(tmp_path, [late, *others], CANVAS)
    assert owners(intake) == {late: "b1", others[0]: "b2", others[1]: "canvas-4713"}
    assert intake.attempts[0].file_name == "x_4712_assignsubmission_file_lab03a.py"


def test_what_a_file_is_called_does_not_make_it_early(tmp_path: Path) -> None:
    path = tmp_path / "chenmeiling_LATE_4711_90210_x_4712_assignsubmission_file_lab03a.py"
    path.write_text("x = 1")
    (attempt,) = take_in(open_class(tmp_path), CANVAS).attempts
    assert (attempt.received_at, attempt.late) == (None, True)


def test_one_file_on_canvas_is_not_taken_for_moodles(tmp_path: Path) -> None:
    path = "chenmeiling_4711_90210_x_4712_assignsubmission_file_lab03a.py"
    assert owners(take(tmp_path, [path], (*CANVAS, *MOODLE[2:]))) == {path: "b1"}


def test_a_folder_in_somebodys_folder_is_not_taken_for_a_platforms(tmp_path: Path) -> None:
    files = {
        "Mei-Ling Chen_4711_assignsubmission_file_/x_4712_assignsubmission_file_/lab03a.py": "b1",
        "Ming Wang_4712_assignsubmission_file_/lab03a.py": "b2",
    }
    assert owners(take(tmp_path, [*files], MOODLE)) == files


def test_two_people_of_the_platform_are_not_one_of_the_class(tmp_path: Path) -> None:
    paths = [f"Wang Ming_{number}_assignsubmission_file_/lab03a.py" for number in (7, 8)]
    intake = take(tmp_path, paths, SEATS)
    assert owners(intake) == dict.fromkeys(paths, "?")
    assert "2 people on the platform could be 3 Wang Ming: 7, 8" in intake.set_aside[0].reason.en


def test_a_stranger_never_has_the_id_of_a_learner(tmp_path: Path) -> None:
    intake = take(tmp_path, ["huangjun_3_90210_lab03a.py", "leejo_1_90211_lab03a.py"], SEATS)
    assert {each.id for each in intake.learners} == {"canvas-1", "canvas-3"}


@pytest.mark.parametrize(
    ("paths", "learners"),
    [
        (["hw1/B001.py", "hw1/B002.py"], ["B001", "B002"]),
        (["hw1/B001.py", "hw1/B002.py", "grades.csv", "hw1/readme.pdf"], ["B001", "B002"]),
        (["hw/hw1/B001.py", "hw/hw1/B002.py"], ["B001", "B002"]),
        (["B001/lab03a.py", "B002/lab03a.py"], ["B001", "B002"]),
        (["all/B001/lab03a.py", "all/B002/lab03a.py"], ["B001", "B002"]),
        (["g1/B001/a.py", "g1/B002/a.py", "g2/B003/a.py"], ["B001", "B002", "B003"]),
        (["B001/one/a.py", "B001/two/a.py", "B002/one/a.py"], ["B001", "B001", "B002"]),
        (["B001/a.py", "B001/b.py", "B002/a.py"], ["B001", "B001", "B002"]),
        (["mei/lab03a.py"], ["mei"]),
        (["mei.py", "mei.ipynb"], ["mei", "mei"]),
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_folders_around_people_are_seen_through_with_a_roster_and_without(
    paths: list[str], learners: list[str], known: bool, tmp_path: Path
) -> None:
    roster = [Learner(each, f"Name {each}") for each in {*learners}] if known else []
    attempts = take(tmp_path, paths, roster).attempts
    assert sorted(each.learner_id for each in attempts) == sorted(learners)


def test_a_name_in_the_folder_of_somebody_unknown_is_nobodys(tmp_path: Path) -> None:
    paths = {
        "B001/lab03a.py": "B001",
        "B002/lab03a.py": "B002",
        "Tommy/陳美玲_lab03a.py": "?",
        "Tommy/Mei Chen/lab03a.py": "?",
    }
    intake = take(tmp_path, [*paths], IDS)
    assert owners(intake) == paths
    assert "“mei chen” is in the folder of “Tommy”" in str(intake.set_aside[0].reason)


@pytest.mark.parametrize(
    "folder",
    [
        "12345-67890 - {} - Mar 1, 2026 1200 PM",
        "{}(meic)",
        "Handed in by {}.zip",
        "groupA/Fwd_ {}",
    ],
)
def test_a_folder_that_mentions_somebody_is_not_anothers(folder: str, tmp_path: Path) -> None:
    paths = {
        f"{folder.format('Lin Hua')}/Wang Ming.py": "?",
        f"{folder.format('Chen Wei')}/Chen Wei.py": "2",
    }
    intake = take(tmp_path, [*paths], SEATS)
    assert owners(intake) == paths
    assert "which mentions 1 Lin Hua" in str(intake.set_aside[0].reason)


def test_strangers_called_alike_in_two_groups_are_two(tmp_path: Path) -> None:
    paths = ["g1/B001/a.py", "g1/Jo/a.py", "g2/Jo/a.py"]
    assert owners(take(tmp_path, paths, IDS)) == dict(
        zip(paths, ["B001", "g1/Jo", "g2/Jo"], strict=True)
    )


SYSTEM_FILES = ("Thumbs.db", "desktop.ini", ".DS_Store", "._lab03a.py", "__MACOSX/._a.py")


@pytest.mark.parametrize("layout", ["files", "folders", "groups", "moodle", "canvas"])
def test_what_systems_and_people_leave_beside_files_is_no_learner(
    layout: str, tmp_path: Path
) -> None:
    paths = {
        "files": ["B001.py", "B002.py"],
        "folders": ["B001/a.py", "B002/a.py"],
        "groups": ["g/B001/a.py", "g/B002/a.py", "h/B003/a.py"],
        "moodle": [f"{each.name}_7{each.id[-1]}_assignsubmission_file_/a.py" for each in IDS[:2]],
        "canvas": ["陳美玲_1_2_a.py", "chenmei_3_4_a.py"],
    }[layout]
    strays = [*SYSTEM_FILES, "grades.csv", "notes.pdf", ".git/config.py", ".venv/lib/x.py"]
    if "/" in paths[0]:
        folder = paths[0].rpartition("/")[0]
        strays += [f"{folder}/{each}" for each in (*SYSTEM_FILES, "notes.pdf")]
    intake = take(tmp_path, [*paths, *strays], IDS)
    assert sorted(owners(intake)) == sorted(paths)
    assert intake.learners == ()
    assert sorted(each.path for each in intake.set_aside) == sorted(strays)
    assert {each.why for each in intake.set_aside} == {SetAsideKind.PASSED_OVER}


@pytest.mark.parametrize(
    "name", ["Thumbs.db", "lab.pdf", "._lab03a.py", ".ipynb_checkpoints/a.ipynb"]
)
def test_a_folder_of_somebody_without_a_submission_is_listed(name: str, tmp_path: Path) -> None:
    intake = take(tmp_path, ["B001/lab03a.py", f"B002/{name}"], IDS)
    assert [(each.learner_id, bool(each.problem)) for each in intake.attempts] == [
        ("B001", False),
        ("B002", True),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "B001/.lab03a.py",
        "陳美玲_7_assignsubmission_file_/.lab03a.py",
        "陳美玲_7_assignsubmission_file_.a.py",
    ],
)
def test_a_leading_dot_hides_no_submission(path: str, tmp_path: Path) -> None:
    assert owners(take(tmp_path, [path], IDS)) == {path: "B001"}


def test_a_name_that_a_zip_holds_twice_is_two_files(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("B001.py", "one = 1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("B001.py", "two = 2")
    intake = take_in(open_class(path), IDS)
    assert owners(intake) == {"B001.py": "B001", "B001.py [2]": "B001"}
    contents = {intake.read(each.submission_sha256 or "").content for each in intake.attempts}  # type: ignore[union-attr]
    assert contents == {b"one = 1", b"two = 2"}


def test_folders_that_windows_names_with_backslashes_are_folders(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("hw1\\", "hw1\\B001.py", "hw1\\B002.py"):
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            archive.writestr(entry, name)
    assert owners(take_in(open_class(path), IDS)) == {"hw1/B001.py": "B001", "hw1/B002.py": "B002"}
