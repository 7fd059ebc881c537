"""Learning curves that nobody trained, to practise diagnosing on.

Each is drawn from the shape that such trainings have: an exponential approach to a ceiling, a
little noise, and what goes wrong. That costs no training, and no two draws are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._diagnosis_rules import DiagnosisKind

_CHANCE = 0.1
_FEWEST_EPOCHS, _MOST_EPOCHS = 16, 30
_NOISE, _LOSS_NOISE = 0.002, 0.02
# A guess among ten classes costs this much cross-entropy.
_LOSS_OF_CHANCE = float(np.log(10))


@dataclass(frozen=True)
class CurveCase:
    """The curves of one training.

    Attributes:
        kind: What is the matter, as :class:`~fundamentals.training.Diagnosis` names it.
        history: What a Keras ``History`` holds: ``loss``, ``accuracy``, ``val_loss``,
            ``val_accuracy``, one number an epoch; accuracies 0–1.
    """

    kind: DiagnosisKind
    history: dict[str, list[float]]


def draw_cases(random: np.random.Generator, *, count: int = 10) -> tuple[CurveCase, ...]:
    """Draw learning curves, every kind equally often, in no order.

    :func:`~fundamentals.training.diagnose` calls each of them by its kind.

    Args:
        random: What they are drawn with; the same state gives the same cases.
        count: How many; a multiple of 5, the number of kinds that are drawn.

    Raises:
        ArgumentError: ``count`` is no multiple of 5 above 0.
    """
    if count <= 0 or count % len(_DRAWERS):
        raise ArgumentError(
            Text("count={count}", "count={count}").format(count=count),
            expected=Text(
                "a multiple of {kinds}, so that each kind occurs equally often",
                "{kinds} 的倍數：每一種出現的次數相同",
            ).format(kinds=len(_DRAWERS)),
            fix=Text("ask for 10", "例如 10"),
        )
    kinds = random.permutation(np.repeat(list(_DRAWERS), count // len(_DRAWERS))).tolist()
    return tuple(CurveCase(kind, _DRAWERS[kind](random)) for kind in kinds)


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
    # Sure of its mistakes, and surer from epoch to epoch.
    turn = len(epochs) * random.uniform(0.2, 0.4)
    grown = random.uniform(0.02, 0.04) * np.maximum(epochs - turn, 0)
    history["val_loss"] = (np.array(history["val_loss"]) + grown).tolist()
    return history


def _diverged(random: np.random.Generator) -> dict[str, list[float]]:
    ceiling = random.uniform(0.4, 0.7)
    history = _approach(random, ceiling, ceiling - random.uniform(0, 0.03), pace=(0.1, 0.2))
    count = len(history["loss"])
    start = int(count * random.uniform(0.25, 0.5))
    later = np.arange(count) >= start
    grown = 1.5 ** (np.arange(count) - start + 1.0)
    becomes_nan = random.random() < 0.5
    exploded = np.full(count, np.nan) if becomes_nan else _LOSS_OF_CHANCE * grown
    for name, values in history.items():
        guessed = _CHANCE + random.uniform(-0.01, 0.01, count)
        after = guessed if name.endswith("accuracy") else exploded
        history[name] = np.where(later, after, values).tolist()
    return history


_DRAWERS: dict[DiagnosisKind, Callable[[np.random.Generator], dict[str, list[float]]]] = {
    "healthy": _healthy,
    "overfitting": _overfitting,
    "underfitting": _underfitting,
    "improving": _improving,
    "diverged": _diverged,
}


def _approach(
    random: np.random.Generator, training: float, validation: float, *, pace: tuple[float, float]
) -> dict[str, list[float]]:
    """Return curves that come nearer to a ceiling each epoch, by a share of what is left.

    Args:
        random: Draws the number of epochs and the noise.
        training: Accuracy that training comes near to, 0–1.
        validation: The same of validation.
        pace: Range from which the time constant is drawn, as a share of all epochs.
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
