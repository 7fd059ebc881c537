"""A submission as a check sees it: ``student.convolve(image, kernel)`` gives a plain value.

Arguments may be ``None``, booleans, numbers, strings, arrays, lists, tuples and dictionaries of
these, a ``numpy.random.Generator`` (PCG64: the submission gets one in the same state), a
:class:`RemoteModel` that an earlier call returned, and a :class:`GivenHistory`. Values come back as
``None``, ``bool``, ``int``, ``float``, ``str``, ``numpy.ndarray`` (never a subclass; a copy of
boolean, integer or floating dtype), lists, tuples and dictionaries of these, :class:`RemoteModel`
and :class:`RemoteHistory`. Whatever else happens is a :class:`StudentFailure`.
"""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._failures import (
    Place,
    StudentBadValue,
    StudentDied,
    StudentError,
    StudentFailure,
    StudentMissing,
    StudentNotAttempted,
    StudentOutOfMemory,
    StudentTimeout,
)

__all__ = [
    "ArrayFacts",
    "FitFacts",
    "GivenHistory",
    "JailedStudent",
    "LayerFacts",
    "LocalStudent",
    "ModelStructure",
    "Place",
    "RemoteHistory",
    "RemoteModel",
    "Student",
    "StudentBadValue",
    "StudentDied",
    "StudentError",
    "StudentFailure",
    "StudentMissing",
    "StudentNotAttempted",
    "StudentOutOfMemory",
    "StudentTimeout",
]


@dataclass(frozen=True)
class GivenHistory:
    """An argument that arrives as a ``keras.callbacks.History`` with this ``.history``."""

    history: dict[str, list[float]]


@dataclass(frozen=True)
class ArrayFacts:
    """What an array that the submission handed to ``fit`` looked like.

    Attributes:
        kind: "array", or the class name of anything that is none (then the rest is empty).
        shape: Its shape.
        dtype: Its dtype's name.
        low: Smallest value; NaN where there is none.
        high: Largest value; NaN where there is none.
        digest: Hash of dtype, shape and content: equal digests mean equal arrays.
    """

    kind: str
    shape: tuple[int, ...] = ()
    dtype: str = ""
    low: float = float("nan")
    high: float = float("nan")
    digest: str = ""


@dataclass(frozen=True)
class FitFacts:
    """One call of Keras' ``Model.fit`` that the submission made: a hint for explanations only.

    A submission can forge it, so it never earns a point.
    """

    epochs: int
    batch_size: int | None
    validation_split: float
    x: ArrayFacts
    y: ArrayFacts | None
    validation_x: ArrayFacts | None
    validation_y: ArrayFacts | None
    loss: str | None
    optimizer: str | None


@dataclass(frozen=True)
class LayerFacts:
    """One layer of a model's graph, nested models unfolded.

    Attributes:
        name: Unique in the structure.
        class_name: For example "Conv2D". A layer that is not Keras' own is "custom:" and its name.
        config: Its ``get_config()``, plain JSON data.
        inputs: Names of the layers that feed it.
        output_shape: Batch dimension first, as None; () where it is not known.
    """

    name: str
    class_name: str
    config: dict[str, Any]
    inputs: tuple[str, ...]
    output_shape: tuple[int | None, ...]


@dataclass(frozen=True)
class ModelStructure:
    """A model's graph as data: Sequential, functional and subclassed models alike.

    Attributes:
        kind: "Sequential", "Functional" or "subclassed".
        layers: In topological order.
        outputs: Names of the layers whose outputs are the model's.
        output_shape: Batch dimension first, as None.
        parameters: Number of weights, trainable or not.
        confirmed: Whether a clean process, without any of the submission's code, rebuilt this
            graph from Keras' own layers, filled in the weights and predicted the same. False
            where there are custom layers, a graph that could not be traced, or a lie.
    """

    kind: str
    layers: tuple[LayerFacts, ...]
    outputs: tuple[str, ...]
    output_shape: tuple[int | None, ...]
    parameters: int
    confirmed: bool

    def ancestors(self, name: str) -> frozenset[str]:
        """Return the names of all layers on some path from an input to layer ``name``."""
        raise NotImplementedError


@dataclass(frozen=True)
class CompiledFacts:
    """How a model was compiled, as it says itself.

    Attributes:
        loss: Name of the loss, snake case: "sparse_categorical_crossentropy"; None if unnamed.
        from_logits: The loss's own flag; None where it has none.
        metrics: Names of the metrics, as ``compile`` was given them.
        optimizer: Class name of the optimizer.
    """

    loss: str | None
    from_logits: bool | None
    metrics: tuple[str, ...]
    optimizer: str | None


class RemoteModel:
    """A Keras model that lives in the submission's process."""

    @property
    def structure(self) -> ModelStructure:
        """Its graph, as plain data. Read anew after each call that may have changed it."""
        raise NotImplementedError

    @property
    def compiled(self) -> CompiledFacts | None:
        """How it was compiled; None if it was not."""
        raise NotImplementedError

    @property
    def count_params(self) -> int:
        """Number of weights, counted from the arrays."""
        raise NotImplementedError

    def weights(self) -> list[NDArray[Any]]:
        """Return all its weights."""
        raise NotImplementedError

    def predict(
        self, images: NDArray[Any], *, random: np.random.Generator | None = None
    ) -> NDArray[Any]:
        """Return the model's outputs for ``images``, in their order.

        Args:
            images: float32 ``(n, …)``.
            random: Shuffles the images and cuts them into batches, undone on return, so that a
                model cannot go by the order of questions. None: as they are, in one call.

        Raises:
            StudentBadValue: The outputs are not one row of numbers an image.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class RemoteHistory:
    """A ``keras.callbacks.History`` that the submission returned.

    Attributes:
        history: One list of floats a metric, one float an epoch.
        epochs: Its ``epoch`` list.
        model: The model that it belongs to, where it says so.
    """

    history: dict[str, list[float]]
    epochs: tuple[int, ...]
    model: RemoteModel | None


class Student(abc.ABC):
    """A submission whose functions can be called.

    Any attribute that is not listed here is a function of the submission.
    """

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("_"):
            raise AttributeError(function)

        def call(*arguments: Any, **named: Any) -> Any:
            return self.call(function, *arguments, **named)

        return call

    @abc.abstractmethod
    def call(self, function: str, /, *arguments: Any, **named: Any) -> Any:
        """Call the submission's ``function``.

        Raises:
            StudentFailure: It gave no value; the subclass says why.
        """

    @contextlib.contextmanager
    def time_limit(self, seconds: float) -> Iterator[None]:
        """Allow each call inside the ``with`` block ``seconds`` instead of the default."""
        raise NotImplementedError
        yield

    @property
    @abc.abstractmethod
    def load_failures(self) -> tuple[StudentError, ...]:
        """What failed, and was skipped, as the submission was loaded; loads it if need be."""

    @property
    @abc.abstractmethod
    def fits(self) -> tuple[FitFacts, ...]:
        """The calls of ``Model.fit`` since the last read of this property."""

    @property
    @abc.abstractmethod
    def output(self) -> str:
        """What it printed so far, cut to a length."""

    @abc.abstractmethod
    def close(self) -> None:
        """End the submission's process; a later call starts a new one."""

    def __enter__(self) -> Student:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LocalStudent(Student):
    """Runs a file in this process: one's own file, or the reference solution. No jail."""

    def __init__(self, path: Path, *, seconds: float = 60.0) -> None:
        raise NotImplementedError


class JailedStudent(Student):
    """Runs a submission in a jail.

    Args:
        submission: From ``read_submission(path)``.
        jail: From ``Jail()``: warm, and used for one submission after another.
        seed: Of every random generator that the submission's process starts with.
        seconds: What each call may take, unless ``time_limit`` says otherwise.
    """

    def __init__(
        self, submission: object, jail: object, *, seed: int = 0, seconds: float = 10.0
    ) -> None:
        raise NotImplementedError
