"""Whether a network is linear in what a layer gives, where it uses that."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox.worker._influence import varied

# Root mean square of the values that are tried: a hard sigmoid, for one, bends at 3.
_USUAL_SIZE = 4.0

# Relative distance from a straight line. Leaky ReLU of slope 0.9 has 0.013, other activations more;
# tanh(x / 100) has less than 0.001.
_LEAST_BEND = 0.005


def linear(
    model: Any, images: NDArray[Any], asked: Sequence[Sequence[Sequence[str]]]
) -> list[bool]:
    """Return, for each question, whether the ends are linear in what the sources give.

    What the sources compute of ``images`` is enlarged to a usual size and taken with both signs,
    because a kernel has either. The ends are linear if half-way between two such values they
    receive what is half-way between what they receive for the two.

    Args:
        model: A functional model, in a process that runs no submission.
        images: ``(n, …)``, different from each other.
        asked: Pairs of names of layers or operations: sources, and the ends behind them. No ends
            stand for the outputs of the model.
    """
    with varied(model, images):
        graph = _Graph(model, images)
        return [graph.is_linear(sources, ends) for sources, ends in asked]


class _Graph:
    def __init__(self, model: Any, images: NDArray[Any]) -> None:
        self._nodes = [
            node
            for _, nodes in sorted(model._nodes_by_depth.items(), reverse=True)
            for node in nodes
            if not node.is_input
        ]
        self._inputs = {id(tensor): images for tensor in model.inputs}
        self._outputs = {id(tensor) for tensor in model.outputs}
        self._names = {
            id(tensor): node.operation.name for node in self._nodes for tensor in node.outputs
        }
        self._input_names = {
            tensor._keras_history.operation.name: id(tensor) for tensor in model.inputs
        }
        self._values = dict(self._inputs)
        for node in self._nodes:
            self._values.update(_computed(node, self._values))

    def is_linear(self, sources: Sequence[str], ends: Collection[str]) -> bool:
        tried: list[dict[int, Any]] = [{}, {}, {}]
        for number, name in enumerate(sources):
            own = [node for node in self._nodes if node.operation.name == name]
            operation = own[0].operation if own else None
            with _without_activation(operation) as activation:
                given = {
                    key: np.asarray(value, np.float32)
                    for node in own
                    for key, value in _computed(node, self._values).items()
                }
            if name in self._input_names:
                key = self._input_names[name]
                given[key] = np.asarray(self._values[key], np.float32)
            for key, values in given.items():
                # Beside the first, what is the same for all images counts as a constant.
                if number and not np.ptp(values, axis=0).any():
                    continue
                variants = _variants(values)
                if activation is not None:
                    variants = [np.asarray(activation(variant)) for variant in variants]
                    if not number and _is_curved(variants):
                        return False
                for values_of, variant in zip(tried, variants, strict=True):
                    values_of[key] = variant
        return not any(
            _is_curved(parts) for parts in zip(*self._received(tried, ends), strict=True)
        )

    def _received(
        self, tried: Sequence[dict[int, Any]], ends: Collection[str]
    ) -> list[list[NDArray[Any]]]:
        """Return what the ends receive, once for each of the values ``tried``."""
        changed, last = set(tried[0]), set()
        after = []
        for node in self._nodes:
            arriving = {id(tensor) for tensor in node.input_tensors} & changed
            if not arriving:
                continue
            if node.operation.name in ends:
                last |= arriving
            if not {id(tensor) for tensor in node.outputs} & set(tried[0]):
                after.append(node)
                changed |= {id(tensor) for tensor in node.outputs}
        last |= set() if ends else self._outputs & changed
        wanted, needed = set(last), []
        for node in reversed(after):
            if {id(tensor) for tensor in node.outputs} & wanted:
                needed.append(node)
                wanted |= {id(tensor) for tensor in node.input_tensors}
        received = []
        for given in tried:
            values = {**self._values, **given}
            for node in reversed(needed):
                values.update(_computed(node, values))
            received.append([np.asarray(values[key], np.float64) for key in sorted(last)])
        return received


def _computed(node: Any, values: dict[int, Any]) -> dict[int, Any]:
    import keras

    arguments, named = node.arguments.fill_in(values)
    outputs = keras.tree.flatten(node.operation(*arguments, **named))
    return {id(tensor): output for tensor, output in zip(node.outputs, outputs, strict=True)}


@contextlib.contextmanager
def _without_activation(operation: Any) -> Iterator[Any]:
    """Let a layer give its sums, and yield its activation, or None."""
    activation = getattr(operation, "activation", None)
    if not hasattr(operation, "kernel") and not hasattr(operation, "depthwise_kernel"):
        activation = None
    if activation is None:
        yield None
        return
    object.__setattr__(operation, "activation", None)
    try:
        yield activation
    finally:
        object.__setattr__(operation, "activation", activation)


def _variants(values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return two values of either sign for each place, and what is half-way between them."""
    size = float(np.sqrt(np.mean(np.square(values, dtype=np.float64))))
    one = values * max(1.0, _USUAL_SIZE / max(size, 1e-12))
    # With values of equal size, odd functions such as tanh would look linear.
    other = -0.5 * np.roll(one, 1, axis=0)
    return [one, other, (one + other) / 2]


def _is_curved(parts: Sequence[NDArray[Any]]) -> bool:
    one, other, between = (np.asarray(part, np.float64) for part in parts)
    change = np.linalg.norm(one - other)
    bend = np.linalg.norm(between - (one + other) / 2)
    # What does not change at all is for others to judge.
    return not np.isfinite(change + bend) or change == 0 or bool(bend > _LEAST_BEND * change)
