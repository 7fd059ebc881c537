"""Fingerprints of code, and the stretches that two codes share.

Winnowing: Schleimer, Wilkerson and Aiken, *Winnowing: local algorithms for document fingerprinting*
(SIGMOD 2003). Every run of ``GRAM + WINDOW - 1`` tokens that two codes share gives them a common
fingerprint, regardless of its position.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.classroom.similarity._tokens import Code

GRAM = 10
"""Tokens that are hashed together."""

WINDOW = 5
"""Neighbouring hashes of which one is kept."""

Hashes = NDArray[np.uint64]

# For a gram that a file repeats, only the first positions are tried.
_MOST_PLACES = 8

# Grams that are compared first; each further step is twice as long.
_FIRST_STEP = 64

# An odd multiplier, so that its powers are not zero modulo 2**64.
_POWERS = np.array([pow(0x9E3779B97F4A7C15, power, 2**64) for power in range(GRAM)], np.uint64)


@dataclass(frozen=True)
class Match:
    """A stretch of tokens that two codes share.

    Attributes:
        first: Index of its first token in the first code.
        second: Index of its first token in the second code.
        length: Number of tokens.
    """

    first: int
    second: int
    length: int


def gram_hashes(code: Code) -> Hashes:
    """Return a hash of every ``GRAM`` adjacent tokens: uint64 array ``(n - GRAM + 1,)``."""
    if len(code.tokens) < GRAM:
        return np.empty(0, np.uint64)
    # Wraps around at 2**64, as it should.
    hashes: Hashes = (sliding_window_view(code.tokens, GRAM) * _POWERS).sum(axis=1, dtype=np.uint64)
    # The lowest hash of a window is kept, so hashes are mixed to be independent of adjacent tokens.
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _POWERS[1]
    return hashes


def known_grams(codes: Iterable[Code]) -> Hashes:
    """Return the sorted hashes of everything in ``codes``, which is nobody's own work."""
    grams = [gram_hashes(code) for code in codes]
    return np.unique(np.concatenate([np.empty(0, np.uint64), *grams]))


def fingerprints(code: Code, known: Hashes) -> Hashes:
    """Return the sorted, distinct fingerprints of a code, without those in ``known``."""
    hashes = gram_hashes(code)
    if len(hashes) > WINDOW:
        hashes = sliding_window_view(hashes, WINDOW).min(axis=1)
    return np.setdiff1d(hashes, known)


def matches(first: Code, second: Code, known: Hashes) -> list[Match]:
    """Return the longest stretches that two codes share, in the order of the first code.

    They do not overlap. They do not begin or end with ``known`` code, but may contain it.
    """
    ours, theirs = gram_hashes(first), gram_hashes(second)
    own = np.flatnonzero(~np.isin(ours, known))
    places: dict[int, list[int]] = {}
    for index, gram in enumerate(theirs.tolist()):
        if len(known_places := places.setdefault(gram, [])) < _MOST_PLACES:
            known_places.append(index)
    taken = np.zeros(len(second.tokens), bool)
    found: list[Match] = []
    end = 0
    for start in own.tolist():
        if start < end:
            continue
        gram = int(ours[start])
        runs = [
            (length, -place)
            for place in places.get(gram, ())
            if (length := _run(ours[start:], theirs[place:], taken[place:]))
        ]
        # What is taken stays so.
        places[gram] = [-place for _, place in runs]
        length, place = max(runs, default=(0, 0))
        if length:
            last_own = int(own[np.searchsorted(own, start + length - GRAM, side="right") - 1])
            length = last_own - start + GRAM
            found.append(Match(start, -place, length))
            taken[-place : -place + length] = True
            end = start + length
    return found


def _run(ours: Hashes, theirs: Hashes, taken: NDArray[np.bool_]) -> int:
    """Return how many tokens from the beginning are equal and not yet taken.

    The time depends on that number, not on the length of the codes.
    """
    if taken[:GRAM].any():
        return 0
    most = min(len(ours), len(theirs))
    grams, step = 0, _FIRST_STEP
    while grams < most:
        until = min(grams + step, most)
        free = ~taken[grams + GRAM - 1 : until + GRAM - 1]
        same = (ours[grams:until] == theirs[grams:until]) & free
        if not same.all():
            return grams + int(same.argmin()) + GRAM - 1
        grams, step = until, 2 * step
    return grams + GRAM - 1
