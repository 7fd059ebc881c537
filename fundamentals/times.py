"""Times as people read and write them: in this machine's time zone, shown with its offset."""

from __future__ import annotations

from datetime import date, datetime, time

__all__ = ["read_time", "shown_time"]


def read_time(text: str) -> datetime:
    """Return the time that somebody wrote; a date alone means the end of that day.

    Args:
        text: ISO 8601. Without an offset it is in this machine's time zone.

    Raises:
        ValueError: It is not a time.
    """
    text = text.strip()
    try:
        when = datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        # Python 3.10 does not read the Z of UTC.
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    try:
        return when.astimezone()
    # Windows knows no time zone before 1970.
    except (OverflowError, OSError) as error:
        raise ValueError(text) from error


def shown_time(when: datetime) -> str:
    """Return a time to the minute, for example "2026-03-01 23:59 UTC+08:00"."""
    local = when.astimezone()
    offset = local.isoformat(timespec="minutes")[-len("+08:00") :]
    return f"{local:%Y-%m-%d %H:%M} UTC{offset}"
