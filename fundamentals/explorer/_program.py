"""A network as a short list of elementary operations, with one array of all its weights."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray


class CannotLowerError(Exception):
    """The page does not compute a layer with these settings; the text names them."""


@dataclass
class Program:
    """Operations in order. Value 0 is the image; operation k produces value k + 1.

    Every value is (rows, columns, channels); a vector is (1, 1, n).
    """

    operations: list[dict[str, Any]] = field(default_factory=list)
    _weights: list[NDArray[np.float32]] = field(default_factory=list)
    _weight_count: int = 0

    def add(self, kind: str, inputs: list[int], shape: tuple[int, ...], **settings: object) -> int:
        """Append an operation; return the number of the value that it makes.

        Args:
            kind: Name of the operation in ``OPERATIONS`` of page/operations.js.
            inputs: Numbers of the values that it reads.
            shape: ``(rows, columns, channels)`` of its result.
            **settings: The operation's other settings; arrays are stored as weights.
        """
        stored = {
            name: self._store(value) if isinstance(value, np.ndarray) else value
            for name, value in settings.items()
        }
        self.operations.append({"kind": kind, "inputs": inputs, "shape": list(shape), **stored})
        return len(self.operations)

    def _store(self, weights: NDArray[Any]) -> dict[str, object]:
        reference = {"offset": self._weight_count, "shape": list(weights.shape)}
        self._weights.append(np.asarray(weights, dtype=np.float32).ravel())
        self._weight_count += weights.size
        return reference

    @property
    def weights(self) -> NDArray[np.float32]:
        """All weights, one after another, float32 ``(n,)``."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self._weights])


def as_array(weight: Any) -> NDArray[np.float32]:
    """Return a weight of a layer as an array."""
    return np.asarray(keras.ops.convert_to_numpy(weight), dtype=np.float32)


def bias_array(layer: keras.Layer) -> NDArray[np.float32] | None:
    """Return the layer's bias, float32 ``(filters,)``; None if it has none."""
    return None if layer.bias is None else as_array(layer.bias)


def image_shape(shape: tuple[int, ...]) -> tuple[int, int, int]:
    """Return a shape without its batch as ``(rows, columns, channels)``.

    A vector is an image of one pixel, a sequence of vectors one of a single column.
    """
    sides = tuple(int(side) for side in shape)
    if len(sides) == 1:
        return 1, 1, sides[0]
    return (sides[0], 1, sides[1]) if len(sides) == 2 else (sides[0], sides[1], sides[2])
