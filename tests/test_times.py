"""Times are read and shown in this machine's time zone, with its offset."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from fundamentals.times import read_time, shown_time

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="one time zone per system")


@pytest.fixture(params=["Asia/Taipei", "America/New_York", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


SHOWN = {
    "Asia/Taipei": "2026-07-02 02:30 UTC+08:00",
    "America/New_York": "2026-07-01 14:30 UTC-04:00",  # in summer
    "UTC": "2026-07-01 18:30 UTC+00:00",
}


def test_a_time_is_shown_where_the_reader_is(zone: str) -> None:
    assert shown_time(datetime(2026, 7, 1, 18, 30, tzinfo=timezone.utc)) == SHOWN[zone]


def test_a_date_alone_means_the_end_of_that_day_here(zone: str) -> None:
    assert shown_time(read_time("2026-03-01")).startswith("2026-03-01 23:59 UTC")
    # Files on a disk are written at fractions of a second.
    assert read_time("2026-03-02T00:00") - read_time("2026-03-01") <= timedelta(microseconds=1)
    if sys.version_info >= (3, 11):
        assert read_time("20260301") == read_time("2026-03-01")


def test_an_offset_counts_where_it_is_given(zone: str) -> None:
    assert read_time("2026-07-01T18:30Z") == datetime(2026, 7, 1, 18, 30, tzinfo=timezone.utc)
    assert shown_time(read_time("2026-07-02T02:30+08:00")) == SHOWN[zone]


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", "0001-01-01T00:00+23:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_time(text)
