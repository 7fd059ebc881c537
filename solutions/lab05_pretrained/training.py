"""The training of a network on a base: its stages, and what was observed of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    FailedCheckError,
    Finding,
    Verdict,
    expect,
    explain_failure,
    lab_causes,
)
from fundamentals.grading.models import expect_epochs, loss_fits_labels, training_time
from fundamentals.language import Text
from fundamentals.sandbox import (
    CompiledFacts,
    FitFacts,
    ModelStructure,
    RemoteHistory,
    RemoteModel,
    Student,
    StudentError,
    running,
)

from .networks import Weights, same_weights
from .supplied import Base

causes = lab_causes(__file__)

Array = NDArray[Any]


@dataclass(frozen=True)
class Training:
    """How a model was trained.

    Attributes:
        compiled: How it was compiled; None if it was not.
        fits: The calls of ``fit``, as far as they could be observed.
    """

    compiled: CompiledFacts | None
    fits: tuple[FitFacts, ...]


@dataclass(frozen=True)
class Start:
    """A network on a pre-trained base, before its head is trained.

    Attributes:
        described: The base, to build on a copy of it.
        base: The base inside the network.
        base_layers: Names of the layers of the base.
        model: The network: the submission's, or the grader's if that is unusable.
        structure: Its structure.
        few: Ten images of each new class, and their labels.
        scored: Other images of the new classes, and their labels.
    """

    described: Base
    base: RemoteModel
    base_layers: frozenset[str]
    model: RemoteModel
    structure: ModelStructure
    few: tuple[Array, Array]
    scored: tuple[Array, Array]


@dataclass(frozen=True)
class HeadTraining:
    """A network before and after its head was trained.

    Attributes:
        start: The network, and what it learns.
        before: The weights of base and network before.
        after: The same afterward.
        returned: What `train_head` returned.
        training: How it compiled the model, and its calls of `fit`.
    """

    start: Start
    before: tuple[Weights, Weights]
    after: tuple[Weights, Weights]
    returned: object
    training: Training


@dataclass(frozen=True)
class Tuning:
    """What `fine_tune` did.

    Attributes:
        start: What it learned.
        model: The model.
        before: The weights of the base before it.
        after: The same afterward.
        returned: What it returned.
        training: How it compiled the model, and its calls of `fit`.
    """

    start: Start
    model: RemoteModel
    before: Weights
    after: Weights
    returned: object
    training: Training


@contextlib.contextmanager
def time_to_train(
    student: Student, model: RemoteModel, *, seconds: float, epochs: int, images: int
) -> Iterator[None]:
    """Allow a call the time to train ``model``; name the loss where Keras refuses the labels."""
    _ = running(student).fits  # forgets those of earlier calls
    try:
        with training_time(student, seconds, epochs=epochs, images=images):
            yield
    except StudentError as error:
        if loss_fits_labels(model.compiled, running(student).fits, given_axes=1):
            raise
        finding = Finding.of(causes.LABELS_DO_NOT_FIT_LOSS, explain_failure(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error


def expect_history(
    returned: object, fits: tuple[FitFacts, ...], epochs: int, function: str
) -> None:
    if not isinstance(returned, RemoteHistory):
        kind = "None" if returned is None else type(returned).__name__
        shown = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
        evidence = shown.format(function=function, kind=kind)
        raise FailedCheckError(Finding.of(causes.NOT_A_HISTORY, evidence))
    history = returned.history
    has_accuracy = any("acc" in name for name in history)
    expect(has_accuracy, causes.NO_ACCURACY, Text(f"{list(history)}", f"{list(history)}"))
    losses = history.get("loss", [])
    expect_epochs(len(losses), epochs, fits)
    expect(bool(np.isfinite(losses).all()), causes.LOSS_NOT_FINITE)


def expect_only_the_head(trained: HeadTraining) -> None:
    expect(same_weights(trained.before[0], trained.after[0]), causes.BASE_TRAINED_WITH_HEAD)
    expect(not same_weights(trained.before[1], trained.after[1]), causes.HEAD_NOT_TRAINED)
