"""Whether a layer only hands on what it gets: it cannot train, and it combines nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.keras_classes import CONVOLUTIONS
from fundamentals.sandbox.worker._influence import replaced_call, varied

# A frozen kernel with less than this share of its weight outside its largest place combines little.
# A frozen Laplacian has half of it there, one that sharpens 0.44, a random one of 3×3 some 0.8.
_LEAST_SHARE = 1 / 3

# Relative to the largest, a singular value below this is rounding.
_ROUNDING = 1e-3

# The most windows of a map that are looked at.
_MOST_WINDOWS = 64

_WHOLE_MAPS = {"GlobalMaxPooling2D", "Max"}

Spans = list[tuple[int, int]]


def copies(model: Any, images: NDArray[Any], names: Sequence[str]) -> list[bool]:
    """Return, for each of ``names``, whether that layer only hands on what it gets.

    Max pooling does if each of its windows holds one number that is independent of constants: after
    nearest-neighbor upsampling, say, it takes the maximum of copies. A layer with a kernel does if
    the kernel cannot train and has, for each output, one place with nearly all weight. Other layers
    do not.

    Args:
        model: A functional model, in a process that runs no submission.
        images: ``(n, …)``, different from each other.
        names: Layers or operations of the model.
    """
    operations = {operation.name: operation for operation in model.operations}
    found = []
    with varied(model, images):
        for name in names:
            operation = operations[name]
            if "Max" in type(operation).__name__:
                found.append(_pools_copies(model, images, operation))
            else:
                found.append(_has_a_frozen_copy_kernel(model, images, operation))
    return found


def _has_a_frozen_copy_kernel(model: Any, images: NDArray[Any], operation: Any) -> bool:
    import tensorflow as tf

    with tf.GradientTape(persistent=True) as tape, _recorded(operation) as calls:
        outputs = model(images, training=False)
        probe = tf.random.stateless_normal(tf.shape(outputs), seed=(0, 0), dtype=outputs.dtype)
        watched = tf.reduce_sum(outputs * probe)
    kernels = [kernel for call in calls for kernel in _kernels(operation, call)]
    return bool(kernels) and all(
        is_copy_kernel(np.asarray(kernel, np.float64), type(operation).__name__)
        and not _trains(tape, watched, kernel, model.trainable_variables)
        for kernel in kernels
    )


def _kernels(operation: Any, arguments: tuple[Any, ...]) -> list[Any]:
    """Return what ``operation`` weights its inputs with: its own, or its second argument."""
    for name in ("depthwise_kernel", "kernel"):
        own = getattr(operation, name, None)
        if own is not None:
            return [own]
    return [part for part in arguments[1:2] if hasattr(part, "shape") and len(part.shape) > 1]


def is_copy_kernel(kernel: NDArray[np.float64], class_name: str) -> bool:
    """Whether nearly all weight of each output is at one place of the kernel."""
    weight = np.abs(kernel)
    if "Conv" in class_name:
        is_depthwise = CONVOLUTIONS.get(class_name, "summed") != "summed"
        places = weight.reshape(-1, *weight.shape[-2:])
        weight = places.reshape(len(places), -1) if is_depthwise else places.sum(axis=1)
    else:
        weight = weight.reshape(-1, weight.shape[-1])
    total = weight.sum(axis=0)
    return bool((total - weight.max(axis=0) <= _LEAST_SHARE * total).all())


def _trains(tape: Any, watched: Any, kernel: Any, variables: Sequence[Any]) -> bool:
    """Whether training changes ``kernel``, a variable or a tensor made from variables."""
    if not _is_nonzero(tape.gradient(watched, kernel)):
        return False
    if any(kernel is variable for variable in variables):
        return True
    is_variable = hasattr(kernel, "assign")
    return not is_variable and any(map(_is_nonzero, tape.gradient(kernel, list(variables))))


def _is_nonzero(gradient: Any) -> bool:
    return gradient is not None and bool(np.any(np.asarray(gradient) != 0))


def _pools_copies(model: Any, images: NDArray[Any], operation: Any) -> bool:
    with _recorded(operation) as calls:
        model(images, training=False)
    return all(not _merges(np.asarray(call[0], np.float64), operation) for call in calls)


def _merges(maps: NDArray[np.float64], operation: Any) -> bool:
    """Whether some window holds two numbers that win at times and that differ independently."""
    if maps.ndim == 3:
        maps = maps[..., np.newaxis]
    if getattr(operation, "data_format", None) == "channels_first":
        maps = np.moveaxis(maps, 1, -1)
    windows = [
        (rows, columns)
        for rows in _spans(operation, maps.shape[1], 0)
        for columns in _spans(operation, maps.shape[2], 1)
    ]
    chosen = np.random.default_rng(0).permutation(len(windows))[:_MOST_WINDOWS]
    return any(_differs(_window(maps, *windows[number])) for number in chosen)


def _window(
    maps: NDArray[np.float64], rows: tuple[int, int], columns: tuple[int, int]
) -> NDArray[np.float64]:
    part = maps[:, slice(*rows), slice(*columns)]
    return part.reshape(len(part), -1, part.shape[-1])


def _differs(window: NDArray[np.float64]) -> bool:
    """Whether ``window`` ``(n, places, channels)`` holds two independent winners in a channel."""
    wins = np.zeros(window.shape[1:], bool)
    np.put_along_axis(wins, window.argmax(axis=1), True, axis=0)
    changes = np.moveaxis((window - window.mean(axis=0)) * wins, -1, 0)
    if not np.isfinite(changes).all():
        return False
    sizes = np.linalg.svd(changes, compute_uv=False)
    return sizes.shape[1] > 1 and bool((sizes[:, 1] > _ROUNDING * sizes[:, 0]).any())


def _spans(operation: Any, length: int, axis: int) -> Spans:
    """Return where the windows of ``operation`` begin and end along an axis of this length."""
    if type(operation).__name__ in _WHOLE_MAPS:
        return [(0, length)]
    count = _side(getattr(operation, "output_size", None), axis)
    if count is not None:
        return [(n * length // count, -(-(n + 1) * length // count)) for n in range(count)]
    size = _side(operation.pool_size, axis) or 1
    step = _side(operation.strides, axis) or size
    if operation.padding == "valid":
        return [(start, start + size) for start in range(0, length - size + 1, step)]
    before = max((-(-length // step) - 1) * step + size - length, 0) // 2
    starts = range(-before, length - before, step)
    return [(max(start, 0), min(start + size, length)) for start in starts]


def _side(value: Any, axis: int) -> Any:
    return value[min(axis, len(value) - 1)] if isinstance(value, (list, tuple)) else value


@contextlib.contextmanager
def _recorded(operation: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Record the arguments of each call of ``operation``."""
    calls: list[tuple[Any, ...]] = []
    usual = operation.call

    def call(*arguments: Any, **named: Any) -> Any:
        calls.append((*arguments, *named.values()))
        return usual(*arguments, **named)

    with replaced_call(operation, call):
        yield calls
