"""A check's fingerprint changes when what it does changes, and else not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fundamentals.classroom.gradebook import _fingerprint, fingerprint
from fundamentals.grading import Rubric, load_rubric
from fundamentals.manifest import find_course

MakeRubric = Callable[..., Rubric]

CHANGES = {
    "nothing": ((), set()),
    "weight": ([("weight=1", "weight=9")], set()),
    "title": ([('"the first"', '"no longer"')], set()),
    "visibility": ([('"第三項")', '"第三項"), visibility="hidden"')], set()),
    "an unused constant": ([("UNUSED = 4", "UNUSED = 5")], set()),
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
    monkeypatch.setattr(_fingerprint, "__version__", "99")
    after = fingerprint(rubric)
    assert all(before[name] != after[name] for name in before)


def test_the_checks_of_a_lab_are_told_apart() -> None:
    rubric = load_rubric(find_course().lab("lab03a"))
    prints = fingerprint(rubric)
    assert list(prints) == [check.id for check in rubric.checks]
    assert len(set(prints.values())) == len(prints)
    assert prints == fingerprint(rubric)
