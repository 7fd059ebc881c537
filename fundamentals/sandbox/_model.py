"""A Keras model in the submission's process, and what the grader can know about it.

A submission could lie about its model's structure. So the graph and weights that it reports are
rebuilt in a second, clean process in the sandbox; only a model that computes the same there is
*confirmed*. From then on the clean process answers in its place: the submission never sees the
images that it is scored on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox._failures import StudentBadValue, StudentDied, StudentFailure
from fundamentals.sandbox._structure import ModelStructure, is_keras_only, read_layers

if TYPE_CHECKING:
    from fundamentals.sandbox._dialogue import Dialogue

_PROBES = 8
# Numbers in all probes together: no course has larger images, and probes must not take gigabytes.
_MOST_PROBED = 2**24
# Two ways to compute the same in float32 differ by less than this.
_TOLERANCE = 1e-3
_CHUNKS = 3

Shape = tuple["int | None", ...]


@dataclass(frozen=True)
class GivenHistory:
    """An argument that arrives as a ``keras.callbacks.History`` with this ``.history``."""

    history: dict[str, list[float]]


@dataclass(frozen=True)
class CompiledFacts:
    """How a model was compiled, as the model itself reports.

    Attributes:
        loss: Name of the loss, snake case: "sparse_categorical_crossentropy"; None if unnamed.
        from_logits: The loss's own flag; None where it has none.
        metrics: Names of the metrics, as ``compile`` was given them.
        optimizer: Class name of the optimizer.
        learning_rate: Its learning rate; for a schedule, the current one.
    """

    loss: str | None
    from_logits: bool | None
    metrics: tuple[str, ...]
    optimizer: str | None
    learning_rate: float | None


class ModelHost(Protocol):
    """What a model needs of the submission that it belongs to.

    Attributes:
        seconds: Time limit of a request.
    """

    seconds: float

    def clean_process(self) -> Dialogue:
        """Return a clean process to rebuild the model in."""


class RemoteModel:
    """A Keras model that lives in the submission's process."""

    def __init__(self, process: ModelHost, dialogue: Dialogue, handle: int) -> None:
        self._process = process
        self._dialogue = dialogue
        self.handle = handle
        self._inspected: tuple[int, ModelStructure, int | None] | None = None

    @property
    def structure(self) -> ModelStructure:
        """Its graph, as plain data; read again after each call that may have changed it."""
        return self._inspect()[0]

    @property
    def compiled(self) -> CompiledFacts | None:
        """How it was compiled, or None."""
        facts, _ = self._ask("compiled")
        if not isinstance(facts, dict):
            return None
        metrics = facts.get("metrics")
        return CompiledFacts(
            loss=_text_or_none(facts.get("loss")),
            from_logits=bool(facts["from_logits"])
            if facts.get("from_logits") is not None
            else None,
            metrics=tuple(map(str, metrics)) if isinstance(metrics, list) else (),
            optimizer=_text_or_none(facts.get("optimizer")),
            learning_rate=_number_or_none(facts.get("learning_rate")),
        )

    @property
    def count_params(self) -> int:
        """Number of weights, counted from the arrays."""
        return self.structure.parameters

    def weights(self) -> list[NDArray[Any]]:
        """Return all its weights."""
        return self._ask("weights")[1]

    def predict(
        self, images: NDArray[Any], *, random: np.random.Generator | None = None
    ) -> NDArray[Any]:
        """Return the model's outputs for ``images``, in their order.

        Args:
            images: float32 ``(n, …)``.
            random: Shuffles the images and splits them into batches if the submission's own process
                has to answer, so that their order gives nothing away; undone on return. None: in
                order, in one call.

        Raises:
            StudentBadValue: The outputs are not one row of numbers per image.
        """
        structure, rebuilt = self._inspect()
        if structure.confirmed:
            return _rows(self._ask_clean_process("forward", images, rebuilt)[1], len(images))
        if random is None:
            return _rows(self._ask("predict", images)[1], len(images))
        order = random.permutation(len(images))
        chunks = np.array_split(images[order], _CHUNKS)
        rows = [_rows(self._ask("predict", chunk)[1], len(chunk)) for chunk in chunks if len(chunk)]
        try:
            return np.concatenate(rows)[np.argsort(order)]
        except ValueError:
            raise StudentBadValue("outputs whose width changes from call to call") from None

    def _ask(self, operation: str, *arrays: NDArray[Any]) -> tuple[Any, list[NDArray[Any]]]:
        return self._dialogue.ask(
            operation, *arrays, model=self.handle, seconds=self._process.seconds
        )

    def _ask_clean_process(
        self, operation: str, images: NDArray[Any], rebuilt: int | None
    ) -> tuple[Any, list[NDArray[Any]]]:
        return self._process.clean_process().ask(
            operation, images, model=rebuilt, seconds=self._process.seconds
        )

    def _inspect(self) -> tuple[ModelStructure, int | None]:
        """Return the structure, and the model's handle in the clean process if it was rebuilt."""
        if self._inspected is None or self._inspected[0] != self._dialogue.calls:
            structure, rebuilt = self._read_structure()
            self._inspected = self._dialogue.calls, structure, rebuilt
        return self._inspected[1:]

    def _read_structure(self) -> tuple[ModelStructure, int | None]:
        facts, weights = self._ask("structure")
        if not isinstance(facts, dict):
            raise StudentDied("sent something that does not describe a model")
        graph, rebuilt = facts.get("graph"), None
        shapes: dict[str, Shape] = {}
        if is_keras_only(graph) and isinstance(graph, dict):
            shapes, rebuilt = self._rebuild(graph, weights)
        try:
            layers, outputs = read_layers(graph or {}, shapes)
        except ValueError:
            layers, outputs = (), ()
        structure = ModelStructure(
            kind=str(facts.get("kind")),
            layers=layers,
            outputs=outputs,
            output_shape=shapes.get(outputs[0], ()) if outputs else (),
            parameters=sum(array.size for array in weights),
            confirmed=rebuilt is not None
            and self._computes_the_same(layers[0].output_shape, rebuilt),
        )
        return structure, rebuilt

    def _rebuild(
        self, graph: Mapping[str, Any], weights: list[NDArray[Any]]
    ) -> tuple[dict[str, Shape], int | None]:
        """Return output shapes by layer, and the handle of the model, from the clean process."""
        try:
            facts, _ = self._process.clean_process().ask(
                "rebuild", *weights, graph=graph, seconds=self._process.seconds
            )
            shapes = {str(name): tuple(shape) for name, shape in facts["shapes"].items() if shape}
            return shapes, facts["model"]
        except (StudentFailure, AttributeError, KeyError, TypeError):
            return {}, None

    def _computes_the_same(self, input_shape: Shape, rebuilt: int) -> bool:
        shape = (_PROBES, *(length or 1 for length in input_shape[1:]))
        if math.prod(shape) > _MOST_PROBED:
            return False
        probes = np.random.default_rng().random(shape, dtype=np.float32)
        try:
            claimed = _rows(self._ask("forward", probes)[1], _PROBES)
            rows = _rows(self._ask_clean_process("forward", probes, rebuilt)[1], _PROBES)
        except StudentFailure:
            return False
        return claimed.shape == rows.shape and np.allclose(
            claimed, rows, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True
        )


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


def _rows(arrays: list[NDArray[Any]], count: int) -> NDArray[Any]:
    """Return the one array of an answer.

    Raises:
        StudentBadValue: It is not one row of numbers for each of ``count`` images.
    """
    if len(arrays) != 1 or arrays[0].ndim < 2 or len(arrays[0]) != count:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise StudentBadValue(f"predictions of shape {shapes} for {count} images")
    return arrays[0]


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number_or_none(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
