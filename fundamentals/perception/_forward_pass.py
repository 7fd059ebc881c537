"""One forward pass that records the inputs and outputs of every layer."""

from __future__ import annotations

import contextlib
import difflib
import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.errors import ModelError
from fundamentals.keras_classes import CONVOLUTION_LAYERS, PROBABILITIES
from fundamentals.language import Text
from fundamentals.perception._batches import Tensor, as_images, ensure_built

CONVOLUTIONS: tuple[type[keras.Layer], ...] = tuple(
    getattr(keras.layers, name) for name in CONVOLUTION_LAYERS
)
"""The layers that slide a kernel over images."""

_PROBABILITIES = tuple(getattr(keras.activations, name) for name in sorted(PROBABILITIES))


@dataclass(frozen=True, eq=False)
class LayerCall:
    """One layer at work during a forward pass.

    Attributes:
        name: Path of the layer, ``"conv2d"`` or ``"backbone/conv1"``; a layer that is called again
            (a shared one) appears again as ``"relu#2"``.
        layer: The layer itself; where operations are recorded as well, perhaps an operation.
        inputs: The tensors that it was given, each ``(n, …)``; an operation's constants, too.
        output: The tensor that it returned, ``(n, …)``.
        keywords: Names of the keyword arguments that it was given, such as ``use_causal_mask``.
    """

    name: str
    layer: keras.Layer
    inputs: tuple[Tensor, ...]
    output: Tensor
    keywords: frozenset[str]

    @property
    def score(self) -> Tensor:
        """The output before a final softmax or sigmoid, which would hide how strong it was."""
        layer = self.layer
        if isinstance(layer, keras.layers.Softmax):
            return self.inputs[0]
        if getattr(layer, "activation", None) in _PROBABILITIES:
            if isinstance(layer, keras.layers.Activation):
                return self.inputs[0]
            if isinstance(layer, keras.layers.Dense):
                score = keras.ops.matmul(self.inputs[0], layer.kernel)
                return score if layer.bias is None else score + layer.bias
        return self.output

    @property
    def is_leaf(self) -> bool:
        """Whether the layer has no layers inside it."""
        is_layer = isinstance(self.layer, keras.Layer)
        return not is_layer or not list(self.layer._flatten_layers(include_self=False))


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """One forward pass at inference. The same value is always the same tensor object.

    Attributes:
        images: What the model was given, ``(n, height, width, channels)``.
        calls: Every layer's call, in the order in which they finished.
        output: What the model returned, ``(n, …)``.
    """

    images: Tensor
    calls: tuple[LayerCall, ...]
    output: Tensor

    @property
    def score(self) -> Tensor:
        """The output before a final softmax or sigmoid, ``(n, classes)``."""
        for call in reversed(self.calls):
            if call.output is self.output:
                return call.score
        return self.output

    def find(self, layer: str) -> LayerCall:
        """Return the call of ``layer``, given by its path or, if unique, the last part of it.

        Raises:
            ModelError: No layer, or more than one, has that name.
        """
        exact = [call for call in self.calls if call.name == layer]
        matches = exact or [call for call in self.calls if call.name.rpartition("/")[2] == layer]
        if len(matches) == 1:
            return matches[0]
        raise _no_such_layer(layer, [call.name for call in matches or self.calls])

    def last_convolution(self) -> LayerCall:
        """Return the call of the last convolution.

        Raises:
            ModelError: The model has none.
        """
        for call in reversed(self.calls):
            if is_convolution(call.layer):
                return call
        raise ModelError(
            Text("a model without a convolution", "沒有卷積層的模型"),
            expected=Text("at least one Conv2D layer", "至少一個 Conv2D 層"),
            fix=Text("pass layer=, the name of another layer", "用 layer= 指定其他層的名稱"),
        )


def record_calls(model: keras.Model, images: Tensor, *, operations: bool = False) -> ForwardPass:
    """Run ``model`` on ``images`` and record every layer's call.

    ``operations`` records those between the layers of a functional model, too, such as ``x + y``.
    Inside a ``tf.function`` the tensors are symbolic, and TensorFlow computes those that are used.
    """
    ensure_built(model, images)
    calls: list[LayerCall] = []
    path: list[str] = []
    times_called: Counter[str] = Counter()

    def listen(layer: keras.Layer, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def listening(*args: Any, **kwargs: Any) -> Any:
            path.append(layer.name)
            name = "/".join(path)
            try:
                output = call(*args, **kwargs)
            finally:
                path.pop()
            times_called[name] += 1
            if times_called[name] > 1:
                name = f"{name}#{times_called[name]}"
            inputs = tuple(filter(_is_given, keras.tree.flatten((args, kwargs))))
            given = frozenset(
                key for key, value in kwargs.items() if value is not None and value is not False
            )
            calls.append(LayerCall(name, layer, inputs, output, given))
            return output

        return listening

    # Keras's own walk over sub-layers: `Model.layers` would miss those inside a custom layer.
    layers = list(model._flatten_layers(include_self=False))
    if operations:
        layers += _operations_between(model)
    with contextlib.ExitStack() as restore:
        for layer in layers:
            # On the instance, past Keras's attribute tracking; deleting it uncovers the method.
            object.__setattr__(layer, "call", listen(layer, layer.call))
            restore.callback(object.__delattr__, layer, "call")
        output = model(images, training=False)
    return ForwardPass(images, tuple(calls), output)


def _is_given(argument: Any) -> bool:
    """Distinguish a tensor or a constant from a setting such as ``training``."""
    is_number = isinstance(argument, (int, float)) and not isinstance(argument, bool)
    return tf.is_tensor(argument) or isinstance(argument, np.ndarray) or is_number


def _operations_between(model: keras.Model) -> list[Any]:
    return [
        operation
        for layer in model._flatten_layers()
        for operation in getattr(layer, "operations", ())
        if not isinstance(operation, keras.Layer)
    ]


def forward_pass(
    model: keras.Model, images: NDArray[np.floating], *, operations: bool = False
) -> ForwardPass:
    """Run ``model`` eagerly and return the inputs and outputs of every layer.

    Args:
        model: Any Keras model that takes one image.
        images: Float array ``(n, height, width, channels)``, scaled as in training.
        operations: Record the operations between layers of a functional model as well.

    Raises:
        ArgumentError: ``images`` has a wrong shape.
    """
    return record_calls(model, tf.constant(as_images(images)), operations=operations)


def layer_names(model: keras.Model, images: NDArray[np.floating]) -> tuple[str, ...]:
    """Return the path of every layer, in the order in which they finish.

    ``images`` may be a single one, ``(1, height, width, channels)``: it builds a subclassed model.
    """
    return tuple(call.name for call in forward_pass(model, images).calls)


def _no_such_layer(layer: str, names: Sequence[str]) -> ModelError:
    nearest = difflib.get_close_matches(layer, names, n=1, cutoff=0) or names
    return ModelError(
        Text("layer {layer!r}", "層 {layer!r}").format(layer=layer),
        expected=Text("the name of one layer: {names}", "某一層的名稱：{names}").format(
            names=", ".join(names)
        ),
        fix=Text("perhaps {nearest!r}", "也許是 {nearest!r}").format(nearest=nearest[0]),
    )


def is_convolution(layer: keras.Layer) -> bool:
    """Return whether ``layer`` slides a kernel over images."""
    return isinstance(layer, CONVOLUTIONS)
