"""Expectations about a model's structure, which is read as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding
from fundamentals.grading._expect import expect
from fundamentals.grading._show import number
from fundamentals.grading.models._layers import (
    AVERAGE_POOLINGS,
    CONVOLUTIONS,
    DENSE,
    activation_of,
    drops_out,
    feeds,
    has_weights,
    is_bent,
    is_followed_by_bend,
    is_one_by_one,
    names_of,
    path,
    pools,
)
from fundamentals.language import Text
from fundamentals.printable import one_line
from fundamentals.sandbox import LayerFacts, ModelStructure, RemoteModel, Student, running

# Pixels 0–1 that are multiplied by less than this are practically black.
_SMALLEST_SCALE = 0.1

# A layer on the way to the output has a hundred times this; a branch times 1e-4 has less.
_LEAST_INFLUENCE = 1e-3


def build_with(
    student: Student, function: str, input_shape: tuple[int, ...], num_classes: int, *further: Any
) -> RemoteModel:
    """Return a new model from the submission's ``function``, called with these arguments.

    Raises:
        FailedCheckError: It returned something else.
    """
    model = running(student).call(function, input_shape, num_classes, *further)
    if isinstance(model, RemoteModel):
        return model
    kind = "None" if model is None else type(model).__name__
    evidence = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
    raise FailedCheckError(
        Finding.of(causes.NOT_A_MODEL, evidence.format(function=function, kind=kind))
    )


def expect_output_width(
    student: Student, function: str, input_shape: tuple[int, ...], num_classes: int
) -> RemoteModel:
    """Return a new model from ``function``, which must give each image ``num_classes`` numbers.

    Raises:
        FailedCheckError: It gives another number, or its output was never flattened.
    """
    model = build_with(student, function, input_shape, num_classes)
    structure = model.structure
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    shape = structure.output_shape
    evidence = Text(
        "{function}({input_shape}, {num_classes}): expected output shape {expected}, got {got}",
        "{function}({input_shape}, {num_classes})：輸出形狀應為 {expected}，得到 {got}",
    ).format(
        function=function,
        input_shape=input_shape,
        num_classes=num_classes,
        expected=(None, num_classes),
        got=shape,
    )
    expect(len(shape) == 2, causes.NOT_FLATTENED, evidence)
    expect(shape == (None, num_classes), causes.OUTPUT_WIDTH, evidence)
    for entry in structure.layers[:1]:
        fits = entry.output_shape in ((), (None, *input_shape))
        expect(fits, causes.SHAPE_FIXED, evidence)
    return model


def expect_layer(model: RemoteModel, class_names: frozenset[str], cause: Cause) -> None:
    """Fail for ``cause`` unless one of ``class_names`` lies on a path from input to output.

    Raises:
        FailedCheckError: There is none, or the model's structure was not confirmed.
    """
    layers = _confirmed_path(model)
    found = [layer for layer in layers if layer.class_name in class_names]
    expect(bool(found), cause, _names(layers))
    expect_effect(model, found)


def expect_effect(model: RemoteModel, layers: Sequence[LayerFacts]) -> None:
    """Fail unless the model's output depends on what one of ``layers`` gives.

    Raises:
        FailedCheckError: They are there for show, in a branch multiplied by zero, say.
    """
    influences = model.influence([layer.name for layer in layers])
    shown = Text("without effect: {names}", "沒有作用的層：{names}")
    acts = any(influence >= _LEAST_INFLUENCE for influence in influences)
    names = ", ".join(layer.name for layer in layers)
    expect(acts, causes.LAYER_WITHOUT_EFFECT, shown.format(names=names))


def expect_convolutions(model: RemoteModel) -> None:
    """Fail unless there is a convolution, and a nonlinearity follows each before the next sum.

    1×1 convolutions need none: projections and bottlenecks have none.

    Raises:
        FailedCheckError: There is none, or one without an activation.
    """
    expect_layer(model, CONVOLUTIONS, causes.NO_CONVOLUTION)
    fed = feeds(model.structure)
    linear = [
        layer
        for layer in path(model.structure)
        if layer.class_name in CONVOLUTIONS
        and not is_one_by_one(layer)
        and not is_followed_by_bend(layer, fed)
    ]
    names = ", ".join(one_line(layer.name) for layer in linear)
    evidence = Text("without an activation: {names}", "沒有啟動函數的層：{names}")
    expect(not linear, causes.CONVOLUTION_LINEAR, evidence.format(names=names))


def expect_max_pooling(model: RemoteModel) -> None:
    """Fail unless there is max pooling on a path from input to output.

    Raises:
        FailedCheckError: There is none; averages are named.
    """
    layers = _confirmed_path(model)
    averages = any(layer.class_name in AVERAGE_POOLINGS for layer in layers)
    cause = causes.POOLING_AVERAGES if averages else causes.NO_POOLING
    found = [layer for layer in layers if pools(layer)]
    expect(bool(found), cause, _names(layers))
    expect_effect(model, found)


def expect_dropout(model: RemoteModel) -> None:
    """Fail unless dropout acts on hidden units: layers with weights come before and after it.

    Raises:
        FailedCheckError: There is none, or it does not act on hidden layers.
    """
    layers = _confirmed_path(model)
    dropouts = [layer for layer in layers if drops_out(layer)]
    expect(bool(dropouts), causes.NO_DROPOUT, _names(layers))
    ancestors = model.structure.ancestors
    weighty = {layer.name for layer in layers if has_weights(layer)}
    followed = frozenset().union(*map(ancestors, weighty))
    hidden = [
        layer for layer in dropouts if layer.name in followed and weighty & ancestors(layer.name)
    ]
    expect(bool(hidden), causes.DROPOUT_NOT_HIDDEN, _names(layers))
    expect_effect(model, hidden)


def expect_hidden_layer(model: RemoteModel) -> None:
    """Fail unless there is a Dense layer before the output, and a nonlinearity.

    Raises:
        FailedCheckError: The model is one linear layer, or amounts to one.
    """
    layers = _confirmed_path(model)
    dense = [layer for layer in layers if layer.class_name in DENSE]
    hidden = model.structure.ancestors(dense[-1].name) if dense else frozenset()
    before = [layer for layer in layers if layer.name in hidden]
    found = [layer for layer in before if layer in dense]
    expect(bool(found), causes.NO_HIDDEN_LAYER, _names(layers))
    expect(any(map(is_bent, before)), causes.HIDDEN_LINEAR, _names(before))
    expect_effect(model, found)


def _confirmed_path(model: RemoteModel) -> list[LayerFacts]:
    """Return the layers between input and output of a model that a clean process rebuilt.

    Raises:
        FailedCheckError: It could not be rebuilt.
    """
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    return path(model.structure)


def expect_raw_pixels(model: RemoteModel) -> None:
    """Fail if the model divides its pixels, which are already 0–1, by 255 again.

    Raises:
        FailedCheckError: It has a Rescaling layer that does.
    """
    for layer in path(model.structure):
        scale = layer.config.get("scale") if layer.class_name == "Rescaling" else None
        if isinstance(scale, (int, float)):
            shown = Text("Rescaling({scale})", "Rescaling({scale})").format(scale=number(scale))
            expect(abs(scale) > _SMALLEST_SCALE, causes.PIXELS_SCALED_TWICE, shown)


def expect_probabilities(
    model: RemoteModel, images: NDArray[np.float32], num_classes: int | None = None
) -> None:
    """Fail unless softmax is applied once, at the end: each row of the output adds up to 1.

    Args:
        model: The model.
        images: float32 ``(n, …)``.
        num_classes: Width of the output; None where another check looks at it.

    Raises:
        FailedCheckError: There is more than one softmax, or none.
    """
    structure = model.structure
    softmaxes = softmax_layers(structure)
    if len(softmaxes) > 1:
        at_end = softmaxes[-2].output_shape == structure.output_shape
        cause = causes.SOFTMAX_TWICE if at_end else causes.SOFTMAX_INSIDE
        raise FailedCheckError(Finding.of(cause, _names(softmaxes)))
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
        FailedCheckError: No clean process could rebuild the model, so nobody trustworthy can
            answer; or the outputs have another shape, or are not finite.
    """
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    rows = model.predict(images)
    right = (len(images), num_classes)
    evidence = Text("expected shape {right}, got {got}", "形狀應為 {right}，得到 {got}")
    fits = num_classes is None or rows.shape == right
    expect(fits, causes.OUTPUT_WIDTH, evidence.format(right=right, got=rows.shape))
    expect(bool(np.isfinite(rows).all()), causes.PREDICTIONS_NOT_FINITE)
    return rows


def softmax_layers(structure: ModelStructure) -> list[LayerFacts]:
    """Return the layers on the path that apply softmax, in topological order."""
    return [layer for layer in path(structure) if activation_of(layer) == "softmax"]


def _names(layers: Sequence[LayerFacts]) -> Text:
    return Text("layers: {names}", "各層：{names}").format(names=names_of(layers))
