"""How attention becomes operations of the page: sequences are images one column wide."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from fundamentals.explorer._program import CannotLowerError, Program, as_array
from fundamentals.perception import LayerCall


def lower_attention(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append a ``MultiHeadAttention`` of a sequence, without a mask.

    The page shows the weights, a map per head, and what comes out; queries, keys, values and their
    means are ``inside``.
    """
    layer = call.layer
    plain = not getattr(layer, "_use_gate", False) and not getattr(layer, "_sliding_window", None)
    if call.keywords or not plain or not 2 <= len(inputs) <= 3 or len(call.output.shape) != 3:
        raise CannotLowerError(str(call.output.shape[1:]))
    query, value, key = inputs[0], inputs[1], inputs[-1]
    heads = int(layer.num_heads)
    length, others = int(call.inputs[0].shape[1]), int(call.inputs[1].shape[1])

    def project(dense: keras.Layer, source: int, rows: int) -> int:
        # (width, heads, numbers) as one matrix
        kernel = as_array(dense.kernel)
        matrix = kernel.reshape(kernel.shape[0], -1)
        return _mix(dense, matrix, program, source, rows, inside=True)

    queries = project(layer.query_dense, query, length)
    keys = project(layer.key_dense, key, others)
    values = project(layer.value_dense, value, others)
    weights = program.add(
        "attention_weights",
        [queries, keys],
        (length, others, heads),
        scale=float(1 / np.sqrt(layer.key_dim)),
    )
    width = program.operations[values - 1]["shape"][2]
    mixed = program.add("attention_mean", [weights, values], (length, 1, width), inside=True)
    output = layer.output_dense
    kernel = as_array(output.kernel).reshape(width, -1)
    return _mix(output, kernel, program, mixed, length)


def _mix(
    dense: keras.Layer, kernel: Any, program: Program, source: int, rows: int, **settings: object
) -> int:
    bias = None if dense.bias is None else as_array(dense.bias).ravel()
    return program.add(
        "convolution",
        [source],
        (rows, 1, kernel.shape[1]),
        kernel=kernel[np.newaxis, np.newaxis],
        bias=bias,
        groups=1,
        size=[1, 1],
        strides=[1, 1],
        dilation=[1, 1],
        padding=[0, 0],
        **settings,
    )
