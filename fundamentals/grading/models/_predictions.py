"""Expectations about what a model predicts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import FailedCheckError, Finding
from fundamentals.grading._expect import expect
from fundamentals.grading._show import number
from fundamentals.grading.models._architecture import expect_rebuilt, layers_text, softmax_layers
from fundamentals.grading.models._layer_kinds import activation_of
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel


def expect_probabilities(
    model: RemoteModel, images: NDArray[np.float32], num_classes: int | None = None
) -> None:
    """Fail unless softmax is applied once, at the end: each row of the output adds up to 1.

    Args:
        model: The model.
        images: float32 ``(n, …)``.
        num_classes: Width of the output; None if another check looks at it.

    Raises:
        FailedCheckError: There is more than one softmax, or none, or it runs over the images.
    """
    structure = model.structure
    softmaxes = softmax_layers(structure)
    if len(softmaxes) > 1:
        at_end = softmaxes[-2].output_shape == structure.output_shape
        cause = causes.SOFTMAX_TWICE if at_end else causes.SOFTMAX_INSIDE
        raise FailedCheckError(Finding.of(cause, layers_text(softmaxes)))
    over_images = any(layer.config.get("axis") == 0 for layer in softmaxes)
    expect(not over_images, causes.SOFTMAX_OVER_IMAGES, layers_text(softmaxes))
    rows = answers(model, images, num_classes)
    sums = rows.sum(axis=-1, dtype=np.float64).ravel()
    evidence = Text(
        "sums of the first rows: expected 1, got {sums}", "前幾列的總和：應為 1，得到 {sums}"
    ).format(sums=", ".join(number(value) for value in sums[:4]))
    is_probability = bool((rows >= 0).all() and np.allclose(sums, 1, atol=1e-3))
    sigmoid = any(
        activation_of(layer) == "sigmoid"
        for layer in structure.layers
        if layer.name in structure.outputs
    )
    expect(is_probability, causes.SIGMOID_OUTPUT if sigmoid else causes.SOFTMAX_MISSING, evidence)


def answers(
    model: RemoteModel, images: NDArray[np.float32], num_classes: int | None = None
) -> NDArray[Any]:
    """Return the model's outputs for ``images``, finite numbers ``(n, num_classes)``.

    Args:
        model: The model.
        images: float32 ``(n, …)``.
        num_classes: Width of the output; None for any.

    Raises:
        FailedCheckError: No clean process could rebuild the model, so no trusted process can
            answer; or the outputs have another shape or are not finite.
    """
    expect_rebuilt(model.structure)
    rows = model.predict(images)
    right = (len(images), num_classes)
    evidence = Text("expected shape {right}, got {got}", "形狀應為 {right}，得到 {got}")
    fits = num_classes is None or rows.shape == right
    expect(fits, causes.OUTPUT_WIDTH, evidence.format(right=right, got=rows.shape))
    expect(bool(np.isfinite(rows).all()), causes.PREDICTIONS_NOT_FINITE)
    return rows
