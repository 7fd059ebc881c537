"""Synthetic learning curves, to practice diagnosis.

Each has the shape of a real training run: an exponential approach to a ceiling, a
little noise, and a problem. This needs no training, and no two draws are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._diagnosis_rules import DiagnosisKind

_CHANCE = 0.1
_FEWEST_EPOCHS, _MOST_EPOCHS = 16, 30
_NOISE, _LOSS_NOISE = 0.002, 0.02
# The cross-entropy of a guess among ten classes.
_LOSS_OF_CHANCE = float(np.log(10))


@dataclass(frozen=True)
class CurveCase:
    """The curves of one training run.

    Attributes:
        kind: The diagnosis, as named by :class:`~fundamentals.training.Diagnosis`.
        history: The content of a Keras ``History``: ``loss``, ``accuracy``, ``val_loss``,
            ``val_accuracy``, one number per epoch; accuracies 0–1.
    """

    kind: DiagnosisKind
    history: dict[str, list[float]]


def draw_cases(random: np.random.Generator, *, count: int = 12) -> tuple[CurveCase, ...]:
    """Draw learning curves in random order: of six, one is of each kind and two have diverged.

    One of these two has a loss that grows, the other a loss that is NaN.

    :func:`~fundamentals.training.diagnose` diagnoses each of them as its kind.

    Args:
        random: Generator to draw with; the same state gives the same cases.
        count: Number of cases, a multiple of 6.

    Raises:
        ArgumentError: ``count`` is not a multiple of 6 above 0.
    """
    if count <= 0 or count % len(_DRAWN):
        raise ArgumentError(
            Text.untranslated("count={count}").format(count=count),
            expected=Text(
                "a multiple of {drawn}, so that each kind of curves occurs equally often",
                "{drawn} 的倍數：每一種曲線出現的次數相同",
            ).format(drawn=len(_DRAWN)),
            fix=Text("ask for 12", "例如 12"),
        )
    order = random.permutation(np.repeat(range(len(_DRAWN)), count // len(_DRAWN)))
    return tuple(CurveCase(kind, draw(random)) for kind, draw in (_DRAWN[n] for n in order))


def _healthy(random: np.random.Generator) -> dict[str, list[float]]:
    ceiling = random.uniform(0.955, 0.99)
    return _approach(random, ceiling, ceiling - random.uniform(0.002, 0.015), pace=(0.08, 0.12))


def _underfitting(random: np.random.Generator) -> dict[str, list[float]]:
    ceiling = random.uniform(0.4, 0.7)
    return _approach(random, ceiling, ceiling - random.uniform(0.0, 0.012), pace=(0.06, 0.1))


def _improving(random: np.random.Generator) -> dict[str, list[float]]:
    ceiling = random.uniform(0.85, 0.97)
    return _approach(random, ceiling, ceiling - random.uniform(0.0, 0.012), pace=(0.7, 1.1))


def _overfitting(random: np.random.Generator) -> dict[str, list[float]]:
    ceiling = random.uniform(0.975, 0.999)
    gap = random.uniform(0.06, 0.25)
    history = _approach(random, ceiling, ceiling - gap, pace=(0.08, 0.13))
    epochs = np.arange(len(history["loss"]))
    # Confident in its errors, and more so from epoch to epoch.
    turn = len(epochs) * random.uniform(0.2, 0.4)
    grown = random.uniform(0.02, 0.04) * np.maximum(epochs - turn, 0)
    history["val_loss"] = (np.array(history["val_loss"]) + grown).tolist()
    return history


def _growing(random: np.random.Generator) -> dict[str, list[float]]:
    return _diverged(random, lambda later: _LOSS_OF_CHANCE * 1.5**later)


def _not_a_number(random: np.random.Generator) -> dict[str, list[float]]:
    return _diverged(random, lambda later: np.full(len(later), np.nan))


def _diverged(
    random: np.random.Generator, explode: Callable[[NDArray[Any]], NDArray[Any]]
) -> dict[str, list[float]]:
    ceiling = random.uniform(0.4, 0.7)
    history = _approach(random, ceiling, ceiling - random.uniform(0, 0.03), pace=(0.1, 0.2))
    count = len(history["loss"])
    start = int(count * random.uniform(0.25, 0.5))
    later = np.arange(count) >= start
    exploded = explode(np.arange(count) - start + 1.0)
    for name, values in history.items():
        guessed = _CHANCE + random.uniform(-0.01, 0.01, count)
        after = guessed if name.endswith("accuracy") else exploded
        history[name] = np.where(later, after, values).tolist()
    return history


# A rule that forgets either way to diverge is wrong in one of six cases.
_DRAWN: tuple[
    tuple[DiagnosisKind, Callable[[np.random.Generator], dict[str, list[float]]]], ...
] = (
    ("healthy", _healthy),
    ("overfitting", _overfitting),
    ("underfitting", _underfitting),
    ("improving", _improving),
    ("diverged", _growing),
    ("diverged", _not_a_number),
)


def _approach(
    random: np.random.Generator, training: float, validation: float, *, pace: tuple[float, float]
) -> dict[str, list[float]]:
    """Return curves that approach a ceiling, by a fraction of the remaining distance per epoch.

    Args:
        random: Draws the number of epochs and the noise.
        training: Ceiling of the training accuracy, 0–1.
        validation: Ceiling of the validation accuracy, 0–1.
        pace: Range of the time constant, as a fraction of all epochs.
    """
    count = int(random.integers(_FEWEST_EPOCHS, _MOST_EPOCHS + 1))
    left = np.exp(-np.arange(1, count + 1) / (count * random.uniform(*pace)))

    def accuracy(ceiling: float) -> list[float]:
        curve = ceiling - (ceiling - _CHANCE) * left + random.normal(0, _NOISE, count)
        return list(np.clip(curve, 0, 1).tolist())

    def loss(ceiling: float) -> list[float]:
        floor = _LOSS_OF_CHANCE * (1 - ceiling) / (1 - _CHANCE)
        curve = floor + (_LOSS_OF_CHANCE - floor) * left
        return list((curve * random.normal(1, _LOSS_NOISE, count)).tolist())

    return {
        "loss": loss(training),
        "accuracy": accuracy(training),
        "val_loss": loss(validation),
        "val_accuracy": accuracy(validation),
    }
