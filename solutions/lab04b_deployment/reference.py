"""Pictures from outside drawn at random, and their conversion as lab 4b asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SIDE, FILL = 28, 20
FAINTEST = 0.2
LUMA = (0.299, 0.587, 0.114)

# Red, green, blue of television in high definition: as a standard, and as scikit-image rounds them.
OTHER_WEIGHTS = ((0.2126, 0.7152, 0.0722), (0.2125, 0.7154, 0.0721))

# Nearer to a half than this, the order of additions decides which way a number is rounded.
_CLEAR = 0.05


def gray_of(picture: Array, weights: Sequence[float] = LUMA) -> Array:
    """Return a picture 0–255, color or gray, as gray 0–1."""
    if picture.ndim == 2:
        return picture / 255
    red, green, blue = (weight * picture[..., i] for i, weight in enumerate(weights))
    return (red + green + blue) / 255


def border_of(gray: Array) -> Array:
    """Return the pixels of the first and last row and column; corners count twice."""
    return np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]])


def most_frequent(gray: Array) -> float:
    """Return the brightness that most pixels have; of several, the darkest."""
    levels, counts = np.unique(gray, return_counts=True)
    return float(levels[counts.argmax()])


def stretched(values: Array) -> Array:
    """Return ``values`` divided by the largest of them, where that is no 0."""
    largest = values.max()
    return values / largest if largest else values


def ink_of(gray: Array, paper: float | None = None) -> Array:
    """Return the ink of a gray picture, 0 on the paper and 1 where it is strongest.

    Args:
        gray: ``(height, width)``, 0–1.
        paper: Brightness of the paper; None for the median of the border.
    """
    return stretched(np.abs(gray - (np.median(border_of(gray)) if paper is None else paper)))


def draw_page(
    random: np.random.Generator,
    paper: float,
    ink: float,
    *,
    thick: bool,
    glare: float | None = None,
) -> NDArray[np.float32]:
    """Draw a gray picture with ink along one side of the border.

    Args:
        random: What it is drawn from.
        paper: Brightness of the paper, 0–1.
        ink: Brightness of the strongest ink, 0–1.
        thick: Whether most of the picture is ink.
        glare: Brightness of one pixel that is neither; None for no such pixel.
    """
    amount = np.zeros([int(side) for side in random.permutation(np.arange(9, 14))[:2]])
    inside = amount[1:-1, 1:-1]
    if thick:
        inside[...] = random.uniform(0.85, 1, size=inside.shape)
    else:
        inside[2:-2, 3] = random.uniform(0.5, 1, size=len(inside) - 4)
    inside[2, 2] = 1
    # Most of one side is ink: another side for each kind of picture.
    amount[0, :-2] = 0.7
    amount = amount.T if thick else amount
    amount = amount[::-1, ::-1] if ink > paper else amount
    page = np.round(paper + (ink - paper) * amount, 2)
    if glare is not None:
        page[-3, -3] = glare
    return page.astype(np.float32)


def draw_framed(
    random: np.random.Generator, shape: tuple[int, int], sides: Sequence[str], ink: float
) -> NDArray[np.float32]:
    """Draw a gray picture whose border has ink along two sides, and in one or two corners.

    All ink but one line has one brightness. Most of the picture is ink, most of the border paper.

    Args:
        random: What it is drawn from.
        shape: Height and width; along two opposite sides, the shorter ones.
        sides: Two of "top", "bottom", "left" and "right", in this order.
        ink: Brightness of the ink, 0–1.
    """
    paper = 0.5 + (0.5 - ink) * random.uniform(0.3, 0.6)
    page = np.full(shape, paper)
    page[1:-1, 1:-1] = ink
    page[2, 1:-1] = paper + (ink - paper) * np.linspace(0.05, 0.95, shape[1] - 2)
    parts = {"top": page[0, 1:-1], "bottom": page[-1, 1:-1]}
    parts |= {"left": page[1:-1, 0], "right": page[1:-1, -1]}
    for side in sides:
        parts[side][...] = ink
    # The corner between them; both ends of the first where they are opposite.
    rows = [row for side, row in (("top", 0), ("bottom", -1)) if side in sides]
    columns = [column for side, column in (("left", 0), ("right", -1)) if side in sides]
    page[rows[:1] or [0, -1], columns[:1] or [0, -1]] = ink
    return np.round(page, 2).astype(np.float32)


def draw_two_papers(random: np.random.Generator) -> NDArray[np.float32]:
    """Draw a gray picture whose left and right halves are paper of two brightnesses.

    The median of the border lies between them, so that no pixel is as bright.
    """
    halves = random.permutation([0.6, 0.8]) + random.uniform(-0.05, 0.05)
    page = np.tile(np.repeat(halves, 5), (11, 1))
    page[3:8, 3:7] = random.uniform(0.05, 0.4, size=(5, 4))
    return np.round(page, 2).astype(np.float32)


def bounds(ink: Array, faintest: float = FAINTEST) -> tuple[slice, slice]:
    """Return the rows and columns that hold every pixel above ``faintest``."""
    along = [np.flatnonzero((ink > faintest).any(axis=axis)) for axis in (1, 0)]
    return slice(along[0][0], along[0][-1] + 1), slice(along[1][0], along[1][-1] + 1)


def draw_faint_and_strong(random: np.random.Generator, margin: int) -> NDArray[np.float32]:
    """Draw ink within faint pixels; around them, ``margin`` pixels of which one is black."""
    height, width = (int(side) for side in random.permutation(np.arange(5, 9))[:2])
    ink = np.round(random.uniform(0.3, 1, size=(height, width)), 2)
    ink[0], ink[:, -1] = 0.3, 0.4
    # As writing is: neither the first nor the last pixel of it, row by row, lies at a side.
    ink[[0, 0, -1, -1], [0, -1, 0, -1]] = 0.1
    # And as an i is: a row, and a column, between others hold nothing.
    ink[random.integers(1, height - 1)] = 0.15
    ink[:, random.integers(1, width - 1)] = 0.15
    faint = np.pad(ink, margin, constant_values=0.18)
    return np.pad(faint, min(margin, 1)).astype(np.float32)


def shares(length: int, size: int) -> Array:
    """Return what share of each of ``size`` new pixels each of ``length`` old ones makes up."""
    # Cut both into length * size pieces: each new pixel has `length` of them, each old one `size`.
    pieces = np.arange(length * size)
    matrix = np.zeros((size, length))
    np.add.at(matrix, (pieces // length, pieces // size), 1 / length)
    return matrix


def fitted_sides(shape: tuple[int, ...], fill: int = FILL) -> tuple[int, int]:
    """Return height and width once the longer side is ``fill`` pixels."""
    height, width = (max(1, round(fill * side / max(shape))) for side in shape)
    return height, width


def mass_corner(ink: Array) -> Array:
    """Return the row and column of the corner, neither rounded nor kept inside, ``(2,)``.

    Without ink, every pixel counts alike.
    """
    places = np.indices(ink.shape).reshape(2, -1)
    weights = ink.ravel() if ink.any() else None
    return SIDE / 2 - np.average(places, axis=1, weights=weights)


def corner_inside(ink: Array, corner: Sequence[float] | Array) -> Array:
    """Return the nearest whole row and column to ``corner`` where all of the ink fits, ``(2,)``."""
    most = SIDE - np.array(ink.shape)
    inside: Array = np.minimum(np.maximum(np.rint(corner), 0), most).astype(int)
    return inside


def laid_on_black(ink: Array, corner: Sequence[float] | Array) -> Array:
    """Return ink on black with its upper left corner there, or just inside."""
    row, column = corner_inside(ink, corner)
    black = np.zeros((SIDE, SIDE))
    black[row:, column:][: ink.shape[0], : ink.shape[1]] = ink
    return black


def scaled_to(ink: Array, sides: tuple[int, int]) -> Array:
    """Return ink scaled by area to height and width."""
    rows, columns = (shares(*axis) for axis in zip(ink.shape, sides, strict=True))
    scaled: Array = rows @ ink @ columns.T
    return scaled


def is_clear(ink: Array) -> bool:
    """Return whether nothing in the conversion of ``ink`` hangs on how a half is rounded."""
    cut = ink[bounds(ink)]
    exact = FILL * np.array(cut.shape) / max(cut.shape)
    scaled = scaled_to(cut, fitted_sides(cut.shape))
    decided = np.concatenate([exact, mass_corner(scaled)])
    return bool((np.abs(decided % 1 - 0.5) > _CLEAR).all())


def draw_strokes(
    random: np.random.Generator, size: tuple[int, int], box: tuple[int, int], faded: float = 1
) -> Array:
    """Draw strokes, 0 or from 0.5 to 1, that fill a box of this size somewhere inside.

    Args:
        random: What they are drawn from.
        size: Height and width of the picture.
        box: Height and width of the strokes.
        faded: Factor of all strokes but one pixel, which stays 1.
    """
    while True:
        amount = np.zeros(size)
        top, left = (
            int(random.integers(1, side - part)) for side, part in zip(size, box, strict=True)
        )
        inside = amount[top : top + box[0], left : left + box[1]]
        inside[...] = np.where(random.random(box) < 0.4, random.uniform(0.5, 1, box), 0)
        # An L, as writing is: heavier at the lower left.
        inside[:, : max(1, box[1] // 4)] = inside[-max(1, box[0] // 4) :] = 1
        inside *= faded
        inside[0, -1] = 1
        if is_clear(amount):
            return amount


def draw_heavy_below(random: np.random.Generator, box: tuple[int, int]) -> NDArray[np.float32]:
    """Draw ink whose center of mass, whose places and whose rectangle have other middles.

    So have its squares and roots, its stronger pixels, and the median of its places.
    """
    while True:
        ink = draw_strokes(random, (box[0] + 2, box[1] + 2), box)
        ink = ink[bounds(ink)]
        ink[: len(ink) // 2] *= 0.4
        right = mass_corner(ink)
        others = (
            SIDE / 2 - np.argwhere(ink > 0).mean(axis=0),
            (SIDE - np.array(ink.shape)) / 2,
            mass_corner(ink**2),
            mass_corner(np.sqrt(ink)),
            mass_corner(ink * (ink > 0.5)),
            mass_corner(ink > 0.5),
            SIDE / 2 - np.median(np.argwhere(ink > 0), axis=0),
        )
        places = [tuple(corner_inside(ink, corner)) for corner in (right, *others)]
        apart = places[0] not in places[1:] and places[1] != places[2]
        if apart and (np.abs(right % 1 - 0.5) > _CLEAR).all():
            return ink.astype(np.float32)


def draw_picture(amount: Array, ink: Sequence[int], paper: Sequence[int]) -> NDArray[np.uint8]:
    """Return a color picture ``(height, width, 3)`` of strokes."""
    share = amount[..., np.newaxis]
    mixed = share * np.array(ink) + (1 - share) * np.array(paper)
    picture: NDArray[np.uint8] = np.rint(mixed).astype(np.uint8)
    return picture
