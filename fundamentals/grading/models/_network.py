"""A function of the lab that builds a Keras model, as a rubric declares it."""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import (
    Check,
    FailedCheckError,
    Finding,
    Verdict,
)
from fundamentals.grading._expect import expect
from fundamentals.grading._grading_seed import generator_for
from fundamentals.grading._group import CheckGroup, Options
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.models._architecture import (
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_hidden_layer,
    expect_max_pooling,
    expect_output_width,
    expect_raw_pixels,
    expect_rebuilt,
    expect_same_network,
)
from fundamentals.grading.models._predictions import expect_probabilities
from fundamentals.grading.models._splits import DataSource
from fundamentals.grading.models._training import Training
from fundamentals.language import Text
from fundamentals.sandbox import (
    ModelStructure,
    RemoteModel,
    Student,
    StudentError,
    StudentFailure,
    running,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack

_IMAGES = 8
# Of a call that builds a model. On a machine with four times as many submissions as cores, Keras
# took more than 10 s for a CNN.
_SECONDS = 30.0

# A network's parameters grow with pixels and classes, and up to four times as much where maps of
# one pixel become maps of four.
_MOST_GROWTH = 4

_OUTPUT = Text("one output per class", "每個類別一個輸出")
_OTHER = Text("other images and classes", "其他圖像與類別數")
_SOFTMAX = Text("probabilities: softmax, once", "輸出機率：softmax 一次")
_HIDDEN = Text("hidden layers", "隱藏層")
_CONVOLUTIONS = Text("convolutions with an activation", "帶啟動函數的卷積層")
_POOLING = Text("max pooling", "最大池化層")
_DROPOUT = Text("dropout on hidden units", "作用在隱藏單元上的 Dropout")
_REBUILT = Text("only layers of Keras", "只用 Keras 的層")
_PARAMETERS = Text("at most {most:,} parameters", "最多 {most:,} 個參數")


def _expect_parameters(structure: ModelStructure, most: int) -> None:
    evidence = Text("at most {most:,}, got {got:,}", "最多 {most:,} 個，得到 {got:,} 個")
    got = structure.parameters + structure.constants
    expect(got <= most, causes.TOO_MANY_PARAMETERS, evidence.format(most=most, got=got))


def _examples(data: DataSource, task_id: str, seed: int, count: int) -> NDArray[np.float32]:
    """Return images such as the model of a task will be scored on, the same at every call."""
    return data.examples(generator_for(f"{task_id}/examples", seed), count)


class _Last(threading.local):
    """What a thread inspected last.

    Attributes:
        student: The submission.
        model: Its model for inspection; None if a training run has taken it.
        judged: The structure that the first check saw; None before it.
        relied_on: What checks relied on in its models for inspection.
    """

    student: Student | None = None
    model: RemoteModel | None = None
    judged: ModelStructure | None = None
    relied_on: Sequence[tuple[int, ...]] = ()


class Network(CheckGroup):
    """A task whose function builds a model. Each method declares one check of it.

    Each check has a default title; its id is the method's name. No check needs another to pass.

    Args:
        task_id: As in the manifest, for example "6.5".
        build: The function; its only arguments without a default are the input shape and the number
            of classes.
        shape: Shape of one image.
        classes: Number of classes.
        seconds: Time limit of each call, such as one that builds a model.

    Example:
        >>> lstm = Network("6.5", build="build_lstm", shape=(28, 28, 1), classes=10)
        >>> check = lstm.softmax_once(weight=2)
        >>> check = lstm.learns(weight=4, data=digits(validation=0), full=0.75, none=0.5)
    """

    def __init__(
        self,
        task_id: str,
        *,
        build: str,
        shape: tuple[int, ...],
        classes: int,
        seconds: float = _SECONDS,
    ) -> None:
        super().__init__(task_id, seconds=seconds)
        self.build = build
        self.shape = shape
        self.classes = classes
        self._last = _Last()
        self._most: int | None = None
        self.data: DataSource | None = None

    def new(
        self, student: Student, *further: Any, shape: tuple[int, ...] | None = None
    ) -> RemoteModel:
        """Return a new model from the submission, for checks that the rubric defines itself.

        Args:
            student: The submission.
            further: Arguments after the input shape and the number of classes.
            shape: Another input shape.

        Raises:
            FailedCheckError: The function returned something else, or builds no other model than
                one for the usual shape.
        """
        return self._built(student, shape or self.shape, self.classes, *further)

    def _built(
        self, student: Student, shape: tuple[int, ...], classes: int, *further: Any
    ) -> RemoteModel:
        try:
            model = build_with(student, self.build, shape, classes, *further)
        except StudentError as error:
            if shape == self.shape or not self._builds_usual(student, *further):
                raise
            finding = Finding.of(causes.SHAPE_FIXED, explain_failure(error).message)
            raise FailedCheckError(finding, Verdict.ERROR) from error
        if self.data is not None and shape == self.shape:
            seed = running(student).seed
            model.examples = functools.partial(_examples, self.data, self.id, seed)
        return model

    def _builds_usual(self, student: Student, *further: Any) -> bool:
        try:
            build_with(student, self.build, self.shape, self.classes, *further)
        except (FailedCheckError, StudentFailure):
            return False
        return True

    def model(self, student: Student) -> RemoteModel:
        """Return the submission's model for inspection; checks that change nothing share it.

        Raises:
            FailedCheckError: The function returned something else, or the model is another network
                than the one that earlier checks saw.
        """
        # Every check of the model depends on this function, even if another one had it built.
        running(student).called.add(self.build)
        last = self._last
        if last.student is not student:
            last.student, last.model, last.judged, last.relied_on = student, None, None, ()
        if last.model is None or not last.model.is_alive:
            last.model = self.new(student)
            last.model.relied_on = [*last.relied_on]
            last.relied_on = last.model.relied_on
        structure = last.model.structure
        last.judged = last.judged or structure
        expect_same_network(structure, last.judged)
        return last.model

    def take_inspected_model(
        self, student: Student, shape: tuple[int, ...], classes: int
    ) -> RemoteModel | None:
        """Return the inspected model, to be trained, if it is for such images; None if not.

        Later checks inspect another one.
        """
        last = self._last
        if last.student is not student:
            return None
        model, last.model = last.model, None
        if model is None or not model.is_alive or (shape, classes) != (self.shape, self.classes):
            return None
        running(student).called.add(self.build)
        return model

    def relied_on(
        self, student: Student, shape: tuple[int, ...], classes: int
    ) -> Sequence[tuple[int, ...]]:
        """Return the groups of layers that checks relied on in a model for such images."""
        usual = self._last.student is student and (shape, classes) == (self.shape, self.classes)
        return self._last.relied_on if usual else ()

    def checked_structure(
        self, student: Student, model: RemoteModel, shape: tuple[int, ...], classes: int
    ) -> ModelStructure | None:
        """Return the structure that ``model``, for such images, must still have when it is scored.

        It is what checks saw, if they saw one or, for other images, the present one.

        Raises:
            FailedCheckError: For other images, it has more parameters than any network that has as
                many as it may for the usual ones.
        """
        if (shape, classes) == (self.shape, self.classes):
            return self._last.judged if self._last.student is student else None
        if self._most is not None:
            pixels = math.prod(shape) / math.prod(self.shape)
            growth = max(1.0, pixels) * max(1.0, classes / self.classes)
            _expect_parameters(model.structure, round(_MOST_GROWTH * growth * self._most))
        return model.structure

    def output_width(
        self,
        *,
        weight: float,
        shape: tuple[int, ...] | None = None,
        classes: int | None = None,
        name: str = "output_width",
        **options: Unpack[Options],
    ) -> Check:
        """Demand one output per class, also for images of another ``shape`` or more ``classes``."""
        asked = shape or self.shape, classes or self.classes
        is_usual = asked == (self.shape, self.classes)

        def looks(student: Student, random: np.random.Generator) -> None:
            model = self.model(student) if is_usual else self._built(student, *asked)
            expect_output_width(model, self.build, *asked)

        usual = _OUTPUT if is_usual else _OTHER
        return self.declare(usual, looks, weight, options, name)

    def softmax_once(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand probabilities of pixels 0–1: one softmax, at the end, and no second scaling."""

        def looks(student: Student, random: np.random.Generator) -> None:
            model = self.model(student)
            expect_raw_pixels(model)
            images = random.random((_IMAGES, *self.shape), dtype=np.float32)
            expect_probabilities(model, images)

        return self.declare(_SOFTMAX, looks, weight, options, "softmax_once")

    def hidden_layer(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand a Dense layer before the output, and a nonlinearity between them."""
        return self._structure("hidden_layer", _HIDDEN, expect_hidden_layer, weight, options)

    def convolutions(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand a convolution, and an activation after each one larger than 1×1."""
        return self._structure("convolutions", _CONVOLUTIONS, expect_convolutions, weight, options)

    def max_pooling(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand max pooling of windows of several pixels, or of whole maps."""
        return self._structure("max_pooling", _POOLING, expect_max_pooling, weight, options)

    def dropout(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand dropout between two layers with weights."""
        return self._structure("dropout", _DROPOUT, expect_dropout, weight, options)

    def parameters(self, *, weight: float, most: int, **options: Unpack[Options]) -> Check:
        """Demand at most ``most`` parameters. The task's docstring must state the number.

        Numbers kept in constants count too: otherwise a network could hide its weights there.
        """

        def expects(model: RemoteModel) -> None:
            _expect_parameters(model.structure, most)

        self._most = most
        self.state("most", most)
        return self._structure(
            "parameters", _PARAMETERS.format(most=most), expects, weight, options
        )

    def rebuilt(self, *, weight: float, **options: Unpack[Options]) -> Check:
        """Demand a model that a clean process can rebuild from Keras's own layers."""

        def expects(model: RemoteModel) -> None:
            expect_rebuilt(model.structure)

        return self._structure("rebuilt", _REBUILT, expects, weight, options)

    def learns(
        self,
        *,
        weight: float,
        data: DataSource,
        full: float,
        none: float,
        slow: bool = False,
        seconds: float | None = None,
        **options: Unpack[Options],
    ) -> Check:
        """Train a new model with the lab's own ``train_model``, and score it on unseen images.

        :class:`Training` and :meth:`Training.learns` explain the arguments. If training is a task
        of its own, declare a :class:`Training` instead.
        """
        training = Training(self.id, self, data=data, slow=slow, seconds=seconds)
        check = training.learns(weight=weight, full=full, none=none, **options)
        self.checks.append(check)
        self.stated += training.stated
        return check

    def _structure(
        self,
        name: str,
        usual: Text,
        expects: Callable[[RemoteModel], None],
        weight: float,
        options: Options,
    ) -> Check:
        def looks(student: Student, random: np.random.Generator) -> None:
            expects(self.model(student))

        return self.declare(usual, looks, weight, options, name)
