"""Every plot of the course on one sheet per language.

Trains both networks on the bundled digits as `fundamentals compare` does, and draws each plot once,
as a notebook shows it. The sheets, plots.webp and plots.zh-Hant.webp, are shown on docs/plots.md.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import pyplot
from matplotlib.axes import Axes
from numpy.typing import NDArray
from PIL import Image

from fundamentals import plotting
from fundamentals.comparison import Comparison, compare, find_models, load_recipes
from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve
from fundamentals.datasets import load_dataset
from fundamentals.files import prepare_folder
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.perception import (
    feature_maps,
    grad_cam,
    layer_kernels,
    occlusion_sensitivity,
    receptive_field,
)
from fundamentals.training import (
    apply_temperature,
    draw_cases,
    history_frame,
    reliability_bins,
    risk_coverage_curve,
)

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
COLUMNS, COLUMN, MARGIN = 4, 430, 18  # pixels
LARGEST = 300_000  # bytes of a sheet
EPOCHS = 12  # enough to see the dense network overfit


@dataclass(frozen=True)
class Material:
    """What the plots show: a comparison, and what its CNN makes of the validation images."""

    comparison: Comparison
    images: NDArray[Any]
    labels: NDArray[Any]
    probabilities: NDArray[Any]
    maps: NDArray[Any]
    layer: str
    kernels: NDArray[Any]
    heat: NDArray[Any]
    sensitivity: NDArray[Any]
    field: Any


def train() -> Material:
    """Train both networks, and ask the CNN."""
    dataset = load_dataset("digits")
    comparison = compare(dataset, load_recipes(find_models(), dataset), seed=0, epochs=EPOCHS)
    model = comparison.results[-1].model
    images = dataset.validation.images.astype("float32") / 255
    layer = next(layer.name for layer in model.layers if layer.name.startswith("conv"))
    last = [layer.name for layer in model.layers if layer.name.startswith("conv")][-1]
    (maps,) = feature_maps(model, images[:1], [layer]).values()
    return Material(
        comparison,
        images,
        dataset.validation.labels,
        model.predict(images, verbose=0),
        maps[0],
        layer,
        layer_kernels(model),
        grad_cam(model, images[:1])[0],
        occlusion_sensitivity(model, images[:1])[0],
        receptive_field(model, last),
    )


def draw_all(material: Material) -> Iterator[tuple[str, Axes]]:
    """Draw plot after plot in the current language; yield its name and the Axes."""
    comparison, images = material.comparison, material.images
    dataset, (dense, cnn) = comparison.dataset, comparison.results
    names, digit = dataset.class_names, material.images[0]
    calibrated = apply_temperature(material.probabilities, 0.8)
    blurred = convolve(SLIDE_IMAGE, KERNELS["blur"])
    attention = digit[:, :, 0] @ digit[:, :, 0].T
    cases = draw_cases(np.random.default_rng(1), count=6)
    plots: dict[str, Callable[[], Axes]] = {
        "learning curves": lambda: plotting.plot_learning_curves(dense.history),
        "learning curves: loss": lambda: plotting.plot_learning_curves(
            dense.history, metric="loss"
        ),
        "learning curves: two networks": lambda: plotting.plot_learning_curves(
            {str(result.name): result.history for result in comparison.results}
        ),
        **{
            f"learning curves: {case.kind}": functools.partial(
                plotting.plot_learning_curves, history_frame(case.history)
            )
            for case in cases
        },
        "confusion matrix": lambda: plotting.plot_confusion_matrix(cnn.confusion, names),
        "class balance": lambda: plotting.plot_class_balance(
            np.bincount(dataset.train.labels) - 30 * (np.arange(10) == 4), names
        ),
        "mistakes": lambda: plotting.plot_mistakes(
            dataset.validation.images, dense.mistakes.head(12), names
        ),
        "images": lambda: plotting.plot_images(
            images[:15], material.labels[:15], class_names=names
        ),
        "image rows": lambda: plotting.plot_image_rows(
            {
                Text("as it was", "原始圖像"): images[:6],
                Text("mirrored", "翻轉"): images[:6, :, ::-1],
            },
            crossed=[[False] * 6, [True] * 6],
        ),
        "reliability": lambda: plotting.plot_reliability(
            reliability_bins(material.labels, material.probabilities)
        ),
        "risk and coverage": lambda: plotting.plot_risk_coverage(
            risk_coverage_curve(material.labels, calibrated), threshold=0.9
        ),
        "class probabilities": lambda: plotting.plot_class_probabilities(
            [("4", 0.62), ("9", 0.31), ("7", 0.05), ("1", 0.01)], threshold=0.9
        ),
        "data efficiency": lambda: plotting.plot_data_efficiency(efficiency()),
        "architectures": lambda: plotting.plot_architectures(architectures()),
        "race": lambda: plotting.plot_race(race(), targets=(0.95, 0.99)),
        "luck": lambda: plotting.plot_luck(*luck(), truth=0.85),
        "loss surface": lambda: plotting.plot_loss_surface(*surface()),
        "losses": lambda: plotting.plot_losses(losses()),
        "line errors": lambda: plotting.plot_line_errors(*line(), 0.5, 0.5),
        "feature maps": lambda: plotting.plot_feature_maps(material.maps, layer=material.layer),
        "kernels": lambda: plotting.plot_kernels(material.kernels),
        "heat": lambda: plotting.plot_heat(digit, material.heat),
        "sensitivity": lambda: plotting.plot_sensitivity(digit, material.sensitivity),
        "receptive field": lambda: plotting.plot_receptive_field(digit, material.field, (0, 2)),
        "attention": lambda: plotting.plot_attention(
            digit, attention / attention.sum(axis=1, keepdims=True).clip(1e-9)
        ),
        "convolution": lambda: plotting.plot_convolution(SLIDE_IMAGE, KERNELS["blur"], blurred),
        "convolution steps": lambda: plotting.plot_convolution_steps(
            SLIDE_IMAGE, KERNELS["blur"], blurred
        ),
        "grids": lambda: plotting.plot_grids(
            {
                Text("image", "圖像"): digit,
                **{
                    name: convolve(digit[:, :, 0], KERNELS[key])
                    for key, name in (
                        ("vertical_edges", Text("vertical edges", "垂直邊緣")),
                        ("horizontal_edges", Text("horizontal edges", "水平邊緣")),
                    )
                },
            }
        ),
        "neuron": plotting.plot_neuron,
        "dropped units": lambda: plotting.plot_dropped_units(
            {
                Text("rate {rate}", "比率 (rate) {rate}").format(rate=rate): np.random.default_rng(
                    5
                ).random((3, 5))
                >= rate
                for rate in (0.0, 0.2, 0.4)
            }
        ),
        "layers": lambda: plotting.plot_layers(
            [("x", ""), ("Conv", "3×3, ReLU"), ("Conv", "3×3"), ("+", ""), ("ReLU", "")],
            plain=(0, 3, 4),
            skips=[(0, 3)],
        ),
        "model": lambda: plotting.plot_model(cnn.model),
    }
    for name, draw in plots.items():
        yield name, draw()


def efficiency() -> dict[Text, pd.DataFrame]:
    """Return accuracies like those of lab 5, of a network from scratch and a pre-trained one."""
    numbers = np.repeat([1, 2, 5, 10, 20], 3)
    spread = np.tile([-0.04, 0.0, 0.03], 5) / np.sqrt(numbers)
    grown = {
        Text("from scratch", "從頭訓練"): 0.42 + 0.15 * np.log2(numbers) * 0.8,
        Text("pre-trained", "預訓練"): 0.71 + 0.055 * np.log2(numbers),
    }
    return {
        name: pd.DataFrame({"images": numbers, "accuracy": mean + spread})
        for name, mean in grown.items()
    }


def architectures() -> pd.DataFrame:
    """Return cost and accuracy like those of lab 6."""
    return pd.DataFrame(
        {
            "parameters": [48_226, 181_194, 6_102],
            "seconds": [21.0, 64.0, 30.0],
            "accuracy": [0.981, 0.978, 0.962],
        },
        index=[
            Text("CNN of lab 3b", "實作 3b 的 CNN"),
            Text("30 layers, residual", "30 層殘差網路"),
            Text("separable CNN", "可分離 CNN"),
        ],
    )


def race() -> dict[str, list[pd.DataFrame]]:
    """Return test accuracies like those of the race."""
    epochs = np.arange(1, 9)
    return {
        str(name): [
            pd.DataFrame(
                {"seconds": epochs * pace, "accuracy": top - 0.25 * np.exp(-epochs / fast)}
            )
            for top in tops
        ]
        for name, pace, fast, tops in (
            (Text("usual course CNN", "一般課程的 CNN"), 31.0, 2.2, (0.958, 0.951)),
            (Text("CNN of lab 3b", "實作 3b 的 CNN"), 8.0, 1.1, (0.999, 0.997)),
        )
    }


def luck() -> tuple[NDArray[Any], NDArray[Any]]:
    """Return what thirty networks of 85 % report, as in lab 7."""
    random = np.random.default_rng(0)
    validation = random.binomial(300, 0.85, size=(1000, 30)) / 300
    test = random.binomial(600, 0.85, size=(1000, 30)) / 600
    return test.max(axis=1), test[np.arange(1000), validation.argmax(axis=1)]


def line() -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the points of lab 2b."""
    x = np.linspace(0, 3, 30)
    return x, 1.5 * x - 1 + np.random.default_rng(0).normal(0, 0.3, len(x))


def descend(rate: float, momentum: float) -> NDArray[Any]:
    """Return weight and bias after each step of gradient descent on the points of lab 2b."""
    x, y = line()
    place, step = np.array([-1.0, 2.0]), np.zeros(2)
    places = [place]
    for _ in range(60):
        error = place[0] * x + place[1] - y
        step = momentum * step - rate * np.array([np.mean(2 * error * x), np.mean(2 * error)])
        place = place + step
        places.append(place)
    return np.array(places)


def paths() -> dict[Text, NDArray[Any]]:
    """Return the three descents of lab 2b."""
    return {
        Text("learning rate 0.02", "學習率 0.02"): descend(0.02, 0.0),
        Text("learning rate 0.24", "學習率 0.24"): descend(0.24, 0.0),
        Text("0.02 with momentum 0.9", "0.02 加動量 0.9"): descend(0.02, 0.9),
    }


def surface() -> tuple[Any, ...]:
    """Return the arguments of the loss surface."""
    x, y = line()
    weights, biases = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)
    errors = weights[:, np.newaxis] * x + biases[:, np.newaxis, np.newaxis] - y
    return weights, biases, np.mean(errors**2, axis=-1), paths()


def losses() -> dict[Text, list[float]]:
    """Return the losses along both descents."""
    x, y = line()
    return {
        name: [float(np.mean((w * x + b - y) ** 2)) for w, b in path]
        for name, path in paths().items()
    }


def picture(axes: Axes) -> Image.Image:
    """Return the figure of ``axes`` as an image, as a notebook shows it."""
    file = io.BytesIO()
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.savefig(file, dpi=110, bbox_inches="tight")
    pyplot.close(figure)
    return Image.open(file).convert("RGB")


def arrange(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures into columns of equal width, each into the shortest."""
    heights = [MARGIN] * COLUMNS
    places = []
    for drawn in pictures:
        scale = min(1.0, COLUMN / drawn.width)
        shrunk = drawn.resize((round(drawn.width * scale), round(drawn.height * scale)))
        column = int(np.argmin(heights))
        places.append((shrunk, MARGIN + column * (COLUMN + MARGIN), heights[column]))
        heights[column] += shrunk.height + 2 * MARGIN
    sheet = Image.new("RGB", (COLUMNS * (COLUMN + MARGIN) + MARGIN, max(heights)), "white")
    for shrunk, left, top in places:
        sheet.paste(shrunk, (left, top))
    return sheet


def main() -> None:
    """Train once, and write a sheet for each language."""
    material = train()
    prepare_folder(FOLDER)
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        with use_language(language):
            sheet = arrange([picture(axes) for _, axes in draw_all(material)])
        path = FOLDER / f"plots{suffix}.webp"
        quality = 90
        sheet.save(path, quality=quality, method=6)
        while path.stat().st_size > LARGEST:
            quality -= 5
            sheet.save(path, quality=quality, method=6)
