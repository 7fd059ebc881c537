"""A check's fingerprint changes only when its behavior changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.classroom.gradebook import _check_fingerprints, fingerprint
from fundamentals.course import new_lab, open_course
from fundamentals.grading import Rubric, load_rubric
from fundamentals.manifest import find_course, read_course

ROOT = find_course(Path(__file__)).root
MakeRubric = Callable[..., Rubric]

CHANGES = {
    "nothing": ((), set()),
    "weight": ([("weight=1", "weight=9")], set()),
    "title": ([('"the first"', '"no longer"')], set()),
    "visibility": ([('"第三項")', '"第三項"), visibility="hidden"')], set()),
    "an unused constant": ([("UNUSED = 4", "UNUSED = 5")], set()),
    "a time limit": ([('"第三項")', '"第三項"), seconds=5')], {"third"}),
    "its body": ([("Says nothing", "Says something")], {"third"}),
    "a check that others need": ([("    helper(student)", "    helper(0)")], {"first", "second"}),
    "a helper": ([("pad(LIMIT)", "pad(LIMIT + 1)")], {"first", "second"}),
    "a constant that a helper uses": ([("LIMIT = 3", "LIMIT = 4")], {"first", "second"}),
    "where a name comes from": ([("causes as known", "formats as known")], {"second"}),
    "needs": ([(', needs=("3a.1",)', "")], {"second"}),
}


@pytest.mark.parametrize(("changes", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_touches_exactly_what_it_changes(
    changes: list[tuple[str, str]], expected: set[str], make_rubric: MakeRubric
) -> None:
    before, after = fingerprint(make_rubric()), fingerprint(make_rubric(*changes))
    assert {name.split("/")[1] for name in before if before[name] != after[name]} == expected


def test_another_version_of_the_package_touches_everything(
    rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(rubric)
    monkeypatch.setattr(_check_fingerprints, "__version__", "99")
    after = fingerprint(rubric)
    assert all(before[name] != after[name] for name in before)


IN_THE_LAB = {
    "a case": (
        ("checks.py", "((5, 7), 2), ((7, 8), 3)", "((5, 9), 2), ((7, 8), 3)"),
        {"3a.6/incomplete_blocks"},
    ),
    "a title of a case": (("checks.py", '"incomplete blocks"', '"blocks cut off"'), set()),
    "an answer in the corpus": (
        ("corpus/mistakes/3a_2_rounded.py", "# task: 3a.2", "# task:  3a.2"),
        set(),
    ),
}


def changed(
    folder: Path, file: str, before: str, after: str, *, lab: str = "lab03a_convolution"
) -> set[str]:
    """Return the checks of a lab that a change in one of its files touches."""
    prints = []
    for name, text in (("old", before), ("new", after)):
        shutil.copytree(ROOT / "solutions", folder / name / "solutions")
        path = folder / name / "solutions" / lab / file
        content = path.read_text("utf-8")
        assert before in content
        path.write_text(content.replace(before, text), "utf-8")
        prints.append(fingerprint(load_rubric(read_course(folder / name).lab(lab))))
    old, new = prints
    return {name for name in old if old[name] != new[name]}


@pytest.mark.slow
@pytest.mark.parametrize(("change", "expected"), IN_THE_LAB.values(), ids=IN_THE_LAB)
def test_a_change_in_a_lab_touches_the_checks_that_it_changes(
    change: tuple[str, str, str], expected: set[str], tmp_path: Path
) -> None:
    assert changed(tmp_path, *change) == expected


@pytest.mark.slow
def test_a_module_in_a_folder_of_the_lab_touches_every_check(tmp_path: Path) -> None:
    checks = {check.id for check in load_rubric(find_course().lab("lab03a")).checks}
    assert changed(tmp_path, "tasks/pool.py", "-max_pool(-image", "- max_pool(-image") == checks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "task"),
    [("most=700_000", "most=800_000", "3b.2"), ("data=digits()", "data=digits(train=900)", "3b.3")],
)
def test_what_is_declared_about_a_network_touches_the_checks_of_its_task(
    before: str, after: str, task: str, tmp_path: Path
) -> None:
    lab = find_course().lab("lab03b")
    checks = {check.id for check in load_rubric(lab).checks if check.task == task}
    assert changed(tmp_path, "checks.py", before, after, lab="lab03b_cnn") == checks


@pytest.mark.slow
def test_a_mistake_beside_the_checks_touches_those_of_its_task(tmp_path: Path) -> None:
    new_lab(open_course(tmp_path), "lab08_ink")
    (lab,) = read_course(tmp_path).labs
    old = fingerprint(load_rubric(lab))
    text = lab.checks_path.read_text("utf-8")
    shutil.copytree(tmp_path, tmp_path / "copy")
    (copy,) = read_course(tmp_path / "copy").labs
    copy.checks_path.write_text(text.replace("1 - scale(images)", "2 - scale(images)"), "utf-8")
    new = fingerprint(load_rubric(copy))
    assert {name for name in old if old[name] != new[name]} == {
        "8.1/scaled_values",
        "8.1/scaled_dtype",
    }


def test_the_checks_of_a_lab_are_told_apart() -> None:
    rubric = load_rubric(find_course().lab("lab03a"))
    prints = fingerprint(rubric)
    assert list(prints) == [check.id for check in rubric.checks]
    assert len(set(prints.values())) == len(prints)
    assert prints == fingerprint(rubric)
