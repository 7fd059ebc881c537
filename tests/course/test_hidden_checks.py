"""Cutting names out of a module."""

from __future__ import annotations

import pytest

from fundamentals.course._hidden_checks import hidden_checks, trim

RUBRIC = '''\
"""A rubric."""

import math
import statistics
from fundamentals.grading import check, expect

_SECRET = 3
_SHARED = 4


@check("1.1", weight=1)
def shown(student, random):
    _compare(student, _SHARED)


# Only for those who grade.
@check(
    "1.1",
    weight=1,
    visibility="hidden",
)
def concealed(student, random):
    _compare(student, _SHARED)
    _deeper(student)


def _compare(student, value):
    expect(student.add(value, 1) == math.floor(value + 1))


def _deeper(student):
    expect(student.add(_SECRET, 1) == statistics.mean([4]))


net = Network("1.2", build="build", shape=(2,), classes=3)
net.softmax_once(weight=1)
# As many as nobody expects.
net.output_width(
    weight=1, classes=_SECRET, name="other_classes", visibility="hidden"
)
unseen = net.parameters(weight=1, most=5, visibility=HIDDEN)


def never_used():
    return 1
'''
TRIMMED = '''\
"""A rubric."""

import math
from fundamentals.grading import check, expect

_SHARED = 4


@check("1.1", weight=1)
def shown(student, random):
    _compare(student, _SHARED)


def _compare(student, value):
    expect(student.add(value, 1) == math.floor(value + 1))


net = Network("1.2", build="build", shape=(2,), classes=3)
net.softmax_once(weight=1)


def never_used():
    return 1
'''


def test_hidden_checks_go_with_everything_that_only_they_used() -> None:
    assert hidden_checks(RUBRIC) == {"concealed", "other_classes", "parameters"}
    assert trim(RUBRIC, hidden_checks(RUBRIC)) == TRIMMED


def test_a_source_without_the_names_stays_byte_for_byte() -> None:
    assert trim(RUBRIC, ["absent"]) == RUBRIC


@pytest.mark.parametrize(
    ("visibility", "hidden"),
    [
        ("", set()),
        ('visibility="visible"', set()),
        ('visibility="hidden"', {"a"}),
        ("visibility=HIDDEN", {"a"}),
        ("**options", {"a"}),
    ],
)
def test_whatever_does_not_say_visible_is_hidden(visibility: str, hidden: set[str]) -> None:
    source = f'@check("1.1", {visibility})\ndef a(student, random): ...\n'
    assert hidden_checks(source) == hidden


def test_imports_lists_and_calls_lose_the_names() -> None:
    source = (
        "from package import (\n    first,\n    second,\n)\n"
        "__all__ = ['first', 'second']\n"
        "\n\n"
        "def main(parser):\n    first(parser)\n    second(parser)\n    first = second(parser)\n"
    )
    assert trim(source, {"first"}) == (
        "from package import second\n"
        "__all__ = ['second']\n"
        "\n\n"
        "def main(parser):\n    second(parser)\n    first = second(parser)\n"
    )
