"""Tasks 1.1, 1.4 and 1.5: the right answers, and the mistakes that learners make."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]
Shape = tuple[int, int, int, int]

# What the lab's own digits have, and what a learner may therefore write into the code.
_DIGITS, _SIDE = 4000, 28


def measure_images(images: Array) -> tuple[int, int, int]:
    return images.shape[0], images.shape[1], images.shape[2]


measure_task = Task("1.1", right=measure_images, integers=True)


def _measured(cause: str, measured: Callable[[Array], Any]) -> None:
    """Declare that this is measured of the images."""

    @measure_task.mistake(cause=cause)
    def mistaken(measure_images: Function, images: Array) -> Any:
        return measured(images)


_measured("shape-with-channels", lambda images: images.shape)
_measured("axes-shifted", lambda images: images.shape[1:])
_measured("axes-shifted", lambda images: images[0].shape[:2])
_measured("channels-last", lambda images: (len(images), *images.shape[2:]))
_measured("sizes-fixed", lambda images: (len(images), _SIDE, _SIDE))
_measured("sizes-fixed", lambda images: (_DIGITS, _SIDE, _SIDE))
_measured("sizes-multiplied", lambda images: (len(images), images[0].size))
_measured("sizes-multiplied", lambda images: (len(images), images.shape[1] * images.shape[2]))
_measured("sizes-multiplied", lambda images: images.size)
_measured("sizes-multiplied", lambda images: images.shape[1] * images.shape[2])
_measured("size-left-out", lambda images: images.shape[:2])
_measured("size-left-out", lambda images: (len(images), images.shape[2]))
_measured("shape-with-channels", lambda images: (len(images), images.shape[3], images.shape[1]))
_measured("pixels-not-sizes", lambda images: (len(images), images.max(), images.min()))
_measured("sizes-halved", lambda images: (len(images), *(side // 2 for side in images.shape[1:3])))
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


shapes_task = Task("1.4", right=name_shapes, integers=True)


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
_named("batch-axis-last", lambda shapes: [shapes[0], *shapes[1:, ::-1]])
_named("batch-axis-last", lambda shapes: [shapes[0][::-1], *shapes[1:]])
_named(
    "weights-not-outputs", lambda shapes: [shapes[0], *((shapes[0][1], u) for u in shapes[1:, 1])]
)
_named("weights-not-outputs", lambda shapes: [(shapes[0][1], u) for u in shapes[1:, 1]])
_named("batch-of-one", lambda shapes: [shapes[0], *((1, u) for u in shapes[1:, 1])])
_named("units-ignored", lambda shapes: [shapes[0]] * len(shapes))
_named("output-left-out", lambda shapes: [shapes[0], shapes[-1]])
_named("output-left-out", lambda shapes: shapes[:2])
_named("output-twice", lambda shapes: [*shapes, shapes[-1]])
_named("output-twice", lambda shapes: [*shapes, (shapes[0][0], 10)])
_named("vectors-twice", lambda shapes: [shapes[0], *shapes])
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


parameters_task = Task("1.5", right=count_parameters, integers=True)


def _per_layer(count_parameters: Function, inputs: Sequence[int], units: Sequence[int]) -> Array:
    """Return what ``count_parameters``, right or not, counts in each layer by itself."""
    layers = zip(inputs, units, strict=True)
    return np.array([int(np.ravel(count_parameters(i, [u]))[0]) for i, u in layers])


def _layers(cause: str, inputs: Callable[[int, Sequence[int]], Sequence[int]]) -> None:
    """Declare that these are taken for the inputs of each layer."""

    @parameters_task.mistake(cause=cause)
    def mistaken(count_parameters: Function, num_inputs: int, units: Sequence[int]) -> Any:
        return _per_layer(count_parameters, inputs(num_inputs, units), units)


def _counted(cause: str, counted: Callable[[Array, Array], Any]) -> None:
    """Declare that this is counted, from the inputs and the units of each layer."""

    @parameters_task.mistake(cause=cause)
    def mistaken(count_parameters: Function, num_inputs: int, units: Sequence[int]) -> Any:
        return counted(np.array([num_inputs, *units[:-1]]), np.array(units))


def _of_counts(cause: str, changed: Callable[[Array], Any]) -> None:
    """Declare what becomes of the counts."""

    @parameters_task.mistake(cause=cause)
    def mistaken(count_parameters: Function, num_inputs: int, units: Sequence[int]) -> Any:
        return changed(np.array(count_parameters(num_inputs, units)))


_counted("biases-not-counted", lambda inputs, units: inputs * units)
_counted(
    "biases-of-one-layer",
    lambda inputs, units: inputs * units + units * (np.arange(len(units)) == 0),
)
_counted(
    "biases-of-one-layer",
    lambda inputs, units: inputs * units + units * (np.arange(len(units)) == len(units) - 1),
)
_counted("bias-one-a-layer", lambda inputs, units: inputs * units + 1)
_counted("bias-one-an-input", lambda inputs, units: inputs * units + inputs)
_counted("parameters-added", lambda inputs, units: inputs + units)
_counted("parameters-added", lambda inputs, units: inputs + units + 1)
_of_counts("parameters-summed", np.sum)
_of_counts("parameters-summed", lambda counts: [np.sum(counts)])
_of_counts("parameters-running-total", np.cumsum)
_layers("inputs-always-pixels", lambda num_inputs, units: [num_inputs] * len(units))
_layers("sizes-fixed", lambda num_inputs, units: [_SIDE**2, *units[:-1]])
_layers("sizes-fixed", lambda num_inputs, units: [_SIDE**2] * len(units))
_layers("inputs-of-own-layer", lambda num_inputs, units: units)
_layers("inputs-of-own-layer", lambda num_inputs, units: [num_inputs, *units[1:]])
_layers(
    "inputs-of-all-layers",
    lambda num_inputs, units: list(itertools.accumulate([num_inputs, *units[:-1]])),
)
_layers("inputs-of-next-layer", lambda num_inputs, units: [*units[1:], num_inputs])
_layers("inputs-of-next-layer", lambda num_inputs, units: [*units[1:], 1])
_of_counts("layer-left-out", lambda counts: counts[1:])
_of_counts("layer-left-out", lambda counts: counts[:-1])
_of_counts("layer-left-out", lambda counts: counts[0])
_of_counts("layer-left-out", lambda counts: counts[:1])
_of_counts("layer-left-out", lambda counts: counts[-1])
_of_counts("layer-left-out", lambda counts: counts[-1:])
_counted(
    "weights-and-biases-apart", lambda inputs, units: np.stack([inputs * units, units], axis=1)
)
_counted("units-not-parameters", lambda inputs, units: units)
_counted("units-not-parameters", lambda inputs, units: [inputs[0], *units])
_counted("units-not-parameters", lambda inputs, units: inputs)
_counted("bias-twice", lambda inputs, units: inputs * units + 2 * units)
_counted("bias-one-too-many", lambda inputs, units: (inputs + 1) * units + 1)
_counted("bias-one-too-many", lambda inputs, units: (inputs + 1) * (units + 1))
_counted("bias-one-too-many", lambda inputs, units: inputs * units + units + inputs)
_counted("bias-one-an-input", lambda inputs, units: inputs * (units + 1))
_counted("bias-subtracted", lambda inputs, units: (inputs - 1) * units)
_counted("bias-subtracted", lambda inputs, units: inputs * (units - 1))
_counted("inputs-squared", lambda inputs, units: inputs**2 + units)
_of_counts("shapes-reversed", lambda counts: counts[::-1])


@measure_task.steps()
def measure_in_steps(images: Array) -> tuple[int, int, int]:
    count = images.shape[0]
    height = images.shape[1]
    width = images.shape[2]
    return count, height, width


@shapes_task.steps(units=Text("the layers", "各層"), layer=Text("the layers", "各層"))
def shapes_in_steps(images_shape: Shape, units: Sequence[int]) -> list[tuple[int, int]]:
    count, height, width, channels = images_shape
    shapes = [(count, height * width * channels)]
    for layer in units:
        shapes.append((count, layer))
    return shapes


@parameters_task.steps(layer=Text("the layers", "各層"))
def parameters_in_steps(num_inputs: int, units: Sequence[int]) -> list[int]:
    parameters = []
    inputs = num_inputs
    for layer in units:
        weights = inputs * layer
        biases = layer
        parameters.append(weights + biases)
        inputs = layer
    return parameters
