"""A Keras model in the submission's process, and what the grader can know about it.

A submission could lie about its model's structure. So the graph and weights that it reports are
rebuilt in a second, clean process in the sandbox; only a model that computes the same there is
*confirmed*. From then on the clean process answers in its place: the submission never sees the
images that it is scored on.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from fundamentals.printable import one_line
from fundamentals.sandbox._failures import StudentBadValue, StudentError, StudentFailure
from fundamentals.sandbox._read_structure import ClaimedModel, count_constants, read_claim
from fundamentals.sandbox._structure import ModelStructure
from fundamentals.sandbox._untrusted_answers import Read, Reader
from fundamentals.sandbox.worker._influence import OF_A_KIND
from fundamentals.sandbox.worker._tripwire import TRIPPED

if TYPE_CHECKING:
    from fundamentals.sandbox._worker_client import WorkerClient

_PROBES = 2 * OF_A_KIND
# Of the dark probes, about this share of the patches is bright, as strokes are on a page.
_BRIGHT, _PATCH = 0.2, 4
# Numbers in all probes together: no course has larger images, and probes must not take gigabytes.
_MOST_PROBED = 2**24
# Two ways to compute the same in float32 differ by less than this.
_TOLERANCE = 1e-3
_MOST_SHOWN = 4

Shape = tuple["int | None", ...]
Fact = TypeVar("Fact")
# Sources, and the ends behind them.
LinearityQuestion = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class HistoryArgument:
    """An argument that arrives as a ``keras.callbacks.History`` with this ``.history``."""

    history: dict[str, list[float]]


@dataclass(frozen=True)
class TripwireArgument:
    """An argument that arrives as a function, to learn whether it is called, and with what.

    A call raises an error, whose message :meth:`calls` reads.

    Attributes:
        watched: Digests of rows: how many of them the function was called with is told.
    """

    watched: Sequence[str]

    @staticmethod
    def calls(failure: StudentError) -> int | None:
        """Return how many watched rows it was called with; None if ``failure`` is another's."""
        found = re.search(rf"{TRIPPED}(\d{{1,9}})", failure.message)
        return None if found is None else int(found[1])


@dataclass(frozen=True)
class CompiledFacts:
    """How a model was compiled, as the model itself reports.

    Attributes:
        loss: Name of the loss, snake case: "sparse_categorical_crossentropy"; None if unnamed.
        from_logits: The loss's own flag; None if it has none.
        metrics: Names of the metrics, as ``compile`` was given them.
        optimizer: Class name of the optimizer.
        learning_rate: Its learning rate; for a schedule, the highest up to now.
        averages_weights: Whether averages take the place of the weights when the training ends.
    """

    loss: str | None
    from_logits: bool | None
    metrics: tuple[str, ...]
    optimizer: str | None
    learning_rate: float | None
    averages_weights: bool = False


class ModelHost(Protocol):
    """What a model needs from the submission that it belongs to.

    Attributes:
        seconds: Time limit of a request.
    """

    seconds: float

    def clean_process(self) -> WorkerClient:
        """Return a clean process to rebuild the model in."""


class RemoteModel:
    """A Keras model that lives in the submission's process.

    Attributes:
        examples: Returns a number of images such as it will have to read, to try its layers with;
            none if nothing is known of them.
        relied_on: Groups of places of layers; in each group, a check found one that has an effect.
    """

    def __init__(self, process: ModelHost, client: WorkerClient, handle: int) -> None:
        self._process = process
        self._client = client
        self.handle = handle
        self.examples: Callable[[int], NDArray[np.float32]] = _no_examples
        self.relied_on: list[tuple[int, ...]] = []
        self._inspected: tuple[int, ModelStructure, int | None] | None = None

    @property
    def structure(self) -> ModelStructure:
        """Its graph as plain data, read again after each call that could have changed it."""
        return self._inspect()[0]

    @property
    def compiled(self) -> CompiledFacts | None:
        """How it was compiled; None if it was not."""
        return self._ask("compiled", _read_compiled)

    @property
    def count_params(self) -> int:
        """Number of weights, counted from the arrays."""
        return self.structure.parameters

    def weights(self) -> list[NDArray[Any]]:
        """Return all its weights, as the submission's process reports them."""
        return self._ask("weights", lambda _, arrays: arrays)

    def layer_weights(self) -> dict[str, list[NDArray[Any]]]:
        """Return the weights of each of its layers by name, from the clean process.

        They are those that it predicts with there, whatever the submission's own methods return.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        _, rebuilt = self._rebuilt()
        return self._process.clean_process().ask(
            "layer_weights", _read_layer_weights, model=rebuilt, seconds=self._process.seconds
        )

    def described(self) -> tuple[dict[str, Any], list[NDArray[Any]]]:
        """Return the graph that it claims to have, and the weights in the graph's order."""
        claim = self._ask("structure", read_claim)
        return claim.graph, claim.weights

    @property
    def is_alive(self) -> bool:
        """Whether the process that it lives in is still running."""
        return self._client.is_alive

    def predict(self, images: NDArray[Any]) -> NDArray[Any]:
        """Return the model's outputs for ``images``, in their order.

        They come only from the clean process: the submission itself is never asked.

        Args:
            images: float32 ``(n, …)``.

        Raises:
            StudentBadValue: The model could not be rebuilt, or the outputs are not one row of
                numbers per image.
        """
        _, rebuilt = self._rebuilt()
        return self._ask_clean_process("forward", images, rebuilt)

    def probes(self) -> NDArray[np.float32]:
        """Return float32 images ``(n, …)`` of the model's input shape, in [0, 1], always the same.

        They are noise, bright patches on black and, if there are some, the :attr:`examples`: a
        network could send noise another way than the digits that it reads.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        structure, _ = self._rebuilt()
        shape = _shape_of_probes(structure.layers[0].output_shape)
        random = np.random.default_rng(0)
        images = random.random(shape, dtype=np.float32)
        images[OF_A_KIND:] *= _patches((OF_A_KIND, *shape[1:]), random)
        examples = self.examples(OF_A_KIND)
        return np.concatenate([images, examples]) if examples.shape[1:] == shape[1:] else images

    def influence(self, names: Sequence[str]) -> list[float]:
        """Return how far the model's output follows the output of each of its layers ``names``.

        0 means not at all, as when a branch is multiplied by zero, be it only for one kind of
        probes; 1 means as far as it follows the images. The clean process finds out by exchanging
        the layer's outputs between images.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        return self._ask_about("influence", float, names=list(names), as_trained=False)

    def influence_as_trained(self, images: NDArray[Any], names: Sequence[str]) -> list[float]:
        """Return how far the output follows its layers ``names``, for a few of ``images``.

        Unlike in :meth:`influence`, all weights stay as they are.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        return self._ask_about(
            "influence", float, images=images[:OF_A_KIND], names=list(names), as_trained=True
        )

    def copies(self, names: Sequence[str]) -> list[bool]:
        """Return, for each of its layers ``names``, whether it only hands on what it gets.

        Examples are a frozen convolution whose kernel copies pixels, and max pooling of pixels that
        upsampling repeated.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        return self._ask_about("copies", bool, names=list(names))

    def linear(self, asked: Sequence[LinearityQuestion]) -> list[bool]:
        """Return, for each question, whether the ends are linear in what the sources give.

        Both are names of its layers; no ends stand for its outputs. An activation between them that
        is linear where the network uses it, such as clipping at a thousand, does not count.

        Raises:
            StudentBadValue: The model could not be rebuilt.
        """
        return self._ask_about("linear", bool, asked=[list(map(list, one)) for one in asked])

    def _ask_about(
        self,
        operation: str,
        kind: Callable[[Any], Fact],
        *,
        images: NDArray[Any] | None = None,
        **about: Any,
    ) -> list[Fact]:
        """Ask the clean process one fact about each of the layers that ``about`` names."""
        _, rebuilt = self._rebuilt()
        return self._process.clean_process().ask(
            operation,
            lambda value, _: [kind(fact) for fact in value],
            self.probes() if images is None else images,
            model=rebuilt,
            seconds=self._process.seconds,
            **about,
        )

    def _rebuilt(self) -> tuple[ModelStructure, int | None]:
        structure, rebuilt = self._inspect()
        if not structure.confirmed:
            raise StudentBadValue("a model that could not be rebuilt")
        return structure, rebuilt

    def _ask(self, operation: str, read: Reader[Read], *arrays: NDArray[Any]) -> Read:
        return self._client.ask(
            operation, read, *arrays, model=self.handle, seconds=self._process.seconds
        )

    def _ask_clean_process(
        self, operation: str, images: NDArray[Any], rebuilt: int | None
    ) -> NDArray[Any]:
        return self._process.clean_process().ask(
            operation, _rows(len(images)), images, model=rebuilt, seconds=self._process.seconds
        )

    def _inspect(self) -> tuple[ModelStructure, int | None]:
        """Return the structure, and the model's handle in the clean process if it was rebuilt."""
        if self._inspected is None or self._inspected[0] != self._client.calls:
            structure, rebuilt = self._read_structure()
            self._inspected = self._client.calls, structure, rebuilt
        return self._inspected[1:]

    def _read_structure(self) -> tuple[ModelStructure, int | None]:
        claim = self._ask("structure", read_claim)
        shapes: dict[str, Shape] = {}
        rebuilt = None
        if claim.may_be_rebuilt:
            shapes, rebuilt = self._rebuild(claim)
        layers = tuple(
            dataclasses.replace(layer, output_shape=shapes.get(layer.name, ()))
            for layer in claim.layers
        )
        confirmed = rebuilt is not None and self._computes_the_same(layers[0].output_shape, rebuilt)
        structure = ModelStructure(
            kind=claim.kind,
            layers=layers,
            outputs=claim.outputs,
            output_shape=shapes.get(claim.outputs[0], ()) if claim.outputs else (),
            parameters=sum(array.size for array in claim.weights),
            constants=count_constants(claim.graph),
            confirmed=confirmed,
            fingerprint=claim.fingerprint if confirmed else "",
        )
        return structure, rebuilt

    def _rebuild(self, claim: ClaimedModel) -> tuple[dict[str, Shape], int | None]:
        """Return output shapes by layer, and the handle of the model, from the clean process."""
        try:
            return self._process.clean_process().ask(
                "rebuild",
                _read_rebuilt,
                *claim.weights,
                graph=claim.graph,
                seconds=self._process.seconds,
            )
        except StudentFailure:
            return {}, None

    def _computes_the_same(self, input_shape: Shape, rebuilt: int) -> bool:
        shape = _shape_of_probes(input_shape)
        if math.prod(shape) > _MOST_PROBED:
            return False
        probes = np.random.default_rng().random(shape, dtype=np.float32)
        try:
            claimed = self._ask("forward", _rows(_PROBES), probes)
            rows = self._ask_clean_process("forward", probes, rebuilt)
        except StudentFailure:
            return False
        return claimed.shape == rows.shape and np.allclose(
            claimed, rows, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True
        )


def _no_examples(_: int) -> NDArray[np.float32]:
    return np.zeros(0, np.float32)


def _shape_of_probes(input_shape: Shape) -> tuple[int, ...]:
    return (_PROBES, *(length or 1 for length in input_shape[1:]))


def _patches(shape: tuple[int, ...], random: np.random.Generator) -> NDArray[np.bool_]:
    """Return which pixels of images ``(n, height, width, channels)`` lie in bright patches."""
    count, *sides, channels = shape
    coarse = [-(-side // _PATCH) for side in sides]
    bright = random.random((count, *coarse, channels)) < _BRIGHT
    for axis, side in enumerate(sides, start=1):
        bright = bright.repeat(_PATCH, axis).take(range(side), axis)
    return bright


@dataclass(frozen=True)
class RemoteHistory:
    """A ``keras.callbacks.History`` that the submission returned.

    Attributes:
        history: One list of floats per metric, one float per epoch.
        epochs: Its ``epoch`` list.
        model: The model that it belongs to, if it names one.
    """

    history: dict[str, list[float]]
    epochs: tuple[int, ...]
    model: RemoteModel | None


def _rows(count: int) -> Reader[NDArray[Any]]:
    """Return a function that reads an answer's one array: one row of numbers per image."""

    def read(_: object, arrays: list[NDArray[Any]]) -> NDArray[Any]:
        if len(arrays) != 1 or arrays[0].ndim < 2 or len(arrays[0]) != count:
            shapes = ", ".join(str(array.shape) for array in arrays[:_MOST_SHOWN])
            raise StudentBadValue(f"predictions of shape {shapes} for {count} images")
        # Booleans cannot be subtracted.
        return arrays[0] if arrays[0].dtype.kind == "f" else arrays[0].astype(np.float64)

    return read


def _read_rebuilt(facts: Any, _: object) -> tuple[dict[str, Shape], int]:
    shapes = {str(name): _shape(shape) for name, shape in facts["shapes"].items() if shape}
    return shapes, int(facts["model"])


def _read_layer_weights(counts: Any, arrays: list[NDArray[Any]]) -> dict[str, list[NDArray[Any]]]:
    left = iter(arrays)
    return {str(name): list(itertools.islice(left, count)) for name, count in counts.items()}


def _shape(lengths: Any) -> Shape:
    return tuple(None if length is None else int(length) for length in lengths)


def _read_compiled(facts: Any, _: object) -> CompiledFacts | None:
    if facts is None:
        return None
    from_logits = facts["from_logits"]
    return CompiledFacts(
        loss=_text_or_none(facts["loss"]),
        from_logits=None if from_logits is None else bool(from_logits),
        metrics=tuple(one_line(str(metric)) for metric in facts["metrics"]),
        optimizer=_text_or_none(facts["optimizer"]),
        learning_rate=_number_or_none(facts["learning_rate"]),
        averages_weights=facts["averages_weights"] is True,
    )


def _text_or_none(value: object) -> str | None:
    return one_line(value) if isinstance(value, str) else None


def _number_or_none(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
