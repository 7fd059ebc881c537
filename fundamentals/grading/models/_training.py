"""A function of the lab that trains a model, as a rubric declares it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._check import Check, FailedCheckError, Outcome
from fundamentals.grading._group import CheckGroup, Options
from fundamentals.grading.models._own_data import current_data
from fundamentals.grading.models._short_training import ShortTraining
from fundamentals.grading.models._splits import DataSource
from fundamentals.grading.models._trained_submission import (
    ROUNDS,
    SLOW_ROUNDS,
    Encode,
    TrainedSubmission,
    once_a_student,
)
from fundamentals.language import Text
from fundamentals.sandbox import ModelStructure, RemoteModel, Student, StudentFailure

if TYPE_CHECKING:
    from typing_extensions import Unpack

_HISTORY = Text("the history: accuracy and validation accuracy", "訓練紀錄：準確度與驗證準確度")
_HISTORY_ALONE = Text("the history: accuracy of each epoch", "訓練紀錄：每個週期的準確度")
_LOSS = Text("images, labels and loss that fit together", "圖像、標籤與損失函數相配")
_VALIDATION = Text("validation on the validation images", "用驗證圖像做驗證")
_READS = Text("the network reads unseen digits", "網路讀得懂沒看過的數字")


class ModelBuilder(Protocol):
    """What a training run needs to know of a :class:`Network`.

    Attributes:
        build: Name of the function that builds the model.
        seconds: Time limit of each call in checks of the network.
        data: What its model will be trained on, once that is known.
    """

    build: str
    seconds: float | None
    data: DataSource | None

    def take_inspected_model(
        self, student: Student, shape: tuple[int, ...], classes: int
    ) -> RemoteModel | None:
        """Return an untrained model that was built before, for such images, if there is one."""

    def relied_on(
        self, student: Student, shape: tuple[int, ...], classes: int
    ) -> Sequence[tuple[int, ...]]:
        """Return the groups of layers that checks relied on in a model for such images."""

    def checked_structure(
        self, student: Student, model: RemoteModel, shape: tuple[int, ...], classes: int
    ) -> ModelStructure | None:
        """Return the structure that ``model`` must have when it is scored; None: any."""


def one_hot_labels(num_classes: int) -> Encode:
    """Return a converter of integer labels ``(n,)`` to float32 rows ``(n, num_classes)``."""

    def encode(labels: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.eye(num_classes, dtype=np.float32)[labels]

    return encode


class Training(CheckGroup):
    """A task whose function, ``train_model``, trains a network. Each method declares one check.

    All checks but :meth:`learns` look at one short training, which they share. If the submission's
    network is unusable, the grader supplies one, so that the network costs only its own task.

    Args:
        task_id: As in the manifest, for example "3b.3".
        network: Builds the models to train; it may belong to another task, or to none.
        data: What it is trained on, such as ``digits()``.
        encode: Converts integer labels to what ``train_model`` takes, such as
            ``one_hot_labels(10)``.
        rounds: Epochs of the first round, and of further rounds while the model learns too little.
            If given, the task's docstring must state them.
        slow: Whether sound networks of this task learn too little in two epochs: then the first
            round has six.
        seconds: Time limit of each call. If None, that of ``train_model`` grows with epochs and
            images, and other calls have that of the network.

    Example:
        >>> cnn = Network("3b.2", build="build_cnn", shape=(28, 28, 1), classes=10)
        >>> training = Training("3b.3", cnn, data=digits())
        >>> check = training.history(weight=1)
        >>> check = training.learns(weight=2, full=0.8, none=0.5)
    """

    def __init__(
        self,
        task_id: str,
        network: ModelBuilder,
        *,
        data: DataSource,
        encode: Encode | None = None,
        rounds: tuple[int, ...] | None = None,
        slow: bool = False,
        seconds: float | None = None,
    ) -> None:
        super().__init__(task_id, seconds=network.seconds if seconds is None else seconds)
        self._seconds = seconds
        self._network = network
        self._data = network.data = data
        self._encode = encode
        self._rounds = rounds or (SLOW_ROUNDS if slow else ROUNDS)
        self._shared = once_a_student(self._try_out)
        self.state("rounds", *(rounds or ()))

    def trial(self, student: Student, random: np.random.Generator) -> ShortTraining:
        """Return the short training, run once per submission, for checks defined by the rubric."""
        return self._shared(student, random)

    def history(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand a history with the accuracy of each epoch, and that the model was trained."""
        usual = _HISTORY if self._data.validation else _HISTORY_ALONE

        def history(student: Student, random: np.random.Generator) -> None:
            self.trial(student, random).expect_history()

        return self.declare(usual, history, weight, options)

    def fitting_loss(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand a loss that suits labels and output, and that all images went in unchanged."""

        def fitting_loss(student: Student, random: np.random.Generator) -> None:
            self.trial(student, random).expect_fitting_loss()

        return self.declare(_LOSS, fitting_loss, weight, options)

    def validation(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand that validation accuracy was measured on the validation images."""

        def validation(student: Student, random: np.random.Generator) -> None:
            self.trial(student, random).expect_validation()

        return self.declare(_VALIDATION, validation, weight, options)

    def learns(
        self, *, weight: float, full: float, none: float, **options: Unpack[Options]
    ) -> Check:
        """Train a new model and score it on unseen images, for full or partial credit.

        The task's docstring must state ``full`` and ``none``. An instructor's own pictures have
        their own ``full``; always answering their most frequent class earns nothing.

        Args:
            weight: Its share of the task's points.
            full: Accuracy that earns all points, 0–1.
            none: Accuracy that earns none, 0–1; between the two the points grow linearly.
            options: See :class:`Options`.
        """
        self.state("full", full)
        self.state("none", none)

        def learns(student: Student, random: np.random.Generator) -> Outcome:
            splits = self._data.draw(random)
            threshold, floor = full, none
            if (own := current_data()) is not None:
                threshold = own.threshold
                most_frequent = np.bincount(splits.y_scored).max() / len(splits.y_scored)
                floor = max(threshold - (full - none), float(most_frequent))
            inspected = self._expect_learned_here(student, random)
            shape, classes = splits.x_train.shape[1:], splits.num_classes
            outcome = self._of(student).learn(
                splits,
                random,
                floor=floor,
                threshold=threshold,
                inspected=inspected,
                checked_structure=lambda model: self._network.checked_structure(
                    student, model, shape, classes
                ),
                relied_on=self._network.relied_on(student, shape, classes),
            )
            return self._explained(outcome, student, random)

        return self.declare(_READS, learns, weight, options)

    def _expect_learned_here(
        self, student: Student, random: np.random.Generator
    ) -> RemoteModel | None:
        """Fail if the short training shows weights that came with the file.

        Returns:
            Its model, if that is the submission's own.
        """
        if current_data() is not None:  # an instructor's own pictures may be learned in no time
            return None
        try:
            trial = self.trial(student, random)
        except (FailedCheckError, StudentFailure):
            return None  # other checks tell of that
        trial.expect_learned_here()
        return trial.model if trial.own else None

    def _explained(
        self, outcome: Outcome, student: Student, random: np.random.Generator
    ) -> Outcome:
        """Return ``outcome`` and, if it lost points, what ``fit`` was given by mistake."""
        if outcome.finding is None:
            return outcome
        try:
            self.trial(student, random).expect_training_data()
        except FailedCheckError as failure:
            return dataclasses.replace(outcome, finding=failure.finding)
        except StudentFailure:
            pass  # other checks tell of that
        return outcome

    def _try_out(self, student: Student, random: np.random.Generator) -> ShortTraining:
        splits = self._data.draw_short(random)
        inspected = self._network.take_inspected_model(
            student, splits.x_train.shape[1:], splits.num_classes
        )
        return self._of(student).try_out(splits, random, inspected)

    def _of(self, student: Student) -> TrainedSubmission:
        return TrainedSubmission(
            student, self._network.build, self._encode, self._rounds, self._seconds
        )
