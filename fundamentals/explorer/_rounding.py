"""Kernels rounded to a few levels, for a page that would be too large."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np

# The largest integer that a weight may become. With fewer levels than the last one has, answers
# would no longer be the model's own.
_MOST = (127, 90, 63, 45, 31, 22, 15, 11, 9, 7)


def rounded_model(description: dict[str, Any], room: int) -> dict[str, Any]:
    """Return a model's description with its kernels rounded to as many levels as fit.

    Each filter has a scale of its own: its largest weight is the largest integer. Biases and other
    short arrays stay exact.

    Args:
        description: As :func:`describe_model` returns it.
        room: Bytes that the weights may take; where 15 levels are too many, they take more.

    Returns:
        The same with ``weights`` as ``levels``, ``kernels`` (each as ``[offset, length,
        filters]``), and as base64 ``exact`` (float32: the other weights, then the scales) and
        ``rounded`` (a zlib stream of one int8 per weight).
    """
    weights = np.frombuffer(base64.b64decode(description["weights"]), dtype="<f4")
    kernels = [
        (kernel["offset"], int(np.prod(kernel["shape"])), kernel["shape"][-1])
        for kernel in (operation.get("kernel") for operation in description["operations"])
        if kernel is not None
    ]
    for most in _MOST:
        rounded = _round(weights, kernels, most)
        if len(rounded["exact"]) + len(rounded["rounded"]) <= room:
            break
    return {**description, "weights": rounded}


def _round(weights: Any, kernels: list[tuple[int, int, int]], most: int) -> dict[str, Any]:
    kept = np.ones(len(weights), dtype=bool)
    scales, integers = [], []
    for offset, length, filters in kernels:
        kernel = weights[offset : offset + length].reshape(-1, filters)
        scale = np.abs(kernel).max(axis=0) / most
        kept[offset : offset + length] = False
        scales.append(scale)
        integers.append(np.round(kernel / np.where(scale > 0, scale, 1)).astype(np.int8).ravel())
    exact = np.concatenate([weights[kept], *scales]).astype("<f4")
    stream = zlib.compress(np.concatenate(integers).tobytes(), 9)
    return {
        "levels": 2 * most + 1,
        "kernels": kernels,
        "exact": base64.b64encode(exact.tobytes()).decode("ascii"),
        "rounded": base64.b64encode(stream).decode("ascii"),
    }
