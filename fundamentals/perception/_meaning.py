"""The meaning of a classifier's outputs, decided once, from the model itself.

The last activation decides, for any images. Numbers alone are not enough: ten sigmoids whose sum
happens to be near 1 look like a softmax, and a picture in a batch must get the same answer as it
gets alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import keras
import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ModelError
from fundamentals.keras_classes import PROBABILITIES
from fundamentals.language import Text
from fundamentals.perception._batches import input_shape

OutputKind = Literal["softmax", "scores", "two classes", "independent"]

_LAST_LAYER = Text(
    'make the last layer Dense({classes}, activation="softmax") and train again',
    '把最後一層改成 Dense({classes}, activation="softmax")，再重新訓練',
)
_A_ROW = Text(
    "one number per class: softmax probabilities, scores without an activation, or sigmoids",
    "每個類別一個數字：softmax 機率、沒有啟動函數的分數，或 sigmoid",
)

# The mean of distributions is one, and these layers change no number, or only at training.
_PASSING = (
    keras.layers.Average,
    keras.layers.Dropout,
    keras.layers.Flatten,
    keras.layers.GaussianDropout,
    keras.layers.GaussianNoise,
    keras.layers.GlobalAveragePooling2D,
    keras.layers.Identity,
    keras.layers.Reshape,
)
# By the names of activations and, in lower case, of classes: those of layers, and those that
# keras.ops functions leave in a functional model.
_ACTIVATIONS = {
    **{name: name for name in PROBABILITIES},
    **dict.fromkeys(("log_softmax", "logsoftmax"), "scores"),
}
# Half-precision probabilities miss a sum of 1 by a little; nothing else comes near it four times.
_ROUNDING = 0.02
_PROBES = 4


@dataclass(frozen=True)
class OutputMeaning:
    """How to read a model's outputs.

    Attributes:
        kind: "softmax": probabilities, of which one class gets 1 in all; "scores": what a softmax
            would turn into these; "two classes": one sigmoid, the probability of the second class;
            "independent": several sigmoids, each the answer to a question of its own.
        num_classes: Number of classes: 2 for one sigmoid.
    """

    kind: OutputKind
    num_classes: int

    def probabilities(self, outputs: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return one probability per class; each row depends on that row alone.

        Args:
            outputs: What ``model.predict`` returned, ``(n, outputs)``.

        Returns:
            float64 ``(n, num_classes)``, 0–1; the sum of a row is 1 unless the answers are
            independent.

        Raises:
            ModelError: An output is NaN or infinite.
        """
        from scipy.special import softmax

        values = np.array(outputs, dtype=np.float64)
        if not np.isfinite(values).all():
            raise _not_finite()
        if self.kind == "scores":
            found: NDArray[np.float64] = softmax(values, axis=-1)
            return found
        if self.kind == "two classes":
            return np.concatenate([1 - values, values], axis=-1)
        if self.kind == "softmax":
            values /= values.sum(axis=-1, keepdims=True)
        return values


def output_meaning(
    model: keras.Model, image_shape: tuple[int, int, int] | None = None
) -> OutputMeaning:
    """Return the meaning of a classifier's outputs.

    The activation of the last layer decides. If the layers do not show it (in a custom model or
    layer), the model's outputs for four fixed images of noise decide.

    Args:
        model: A classifier of one image.
        image_shape: ``(height, width, channels)``, for a model that does not say which it takes.

    Raises:
        ModelError: The outputs are not those of a classifier; the message names the likely cause.
    """
    shape = getattr(model, "output_shape", None)
    activations = _activations(model)
    if shape is None or None in activations or len(activations) != 1:
        return _by_asking(model, image_shape)
    count = _number_of_outputs(shape)
    (activation,) = activations
    if activation == "sigmoid":
        return (
            OutputMeaning("two classes", 2) if count == 1 else OutputMeaning("independent", count)
        )
    if count == 1:
        raise _one_number(str(activation))
    if activation == "softmax":
        return OutputMeaning("softmax", count)
    if activation == "scores":
        return OutputMeaning("scores", count)
    raise ModelError(
        Text("a model that ends in {name}", "以 {name} 結尾的模型").format(name=activation),
        expected=_A_ROW,
        fix=_LAST_LAYER.format(classes=count),
    )


def _number_of_outputs(shape: Any) -> int:
    if isinstance(shape, tuple) and len(shape) == 2 and isinstance(shape[1], int):
        return shape[1]
    raise ModelError(
        Text("a model with the output shape {shape}", "輸出形狀為 {shape} 的模型").format(
            shape=shape
        ),
        expected=_A_ROW,
        fix=Text(
            "end it in Flatten or GlobalAveragePooling2D and a Dense layer with one unit per class",
            "最後接 Flatten 或 GlobalAveragePooling2D，再接一個 Dense 層，每個類別一個單元",
        ),
    )


def _activations(model: keras.Model) -> set[str | None]:
    """Return the names of the last operations on the outputs; None if unknown."""
    return _of_tensors(getattr(model, "outputs", None) or ())


def _of_tensors(tensors: Iterable[Any]) -> set[str | None]:
    found: set[str | None] = set()
    for tensor in tensors:
        history = getattr(tensor, "_keras_history", None)
        found |= {None} if history is None else _of_operation(history.operation, history.node_index)
    return found or {None}


def _of_operation(operation: Any, node_index: int) -> set[str | None]:
    if isinstance(operation, keras.Model):
        return _activations(operation)
    if isinstance(operation, _PASSING) or _does_nothing(operation):
        return _of_tensors(operation._inbound_nodes[node_index].input_tensors)
    name = type(operation).__name__
    if name.lower() in _ACTIVATIONS:
        axis = getattr(operation, "axis", -1)
        return {_ACTIVATIONS[name.lower()] if axis in (-1, 1) else None}
    if isinstance(operation, (keras.layers.ReLU, keras.layers.LeakyReLU, keras.layers.ELU)):
        return {name}
    activation = getattr(operation, "activation", None)
    if activation is None:
        return {None}
    if activation is keras.activations.linear:
        return {"scores"}
    name = getattr(activation, "__name__", name)
    return {_ACTIVATIONS.get(name, name)}


def _does_nothing(operation: Any) -> bool:
    return (
        isinstance(operation, keras.layers.Activation)
        and operation.activation is keras.activations.linear
    )


def _by_asking(model: keras.Model, image_shape: tuple[int, int, int] | None) -> OutputMeaning:
    shape = image_shape or input_shape(model)
    noise = np.random.default_rng(0).uniform(0, 1, (_PROBES, *shape)).astype(np.float32)
    answer = model.predict(noise, verbose=0)
    count = _number_of_outputs(getattr(answer, "shape", None))
    values = np.asarray(answer, dtype=np.float64)
    if not np.isfinite(values).all():
        raise _not_finite()
    if count > 1 and values.min() >= 0 and np.abs(values.sum(axis=-1) - 1).max() < _ROUNDING:
        return OutputMeaning("softmax", count)
    if count > 1 and (values.min() < 0 or values.max() > 1):
        return OutputMeaning("scores", count)
    raise ModelError(
        Text(
            "a model whose layers do not show what its outputs mean, {low:.2g} to {high:.2g}",
            "從各層看不出輸出意義的模型，輸出值為 {low:.2g} 到 {high:.2g}",
        ).format(low=values.min(), high=values.max()),
        expected=_A_ROW,
        fix=_LAST_LAYER.format(classes=max(count, 2)),
    )


def _one_number(activation: str) -> ModelError:
    if activation == "softmax":
        received = Text(
            "a model that ends in a softmax over one unit, which is always 1",
            "以一個單元的 softmax 結尾的模型，輸出永遠是 1",
        )
    else:
        received = Text(
            "a model that ends in one number without a sigmoid",
            "以一個沒有經過 sigmoid 的數字結尾的模型",
        )
    return ModelError(
        received,
        expected=_A_ROW,
        fix=Text(
            'for two classes, make the last layer Dense(1, activation="sigmoid") or '
            'Dense(2, activation="softmax") and train again',
            '兩個類別時，把最後一層改成 Dense(1, activation="sigmoid") 或 '
            'Dense(2, activation="softmax")，再重新訓練',
        ),
    )


def _not_finite() -> ModelError:
    return ModelError(
        Text("a model whose answer is NaN or infinite", "模型的答案是 NaN 或無限大"),
        expected=Text("a number for each class", "每個類別一個數字"),
        fix=Text(
            "train it again with a lower learning rate, on pixels from 0 to 1",
            "用較小的學習率 (learning rate) 與 0 到 1 的像素重新訓練",
        ),
    )
