"""TensorFlow functions on symbolic tensors, translated to Keras operations that do the same.

Custom layers often call ``tf.nn.relu`` or ``tf.matmul``. Keras itself runs them on real
tensors; to trace a graph of Keras operations, each is translated. A wrong translation does no harm:
the rebuilt model then computes something else and is not believed.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

from fundamentals.sandbox.worker._objects import loaded_keras

_ELEMENTWISE = (
    *("relu", "relu6", "elu", "selu", "sigmoid", "tanh", "softplus", "softsign", "silu"),
    *("exp", "log", "sqrt", "rsqrt", "square", "abs", "negative", "sign", "identity"),
    *("zeros_like", "ones_like", "stop_gradient", "sin", "cos"),
)
_BINARY = ("add", "subtract", "multiply", "divide", "maximum", "minimum", "pow", "truediv")
_active = False


@contextlib.contextmanager
def translating_tensorflow() -> Iterator[None]:
    """Translate TensorFlow functions that are called on symbolic tensors inside the block."""
    global _active
    _register()
    _active = True
    try:
        yield
    finally:
        _active = False


@functools.cache
def _register() -> None:
    """From now on, have TensorFlow ask about arguments that it cannot handle."""
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is None:
        return
    base: Any = tensorflow.__internal__.dispatch.GlobalOpDispatcher
    translations = _translations()

    class Translator(base):  # type: ignore[misc]
        def handle(self, op: Any, args: Any, kwargs: Any) -> Any:
            name = op.__name__.strip("_").removesuffix("_v2").removesuffix("_dispatch")
            if not _active or name not in translations:
                return self.NOT_SUPPORTED
            named = {key: value for key, value in kwargs.items() if key != "name"}
            return translations[name](*args, **named)

    Translator().register()


def _translations() -> dict[str, Callable[..., Any]]:
    """Return a function for each name, with TensorFlow's names for the arguments."""
    ops = loaded_keras().ops

    def reduction(name: str) -> Callable[..., Any]:
        def reduce(input_tensor: Any, axis: Any = None, keepdims: bool = False) -> Any:
            return getattr(ops, name)(input_tensor, axis=axis, keepdims=keepdims)

        return reduce

    def pooling(name: str) -> Callable[..., Any]:
        def pool(images: Any, ksize: Any, strides: Any, padding: str) -> Any:
            sides = (_sides(value) for value in (ksize, strides))
            return getattr(ops, name)(images, *sides, padding=padding.lower())

        return pool

    def unary(name: str) -> Callable[..., Any]:
        def apply(*arguments: Any, **named: Any) -> Any:
            return getattr(ops, name)(*arguments, *named.values())

        return apply

    def matmul(a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False) -> Any:
        a, b = (
            ops.swapaxes(value, -1, -2) if turned else value
            for value, turned in ((a, transpose_a), (b, transpose_b))
        )
        return ops.matmul(a, b)

    def convolution(images: Any, filters: Any, strides: Any, padding: str) -> Any:
        return ops.conv(images, filters, _sides(strides), padding.lower())

    def softmax(logits: Any, axis: int | None = None) -> Any:
        return ops.softmax(logits, axis=-1 if axis is None else axis)

    return {
        **{name: unary(name) for name in (*_ELEMENTWISE, *_BINARY) if hasattr(ops, name)},
        **{f"reduce_{name}": reduction(name) for name in ("mean", "sum", "max", "min", "prod")},
        "max_pool2d": pooling("max_pool"),
        "max_pool": pooling("max_pool"),
        "avg_pool2d": pooling("average_pool"),
        "avg_pool": pooling("average_pool"),
        "conv2d": convolution,
        "matmul": matmul,
        "softmax": softmax,
        "leaky_relu": lambda features, alpha=0.2: ops.leaky_relu(features, alpha),
        "gelu": lambda features, approximate=False: ops.gelu(features, approximate),
        "swish": lambda features, beta=1.0: features * ops.sigmoid(beta * features),
        "bias_add": lambda value, bias: ops.add(value, bias),
        "reshape": lambda tensor, shape: ops.reshape(tensor, _whole(shape)),
        "transpose": lambda a, perm=None: ops.transpose(a, perm),
        "concat": lambda values, axis: ops.concatenate(values, axis=axis),
        "stack": lambda values, axis=0: ops.stack(values, axis=axis),
        "expand_dims": lambda tensor, axis: ops.expand_dims(tensor, axis),
        "squeeze": lambda tensor, axis=None: ops.squeeze(tensor, axis),
        "cast": lambda x, dtype: ops.cast(x, getattr(dtype, "name", dtype)),
        "clip_by_value": lambda t, clip_value_min, clip_value_max: ops.clip(
            t, clip_value_min, clip_value_max
        ),
        "pad": lambda tensor, paddings: ops.pad(tensor, _whole(paddings)),
        "shape": lambda tensor, *further, **named: ops.shape(tensor),
        "resize_images": lambda images, size, **named: ops.image.resize(images, _whole(size)),
        "rgb_to_grayscale": lambda images: ops.image.rgb_to_grayscale(images),
        "einsum": lambda equation, *inputs: ops.einsum(equation, *inputs),
    }


def _sides(value: Any) -> Any:
    """Return rows and columns of a size that may have all four axes, as in TensorFlow."""
    return tuple(value)[1:3] if isinstance(value, (list, tuple)) and len(value) == 4 else value


def _whole(value: Any) -> Any:
    """Return a shape as plain numbers, even if TensorFlow made a tensor of it."""
    return value.numpy().tolist() if hasattr(value, "numpy") else value
