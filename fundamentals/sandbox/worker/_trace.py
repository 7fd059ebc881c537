"""Tracing any model into a graph of Keras's own layers and operations.

A learner's own layer leaves no node of its own: its ``call`` runs on symbolic tensors, and what
Keras layers, Keras operations and common TensorFlow functions it uses become nodes. Its own weights
become nodes of :mod:`~fundamentals.sandbox.worker._weights`, so a process without the learner's
code can rebuild all of it.
"""

from __future__ import annotations

import contextlib
import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from fundamentals.sandbox.worker._objects import loaded_keras
from fundamentals.sandbox.worker._tensorflow import translating_tensorflow
from fundamentals.sandbox.worker._weights import constant_tensor, node_classes, weight_tensor

# What a layer needs only while it is built and trained.
_TRAINING_ONLY = ("initializer", "regularizer", "constraint")


@contextlib.contextmanager
def traced(
    model: Any, asked_shape: tuple[int, ...] | None, *, folded: bool, training: bool
) -> Iterator[Any]:
    """Yield a functional model of the same layers, in which nested models are unfolded.

    The layers and their weights are shared with ``model``. Inside the block a few of their
    attributes are replaced so that the graph can be serialized; afterwards all are as before.

    Args:
        model: Sequential, functional or subclassed.
        asked_shape: Input shape without the batch, for a model that does not know its own.
        folded: Keep the submission's own layers as they are; otherwise they are unfolded, too,
            which works if they consist of operations that can be translated.
        training: Run each ``call`` as in training, so that its code under ``if training:`` is in
            the graph; the graph is still called with ``training=False``.
    """
    keras = loaded_keras()
    shape = input_shape(model, asked_shape)
    if not _is_built(model):
        model(np.zeros((1, *shape), "float32"))
    _name_uniquely(model)
    inputs = keras.Input(shape)
    tracer = _Tracer(inputs, folded=folded, training=training)
    with contextlib.ExitStack() as stack:
        for layer in model._flatten_layers():
            _drop_training_objects(layer, stack)
            if not folded:
                tracer.prepare(layer, stack)
        with contextlib.ExitStack() as calls:
            methods = {"__call__": tracer.as_method()}
            calls.enter_context(_attributes(keras.layers.Layer, methods))
            nodes = {"symbolic_call": tracer.as_symbolic_call()}
            calls.enter_context(_attributes(keras.Operation, nodes))
            if not folded:
                calls.enter_context(translating_tensorflow())
            functional = keras.Model(inputs, tracer.unfold(model, inputs))
        if len(functional.weights) != len(model.weights):
            raise ValueError("weights that belong to no layer of the graph")
        yield functional


class _Tracer:
    """Decides for each called layer whether it is a node of the graph or is unfolded."""

    def __init__(self, inputs: Any, *, folded: bool, training: bool) -> None:
        self._keras = loaded_keras()
        self._inputs = inputs
        self._folded = folded
        self._training = training
        self._call_layer = self._keras.layers.Layer.__call__
        self._inside_a_node = False
        self._activations: dict[int, Callable[..., Any]] = {}
        self._weights: dict[int, Any] = {}

    def prepare(self, layer: Any, stack: contextlib.ExitStack) -> None:
        """Give ``layer`` Keras's own class if only its name or its activation differs."""
        base: Any = next(cls for cls in type(layer).__mro__ if _is_keras(cls))
        plain = (self._keras.layers.Layer, self._keras.Model)
        if base is not type(layer) and base not in plain and base.call is type(layer).call:
            stack.enter_context(_attributes(layer, {"__class__": base}))
        activation = vars(layer).get("activation")
        if _is_keras(type(layer)) and callable(activation) and not _is_keras(activation):
            self._activations[id(layer)] = activation
            linear = self._keras.activations.linear
            stack.enter_context(_attributes(layer, {"activation": linear}))

    def as_method(self) -> Callable[..., Any]:
        """Return the replacement of ``Layer.__call__``."""

        def call(layer: Any, *arguments: Any, **named: Any) -> Any:
            if self._inside_a_node:
                return self._call_layer(layer, *arguments, **named)
            if self._is_unfolded(layer):
                return self.unfold(layer, *arguments, **named)
            return self._add_node(layer, *arguments, **named)

        return call

    def as_symbolic_call(self) -> Callable[..., Any]:
        """Return the replacement of ``Operation.symbolic_call``, which adds a node."""
        add_node = self._keras.Operation.symbolic_call

        def symbolic_call(operation: Any, *arguments: Any, **named: Any) -> Any:
            # ops.reshape(x, (ops.shape(x)[0], -1)): the batch has no number yet.
            shape = getattr(operation, "newshape", None)
            if isinstance(shape, (tuple, list)) and None in shape:
                operation = type(operation)(_whole_shape(arguments[0].shape, shape))
            arguments = tuple(map(self._without_weights, arguments))
            return add_node(operation, *arguments, **named)

        return symbolic_call

    def unfold(self, layer: Any, *arguments: Any, **named: Any) -> Any:
        """Run the layer's own ``call`` with its weights as tensors of the graph."""
        if self._training and _lacks_training(layer.call, arguments, named):
            named["training"] = True
        if _is_keras(type(layer)) or self._folded:
            return layer.call(*arguments, **named)
        with _attributes(layer, self._own_weights(layer)):
            return layer.call(*arguments, **named)

    def _is_unfolded(self, layer: Any) -> bool:
        if isinstance(layer, self._keras.Model):
            return True
        is_own = isinstance(layer, self._keras.layers.Lambda) or not _is_keras(type(layer))
        return is_own and not self._folded and type(layer) not in node_classes().values()

    def _add_node(self, layer: Any, *arguments: Any, **named: Any) -> Any:
        if arguments and self._is_number(arguments[0]):  # Embedding()(arange(28)), say
            arguments = (constant_tensor(arguments[0], self._inputs), *arguments[1:])
        self._inside_a_node = True
        try:
            outputs = self._call_layer(layer, *arguments, **named)
        finally:
            self._inside_a_node = False
        activation = self._activations.get(id(layer))
        return outputs if activation is None else activation(outputs)

    def _is_number(self, value: Any) -> bool:
        is_symbolic = isinstance(value, self._keras.KerasTensor)
        return not is_symbolic and (isinstance(value, np.ndarray) or hasattr(value, "numpy"))

    def _own_weights(self, layer: Any) -> dict[str, Any]:
        """Return the attributes of ``layer`` that hold weights, with tensors in their place."""
        replaced = {
            name: self._without_weights(value)
            for name, value in vars(layer).items()
            if name not in ("_trainable_variables", "_non_trainable_variables")
        }
        return {name: value for name, value in replaced.items() if value is not vars(layer)[name]}

    def _without_weights(self, value: Any) -> Any:
        """Return ``value``, a weight or a list of weights, with tensors in their place."""
        if isinstance(value, self._keras.Variable):
            if id(value) not in self._weights:
                self._weights[id(value)] = weight_tensor(value, self._inputs)
            return self._weights[id(value)]
        if isinstance(value, (list, tuple)):
            items = [self._without_weights(item) for item in value]
            if any(item is not old for item, old in zip(items, value, strict=True)):
                return items
        return value


@contextlib.contextmanager
def _attributes(owner: Any, values: dict[str, Any]) -> Iterator[None]:
    """Set attributes of a layer or a class inside the block, bypassing Keras's tracking."""
    setting, deleting = (
        (type.__setattr__, type.__delattr__)
        if isinstance(owner, type)
        else (object.__setattr__, object.__delattr__)
    )
    own = dict(vars(owner))
    before = {name: type(owner) if name == "__class__" else own.get(name) for name in values}
    for name, value in values.items():
        setting(owner, name, value)
    try:
        yield
    finally:
        for name in values:
            if name in own or name == "__class__":
                setting(owner, name, before[name])
            else:
                deleting(owner, name)


def _whole_shape(before: Sequence[Any], after: Sequence[Any]) -> tuple[int, ...]:
    """Return ``after`` with -1 for the batch, and with the length that its own -1 stood for."""
    known = math.prod(length for length in after if length not in (None, -1))
    if -1 in after and None not in before[1:]:
        length = math.prod(before[1:]) // known
        after = [length if old == -1 else old for old in after]
    return tuple(-1 if length is None else length for length in after)


def _lacks_training(call: Callable[..., Any], arguments: Any, named: dict[str, Any]) -> bool:
    """Return whether ``call`` takes ``training`` but was not given it."""
    signature = inspect.signature(call)
    if "training" not in signature.parameters:
        return False
    return signature.bind_partial(*arguments, **named).arguments.get("training") is None


def _drop_training_objects(layer: Any, stack: contextlib.ExitStack) -> None:
    """Leave out custom initializers and similar objects, which a rebuilt model does not need."""
    zeros = loaded_keras().initializers.Zeros()
    foreign = {
        name: zeros if name.endswith("initializer") else None
        for name, value in vars(layer).items()
        if name.endswith(_TRAINING_ONLY) and callable(value) and not _is_keras(type(value))
    }
    stack.enter_context(_attributes(layer, foreign))


def _name_uniquely(model: Any) -> None:
    """Rename layers with equal names, because unfolding would bring them into one model."""
    names: set[str] = set()
    for layer in model._flatten_layers(include_self=False):
        name, number = layer.name, 1
        while layer.name in names:
            number += 1
            layer.name = f"{name}_{number}"
        names.add(layer.name)


def input_shape(model: Any, asked_shape: tuple[int, ...] | None) -> tuple[int, ...]:
    """Return the shape of one input, with the sizes that ``model`` leaves open as asked for.

    Raises:
        ValueError: There is more than one input, or its shape is not known.
    """
    inputs = getattr(model, "inputs", None)
    if not inputs:
        if asked_shape is None:
            raise ValueError("a model that does not know its input shape")
        return asked_shape
    if len(inputs) != 1:
        raise ValueError(f"{len(inputs)} inputs")
    shape = tuple(inputs[0].shape[1:])
    if asked_shape is None or len(asked_shape) != len(shape):
        return shape
    # Input((None, None, 1)) takes images of any size: then it is the size that was asked for.
    return tuple(
        asked if length is None else length
        for length, asked in zip(shape, asked_shape, strict=True)
    )


def _is_built(model: Any) -> bool:
    return bool(model.built) and all(layer.built for layer in model._flatten_layers())


def _is_keras(thing: Any) -> bool:
    """Return whether a class, a function or an object is Keras's own."""
    module = getattr(thing, "__module__", None)
    return isinstance(module, str) and module.partition(".")[0] == "keras"
