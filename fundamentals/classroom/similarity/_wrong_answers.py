"""Wrong answers that two submissions share; every check used the same inputs for both."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import CheckResult, Report, Verdict
from fundamentals.language import Text


@dataclass(frozen=True)
class SharedAnswer:
    """A wrong answer that both submissions of a pair gave.

    Attributes:
        check: Id of the check.
        title: Title of the check.
        finding: The mistake, in one sentence.
        identical: Whether the wrong values are identical; otherwise only the cause is the same.
        learners: Number of learners in the class who gave it.
    """

    check: str
    title: Text
    finding: Text
    identical: bool
    learners: int


@dataclass(frozen=True)
class WrongAnswers:
    """The wrong answers of a class.

    Attributes:
        things: Per submission, the distinct hashes of its wrong answers: uint64 arrays.
    """

    things: tuple[NDArray[np.uint64], ...]
    _answers: tuple[dict[str, CheckResult], ...]
    _counts: Counter[str]

    def shared(self, first: int, second: int) -> tuple[SharedAnswer, ...]:
        """Return the wrong answers that two submissions, by index, share, rarest first."""
        found: dict[str, SharedAnswer] = {}
        ours, theirs = self._answers[first], self._answers[second]
        # Identical values come last and replace answers that share only the cause.
        for key in sorted(ours.keys() & theirs.keys(), key=_is_exact):
            result = ours[key]
            found[result.id] = SharedAnswer(
                result.id,
                result.title,
                result.message.first_line,
                _is_exact(key),
                self._counts[key],
            )
        return tuple(sorted(found.values(), key=lambda answer: (answer.learners, answer.check)))


def wrong_answers(reports: Sequence[Report | None]) -> WrongAnswers:
    """Return the wrong answers in each of ``reports``, which were made with one seed.

    A failed check counts twice: by its cause and by the returned values. Tasks that were not
    attempted, timed out or were skipped do not count.
    """
    answers = tuple(
        dict(_answers(report.checks)) if report is not None else {} for report in reports
    )
    things = tuple(
        np.array(sorted(map(_hash, answers_of_one)), np.uint64) for answers_of_one in answers
    )
    return WrongAnswers(things, answers, Counter(key for each in answers for key in each))


def _answers(results: Iterable[CheckResult]) -> Iterable[tuple[str, CheckResult]]:
    for result in results:
        if result.verdict in (Verdict.FAILED, Verdict.PARTLY_PASSED):
            if result.cause is not None:
                yield f"cause {result.id} {result.cause}", result
            yield f"exact {result.id} {result.message.en}", result


def _is_exact(key: str) -> bool:
    return key.startswith("exact")


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
