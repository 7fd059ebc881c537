"""The pictures and formulas of a handout: drawn in a moment, without training anything."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve, pad
from fundamentals.datasets import load_dataset
from fundamentals.language import Text, use_language
from fundamentals.manifest import Lab

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_RESOLUTION = 130


@dataclass(frozen=True)
class Picture:
    """A picture and what to see in it.

    Attributes:
        png: The bytes of a PNG file.
        caption: A sentence.
    """

    png: bytes
    caption: str


def pictures_of(lab: Lab, language: str) -> list[Picture]:
    """Return the pictures of a lab's handout, labelled in ``language``."""
    with use_language(language):
        return [
            Picture(_png(draw()), caption.in_language(language))
            for draw, caption in _PICTURES.get(lab.id, _DEFAULT)
        ]


def formulas_of(lab: Lab) -> tuple[Text, ...]:
    """Return the formulas of a lab's handout, as HTML."""
    return _FORMULAS.get(lab.id, ())


def _png(axes: Axes) -> bytes:
    from matplotlib import pyplot

    buffer = io.BytesIO()
    figure = axes.figure
    figure.savefig(buffer, format="png", dpi=_RESOLUTION, bbox_inches="tight")  # type: ignore[union-attr]
    pyplot.close(figure)  # type: ignore[arg-type]
    return buffer.getvalue()


def _one_of_each() -> NDArray[np.uint8]:
    """Return one image of each digit, uint8 ``(10, 28, 28, 1)``."""
    train = load_dataset("digits").train
    return np.stack([train.images[np.flatnonzero(train.labels == digit)[1]] for digit in range(10)])


def _digits() -> Axes:
    from fundamentals.plotting import plot_image_rows

    images = _one_of_each()
    return plot_image_rows({"0–4": images[:5], "5–9": images[5:]})


def _descent() -> Axes:
    """Draw gradient descent on the loss of a line, with and without momentum."""
    from fundamentals.plotting import plot_loss_surface

    x = np.linspace(-1, 2, 5)
    y = 0.8 * x + 0.5

    def walk(momentum: float) -> NDArray[np.float64]:
        place, step = np.array([-1.5, 2.2]), np.zeros(2)
        places = [place]
        for _ in range(25):
            error = place[0] * x + place[1] - y
            slopes = np.array([np.mean(2 * error * x), np.mean(2 * error)])
            step = momentum * step - 0.1 * slopes
            place = place + step
            places.append(place)
        return np.array(places)

    weights, biases = np.linspace(-2, 3, 61), np.linspace(-1.5, 3, 61)
    errors = weights[:, np.newaxis] * x + biases[:, np.newaxis, np.newaxis] - y
    paths = {
        str(Text("without momentum", "沒有動量")): walk(0.0),
        str(Text("with momentum", "有動量")): walk(0.7),
    }
    return plot_loss_surface(weights, biases, np.mean(errors**2, axis=-1), paths)


def _overfitting() -> Axes:
    """Draw what overfitting looks like; the numbers are made up."""
    import pandas as pd

    from fundamentals.plotting import plot_learning_curves

    epochs = np.arange(1, 21)
    frame = pd.DataFrame(
        {
            "accuracy": 1 - 0.55 * np.exp(-epochs / 3),
            "validation_accuracy": 0.83 - 0.35 * np.exp(-epochs / 2.5),
        },
        index=pd.Index(epochs, name="epoch"),
    )
    return plot_learning_curves(frame)


def _slide_convolution() -> Axes:
    from fundamentals.plotting import plot_convolution

    kernel = KERNELS["blur"]
    return plot_convolution(SLIDE_IMAGE, kernel, convolve(SLIDE_IMAGE, kernel))


def _edges() -> Axes:
    from fundamentals.plotting import plot_convolution

    image, kernel = _one_of_each()[3, :, :, 0], KERNELS["vertical_edges"]
    return plot_convolution(image, kernel, convolve(pad(image, 1, mode="mirror"), kernel))


def _maps() -> Axes:
    """Draw what the deck's kernels make of a digit, as a first layer would."""
    from fundamentals.plotting import plot_feature_maps

    image = pad(_one_of_each()[3, :, :, 0] / 255, 1, mode="mirror")
    names = [name for name in KERNELS if name != "identity"]
    maps = [np.maximum(convolve(image, KERNELS[name]), 0) for name in names]
    return plot_feature_maps(np.stack(maps, axis=-1))


def _changes() -> Axes:
    from fundamentals.plotting import plot_image_rows

    images = _one_of_each()[[1, 2, 3, 4, 6, 7, 8]]
    rows = {
        Text("as it was", "原始圖像"): images,
        Text("shifted", "平移"): np.roll(images, (2, -3), axis=(1, 2)),
        Text("mirrored", "翻轉"): images[:, :, ::-1],
    }
    crossed = np.zeros((3, 7), bool)
    crossed[2] = [False, True, True, True, True, True, False]
    return plot_image_rows(rows, crossed=crossed)


def _leaves() -> Axes:
    from fundamentals.plotting import plot_image_rows

    leaves = load_dataset("leaves")
    labels = leaves.train.labels
    rows = {
        name: leaves.train.images[np.flatnonzero(labels == label)[:6]]
        for label, name in enumerate(leaves.class_names)
    }
    return plot_image_rows(rows)


def _transfer() -> Axes:
    from fundamentals.plotting import plot_image_rows

    images = _one_of_each()
    rows = {
        Text("pre-trained on", "預先訓練"): images[:5],
        Text("transferred to", "遷移到"): images[5:],
    }
    return plot_image_rows(rows)


def _attention() -> Axes:
    """Draw which rows of a digit are alike, as attention that has learned nothing weighs them."""
    from fundamentals.plotting import plot_attention

    image = _one_of_each()[3, :, :, 0] / 255
    scores = image @ image.T / np.sqrt(image.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return plot_attention(image, powers / powers.sum(axis=1, keepdims=True))


_Drawing = tuple[Callable[[], "Axes"], Text]
_DEFAULT: tuple[_Drawing, ...] = (
    (
        _digits,
        Text(
            "One image of each class of the bundled digits.", "隨附的數字資料，每個類別一張圖像。"
        ),
    ),
)
_PICTURES: Mapping[str, tuple[_Drawing, ...]] = MappingProxyType(
    {
        "lab02_dense": (
            (
                _descent,
                Text("The loss of a line, and two ways down.", "直線的損失，與兩條往下走的路。"),
            ),
            (
                _overfitting,
                Text(
                    "Overfitting, a sketch: training goes on, validation stays behind.",
                    "過度擬合（示意圖）：訓練繼續進步，驗證停在後面。",
                ),
            ),
        ),
        "lab03a_convolution": (
            (
                _slide_convolution,
                Text(
                    "The deck's image, blurred: 6×6 becomes 4×4.",
                    "投影片的圖像經過模糊化：6×6 變成 4×4。",
                ),
            ),
            (
                _edges,
                Text(
                    "Vertical edges: two colours, two directions.", "垂直邊緣：兩種顏色，兩個方向。"
                ),
            ),
        ),
        "lab03b_cnn": (
            (
                _maps,
                Text("One digit as six kernels see it.", "六個核心眼中的同一個數字。"),
            ),
            (
                _overfitting,
                Text(
                    "What the CNN is to mend, a sketch: the gap.",
                    "示意圖：卷積神經網路要改善的差距。",
                ),
            ),
        ),
        "lab04a_augmentation": (
            (
                _changes,
                Text("A shift keeps the label; a mirror may not.", "平移會保留標籤；翻轉不一定。"),
            ),
        ),
        "lab07_assessment": (
            (
                _leaves,
                Text("The shape is the class; nothing else is.", "類別只看形狀，其他都不算。"),
            ),
        ),
        "lab05_pretrained": (
            (
                _transfer,
                Text(
                    "What the base has seen, and what it has not.",
                    "基底看過的數字，與沒看過的數字。",
                ),
            ),
        ),
        "lab06_architectures": (
            (
                _attention,
                Text(
                    "Attention that has learned nothing yet: a row looks at rows like it.",
                    "還沒學過的注意力：每一列看和自己相像的列。",
                ),
            ),
        ),
    }
)
_FORMULAS: Mapping[str, tuple[Text, ...]] = MappingProxyType(
    {
        "lab01_digits": (
            Text(
                "<i>p<sub>i</sub></i> = e<sup><i>z<sub>i</sub></i></sup> / "
                "Σ<sub><i>j</i></sub> e<sup><i>z<sub>j</sub></i></sup> (softmax)",
                "<i>p<sub>i</sub></i> = e<sup><i>z<sub>i</sub></i></sup> / "
                "Σ<sub><i>j</i></sub> e<sup><i>z<sub>j</sub></i></sup>（softmax）",
            ),
            Text(
                "loss = −log <i>p</i><sub>right class</sub> (cross-entropy)",
                "損失 = −log <i>p</i><sub>正確類別</sub>（交叉熵）",
            ),
        ),
        "lab02_dense": (
            Text(
                "<i>L</i> = mean (<i>w x</i> + <i>b</i> − <i>y</i>)²",
                "<i>L</i> = 平均 (<i>w x</i> + <i>b</i> − <i>y</i>)²",
            ),
            Text(
                "<i>v</i> ← <i>μ v</i> − <i>η</i> ∂<i>L</i>/∂<i>w</i>,&emsp;<i>w</i> ← <i>w</i> + "
                "<i>v</i> (<i>η</i> learning rate, <i>μ</i> momentum)",
                "<i>v</i> ← <i>μ v</i> − <i>η</i> ∂<i>L</i>/∂<i>w</i>，<i>w</i> ← <i>w</i> + "
                "<i>v</i>（<i>η</i> 學習率，<i>μ</i> 動量）",
            ),
        ),
        "lab03a_convolution": (
            Text(
                "<i>y</i>[<i>i</i>, <i>j</i>] = Σ <i>k</i>[<i>u</i>, <i>v</i>] "
                "<i>x</i>[<i>i s</i> + <i>u</i>, <i>j s</i> + <i>v</i>] (stride <i>s</i>)",
                "<i>y</i>[<i>i</i>, <i>j</i>] = Σ <i>k</i>[<i>u</i>, <i>v</i>] "
                "<i>x</i>[<i>i s</i> + <i>u</i>, <i>j s</i> + <i>v</i>]（步長 <i>s</i>）",
            ),
            Text("ReLU(<i>z</i>) = max(0, <i>z</i>)", "ReLU(<i>z</i>) = max(0, <i>z</i>)"),
        ),
        "lab03b_cnn": (
            Text(
                "parameters of Conv2D = (kernel height × kernel width × channels + 1) × filters",
                "Conv2D 的參數 =（核心高 × 核心寬 × 色版數 + 1）× 核心數",
            ),
        ),
        "lab04a_augmentation": (
            Text("gap = training accuracy − validation accuracy", "差距 = 訓練準確度 − 驗證準確度"),
        ),
        "lab06_architectures": (
            Text(
                "<i>y</i> = ReLU(<i>F</i>(<i>x</i>) + <i>x</i>) (residual block)",
                "<i>y</i> = ReLU(<i>F</i>(<i>x</i>) + <i>x</i>)（殘差區塊）",
            ),
            Text(
                "parameters, separable = <i>k</i>² · channels + (channels + 1) · filters",
                "可分離卷積的參數 = <i>k</i>² · 色版數 +（色版數 + 1）· 核心數",
            ),
            Text(
                "attention = softmax(<i>Q K</i><sup>T</sup> / √<i>d</i>) <i>V</i>",
                "注意力 = softmax(<i>Q K</i><sup>T</sup> / √<i>d</i>) <i>V</i>",
            ),
        ),
    }
)
