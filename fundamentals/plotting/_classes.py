"""Classes: their numbers of images, and which are confused with which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.cells import cell_len

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import cell_points, readable_on
from fundamentals.plotting._labels import write_title
from fundamentals.plotting._style import GRID, INK, PALETTE, bare_axes, color_scale, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ALL_RIGHT = Text("All {total:,} are right", "{total:,} 張全部答對")
_CONFUSED = Text(
    "{right:,} of {total:,} right; most often, {true} is taken for {predicted} ({most:,}×)",
    "{total:,} 張答對 {right:,} 張；最常把 {true} 認成 {predicted}（{most:,} 次）",
)
_EQUAL = Text("Every class has {high:,} images", "每個類別都有 {high:,} 張")
_UNEQUAL = Text(
    "From {low:,} images ({least}) to {high:,} ({most})",
    "最少 {low:,} 張（{least}），最多 {high:,} 張（{most}）",
)


def plot_confusion_matrix(
    matrix: ArrayLike, class_names: Sequence[str], *, ax: Axes | None = None
) -> Axes:
    """Draw a confusion matrix.

    Right answers (the diagonal, blue) and wrong answers (orange) have separate scales, so that a
    handful of errors is visible beside thousands of right answers. Zeros stay empty.

    Args:
        matrix: Counts, ``(num_classes, num_classes)``: row the true class, column the predicted.
        class_names: One name per class.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with two masked images: right, wrong.

    Raises:
        ArgumentError: ``matrix`` is not square, or has another number of classes.
    """
    counts = np.asarray(matrix)
    number = len(class_names)
    if counts.shape != (number, number):
        raise _wrong_shape(counts, (number, number), number)
    side = max(3.6, 0.32 * number + 1.2)
    with drawing(ax, size=(side, side)) as axes:
        diagonal = np.eye(number, dtype=bool)
        for part, color in ((diagonal, PALETTE[0]), (~diagonal, PALETTE[1])):
            largest = counts.max(where=part, initial=1)
            axes.imshow(
                np.ma.array(counts, mask=~part),
                cmap=color_scale("white", color),
                vmin=0,
                vmax=largest,
            )
        _write_counts(axes, counts)
        axes.set_xticks(range(number), class_names, rotation=_rotation(class_names))
        axes.set_yticks(range(number), class_names)
        axes.set_xlabel(str(Text("predicted class", "預測類別")), color=INK)
        axes.set_ylabel(str(Text("true class", "正確類別")), color=INK)
        axes.tick_params(length=0, labelcolor=INK)
        axes.spines[:].set_color(GRID)
        write_title(axes, _confused(counts, class_names), size=10)
    return axes


def _confused(counts: NDArray[Any], class_names: Sequence[str]) -> Text:
    """Return how many are right, and which confusion is most frequent."""
    wrong = counts * (1 - np.eye(len(counts), dtype=counts.dtype))
    right, total, most = int(counts.trace()), int(counts.sum()), int(wrong.max(initial=0))
    if not most:
        return _ALL_RIGHT.format(total=total)
    row, column = np.unravel_index(wrong.argmax(), wrong.shape)
    return _CONFUSED.format(
        right=right, total=total, true=class_names[row], predicted=class_names[column], most=most
    )


def _write_counts(axes: Axes, counts: NDArray[Any]) -> None:
    right, wrong = axes.images
    font_size = min(10.0, 1.3 * cell_points(axes) / max(2, len(str(counts.max()))))
    for row, column in np.argwhere(counts):
        value = counts[row, column]
        axes.text(
            column,
            row,
            str(value),
            ha="center",
            va="center",
            fontsize=font_size,
            color=readable_on(right if row == column else wrong, value),
        )


def plot_class_balance(
    counts: ArrayLike, class_names: Sequence[str], *, ax: Axes | None = None
) -> Axes:
    """Draw how many images each class has.

    Args:
        counts: ``(num_classes,)``, images per class.
        class_names: One name per class.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one bar per class.

    Raises:
        ArgumentError: The numbers of counts and names differ.
    """
    heights = np.asarray(counts)
    number = len(class_names)
    if heights.shape != (number,):
        raise _wrong_shape(heights, (number,), number)
    with drawing(ax, size=(max(4.0, 0.32 * number + 1.0), 3.2)) as axes:
        axes.bar(range(number), heights, color=PALETTE[0], width=0.8)
        axes.set_xticks(range(number), class_names, rotation=_rotation(class_names))
        axes.set_xlabel(str(Text("class", "類別")), color=INK)
        axes.set_ylabel(str(Text("images", "圖像數")), color=INK)
        bare_axes(axes)
        axes.tick_params(axis="x", length=0)
        axes.margins(x=0.01)
        least, most = int(heights.argmin()), int(heights.argmax())
        title = _EQUAL if heights[least] == heights[most] else _UNEQUAL
        numbers = {"low": heights[least], "high": heights[most]}
        names = {"least": class_names[least], "most": class_names[most]}
        write_title(axes, title.format(**numbers, **names), size=10)
    return axes


def _rotation(class_names: Sequence[str]) -> float:
    """Return the angle at which names under an axis do not overlap."""
    return 0.0 if max(map(cell_len, class_names), default=0) <= 4 else 90.0


def _wrong_shape(array: NDArray[Any], expected: tuple[int, ...], classes: int) -> ArgumentError:
    return ArgumentError(
        Text(
            "counts of shape {shape} for {classes} class names",
            "計數的形狀為 {shape}，類別名稱有 {classes} 個",
        ).format(shape=array.shape, classes=classes),
        expected=Text("shape {expected}", "形狀 {expected}").format(expected=expected),
        fix=Text(
            "count and name the same classes: class_names of the same dataset",
            "計數與名稱要來自同一組類別：使用同一資料集的 class_names",
        ),
    )
