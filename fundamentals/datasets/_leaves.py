"""Leaves of six shapes, drawn by a program: offline, and as many as needed.

A leaf is anywhere, at any rotation, in any color between green and red, seen at a slant, on darker
litter and partly under it. Only its outline tells the class. Unlike a digit, a mirrored or rotated
leaf keeps its class.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.language import Text

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SIDE = 40
# Drawn this many times larger, then scaled down, for soft edges.
_FINER = 3
_CANVAS = _SIDE * _FINER

# Images per class.
_TRAIN, _VALIDATION, _TEST = 200, 50, 100

_SOURCE = Text(
    "leaves of six shapes, drawn by the program; per shape {train} for training, "
    "{validation} for validation, {test} for testing",
    "六種形狀的葉子，由程式繪製；每類 {train} 張訓練、{validation} 張驗證、{test} 張測試",
)

Points = NDArray[np.float64]
_ANGLES = np.linspace(-np.pi, np.pi, 120, endpoint=False)


def load_leaves(*, seed: int = 0) -> ImageDataset:
    """Return drawn leaves, 40×40 color: 1,200 for training, 300 for validation, 600 for testing.

    Every split is balanced across shapes.

    Args:
        seed: A different seed draws different leaves of the same six shapes.
    """
    random = np.random.default_rng(seed)
    drawn = draw_leaves(random, train=_TRAIN, validation=_VALIDATION, test=_TEST)
    return replace(
        drawn,
        source=Text("{source}, with seed {seed}", "{source}，種子 {seed}").format(
            source=drawn.source, seed=seed
        ),
    )


def draw_leaves(
    random: np.random.Generator, *, train: int, validation: int, test: int
) -> ImageDataset:
    """Draw the given number of leaves of each shape for each split.

    Args:
        random: Generator for everything about a leaf except its shape.
        train: Leaves per shape to train on.
        validation: To validate on.
        test: To test on.

    Returns:
        uint8 images ``(6 * count, 40, 40, 3)`` in random order, with labels 0–5.
    """
    return ImageDataset(
        name="leaves",
        class_names=tuple(str(name) for name in _OUTLINES),
        train=_draw_split(random, train),
        validation=_draw_split(random, validation),
        test=_draw_split(random, test),
        source=_SOURCE.format(train=train, validation=validation, test=test),
    )


def _draw_split(random: np.random.Generator, per_class: int) -> Split:
    outlines = tuple(_OUTLINES.values())
    labels = random.permutation(np.repeat(np.arange(len(outlines), dtype=np.int64), per_class))
    images = np.empty((len(labels), _SIDE, _SIDE, 3), np.uint8)
    for row, label in enumerate(labels):
        images[row] = _picture(outlines[label](random), random)
    return Split(images, labels)


def _polar(radius: Points) -> Points:
    """Return points at ``radius`` about the center, the tip at angle 0; y points up the leaf."""
    return np.stack([radius * np.sin(_ANGLES), radius * np.cos(_ANGLES)], axis=1)


def _ellipse(width: float) -> Points:
    radius: Points = width / np.hypot(width * np.cos(_ANGLES), np.sin(_ANGLES))
    return radius


def _oval(random: np.random.Generator) -> Points:
    return _polar(_ellipse(random.uniform(0.5, 0.75)))


def _heart(random: np.random.Generator) -> Points:
    harmonics = np.cos(np.outer((1, 2, 3, 4), _ANGLES))
    across = random.uniform(0.8, 1.05) * np.sin(_ANGLES) ** 3
    along = (-13, 5, 2, 1) @ harmonics / 16
    return np.stack([across, along], axis=1)


def _arrow(random: np.random.Generator) -> Points:
    wide, deep = random.uniform(0.5, 0.75), random.uniform(0.1, 0.5)
    return np.array([(0, 1), (wide, -0.85), (0, -deep), (-wide, -0.85)])


def _lobed(random: np.random.Generator) -> Points:
    lobes, depth = random.integers(7, 10), random.uniform(0.15, 0.3)
    return _polar(_ellipse(random.uniform(0.55, 0.75)) * (1 + depth * np.cos(lobes * _ANGLES)))


def _palm(random: np.random.Generator) -> Points:
    inner = random.uniform(0.35, 0.5)
    return _polar(inner + (1 - inner) * np.abs(np.cos(2.5 * _ANGLES)) ** 1.5)


def _fan(random: np.random.Generator) -> Points:
    half = random.uniform(0.9, 1.3)
    angles = np.linspace(-half, half, 60)
    slit = random.uniform(0.2, 0.5) * np.exp(-((angles / 0.1) ** 2))
    rim = 1.3 * (1 - slit) + 0.04 * np.cos(random.integers(8, 16) * angles)
    fan = np.stack([rim * np.sin(angles), rim * np.cos(angles)], axis=1)
    return np.concatenate([[(0.0, 0.0)], fan]) - (0, 0.6)


_OUTLINES: dict[Text, Callable[[np.random.Generator], Points]] = {
    Text("oval", "橢圓形"): _oval,
    Text("heart", "心形"): _heart,
    Text("arrow", "箭形"): _arrow,
    Text("lobed", "裂葉形"): _lobed,
    Text("palm", "掌形"): _palm,
    Text("fan", "扇形"): _fan,
}


def _picture(outline: Points, random: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a leaf of that outline. Returns uint8 ``(40, 40, 3)``."""
    from PIL import Image, ImageDraw

    dark, light = random.uniform((0.2, 0.6), (0.5, 0.95))
    canvas = Image.new("RGB", (_CANVAS, _CANVAS), _color(random, dark))
    draw = ImageDraw.Draw(canvas)
    for _ in range(random.integers(3, 9)):
        _litter(draw, random, 0.35, dark)
    _leaf(draw, _bent(outline, random), _color(random, light), random)
    for _ in range(random.integers(0, 4)):
        _litter(draw, random, 0.1, dark)
    small = np.asarray(canvas.reduce(_FINER), dtype=np.float64)
    shade = np.linspace(-1, 1, _SIDE)
    lit = np.add.outer(*(random.uniform(-25, 25) * shade for _ in range(2)))[..., np.newaxis]
    noise = random.normal(0, random.uniform(3, 12), small.shape)
    return np.clip(small + lit + noise, 0, 255).astype(np.uint8)


def _bent(outline: Points, random: np.random.Generator) -> Points:
    """Return the outline slightly deformed, rotated, seen at a slant, at a random position."""
    x, y = outline.T
    curve, wave = random.uniform((-0.15, -0.06), (0.15, 0.06))
    seen = np.stack([x + curve * np.cos(2 * y) + wave * np.sin(5 * y), y], axis=1)
    for narrower in (random.uniform(0.75, 1), 1):
        turn = random.uniform(0, 2 * np.pi)
        cosine, sine = np.cos(turn), np.sin(turn)
        seen = seen @ np.array([[cosine, -sine], [sine, cosine]]) * (narrower, 1)
    size = random.uniform(0.28, 0.44)
    place = random.uniform(size, 1 - size, size=2)
    points: Points = (seen * size + place) * _CANVAS
    return points


def _leaf(
    draw: ImageDraw,
    outline: Points,
    color: tuple[int, int, int],
    random: np.random.Generator,
) -> None:
    points = [tuple(point) for point in outline]
    rim = tuple(int(value * random.uniform(0.6, 1)) for value in color)
    draw.polygon(points, fill=color, outline=rim, width=2)
    draw.line([points[0], points[len(points) // 2]], fill=rim, width=2)


def _litter(draw: ImageDraw, random: np.random.Generator, size: float, value: float) -> None:
    """Draw a twig or a pebble."""
    start, far = random.uniform(0, _CANVAS, size=2), random.uniform(-1, 1, size=2) * size * _CANVAS
    color = _color(random, value * random.uniform(0.6, 1.4))
    if random.random() < 0.5:
        draw.line([*start, *(start + 1.6 * far)], fill=color, width=int(random.integers(2, 7)))
    else:
        corners = np.sort([start, start + far], axis=0)
        draw.ellipse([*corners[0], *corners[1]], fill=color)


def _color(random: np.random.Generator, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(random.uniform(0, 0.4), random.uniform(0.2, 0.8), value)
    return int(255 * red), int(255 * green), int(255 * blue)
