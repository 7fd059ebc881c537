"""Keras's layers and operations, by the names of their classes.

Keras writes a layer, ``layers.Conv2D``, and an operation, ``ops.conv``, as nodes of different
classes. Keras itself is not imported: checks of a network's structure go without it, and they,
the submission's process, and pictures of what a network perceives agree by reading this.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = [
    "CONVOLUTIONS",
    "CONVOLUTION_LAYERS",
    "CONVOLUTION_OPERATIONS",
    "PROBABILITIES",
    "ChannelUse",
]

ChannelUse = Literal["summed", "apart", "apart, then summed"]
"""What a convolution's kernel does with the channels of its input."""

CONVOLUTION_LAYERS: Mapping[str, ChannelUse] = MappingProxyType(
    {"Conv2D": "summed", "DepthwiseConv2D": "apart", "SeparableConv2D": "apart, then summed"}
)
CONVOLUTION_OPERATIONS: Mapping[str, ChannelUse] = MappingProxyType(
    {"Conv": "summed", "DepthwiseConv": "apart", "SeparableConv": "apart, then summed"}
)
CONVOLUTIONS: Mapping[str, ChannelUse] = MappingProxyType(
    {**CONVOLUTION_LAYERS, **CONVOLUTION_OPERATIONS}
)
"""What slides a kernel over images."""

PROBABILITIES = frozenset({"softmax", "sigmoid"})
"""The activations, by Keras's names, that turn a network's scores into probabilities."""
