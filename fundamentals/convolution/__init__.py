"""The slides' operations in NumPy: convolution, padding, pooling, dropout, one neuron.

Nothing here needs TensorFlow, and nothing loops over pixels. Images are arrays of numbers of any
range, ``(height, width)`` or ``(height, width, channels)``; results are never clipped or wrapped
around to fit a pixel's range. NaN goes through: a result is NaN where a NaN went into it.
"""

from fundamentals.convolution._convolve import convolve, output_size, pad
from fundamentals.convolution._deck_arrays import (
    EDGE_KERNELS,
    KERNELS,
    SLIDE_IMAGE,
    SLIDE_POOLING_INPUT,
)
from fundamentals.convolution._dropout import dropout_mask
from fundamentals.convolution._neuron import neuron
from fundamentals.convolution._pooling import max_pool
from fundamentals.convolution._steps import ConvolutionTrace, Step, trace_convolution

__all__ = [
    "EDGE_KERNELS",
    "KERNELS",
    "SLIDE_IMAGE",
    "SLIDE_POOLING_INPUT",
    "ConvolutionTrace",
    "Step",
    "convolve",
    "dropout_mask",
    "max_pool",
    "neuron",
    "output_size",
    "pad",
    "trace_convolution",
]
