"""Late penalties: a rate per started hour, day or week, with a limit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

_NUMBER = r"(\d{1,3}(?:\.\d{1,2})?)"
_RATES = (
    re.compile(rf"{_NUMBER}\s*%\s*(?:/|per|a)\s*(hour|day|week)s?", re.IGNORECASE),
    re.compile(rf"每\s*(?:一\s*)?(小時|天|日|週|周)\s*(?:扣)?\s*{_NUMBER}\s*%"),
)
_MOST = re.compile(
    rf"(?:at most|up to|max(?:imum)?|最多|至多)\s*(?:扣)?\s*{_NUMBER}\s*%", re.IGNORECASE
)
_UNITS = {"小時": "hour", "天": "day", "日": "day", "週": "week", "周": "week"}
_LENGTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
EXAMPLE = Text("10 %/day, at most 30 %", "每天 10 %，最多 30 %")
"""A late penalty as people write it."""

_UNITS_ZH_HANT = {"hour": "小時", "day": "天", "week": "週"}


def rounded(points: Decimal | float) -> float:
    """Return ``points`` with two decimals, rounding halves up as on paper."""
    exact = points if isinstance(points, Decimal) else Decimal(str(points))
    return float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True)
class LatePenalty:
    """A deduction from the points of a late submission.

    Attributes:
        percent: Percent of the earned points, deducted per started unit of time.
        unit: "hour", "day" or "week".
        most: The largest deduction, in percent.
    """

    percent: float
    unit: str
    most: float = 100.0

    @classmethod
    def read(cls, text: str) -> LatePenalty:
        """Return the penalty that a text describes, in English or Chinese.

        For example "10 %/day, at most 30 %" or 每天 10 %，最多 30 %.

        Raises:
            ArgumentError: The text describes no penalty.
        """
        rest = text.strip()
        rate = next((match for form in _RATES if (match := form.match(rest))), None)
        if rate is not None:
            numbers = [float(part) for part in rate.groups() if part[0].isdigit()]
            (unit,) = (part for part in rate.groups() if not part[0].isdigit())
            rest = rest[rate.end() :].strip(" ,;，；、")
            most = _MOST.fullmatch(rest)
            if most is not None or not rest:
                penalty = cls(
                    numbers[0], _UNITS.get(unit, unit.lower()), float(most[1]) if most else 100.0
                )
                if 0 < penalty.percent <= penalty.most <= 100:
                    return penalty
        raise ArgumentError(
            Text("the late penalty “{text}”", "遲交扣分「{text}」").format(text=text),
            expected=Text(
                "a rate and, if you like, a limit of at most 100 %: {example}",
                "扣分比例，以及（可省略）不超過 100 % 的上限：{example}",
            ).format(example=EXAMPLE),
            fix=Text(
                "write it like that, with hour, day or week, or write “none”",
                "請照這個格式書寫，單位可用小時、天、週；不扣分請寫 none",
            ),
        )

    def deduction(self, late_by: timedelta) -> float:
        """Return the penalty for being ``late_by`` late, in percent of the points earned."""
        units = math.ceil(late_by / _LENGTHS[self.unit])
        return min(self.most, self.percent * units) if units > 0 else 0.0

    @property
    def text(self) -> Text:
        """The rule in words; :meth:`read` understands both languages."""
        return Text(
            "{percent:g} %/{unit}, at most {most:g} %", "每{unit} {percent:g} %，最多 {most:g} %"
        ).format(
            percent=self.percent,
            unit=Text(self.unit, _UNITS_ZH_HANT[self.unit]),
            most=self.most,
        )


def reduced(points: float, percent: float) -> float:
    """Return ``points`` less ``percent`` of them."""
    return rounded(Decimal(str(points)) * (100 - Decimal(str(percent))) / 100)
