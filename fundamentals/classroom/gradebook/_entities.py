"""The records that a gradebook takes and returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fundamentals.language import Text

LONGEST_NAME = 1_000
"""Characters that a name, an id or an address of a learner may have."""


@dataclass(frozen=True)
class Learner:
    """A person in the class.

    Attributes:
        id: The school's id; unique in a gradebook.
        name: Their name.
        email: Address; empty if unknown.
        login: Login name; empty if unknown.
        section: Section or group; empty if unknown.
        lms_id: The learning platform's own number (Canvas's "ID", Moodle's "Identifier"), which
            appears in the names of downloaded files; empty if unknown.
        platform: Id of the platform whose number that is, "canvas" or "moodle"; empty if unknown.
            Another platform's number means nothing.
        stranger: Whether the learner is known only from file names, not from a roster.
    """

    id: str
    name: str
    email: str = ""
    login: str = ""
    section: str = ""
    lms_id: str = ""
    platform: str = ""
    stranger: bool = False


@dataclass(frozen=True)
class Attempt:
    """One file that somebody handed in. The gradebook does not store its content.

    Attributes:
        learner_id: Id of the learner.
        submission_sha256: Hash of its bytes, hexadecimal; None if it cannot be read.
        file_name: Its name, ``lab03a.py``.
        path: Where it was in the class's folder or ZIP.
        size: Bytes.
        received_at: When it was handed in, with a time zone; None if unknown.
        problem: Why it cannot be read; None if it can.
        sequence: Larger for a later attempt of the same learner; None if the platform gives no
            order.
        late: Whether the platform marks it as late; None if it does not say.
        concern: A possible problem with the file, such as :data:`NO_FUNCTION`; empty if there is
            none.
    """

    learner_id: str
    submission_sha256: str | None
    file_name: str
    path: str
    size: int
    received_at: datetime | None = None
    problem: Text | None = None
    sequence: int | None = None
    late: bool | None = None
    concern: str = ""


NO_FUNCTION = "no-function"
"""The concern about a file that defines no function of the lab."""


def latest(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Return which of one learner's ``attempts`` may be the latest: one if their order is known.

    The platform's order takes precedence over times, which change when files are copied.
    """
    sequences = [each.sequence for each in attempts if each.sequence is not None]
    if len(sequences) == len(attempts):
        last = max(sequences)
        return [each for each in attempts if each.sequence == last]
    times = [each.received_at for each in attempts if each.received_at is not None]
    if len(times) < len(attempts):
        return list(attempts)
    return [each for each in attempts if each.received_at == max(times)]


@dataclass(frozen=True)
class Pending:
    """A submission with undecided checks.

    It is pending once, even if several learners handed in the same bytes.

    Attributes:
        lab_id: The lab.
        seed: Seed of the run's random inputs.
        submission_sha256: Hash of its bytes, hexadecimal.
        file_name: Name under which it was first handed in.
        path: Where that was in the class's folder or ZIP.
        checks: Ids of the undecided checks, in the order of the rubric.
        fingerprints: The fingerprints of all checks of the rubric, by id.
    """

    lab_id: str
    seed: int
    submission_sha256: str
    file_name: str
    path: str
    checks: tuple[str, ...]
    fingerprints: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Claim:
    """A submission that only this run grades.

    Attributes:
        pending: The submission.
        checks: Ids of the checks to run, in the order of the rubric: those of ``pending`` that no
            other run has decided since.
        failed: Ids of checks, and of their tasks, that earned nothing before; checks that need them
            are skipped.
    """

    pending: Pending
    checks: tuple[str, ...]
    failed: frozenset[str]
