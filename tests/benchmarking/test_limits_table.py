"""The table of limits names every limit."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from fundamentals.benchmarking import _limits_table
from fundamentals.benchmarking._limits_table import limits_table
from fundamentals.sandbox import Limits, _limits

MISSING = "add its row to fundamentals/benchmarking/_limits_table.py"


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_each_limit_of_a_submission_is_in_the_table(name: str) -> None:
    changed = replace(Limits(), **{name: 2 * getattr(Limits(), name)})
    assert limits_table("en", changed) != limits_table("en"), MISSING


def test_each_limit_on_files_and_time_is_in_the_table() -> None:
    limits = {name for name in vars(_limits) if name.isupper()}
    assert limits
    assert limits <= vars(_limits_table).keys(), MISSING
