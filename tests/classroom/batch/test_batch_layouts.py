"""Wrapped submissions: archives in archives, exports, repositories."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest
from batch_class import LAB

from fundamentals.classroom.batch import Intake, _nested, open_class, take_in
from fundamentals.classroom.batch._limits import MAX_ATTEMPTS
from fundamentals.classroom.gradebook import Gradebook, Learner, Roster
from fundamentals.classroom.gradebook._entities import LONGEST_NAME

CODE = "def pad(image):\n    return image\n"
ROSTERED = (Learner("b1", "Mei Chen", lms_id="1", platform="canvas"), Learner("b2", "Wei Lin"))


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def take(path: Path, *learners: Learner) -> Intake:
    return take_in(open_class(path), learners, lab=LAB)


def owners(intake: Intake) -> dict[str, str]:
    return {each.path: each.learner_id for each in intake.attempts if each.problem is None}


NESTED = {
    "Moodle's folder": "Mei Chen_9_assignsubmission_file_/hw.zip",
    "Moodle's flat name": "Mei Chen_9_assignsubmission_file_hw.zip",
    "Canvas's name": "chenmei_1_5_hw.zip",
    "a learner's archive": "Mei Chen.zip",
    "a folder": "Mei Chen/hw.zip",
}


@pytest.mark.parametrize("outer", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("inner", ["lab03a.py", "work/lab03a.py.txt"])
def test_an_archive_in_the_archive_is_its_owners(outer: str, inner: str, tmp_path: Path) -> None:
    content = zipped({inner: CODE, "work/utils.py": "x = 1", "__MACOSX/._lab03a.py": "x"})
    (tmp_path / "class.zip").write_bytes(zipped({outer: content}))
    intake = take(tmp_path / "class.zip", *ROSTERED)
    assert owners(intake) == {f"{outer}/{inner}": "b1"}
    (attempt,) = intake.attempts
    assert attempt.submission_sha256 is not None
    submission = intake.read(attempt.submission_sha256)
    assert submission is not None
    assert (submission.name, submission.content.decode()) == ("lab03a.py", CODE)


def test_a_whole_download_that_was_zipped_once_more_is_the_class(tmp_path: Path) -> None:
    learners = zipped(
        {"Mei Chen.zip": zipped({"a.py": CODE}), "Wei Lin.zip": zipped({"a.py": "1"})}
    )
    (tmp_path / "twice.zip").write_bytes(zipped({"submissions.zip": learners}))
    found = owners(take(tmp_path / "twice.zip", *ROSTERED))
    assert found == {
        "submissions.zip/Mei Chen.zip/a.py": "b1",
        "submissions.zip/Wei Lin.zip/a.py": "b2",
    }


@pytest.mark.parametrize("inner", [False, True], ids=["in the class's ZIP", "in a learner's"])
@pytest.mark.parametrize("folders", [f"{'a/' * 2_000}", f"{'../' * 40}", f"{'/' * 60_000}"])
def test_a_path_of_thousands_of_folders_takes_no_time(
    folders: str, inner: bool, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {f"b1/{folders}{n}/lab03a.py": f"#{n}" + CODE for n in range(2)}
    files = {"b1.zip": zipped(files)} if inner else files
    (tmp_path / "class.zip").write_bytes(zipped(files))
    start = time.process_time()
    intake = take(tmp_path / "class.zip", *ROSTERED)
    assert [each.learner_id for each in intake.attempts] == ["b1", "b1"]
    assert time.process_time() - start < 1


def test_a_damaged_or_endless_archive_is_listed_and_harms_nobody(tmp_path: Path) -> None:
    deep = zipped({"a.py": CODE})
    for _ in range(6):
        deep = zipped({"inner.zip": deep})
    files = {"Mei Chen.zip": b"PK\x03\x04 broken", "Wei Lin/deep.zip": deep, "Wei Lin/a.py": CODE}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    intake = take(tmp_path / "class.zip", *ROSTERED)
    assert owners(intake) == {"Wei Lin/a.py": "b2"}
    listed = {each.path for each in intake.attempts} | {each.path for each in intake.set_aside}
    assert "Mei Chen.zip" in listed
    assert any(each.startswith("Wei Lin/deep.zip") for each in listed)


def test_long_names_in_archives_inside_archives_do_not_outgrow_the_gradebook(
    tmp_path: Path,
) -> None:
    inner = zipped({f"{'a' * 65_000}.py": CODE})
    middle = zipped({f"{'b' * 65_000}.zip": inner})
    files = {f"Mei Chen/{'c' * 60_000}.zip": middle, "Wei Lin/a.py": CODE}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    intake = take(tmp_path / "class.zip", Learner("1", "Mei Chen"), Learner("2", "Wei Lin"))
    assert {each.learner_id for each in intake.attempts} == {"1", "2"}
    with Gradebook.open(tmp_path / "class.db", create=True) as gradebook:
        gradebook.add_learners(intake.learners)
        gradebook.enter(LAB.id, intake.attempts)
    with Gradebook.open(tmp_path / "class.db") as gradebook:
        assert {each.id for each in gradebook.learners()} == {"1", "2"}


METADATA = """---
submission_11:
  :submitters:
  - :name: Mei Chen
    :sid: '001001'
    :email: mei@x.tw
  :created_at: 2026-03-01 12:00:00.123456789 Z
  :score: 0.0
submission_12:
  :submitters:
  - :name: "Lin, Wei"
    :sid:
    :email: wei@x.tw
  - :name: Ann Jones
    :sid: '001003'
    :email: ann@x.tw
  :created_at: 2026-03-02 09:30:00 Z
submission_13:
  :submitters:
  - :name: Wei Lin
    :sid: '001001'
    :email: who@x.tw
submission_14:
  :submitters:
  - :name: Stran Ger
    :sid: '77'
    :email: s@x.tw
"""


@pytest.mark.parametrize("moment", ["2026-99-01 12:00:00 Z", "[2026-03-01 12:00:00 Z]"])
def test_an_odd_moment_in_gradescopes_export_is_no_moment(moment: str, tmp_path: Path) -> None:
    submitter = ":submitters:\n  - :name: Mei Chen\n    :sid: '1'"
    entry = f"submission_11:\n  {submitter}\n  :created_at: {moment}\n"
    (tmp_path / "export.zip").write_bytes(
        zipped({"export/submission_11/lab03a.py": CODE, "export/submission_metadata.yml": entry})
    )
    (attempt,) = take(tmp_path / "export.zip", Learner("1", "Mei Chen")).attempts
    assert attempt.learner_id == "1"
    # The file's own time in the archive is what is left.
    assert attempt.received_at != datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def test_names_in_gradescopes_export_are_texts(tmp_path: Path) -> None:
    # Each list holds the one before it nine times: as text, all of them have a billion characters.
    lists = [":x0: &x0 [mei]"]
    lists += [f":x{n}: &x{n} [{', '.join(9 * [f'*x{n - 1}'])}]" for n in range(1, 10)]
    entry = "\n  ".join(["submission_11:", *lists, ":submitters:", "- :name: *x9", "  :sid: '1'"])
    (tmp_path / "export.zip").write_bytes(
        zipped({"export/submission_11/lab03a.py": CODE, "export/submission_metadata.yml": entry})
    )
    (attempt,) = take(tmp_path / "export.zip", Learner("1", "Mei Chen")).attempts
    assert attempt.learner_id == "1"


def test_gradescopes_export_says_whose_a_folder_is_and_when_it_came(tmp_path: Path) -> None:
    files = {f"assignment_9_export/submission_{n}/lab03a.py": f"{CODE}# {n}" for n in range(11, 15)}
    files["assignment_9_export/submission_metadata.yml"] = METADATA
    (tmp_path / "export.zip").write_bytes(zipped(dict(files)))
    learners = (
        Learner("001001", "Mei Chen"),
        Learner("001002", "Wei Lin", email="wei@x.tw"),
        Learner("001003", "Ann Jones"),
    )
    intake = take(tmp_path / "export.zip", *learners)
    assert sorted((each.path.split("/")[1][-2:], each.learner_id) for each in intake.attempts) == [
        ("11", "001001"),
        # A group: each of them.
        ("12", "001002"),
        ("12", "001003"),
        ("14", "77"),
    ]
    received = {each.learner_id: each.received_at for each in intake.attempts}
    assert received["001001"] == datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    nobodys = {each.path: str(each.reason) for each in intake.set_aside if each.has_no_owner}
    assert list(nobodys) == ["assignment_9_export/submission_13/lab03a.py"]
    assert [each.name for each in intake.learners] == ["Stran Ger"]


def test_an_unknown_id_in_gradescopes_export_is_not_the_learner_of_that_name(
    tmp_path: Path,
) -> None:
    people = [("Mei Chen", "b1", "m@x.tw"), ("Wei Lin", "b9", ""), ("Ann Jones", "b8", "ann@x.tw")]
    entries = [
        f"submission_{n}:\n  :submitters:\n  - :name: {name}\n    :sid: {sid}\n    :email: {mail}\n"
        for n, (name, sid, mail) in enumerate(people)
    ]
    files: dict[str, str | bytes] = {f"e/submission_{n}/a.py": f"{CODE}#{n}" for n in range(3)}
    files["e/submission_metadata.yml"] = "".join(entries)
    (tmp_path / "export.zip").write_bytes(zipped(files))
    learners = (*ROSTERED, Learner("b3", "Ann Jones", email="ann@x.tw"))
    found = owners(take(tmp_path / "export.zip", *learners))
    # An address is enough: the id may be mistyped.
    assert found == {"e/submission_0/a.py": "b1", "e/submission_2/a.py": "b3"}


BLACKBOARDS = (
    Learner("0716001", "Mei Chen", login="chen_mei"),
    Learner("0716002", "Wei Lin", login="mei"),
    Learner("0716003", "Ann Jones", login="ajones"),
)


@pytest.mark.parametrize("assignment", ["Lab 3a", "HW_1", "mei_1"])
def test_blackboard_says_whose_a_file_is_and_when_it_came(assignment: str, tmp_path: Path) -> None:
    def name(login: str, file: str) -> str:
        return f"{assignment}_{login}_attempt_2026-03-01-12-00-07{file}"

    for path, content in {
        name("chen_mei", "_Ann Jones.py"): CODE.encode(),
        name("chen_mei", ".txt"): b"Name: Mei Chen",
        name("mei", f"_{name('ajones', '_0716001.py')}"): f"{CODE}#".encode(),
        name("ajones", "_hw.zip"): zipped({"src/Mei Chen.py": f"{CODE}##"}),
        name("eve", "_Wei Lin.py"): f"{CODE}###".encode(),
    }.items():
        (tmp_path / path).write_bytes(content)
    intake = take(tmp_path, *BLACKBOARDS)
    assert sorted(each.learner_id for each in intake.attempts) == [
        *("0716001", "0716002", "0716003", "blackboard-eve")
    ]
    assert {each.received_at for each in intake.attempts} == {
        datetime(2026, 3, 1, 12, 0, 7).astimezone()
    }


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_the_platforms_archives_of_two_sections_are_one_class(suffix: str, tmp_path: Path) -> None:
    sections: dict[str, dict[str, str | bytes]] = {
        "A": {
            "Mei Chen_1_assignsubmission_file_/Wei Lin.py": CODE,
            "Eve_3_assignsubmission_file_/Mei Chen.py": CODE,
        },
        "B": {"Wei Lin_2_assignsubmission_file_/b1.py": CODE},
    }
    for section, files in sections.items():
        for path, content in files.items():
            target = tmp_path / section / path
            target.parent.mkdir(parents=True)
            target.write_text(str(content))
        if suffix:
            (tmp_path / f"{section}{suffix}").write_bytes(zipped(files))
            shutil.rmtree(tmp_path / section)
    assert owners(take(tmp_path, *ROSTERED)) == {
        f"A{suffix}/Mei Chen_1_assignsubmission_file_/Wei Lin.py": "b1",
        f"A{suffix}/Eve_3_assignsubmission_file_/Mei Chen.py": "moodle-3",
        f"B{suffix}/Wei Lin_2_assignsubmission_file_/b1.py": "b2",
    }


@pytest.mark.parametrize("beside", ["b2.py", "b2/lab03a.py", "Wei Lin/x/lab03a.py"])
def test_one_learners_folder_is_no_section(beside: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"Eve/Mei Chen_{n}_assignsubmission_file_/{n}.py": f"{CODE}#{n}" for n in range(3)
    }
    (tmp_path / "class.zip").write_bytes(zipped({beside: CODE, **files}))
    found = owners(take(tmp_path / "class.zip", *ROSTERED))
    assert {path: owner for path, owner in found.items() if path == beside} == {beside: "b2"}
    assert "b1" not in found.values()


OWN_METADATA = b"submission_1:\n  :submitters:\n  - :name: Mei Chen\n    :sid: b1\n"
EVES = {
    "in an archive on Canvas": {
        "chenmei_1_5_lab03a.py": CODE,
        "linwei_2_6_lab03a.py": CODE,
        "eve_3_7_work.zip": zipped(
            {"submission_metadata.yml": OWN_METADATA, "submission_1/lab03a.py": CODE}
        ),
    },
    "in a folder on Moodle": {
        "Mei Chen_1_assignsubmission_file/lab03a.py": CODE,
        "Wei Lin_2_assignsubmission_file/lab03a.py": CODE,
        "Eve_3_assignsubmission_file/submission_metadata.yml": OWN_METADATA,
        "Eve_3_assignsubmission_file/submission_1/lab03a.py": CODE,
    },
    "beside files that keep their names": {
        "b1.py": CODE,
        "b2.py": CODE,
        "eve.py": CODE,
        "submission_metadata.yml": OWN_METADATA,
    },
    "as the only one of a platform": {
        "Eve_3_assignsubmission_file/submission_metadata.yml": OWN_METADATA,
        "Eve_3_assignsubmission_file/submission_1/lab03a.py": CODE,
    },
}


@pytest.mark.parametrize("name", EVES)
def test_a_learners_own_metadata_speaks_for_nobody(name: str, tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(zipped(dict(EVES[name])))
    found = owners(take(tmp_path / "class.zip", *ROSTERED))
    of_eve = {path: owner for path, owner in found.items() if "eve" in path.casefold()}
    assert of_eve
    assert not {*of_eve.values()} & {"b1", "b2"}
    assert len(found) == sum("metadata" not in path for path in EVES[name])


def test_metadata_inside_a_submission_does_not_hide_gradescopes(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"e/submission_{n}/lab03a.py": CODE for n in (11, 12)}
    files["e/submission_metadata.yml"] = METADATA
    files["e/submission_12/submission_metadata.yml"] = OWN_METADATA
    (tmp_path / "export.zip").write_bytes(zipped(files))
    intake = take(tmp_path / "export.zip", Learner("001001", "Mei Chen"))
    assert {each.learner_id for each in intake.attempts} >= {"001001", "001003"}


def test_files_beside_gradescopes_export_do_not_hide_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"e/submission_{n}/lab03a.py": CODE for n in (11, 12)}
    files["e/submission_metadata.yml"] = METADATA
    files |= {"roster.csv": "id,name\n001001,Mei Chen\n", "notes/read me.txt": "lab 3a"}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    intake = take(tmp_path / "class.zip", Learner("001001", "Mei Chen"))
    assert {each.learner_id for each in intake.attempts} >= {"001001", "001003"}


def test_an_endless_name_in_gradescopes_list_is_cut(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"e/submission_{n}/lab03a.py": CODE for n in (11, 12)}
    files["e/submission_metadata.yml"] = METADATA.replace("Ann Jones", "Ann" * 50_000)
    (tmp_path / "export.zip").write_bytes(zipped(files))
    intake = take(tmp_path / "export.zip", Learner("001001", "Mei Chen"))
    assert max(len(each.name) for each in intake.learners) == LONGEST_NAME


@pytest.mark.parametrize(
    "name", [f"lab_x_1_{'9' * 5000}_f.py", f"anon_k3Q9x_{'9' * 5000}_f.py", f"x_1_{2**63}_f.py"]
)
def test_a_number_of_any_length_in_a_name_stops_nobody(name: str, tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({"b1.py": CODE, "b2.py": CODE, name: CODE}))
    intake = take(path, *ROSTERED)
    assert {each.learner_id for each in intake.attempts} >= {"b1", "b2"}
    assert all(each.sequence is None or each.sequence < 2**63 for each in intake.attempts)


NOTHING = zipped({f"{n}": b"" for n in range(300)})
CROWDED = {
    "too many files": {f"{n}.zip": NOTHING for n in range(10)},
    "too many files, two deep": {"a.zip": zipped({f"{n}.zip": NOTHING for n in range(10)})},
    "too many bytes": {f"{n}.zip": bytes(2**20) for n in range(40)},
}


@pytest.mark.parametrize("name", CROWDED)
def test_one_archive_holds_no_more_than_a_class_needs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_nested._Allowance, "__init__", _small)
    path = tmp_path / "class.zip"
    path.write_bytes(
        zipped({"b1.zip": zipped(dict(CROWDED[name])), "b2.zip": zipped({"x.py": CODE})})
    )
    files = open_class(path)
    assert len(files.paths()) < 1200
    intake = take(path, *ROSTERED)
    problems = [str(each.problem) for each in intake.attempts if each.learner_id == "b1"]
    assert problems, "handed in, and not listed"
    assert owners(intake) == {"b2.zip/x.py": "b2"}


def _small(allowance: object) -> None:
    vars(allowance).update(files=1000, size=8 * 2**20)


def test_many_files_of_one_learner_take_time_in_proportion(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    # Compared each with each, they took a minute.
    path.write_bytes(zipped({f"b1/{n}.py": b"" for n in range(40_000)}))
    start = time.process_time()
    intake = take_in(open_class(path), ROSTERED)
    assert len(intake.attempts) == MAX_ATTEMPTS
    assert len(intake.attempts) + len(intake.set_aside) == 40_000
    assert time.process_time() - start < 20


GITHUB = (
    'identifier,github_username,github_id,name\n"b1",MeiChen,1,Mei Chen\n"b2",chen-mei,2,\nb3,,,'
)


def github_roster(tmp_path: Path) -> tuple[Learner, ...]:
    (tmp_path / "roster.csv").write_text(GITHUB, encoding="utf-8")
    return Roster.read(tmp_path / "roster.csv").learners


@pytest.mark.parametrize("around", ["", "lab03a-submissions/"])
def test_a_repository_is_the_logins_and_never_a_name(around: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{around}lab03a-meichen/lab03a.py": CODE,
        f"{around}lab03a-meichen/tests/conftest.py": "x = 1",
        f"{around}lab03a-meichen/README.md": "# Lab",
        f"{around}lab03a-meichen/.git/HEAD": "ref",
        # The other's login is the first one's name.
        f"{around}lab03a-chen-mei/lab03a.py": f"{CODE}#",
        f"{around}lab03a-someone/lab03a.py": f"{CODE}##",
    }
    (tmp_path / "clones.zip").write_bytes(zipped(files))
    learners = github_roster(tmp_path)
    assert [(each.id, each.login) for each in learners] == [
        ("b1", "MeiChen"),
        ("b2", "chen-mei"),
        ("b3", ""),
    ]
    assert owners(take(tmp_path / "clones.zip", *learners)) == {
        f"{around}lab03a-meichen/lab03a.py": "b1",
        f"{around}lab03a-chen-mei/lab03a.py": "b2",
        f"{around}lab03a-someone/lab03a.py": "github-someone",
    }


def test_logins_that_begin_alike_are_not_cut(tmp_path: Path) -> None:
    learners = [
        Learner(login, login, lms_id=login, platform="github")
        for login in ("tw-mei", "tw-wei", "mei")
    ]
    for name in ("hw-3-tw-mei", "hw-3-tw-wei"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text(f"{CODE}# {name}")
    assert set(owners(take(tmp_path, *learners)).values()) == {"tw-mei", "tw-wei"}


def test_hidden_names_are_strangers_of_whom_nobody_is_guessed(tmp_path: Path) -> None:
    for name in ("anon_k3Q9x_77_lab03a.py", "anon_Zz91b_LATE_78_Mei Chen.py"):
        (tmp_path / name).write_text(f"{CODE}# {name}")
    intake = take(tmp_path, *ROSTERED)
    found = [(each.learner_id, each.late, each.sequence) for each in intake.attempts]
    assert found == [("canvas-anonymous-Zz91b", True, 78), ("canvas-anonymous-k3Q9x", False, 77)]


def test_the_file_with_the_labs_functions_is_the_submission(tmp_path: Path) -> None:
    folder = tmp_path / "Mei Chen"
    folder.mkdir()
    for name, content in {
        "utils.py": "x = 1",
        "conftest.py": "import pytest",
        "final.py.txt": CODE,
        "notes.ipynb": '{"cells": []}',
    }.items():
        (folder / name).write_text(content)
    intake = take(tmp_path, *ROSTERED)
    assert owners(intake) == {"Mei Chen/final.py.txt": "b1"}
    assert intake.attempts[0].concern == ""
