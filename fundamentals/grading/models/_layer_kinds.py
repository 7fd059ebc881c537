"""What a layer of a structure computes, judging by the class of the layer or operation.

Checks accept both forms, ``layers.Conv2D`` and ``ops.conv``: see :mod:`fundamentals.keras_classes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fundamentals.keras_classes import CONVOLUTIONS
from fundamentals.printable import one_line
from fundamentals.sandbox import LayerFacts, ModelStructure

MAX_POOLINGS = frozenset({"MaxPooling2D", "GlobalMaxPooling2D", "AdaptiveMaxPooling2D", "MaxPool"})
AVERAGE_POOLINGS = frozenset(
    {"AveragePooling2D", "GlobalAveragePooling2D", "AdaptiveAveragePooling2D", "AveragePool"}
)
DROPOUTS = frozenset({"Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout"})
_NOISES = frozenset({"GaussianNoise", "ActivityRegularization"})
NORMALIZATIONS = frozenset(
    {"BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"}
)
DENSE = frozenset({"Dense", "EinsumDense", "Matmul", "Dot", "Einsum", "Tensordot"})
ATTENTION = frozenset({"MultiHeadAttention", "GroupQueryAttention"})

# A layer that drops fewer units does nothing in the training runs of a course.
_LEAST_DROPPED = 0.005

_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM1D"})

# Nonlinearities, in lower case: classes of layers and operations, and names of activations.
_NONLINEAR = frozenset(
    {
        *("relu", "relu6", "leakyrelu", "leaky_relu", "prelu", "elu", "selu", "celu", "gelu"),
        *("silu", "swish", "mish", "glu", "softmax", "logsoftmax", "log_softmax", "sparsemax"),
        *("sigmoid", "hardsigmoid", "hard_sigmoid", "logsigmoid", "log_sigmoid", "tanh"),
        *("hardtanh", "hard_tanh", "hardsilu", "hard_silu", "hardswish", "hard_swish"),
        *("softplus", "softsign", "exp", "exponential", "squareplus", "sparse_sigmoid"),
        *("tanhshrink", "tanh_shrink", "softshrink", "soft_shrink", "hardshrink", "hard_shrink"),
        *("sparseplus", "sparse_plus", "sparse_sigmoid", "threshold", "thresholdedrelu"),
        *("maximum", "minimum", "clip", "where", "abs", "absolute", "square", "power", "sin"),
        *("cos", "sqrt", "log", "sign", "lambda"),
    }
)


def path(structure: ModelStructure) -> list[LayerFacts]:
    """Return the layers on some path from input to output, in topological order."""
    names = frozenset(structure.outputs).union(*map(structure.ancestors, structure.outputs))
    return [layer for layer in structure.layers if layer.name in names]


def layers_on_every_path(structure: ModelStructure) -> frozenset[str]:
    """Return the names of the layers that every path from input to output passes."""
    layers = path(structure)
    # Numbers of paths: those through a layer are the product of those to it and those from it.
    to: dict[str, int] = {}
    for layer in layers:
        is_input = layer.class_name == "InputLayer"
        to[layer.name] = int(is_input) or sum(to.get(name, 0) for name in layer.inputs)
    onward = {layer.name: int(layer.name in structure.outputs) for layer in layers}
    for layer in reversed(layers):
        for name in layer.inputs:
            onward[name] = onward.get(name, 0) + onward[layer.name]
    whole = sum(to.get(name, 0) for name in structure.outputs)
    return frozenset(name for name in to if to[name] * onward[name] == whole > 0)


def activation_of(layer: LayerFacts) -> str | None:
    """Return the activation of a layer or operation, such as "relu"; None if it is linear."""
    if layer.class_name.lower() in _NONLINEAR:
        is_linear = layer.config.get("negative_slope") == 1
        return None if is_linear else layer.class_name.lower()
    found = layer.config.get("activation")
    if isinstance(found, dict):  # how Keras writes an activation that is a function or an object
        is_function = found.get("class_name") == "function"
        found = found.get("config" if is_function else "class_name")
    return found.lower() if isinstance(found, str) and found.lower() != "linear" else None


def is_nonlinear_at_once(layer: LayerFacts, structure: ModelStructure) -> bool:
    """Return whether a nonlinearity is in ``layer`` or is all that takes its output."""
    followers = [other for other in structure.layers if layer.name in other.inputs]
    return is_nonlinear(layer) or (bool(followers) and all(map(is_nonlinear, followers)))


def is_nonlinear(layer: LayerFacts) -> bool:
    """Whether ``layer`` is nonlinear; pooling, which only selects or averages, does not count."""
    gates = layer.class_name == "Multiply" and len(layer.inputs) > 1
    learns_order = layer.class_name in _RECURRENT | ATTENTION
    return gates or learns_order or activation_of(layer) is not None


def has_weights(layer: LayerFacts) -> bool:
    """Whether ``layer`` computes weighted sums of its inputs."""
    return layer.class_name in DENSE | _RECURRENT | ATTENTION or layer.class_name in CONVOLUTIONS


def pools(layer: LayerFacts) -> bool:
    """Whether ``layer`` takes the maximum of windows of several pixels, or of whole maps."""
    if layer.class_name == "Max":
        axes = layer.config.get("axis")
        return isinstance(axes, list) and {1, 2} <= set(axes)
    size = layer.config.get("pool_size")
    windows = set(size) if isinstance(size, list) else {size}
    return layer.class_name in MAX_POOLINGS and windows != {1}


def drops_out(layer: LayerFacts) -> bool:
    """Whether ``layer`` drops a noticeable fraction of units during training."""
    rate = layer.config.get("rate", 1)
    return layer.class_name in DROPOUTS and layer.trains and rate >= _LEAST_DROPPED


def regularizes(layer: LayerFacts) -> bool:
    """Whether ``layer`` acts on training rather than on what a network can compute."""
    return layer.class_name in DROPOUTS | _NOISES | NORMALIZATIONS


def feeds(structure: ModelStructure) -> dict[str, list[LayerFacts]]:
    """Return, by layer name, the layers on the path that it feeds."""
    fed: dict[str, list[LayerFacts]] = {layer.name: [] for layer in structure.layers}
    for layer in path(structure):
        for name in layer.inputs:
            fed.get(name, []).append(layer)
    return fed


def is_one_by_one(layer: LayerFacts) -> bool:
    """Whether a convolution looks at one pixel at a time, as projections do."""
    size = layer.config.get("kernel_size")
    return set(size) == {1} if isinstance(size, list) else size == 1


def is_followed_by_nonlinearity(layer: LayerFacts, fed: dict[str, list[LayerFacts]]) -> bool:
    """Whether a nonlinearity follows ``layer`` on some path before the next weighted sum.

    A depthwise convolution and the 1×1 convolution after it are one separable convolution.
    """

    def sums(found: LayerFacts) -> bool:
        return has_weights(found) and not _is_second_half(found, layer)

    onward = _reached(layer, fed, sums)
    return is_nonlinear(layer) or any(is_nonlinear(found) and not sums(found) for found in onward)


def _is_second_half(layer: LayerFacts, before: LayerFacts) -> bool:
    return CONVOLUTIONS.get(before.class_name) == "apart" and is_one_by_one(layer)


def _reached(
    layer: LayerFacts,
    fed: Mapping[str, Sequence[LayerFacts]],
    is_end: Callable[[LayerFacts], bool],
) -> Iterator[LayerFacts]:
    """Yield each layer that ``layer`` reaches: the ends too, but nothing behind them."""
    seen, waiting = set[str](), list(fed.get(layer.name, ()))
    while waiting:
        found = waiting.pop()
        if found.name not in seen:
            seen.add(found.name)
            yield found
            waiting += () if is_end(found) else fed[found.name]


def names_of(layers: Iterable[LayerFacts]) -> str:
    """Return the classes of ``layers``, separated by commas."""
    return ", ".join(one_line(layer.class_name) for layer in layers)


def ends_of(
    name: str, layers: Mapping[str, LayerFacts], fed: Mapping[str, Sequence[LayerFacts]]
) -> tuple[list[str], list[str]]:
    """Return the next layers that sum, pool or normalize, and what is multiplied on the way there.

    Args:
        name: A layer.
        layers: Those of its model, by name.
        fed: What each of them feeds, from :func:`feeds`.

    Returns:
        The names of the ends, and of the layers whose sums meet those of ``name`` in a product.
    """

    def is_end(found: LayerFacts) -> bool:
        return separates(found) and not _is_second_half(found, layers[name])

    reached = list(_reached(layers[name], fed, is_end))
    ends = {found.name for found in reached if is_end(found)}
    multiplied = {
        factor
        for found in reached
        if found.class_name == "Multiply" and found.name not in ends
        for factor in found.inputs
    }
    factors = {factor for product in multiplied for factor in _sums_behind(product, layers)}
    return sorted(ends), sorted(factors - {name})


def separates(layer: LayerFacts) -> bool:
    """Whether ``layer`` begins anew: it sums, pools, or normalizes each image for itself."""
    normalizes = "Norm" in layer.class_name and "Batch" not in layer.class_name
    pools_maximum = layer.class_name in MAX_POOLINGS | {"Max"}
    return has_weights(layer) or normalizes or pools_maximum


def _sums_behind(name: str, layers: Mapping[str, LayerFacts]) -> set[str]:
    """Return the nearest layers before ``name``, itself included, that sum or take the images."""
    found, seen, waiting = set[str](), set[str](), [name]
    while waiting:
        layer = layers.get(waiting.pop())
        if layer is None or layer.name in seen:
            continue
        seen.add(layer.name)
        if has_weights(layer) or not layer.inputs:
            found.add(layer.name)
        else:
            waiting += layer.inputs
    return found
