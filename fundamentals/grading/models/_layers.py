"""What a layer of a structure computes, by the class of the layer or operation.

Keras writes a layer, ``layers.Conv2D``, and an operation, ``ops.conv``, as nodes of their own
classes; a check means both.
"""

from __future__ import annotations

from collections.abc import Iterable

from fundamentals.printable import one_line
from fundamentals.sandbox import LayerFacts, ModelStructure

CONVOLUTIONS = frozenset(
    {"Conv2D", "SeparableConv2D", "DepthwiseConv2D", "Conv", "SeparableConv", "DepthwiseConv"}
)
MAX_POOLINGS = frozenset({"MaxPooling2D", "GlobalMaxPooling2D", "AdaptiveMaxPooling2D", "MaxPool"})
AVERAGE_POOLINGS = frozenset(
    {"AveragePooling2D", "GlobalAveragePooling2D", "AdaptiveAveragePooling2D", "AveragePool"}
)
DROPOUTS = frozenset({"Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout"})
DENSE = frozenset({"Dense", "EinsumDense", "Matmul", "Dot", "Einsum", "Tensordot"})
ATTENTION = frozenset({"MultiHeadAttention", "GroupQueryAttention"})

_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM1D"})

# Nonlinearities, in lower case: classes of layers and operations, and names of activations.
_BENT = frozenset(
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


def activation_of(layer: LayerFacts) -> str | None:
    """Return the activation of a layer or operation, such as "relu"; None if it is linear."""
    if layer.class_name.lower() in _BENT:
        return layer.class_name.lower()
    found = layer.config.get("activation")
    if isinstance(found, dict):  # how Keras writes an activation that is a function or an object
        is_function = found.get("class_name") == "function"
        found = found.get("config" if is_function else "class_name")
    return found.lower() if isinstance(found, str) and found.lower() != "linear" else None


def is_bent(layer: LayerFacts) -> bool:
    """Whether ``layer`` is nonlinear; pooling, which only selects or averages, does not count."""
    gates = layer.class_name == "Multiply" and len(layer.inputs) > 1
    learns_order = layer.class_name in _RECURRENT | ATTENTION
    return gates or learns_order or activation_of(layer) is not None


def has_weights(layer: LayerFacts) -> bool:
    """Whether ``layer`` computes weighted sums of its inputs."""
    return layer.class_name in CONVOLUTIONS | DENSE | _RECURRENT | ATTENTION


def pools(layer: LayerFacts) -> bool:
    """Whether ``layer`` takes the maximum of windows of several pixels, or of whole maps."""
    if layer.class_name == "Max":
        axes = layer.config.get("axis")
        return isinstance(axes, list) and {1, 2} <= set(axes)
    size = layer.config.get("pool_size")
    windows = set(size) if isinstance(size, list) else {size}
    return layer.class_name in MAX_POOLINGS and windows != {1}


def drops_out(layer: LayerFacts) -> bool:
    """Whether ``layer`` drops units during training."""
    rate = layer.config.get("rate", 1)
    return layer.class_name in DROPOUTS and layer.trains and rate > 0


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


def is_followed_by_bend(layer: LayerFacts, fed: dict[str, list[LayerFacts]]) -> bool:
    """Whether a nonlinearity follows ``layer`` on some path before the next weighted sum.

    A depthwise convolution and the 1×1 convolution after it are one separable convolution.
    """
    if is_bent(layer):
        return True
    seen: set[str] = set()
    waiting = list(fed.get(layer.name, ()))
    while waiting:
        found = waiting.pop()
        if found.name in seen:
            continue
        seen.add(found.name)
        second_half = "Depthwise" in layer.class_name and is_one_by_one(found)
        if has_weights(found) and not second_half:
            continue
        if is_bent(found):
            return True
        waiting += fed[found.name]
    return False


def names_of(layers: Iterable[LayerFacts]) -> str:
    """Return the classes of ``layers``, separated by commas."""
    return ", ".join(one_line(layer.class_name) for layer in layers)
