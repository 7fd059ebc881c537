"""What a model is made of: questions about its structure, read as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding
from fundamentals.grading._compare import expect
from fundamentals.grading._show import number
from fundamentals.grading._student import LayerFacts, ModelStructure, RemoteModel, Student
from fundamentals.language import Text

__all__ = [
    "CONVOLUTIONS",
    "DROPOUTS",
    "POOLINGS",
    "answers",
    "build_with",
    "expect_hidden_layer",
    "expect_layer",
    "expect_output_width",
    "expect_probabilities",
    "expect_raw_pixels",
    "softmax_layers",
]

CONVOLUTIONS = frozenset({"Conv2D", "SeparableConv2D"})
POOLINGS = frozenset(
    {"MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D", "GlobalAveragePooling2D"}
)
DROPOUTS = frozenset({"Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout"})

# Layers that are linear, or do nothing to the numbers; Dense is so without an activation.
_LINEAR = frozenset(
    {"InputLayer", "Flatten", "Reshape", "Dense", "BatchNormalization", "Rescaling", *DROPOUTS}
)

# Pixels 0–1 that are multiplied by less than this are black for good.
_SMALLEST_SCALE = 0.1


def build_with(
    student: Student, function: str, input_shape: tuple[int, ...], num_classes: int, *further: Any
) -> RemoteModel:
    """Return a new model from the submission's ``function``, called with these arguments.

    Raises:
        FailedCheckError: It returned something else.
    """
    model = student.call(function, input_shape, num_classes, *further)
    if isinstance(model, RemoteModel):
        return model
    kind = "None" if model is None else type(model).__name__
    evidence = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
    raise FailedCheckError(
        Finding.of(causes.NOT_A_MODEL, evidence.format(function=function, kind=kind))
    )


def expect_output_width(
    student: Student, function: str, input_shape: tuple[int, ...], num_classes: int
) -> None:
    """Fail unless ``function`` builds a model that gives each image ``num_classes`` numbers.

    Raises:
        FailedCheckError: It gives another number, or its output was never flattened.
    """
    model = build_with(student, function, input_shape, num_classes)
    structure = model.structure
    # A graph that could not be rebuilt tells no shapes; its answers do.
    shape = structure.output_shape or (
        None,
        *model.predict(np.zeros((1, *input_shape), np.float32)).shape[1:],
    )
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


def expect_layer(model: RemoteModel, class_names: frozenset[str], cause: Cause) -> None:
    """Fail for ``cause`` unless one of ``class_names`` lies on a path from input to output.

    Raises:
        FailedCheckError: There is none, or what the model says of itself was not confirmed.
    """
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    path = _path(model.structure)
    # A dropout with rate 0 is none; layers without a rate always work.
    found = any(
        layer.class_name in class_names and layer.config.get("rate", 1) > 0 for layer in path
    )
    expect(found, cause, _names(path))


def expect_hidden_layer(model: RemoteModel) -> None:
    """Fail unless there is a Dense layer before the output, and something that is not linear.

    Raises:
        FailedCheckError: The model is one linear layer, or amounts to one.
    """
    structure = model.structure
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    hidden = [layer for layer in _path(structure) if layer.name not in structure.outputs]
    dense = [layer for layer in hidden if layer.class_name == "Dense"]
    last = [layer.class_name for layer in structure.layers if layer.name in structure.outputs]
    if last != ["Dense"]:  # an Activation, say: the output layer is the Dense layer before it
        dense = dense[:-1]
    expect(bool(dense), causes.NO_HIDDEN_LAYER, _names(hidden))
    bent = any(
        layer.class_name not in _LINEAR or _activation(layer) not in (None, "linear")
        for layer in hidden
    )
    expect(bent, causes.HIDDEN_LINEAR, _names(hidden))


def expect_raw_pixels(model: RemoteModel) -> None:
    """Fail if the model divides its pixels, which are 0–1 already, by 255 again.

    Raises:
        FailedCheckError: It has a Rescaling layer that does.
    """
    for layer in _path(model.structure):
        scale = layer.config.get("scale") if layer.class_name == "Rescaling" else None
        if isinstance(scale, (int, float)):
            shown = Text("Rescaling({scale})", "Rescaling({scale})").format(scale=number(scale))
            expect(abs(scale) > _SMALLEST_SCALE, causes.PIXELS_SCALED_TWICE, shown)


def expect_probabilities(model: RemoteModel, images: NDArray[np.float32], num_classes: int) -> None:
    """Fail unless softmax is applied once, at the end: each row of the output adds up to 1.

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
    sums = rows.sum(axis=1, dtype=np.float64)
    evidence = Text(
        "sums of the first rows: expected 1, got {sums}", "前幾列的總和：應為 1，得到 {sums}"
    ).format(sums=", ".join(number(value) for value in sums[:4]))
    is_probability = bool((rows >= 0).all() and np.allclose(sums, 1, atol=1e-3))
    sigmoid = any(
        _activation(layer) == "sigmoid"
        for layer in structure.layers
        if layer.name in structure.outputs
    )
    expect(is_probability, causes.SIGMOID_OUTPUT if sigmoid else causes.SOFTMAX_MISSING, evidence)


def answers(
    model: RemoteModel,
    images: NDArray[np.float32],
    num_classes: int,
    *,
    random: np.random.Generator | None = None,
) -> NDArray[Any]:
    """Return the model's outputs for ``images``, finite numbers ``(n, num_classes)``.

    Args:
        model: The model.
        images: float32 ``(n, …)``.
        num_classes: Width of the output.
        random: Shuffles the questions.

    Raises:
        FailedCheckError: The outputs have another shape, or are not finite.
    """
    rows = model.predict(images, random=random)
    right = (len(images), num_classes)
    evidence = Text("expected shape {right}, got {got}", "形狀應為 {right}，得到 {got}")
    expect(rows.shape == right, causes.OUTPUT_WIDTH, evidence.format(right=right, got=rows.shape))
    expect(bool(np.isfinite(rows).all()), causes.PREDICTIONS_NOT_FINITE)
    return rows


def softmax_layers(structure: ModelStructure) -> list[LayerFacts]:
    """Return the layers on the path that apply softmax, in topological order."""
    return [layer for layer in _path(structure) if _activation(layer) == "softmax"]


def _path(structure: ModelStructure) -> list[LayerFacts]:
    """Return the layers on some path from input to output, in topological order."""
    names = frozenset(structure.outputs).union(*map(structure.ancestors, structure.outputs))
    return [layer for layer in structure.layers if layer.name in names]


def _activation(layer: LayerFacts) -> str | None:
    """Return the name of the layer's activation: "relu"; None where it has none."""
    if layer.class_name in ("ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax"):
        return layer.class_name.lower()
    found = layer.config.get("activation")
    if isinstance(found, dict):  # how Keras writes an activation that is a function or an object
        is_function = found.get("class_name") == "function"
        found = found.get("config" if is_function else "class_name")
    return found.lower() if isinstance(found, str) else None


def _names(layers: Sequence[LayerFacts]) -> Text:
    names = ", ".join(layer.class_name for layer in layers)
    return Text("layers: {names}", "各層：{names}").format(names=names)
