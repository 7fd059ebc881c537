"""How far a model's output follows the output of one of its layers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Below this, a probability is as good as none.
_SMALLEST = 1e-30


def influence(model: Any, images: NDArray[Any], names: Sequence[str]) -> list[float]:
    """Return, for each of ``names``, how far the model's output follows that layer's output.

    The layer's outputs for the images are exchanged with each other. 1 means that the model's
    output then changes as much as if the images themselves had been; 0, that it does not change.
    Weights that are all alike, such as a first bias or a scale of 0, get other values meanwhile,
    since training changes them.

    Args:
        model: A functional model, in a process that runs no submission.
        images: ``(n, …)``, different from each other.
        names: Layers or operations of the model.
    """
    operations = {operation.name: operation for operation in model.operations}
    before = model.get_weights()
    try:
        _vary_constants(model)
        usual = _outputs(model, images)
        most = float(np.abs(_outputs(model, np.roll(images, 1, axis=0)) - usual).max())
        if not most > 0:  # it answers the same for all images, so no layer can be told from others
            return [1.0] * len(names)
        found = []
        for name in names:
            with _exchanged(operations[name]):
                found.append(float(np.abs(_outputs(model, images) - usual).max()) / most)
        return found
    finally:
        model.set_weights(before)


def _vary_constants(model: Any) -> None:
    random = np.random.default_rng(0)
    for variable in model.trainable_variables:
        value = np.asarray(variable)
        if value.size and np.ptp(value) == 0:
            variable.assign(value + random.uniform(0.5, 1, value.shape).astype(value.dtype))


def _outputs(model: Any, images: NDArray[Any]) -> NDArray[np.float64]:
    outputs = np.asarray(model(images, training=False), np.float64)
    is_probability = bool((outputs >= 0).all() and (outputs <= 1).all())
    # Where one probability is nearly 1, changes show in the others.
    return np.log(np.maximum(outputs, _SMALLEST)) if is_probability else outputs


@contextlib.contextmanager
def _exchanged(operation: Any) -> Iterator[None]:
    """Give each image the outputs that ``operation`` has for the one before it."""
    import keras

    usual = operation.call

    def call(*arguments: Any, **named: Any) -> Any:
        outputs = usual(*arguments, **named)
        return keras.tree.map_structure(lambda part: keras.ops.roll(part, 1, axis=0), outputs)

    object.__setattr__(operation, "call", call)
    try:
        yield
    finally:
        object.__delattr__(operation, "call")
