"""Matching strangers with a corrected roster, if their files' names are clear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fundamentals.classroom.batch._register import Clue, Register, conclude
from fundamentals.classroom.gradebook._decisions import ROSTER, Decision
from fundamentals.classroom.gradebook._gradebook import Gradebook
from fundamentals.classroom.gradebook._records import Learner
from fundamentals.language import Text


@dataclass(frozen=True)
class Healed:
    """The effects of a corrected roster.

    Attributes:
        merged: The decisions that merged strangers into learners.
        left: Strangers who are still in the class, with the reason.
        unlisted: Learners of earlier rosters who are not in this one.
    """

    merged: tuple[Decision, ...]
    left: tuple[tuple[Learner, Text], ...]
    unlisted: tuple[Learner, ...]


_UNKNOWN = Text("no learner in the roster has that name", "名單上沒有這個名字")


_TWO_PEOPLE = Text(
    "{id} {name} has handed in the same lab, so these may be two people",
    "{id} {name} 也交了同一個實作，可能是兩個人",
)


def heal(gradebook: Gradebook, roster: Iterable[Learner]) -> Healed:
    """Merge every stranger in ``gradebook`` who matches exactly one learner in ``roster``.

    The learners of the roster must have been entered.
    """
    roster = tuple(roster)
    ids = {each.id for each in roster}
    register = Register(roster, gone=gradebook.decisions().removed)
    registrar = gradebook.registrar(ROSTER)
    labs: dict[str, set[str]] = defaultdict(set)
    for lab in gradebook.labs():
        for standing in gradebook.sheet(lab).standings:
            if standing.attempts:
                labs[standing.learner.id].add(lab)
    merged: list[Decision] = []
    left: list[tuple[Learner, Text]] = []
    in_class = gradebook.members()
    for stranger in in_class:
        if not stranger.stranger:
            continue
        found = conclude(_clues(stranger, register), register.gone)
        if isinstance(found, Learner) and labs[found.id] & labs[stranger.id]:
            left.append((stranger, _TWO_PEOPLE.format(id=found.id, name=found.name)))
        elif isinstance(found, Learner):
            # The next stranger of that name is measured by what this one handed in, too.
            labs[found.id] |= labs[stranger.id]
            merged.append(registrar.merge(stranger.id, found.id, comment=stranger.name))
        else:
            left.append((stranger, found or _UNKNOWN))
    unlisted = [each for each in in_class if not each.stranger and each.id not in ids]
    return Healed(tuple(merged), tuple(left), tuple(unlisted) if roster else ())


def _clues(stranger: Learner, register: Register) -> list[Clue]:
    if not stranger.platform:
        return register.of_label(stranger.id.rpartition("/")[2])
    clues = register.of_name(stranger.name)
    # Moodle numbers people anew in each assignment, so its number may now be somebody else's.
    if stranger.platform != "moodle" and register.has_number(stranger.platform, stranger.lms_id):
        clues.append(register.of_number(stranger.platform, stranger.lms_id))
    return clues
