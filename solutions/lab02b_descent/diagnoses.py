"""What a submission says of learning curves, and where it goes wrong."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np

from fundamentals.grading import Cause, Finding, Outcome, lab_causes
from fundamentals.language import Text

causes = lab_causes(__file__)

# Shares of right answers that earn nothing and everything. One word for all is right once in five.
_FEW_RIGHT, _ENOUGH_RIGHT = 0.5, 0.9

_MOST_CONFUSIONS, _MOST_LETTERS = 5, 40

# By what it is and what it was called; None stands for anything else.
_CONFUSIONS: dict[tuple[str | None, str | None], Cause] = {
    ("diverged", None): causes.CURVES_DIVERGENCE_MISSED,
    (None, "diverged"): causes.CURVES_DIVERGENCE_TOO_SOON,
    ("overfitting", None): causes.CURVES_GAP_MISSED,
    (None, "overfitting"): causes.CURVES_GAP_TOO_SMALL,
    ("improving", None): causes.CURVES_RISE_MISSED,
    (None, "improving"): causes.CURVES_RISE_TOO_SMALL,
    ("underfitting", "healthy"): causes.CURVES_LEVEL_MISSED,
    ("healthy", "underfitting"): causes.CURVES_LEVEL_MISSED,
}


def judge_diagnoses(kinds: Sequence[str], said: Sequence[object]) -> Outcome:
    """Return the share that is earned, and what is confused most often.

    Args:
        kinds: What each case is.
        said: What the submission returned for it, in the same order.
    """
    words = [answer if isinstance(answer, str) else type(answer).__name__ for answer in said]
    pairs = list(zip(kinds, words, strict=True))
    right = float(np.mean([kind == word for kind, word in pairs]))
    share = float(np.clip((right - _FEW_RIGHT) / (_ENOUGH_RIGHT - _FEW_RIGHT), 0, 1))
    if share == 1:
        return Outcome()
    wrong = Counter((kind, word) for kind, word in pairs if kind != word)
    if all(answer is None for answer in said):
        cause = causes.NOTHING_RETURNED
    elif not set(words) <= set(kinds):
        cause = causes.CURVES_UNKNOWN_WORD
    elif len(set(words)) == 1:
        cause = causes.CURVES_CONSTANT
    elif _right_but_swapped(pairs):
        cause = causes.CURVES_WORDS_SWAPPED
    else:
        cause = _most_common_confusion(wrong)
    shown = "\n".join(
        f"{kind} → {word[:_MOST_LETTERS]}: {count}/{kinds.count(kind)}"
        for (kind, word), count in wrong.most_common(_MOST_CONFUSIONS)
    )
    return Outcome(share, Finding.of(cause, Text("{shown}", "{shown}").format(shown=shown)))


def _right_but_swapped(pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether enough would be right if two of the words were exchanged."""
    for one, other in itertools.combinations({kind for kind, _ in pairs}, 2):
        exchanged = {one: other, other: one}
        right = [kind == exchanged.get(word, word) for kind, word in pairs]
        both = all((kind, word) in pairs for kind, word in exchanged.items())
        if both and np.mean(right) >= _ENOUGH_RIGHT:
            return True
    return False


def _most_common_confusion(wrong: Counter[tuple[str, str]]) -> Cause:
    totals: Counter[tuple[str | None, str | None]] = Counter()
    for (kind, word), count in wrong.items():
        for key in ((kind, word), (kind, None), (None, word)):
            if key in _CONFUSIONS:
                totals[key] += count
    return _CONFUSIONS[totals.most_common(1)[0][0]]
