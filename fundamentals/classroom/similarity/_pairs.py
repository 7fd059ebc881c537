"""Pairs of submissions that share more than the task requires, ranked for a human."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing
from fundamentals.classroom.similarity._rarity import shared_shares
from fundamentals.classroom.similarity._tokens import Code, read_code
from fundamentals.classroom.similarity._winnowing import (
    Match,
    fingerprints,
    known_grams,
    matches,
)
from fundamentals.classroom.similarity._wrong_answers import SharedAnswer, wrong_answers
from fundamentals.course import read_solution
from fundamentals.lab_form import LabForm
from fundamentals.language import LANGUAGES
from fundamentals.manifest import Lab
from fundamentals.sandbox import submission_form

# The number of common fingerprints (about one per three tokens) and wrong answers that two people
# may easily reach independently.
CODE_DOUBT = 12.0
_ANSWERS_DOUBT = 4.0


@dataclass(frozen=True)
class Pair:
    """Two submissions and what they share.

    Attributes:
        learners: Their learners.
        codes: The code of each; empty if the file was not available.
        code: Fraction of the smaller one's own code that the other also has, 0–1; common code
            counts less.
        answers: The same for wrong answers, 0–1.
        matches: The stretches of code that they share.
        shared_answers: The wrong answers that they share, rarest first.
    """

    learners: tuple[Learner, Learner]
    codes: tuple[Code, Code]
    code: float
    answers: float
    matches: tuple[Match, ...]
    shared_answers: tuple[SharedAnswer, ...]

    @property
    def score(self) -> float:
        """The rank of the pair, 0–1: code and answers count separately, and more together."""
        return 1 - (1 - self.code) * (1 - self.answers)

    @property
    def tokens(self) -> int:
        """Number of shared tokens of code."""
        return sum(match.length for match in self.matches)


@dataclass(frozen=True)
class Similarity:
    """The result of comparing a class.

    Attributes:
        lab_id: The lab.
        compared: Number of submissions that were compared.
        without_code: Learners whose file was not found, so that only their answers count.
        pairs: The most similar pairs, most similar first.
    """

    lab_id: str
    compared: int
    without_code: tuple[Learner, ...]
    pairs: tuple[Pair, ...]


def compare_class(
    lab: Lab, sheet: GradeSheet, contents: Mapping[str, bytes], *, most: int = 20
) -> Similarity:
    """Compare the counted attempts of a class.

    The lab's own code, and code that equals its solution, does not count; common code counts
    little. An index finds what pairs share, so a thousand submissions take seconds. The result is
    evidence, not proof.

    Args:
        lab: The lab, with its solution.
        sheet: The attempts and their results.
        contents: The bytes of submissions by sha256; some may be missing.
        most: Maximum number of pairs.

    Raises:
        CourseError: The solution is malformed.
    """
    standings = [standing for standing in sheet.standings if standing.report is not None]
    codes = _read_codes(standings, contents)
    known = _handed_out(lab)
    answers = wrong_answers([standing.report for standing in standings])
    by_code = shared_shares([fingerprints(code, known) for code in codes], doubt=CODE_DOUBT)
    by_answers = shared_shares(answers.things, doubt=_ANSWERS_DOUBT)
    pairs = tuple(
        Pair(
            (standings[first].learner, standings[second].learner),
            (codes[first], codes[second]),
            float(by_code[first, second]),
            float(by_answers[first, second]),
            tuple(matches(codes[first], codes[second], known)),
            answers.shared(first, second),
        )
        for first, second in _most_similar(by_code, by_answers, most)
    )
    missing = tuple(standing.learner for standing in standings if standing.sha256 not in contents)
    return Similarity(lab.id, len(standings), missing, pairs)


def _read_codes(standings: list[Standing], contents: Mapping[str, bytes]) -> list[Code]:
    read: dict[str, Code] = {}
    for standing in standings:
        name = standing.attempt.file_name if standing.attempt is not None else ""
        if standing.sha256 not in read:
            content = contents.get(standing.sha256, b"")
            read[standing.sha256] = read_code(content, submission_form(name))
    return [read[standing.sha256] for standing in standings]


def _handed_out(lab: Lab) -> NDArray[np.uint64]:
    solution = read_solution(lab)
    texts = [solution.student_text(language) for language in LANGUAGES]
    texts += [solution.text(language) for language in LANGUAGES]
    return known_grams(read_code(text.encode(), LabForm.SCRIPT) for text in texts)


def _most_similar(
    by_code: sparse.csr_array, by_answers: sparse.csr_array, most: int
) -> list[tuple[int, int]]:
    """Return the pairs with the highest :attr:`Pair.score`, highest first."""
    scores = sparse.coo_array(by_code + by_answers - by_code.multiply(by_answers))
    first, second = scores.coords
    # If scores are equal, the roster's order decides.
    order = np.lexsort((second, first, -scores.data))[:most]
    return [(int(first[index]), int(second[index])) for index in order]
