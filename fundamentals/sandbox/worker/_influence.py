"""How far a model's output follows the output of one of its layers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

# Of each kind of image, such as noise, there are as many, one kind after the other.
OF_A_KIND = 4

# Below this, a probability counts as zero.
_SMALLEST = 1e-30

# About as large as Keras draws the weights of a small layer.
_USUAL_WEIGHT = 0.1


def influence(
    model: Any, images: NDArray[Any], names: Sequence[str], *, as_trained: bool = False
) -> list[float]:
    """Return, for each of ``names``, how far the model's output follows that layer's output.

    The layer's outputs are exchanged between the images of each kind. 1 means that the model's
    output then changes as much as if the images themselves had been exchanged; 0 means that it does
    not change for one kind.
    Weights that are all equal, such as an initial bias or a scale of 0, get other values meanwhile,
    because training changes them. If the model still answers the same for all images, as after an
    unlucky start, all trainable weights do. A model that even then ignores its images, say behind a
    frozen gate, follows no layer.

    Args:
        model: A functional model, in a process that runs no submission.
        images: ``(n, …)``, different from each other; :data:`OF_A_KIND` of each kind.
        names: Layers or operations of the model.
        as_trained: Leave all weights as they are.
    """
    operations = {operation.name: operation for operation in model.operations}
    unchanged = contextlib.nullcontext(_measured(model, images)) if as_trained else None
    with unchanged or varied(model, images) as varying:
        if not varying.follows:
            return [0.0] * len(names)
        found = []
        for name in names:
            with _exchanged(operations[name]):
                changes = _changes(_outputs(model, images), varying.outputs)
                pairs = zip(changes, varying.most, strict=True)
                found.append(min(change / most for change, most in pairs if most > 0))
        return found


@dataclass(frozen=True, eq=False)
class Varying:
    """How a model follows its images with the weights that :func:`varied` gives it.

    Attributes:
        outputs: What it computes of the images, probabilities as logarithms.
        most: How far that changes, in images of each kind, if they are exchanged.
    """

    outputs: NDArray[np.float64]
    most: tuple[float, ...]

    @property
    def follows(self) -> bool:
        """Whether it does not ignore them."""
        return any(most > 0 for most in self.most)


@dataclass(frozen=True, eq=False)
class _Known:
    """What :func:`varied` found for a model: every question about it begins with that."""

    images: NDArray[Any]
    before: list[NDArray[Any]]
    after: list[NDArray[Any]]
    varying: Varying

    def holds_for(self, images: NDArray[Any], weights: list[NDArray[Any]]) -> bool:
        pairs = zip((self.images, *self.before), (images, *weights), strict=True)
        return all(np.array_equal(*pair) for pair in pairs)


_known: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()


@contextlib.contextmanager
def varied(model: Any, images: NDArray[Any]) -> Iterator[Varying]:
    """Give ``model`` weights with which it does not ignore ``images``, as training would."""
    before = model.get_weights()
    known = _known.get(model)
    try:
        if known is not None and known.holds_for(images, before):
            model.set_weights(known.after)
        else:
            varying = _vary(model, images)
            known = _known[model] = _Known(images, before, model.get_weights(), varying)
        yield known.varying
    finally:
        model.set_weights(before)


def _vary(model: Any, images: NDArray[Any]) -> Varying:
    _vary_constants(model)
    varying = _measured(model, images)
    if varying.follows:
        return varying
    _vary_all(model)
    return _measured(model, images)


def _measured(model: Any, images: NDArray[Any]) -> Varying:
    outputs = _outputs(model, images)
    exchanged = _outputs(model, images[_exchange(len(images))])
    return Varying(outputs, _changes(exchanged, outputs))


def _changes(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the largest change in images of each kind."""
    changes = np.abs(one - other)
    kinds = (changes[start : start + OF_A_KIND] for start in range(0, len(changes), OF_A_KIND))
    return tuple(float(kind.max()) for kind in kinds)


def _exchange(count: int) -> NDArray[np.int64]:
    """Return, for each of ``count`` images, the place of the one before it of its kind."""
    kinds = np.split(np.arange(count), range(OF_A_KIND, count, OF_A_KIND))
    return np.concatenate([np.roll(kind, 1) for kind in kinds])


def _vary_constants(model: Any) -> None:
    random = np.random.default_rng(0)
    for variable in model.trainable_variables:
        value = np.asarray(variable)
        if value.size and np.ptp(value) == 0:
            variable.assign(value + random.uniform(0.5, 1, value.shape).astype(value.dtype))


def _vary_all(model: Any) -> None:
    random = np.random.default_rng(0)
    for variable in model.trainable_variables:
        values = random.normal(0, _USUAL_WEIGHT, tuple(variable.shape))
        variable.assign(values.astype(np.asarray(variable).dtype))


def _outputs(model: Any, images: NDArray[Any]) -> NDArray[np.float64]:
    outputs = np.asarray(model(images, training=False), np.float64)
    is_probability = bool((outputs >= 0).all() and (outputs <= 1).all())
    # Where one probability is nearly 1, changes show in the others.
    return np.log(np.maximum(outputs, _SMALLEST)) if is_probability else outputs


@contextlib.contextmanager
def _exchanged(operation: Any) -> Iterator[None]:
    """Give each image the outputs of ``operation`` for the image before it of its kind."""
    import keras

    usual = operation.call

    def exchange(part: Any) -> Any:
        return keras.ops.take(part, _exchange(part.shape[0]), axis=0)

    def call(*arguments: Any, **named: Any) -> Any:
        return keras.tree.map_structure(exchange, usual(*arguments, **named))

    with replaced_call(operation, call):
        yield


@contextlib.contextmanager
def replaced_call(operation: Any, call: Callable[..., Any]) -> Iterator[None]:
    """Let ``operation`` compute ``call`` inside the block."""
    object.__setattr__(operation, "call", call)
    try:
        yield
    finally:
        object.__delattr__(operation, "call")
