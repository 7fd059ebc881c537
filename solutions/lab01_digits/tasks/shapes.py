"""Tasks 1.1, 1.4 and 1.5: the right answers, and the mistakes that learners make."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

Array = NDArray[Any]
Function = Callable[..., Any]
Shape = tuple[int, int, int, int]

# What the lab's own digits have, and what a learner may therefore write into the code.
_DIGITS, _SIDE = 4000, 28


def measure_images(images: Array) -> tuple[int, int, int]:
    return images.shape[0], images.shape[1], images.shape[2]


measure_task = Task("1.1", right=measure_images)


def _measured(cause: str, measured: Callable[[Array], Any]) -> None:
    """Declare that this is measured of the images."""

    @measure_task.mistake(cause=cause)
    def mistaken(measure_images: Function, images: Array) -> Any:
        return measured(images)


_measured("shape-with-channels", lambda images: images.shape)
_measured("axes-shifted", lambda images: images.shape[1:])
_measured("axes-shifted", lambda images: images[0].shape[:2])
_measured("sizes-fixed", lambda images: (len(images), _SIDE, _SIDE))
_measured("sizes-fixed", lambda images: (_DIGITS, _SIDE, _SIDE))
_measured("sizes-multiplied", lambda images: (len(images), images[0].size))
_measured("sizes-multiplied", lambda images: images.size)
_measured("size-one-alone", len)
_measured("size-one-alone", lambda images: images.ndim)
_measured("axes-out-of-order", lambda images: (*images.shape[1:3], len(images)))
_measured("axes-out-of-order", lambda images: (*images.shape[2:0:-1], len(images)))
_measured("axes-out-of-order", lambda images: (images.shape[2], len(images), images.shape[1]))
_measured("axes-out-of-order", lambda images: (images.shape[1], len(images), images.shape[2]))


@measure_task.mistake
def height_width_swapped(measure_images: Function, images: Array) -> Any:
    return measure_images(images.transpose(0, 2, 1, 3))


@measure_task.mistake(cause="channels-for-width")
def channels_for_width(measure_images: Function, images: Array) -> Any:
    return (*images.shape[:2], images.shape[3])


def name_shapes(images_shape: Shape, units: Sequence[int]) -> list[tuple[int, int]]:
    return [(images_shape[0], columns) for columns in (math.prod(images_shape[1:]), *units)]


shapes_task = Task("1.4", right=name_shapes)


def _named(cause: str, named: Callable[[Array], Any]) -> None:
    """Declare what becomes of the shapes, ``(layers + 1, 2)``."""

    @shapes_task.mistake(cause=cause)
    def mistaken(name_shapes: Function, images_shape: Shape, units: Sequence[int]) -> Any:
        return named(np.array(name_shapes(images_shape, units)))


def _of_images(cause: str, shape: Callable[[Shape], Shape]) -> None:
    """Declare that the shape of the images is taken for another one."""

    @shapes_task.mistake(cause=cause)
    def mistaken(name_shapes: Function, images_shape: Shape, units: Sequence[int]) -> Any:
        return name_shapes(shape(images_shape), units)


_of_images("channels-not-counted", lambda shape: (*shape[:3], 1))
_of_images("sizes-fixed", lambda shape: (shape[0], _SIDE, _SIDE, 1))
_of_images("sizes-fixed", lambda shape: (32, *shape[1:]))
_of_images("sizes-fixed", lambda shape: (32, _SIDE, _SIDE, 1))
_of_images("sides-not-multiplied", lambda shape: (*shape[:2], 1, 1))
_of_images("sides-not-multiplied", lambda shape: (shape[0], sum(shape[1:]), 1, 1))
_of_images("sides-not-multiplied", lambda shape: (shape[0], 1, 1, shape[3]))
_of_images("batch-axis-flattened", lambda shape: (shape[0], *shape[:3]))
_named("vectors-left-out", lambda shapes: shapes[1:])
_named("batch-axis-missing", lambda shapes: shapes[:, 1])
_named("batch-axis-last", lambda shapes: shapes[:, ::-1])
_named("weights-not-outputs", lambda shapes: list(itertools.pairwise(shapes[:, 1])))
_named("output-left-out", lambda shapes: shapes[:-1])
_named("shapes-reversed", lambda shapes: shapes[::-1])
_named("shape-of-last-alone", lambda shapes: shapes[-1])
_named("shape-of-last-alone", lambda shapes: shapes[:1])
_named("batch-of-one", lambda shapes: [(1, columns) for columns in shapes[:, 1]])
_named("weights-not-outputs", lambda shapes: [shapes[0], *itertools.pairwise(shapes[:, 1])])


def count_parameters(num_inputs: int, units: Sequence[int]) -> list[int]:
    return [(i + 1) * outputs for i, outputs in itertools.pairwise([num_inputs, *units])]


parameters_task = Task("1.5", right=count_parameters)


def _counted(cause: str, counted: Callable[[Array, Array], Any]) -> None:
    """Declare that this is counted, from the inputs and the units of each layer."""

    @parameters_task.mistake(cause=cause)
    def mistaken(count_parameters: Function, num_inputs: int, units: Sequence[int]) -> Any:
        return counted(np.array([num_inputs, *units[:-1]]), np.array(units))


_counted("biases-not-counted", lambda inputs, units: inputs * units)
_counted("bias-one-a-layer", lambda inputs, units: inputs * units + 1)
_counted("bias-one-an-input", lambda inputs, units: inputs * units + inputs)
_counted("parameters-added", lambda inputs, units: inputs + units)
_counted("parameters-added", lambda inputs, units: inputs + units + 1)
_counted("parameters-summed", lambda inputs, units: ((inputs + 1) * units).sum())
_counted("parameters-summed", lambda inputs, units: np.cumsum((inputs + 1) * units))
_counted("inputs-always-pixels", lambda inputs, units: inputs[0] * units + units)
_counted("sizes-fixed", lambda inputs, units: np.array([_SIDE**2, *units[:-1]]) * units + units)
_counted("inputs-of-own-layer", lambda inputs, units: units * units + units)
_counted("layer-left-out", lambda inputs, units: ((inputs + 1) * units)[1:])
_counted("layer-left-out", lambda inputs, units: ((inputs + 1) * units)[:-1])
_counted(
    "weights-and-biases-apart", lambda inputs, units: np.stack([inputs * units, units], axis=1)
)
_counted("units-not-parameters", lambda inputs, units: units)
_counted("bias-twice", lambda inputs, units: inputs * units + 2 * units)
_counted("shapes-reversed", lambda inputs, units: ((inputs + 1) * units)[::-1])
