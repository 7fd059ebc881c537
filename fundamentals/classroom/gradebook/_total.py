"""A learner's total over the labs of a course, under its rules."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing, State
from fundamentals.classroom.late_penalty import rounded
from fundamentals.classroom.rules import Missing, Rules
from fundamentals.errors import GradebookError
from fundamentals.language import Text

# States that the rules may count as zero, because no score can follow.
_NOTHING_CAME = (State.MISSING, State.UNREADABLE, State.TOO_LATE)


@dataclass(frozen=True)
class Total:
    """One learner's total.

    Attributes:
        learner: Who.
        scores: Points by lab; None without a score.
        percent: The total, in percent of the counted labs' points; None while open.
        open: Labs without a score that keep the total open.
        zeros: Labs without a score that count as zero.
        dropped: Labs left out because they are the lowest.
    """

    learner: Learner
    scores: Mapping[str, float | None]
    percent: float | None
    open: tuple[str, ...] = ()
    zeros: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def course_totals(sheets: Sequence[GradeSheet], rules: Rules) -> tuple[Total, ...]:
    """Return the total of everybody in the class, in the order of the sheets.

    A lab weighs as much as it has points, unless the rules give weights. An excused lab is left
    out of a learner's total. The labs to drop are those whose absence leaves the learner the
    best total. Extra credit is added without being expected, so a total may exceed 100 %.

    Args:
        sheets: Of all labs of the course.
        rules: The rules.

    Raises:
        GradebookError: Some labs have a weight and others have none.
    """
    weights = _weights(sheets, rules)
    return tuple(
        _total(
            dict(zip((sheet.lab_id for sheet in sheets), standings, strict=True)),
            {sheet.lab_id: sheet.max_score for sheet in sheets},
            weights,
            rules,
        )
        for standings in zip(*(sheet.standings for sheet in sheets), strict=True)
    )


def _weights(sheets: Sequence[GradeSheet], rules: Rules) -> dict[str, Decimal]:
    labs = [sheet.lab_id for sheet in sheets]
    if not rules.weights:
        return {sheet.lab_id: Decimal(str(sheet.max_score)) for sheet in sheets}
    if unweighted := [lab for lab in labs if lab not in rules.weights]:
        raise GradebookError(
            Text("{labs} without a weight", "{labs} 沒有權重").format(labs=", ".join(unweighted)),
            expected=Text(
                "a weight for each lab, or for none: {weights}",
                "每個實作都有權重，或都沒有：{weights}",
            ).format(weights=", ".join(f"{lab}={w:g}" for lab, w in rules.weights.items())),
            fix=Text(
                "`fundamentals gradebook rules class.db --weights {lab}=1`; 0 leaves a lab out",
                "`fundamentals gradebook rules class.db --weights {lab}=1`；0 表示不計入",
            ).format(lab=unweighted[0]),
        )
    return {lab: Decimal(str(rules.weights[lab])) for lab in labs}


def _total(
    standings: Mapping[str, Standing],
    worth: Mapping[str, float],
    weights: Mapping[str, Decimal],
    rules: Rules,
) -> Total:
    counted = [
        lab for lab, each in standings.items() if weights[lab] and each.state is not State.EXCUSED
    ]
    unscored = [lab for lab in counted if standings[lab].score is None]
    # Missing extra credit does not keep the total open.
    zeros = [
        lab
        for lab in unscored
        if standings[lab].state in _NOTHING_CAME and (_is_zero(rules.missing) or lab in rules.extra)
    ]
    still_open = tuple(lab for lab in unscored if lab not in zeros)
    learner = next(iter(standings.values())).learner
    scores = {lab: each.score for lab, each in standings.items()}
    if still_open or not counted:
        return Total(learner, scores, None, still_open, tuple(zeros))
    parts = {
        lab: Decimal(str(scores[lab] or 0)) / Decimal(str(worth[lab])) if worth[lab] else Decimal(0)
        for lab in counted
    }
    expected = [lab for lab in counted if lab not in rules.extra]
    bonus = sum((parts[lab] * weights[lab] for lab in counted if lab in rules.extra), Decimal(0))
    best, dropped = _best(expected, parts, weights, bonus, rules.drop_lowest)
    return Total(
        learner, scores, None if best is None else rounded(100 * best), (), tuple(zeros), dropped
    )


def _is_zero(rule: Missing) -> bool:
    match rule:
        case "open":
            return False
        case "zero":
            return True


def _best(
    labs: Sequence[str],
    parts: Mapping[str, Decimal],
    weights: Mapping[str, Decimal],
    bonus: Decimal,
    drop: int,
) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return the best total after dropping ``drop`` of ``labs``, and the dropped ones."""
    # At least one lab stays.
    kept = max(min(len(labs), 1), len(labs) - drop)
    found: tuple[Decimal | None, tuple[str, ...]] = None, ()
    for chosen in itertools.combinations(labs, kept):
        whole = sum((weights[lab] for lab in chosen), Decimal(0))
        if not whole:
            continue
        total = (sum((parts[lab] * weights[lab] for lab in chosen), Decimal(0)) + bonus) / whole
        if found[0] is None or total > found[0]:
            found = total, tuple(lab for lab in labs if lab not in chosen)
    return found
