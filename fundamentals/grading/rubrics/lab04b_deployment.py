"""Lab 4b, a model out of the lab: converting pictures, naming classes, comparing a copy.

Arrays in, arrays out. Pictures are drawn at random, so that no rounding of a half decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Stated,
    Student,
    Task,
    Unstated,
    causes,
    check,
    expect,
    expect_dtype,
)
from fundamentals.grading._conversion import (
    FAINTEST,
    FILL,
    LUMA,
    OTHER_WEIGHTS,
    SIDE,
    border_of,
    bounds,
    draw_faint_and_strong,
    draw_page,
    draw_picture,
    draw_strokes,
    fitted_sides,
    grey_of,
    ink_of,
    laid_on_black,
    mass_corner,
    scaled_to,
    shares,
    stretched,
)
from fundamentals.grading._scaling import declare_scaling
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]
Calls = Iterator[tuple[Any, ...]]

# Half of one of 256 levels of grey: what rounding costs, as Pillow's convert("L") does.
_HALF_A_LEVEL: Annotated[float, Stated("4b.1")] = 0.002
# The same, stretched over the ink.
_STRETCHED_HALF_A_LEVEL: Annotated[float, Stated("4b.6")] = 0.02
# As far as a float32 may be off.
_FLOAT32: Annotated[float, Unstated("a sum in float32 loses no more")] = 1e-4

_NAMES = ("apple", "bridge", "cloud", "drum", "eagle", "fish", "grape", "house")
_CONVERSION = ("4b.1", "4b.2", "4b.3", "4b.4", "4b.5")


def to_grey(picture: Array) -> Array:
    return grey_of(picture).astype(np.float32)


grey_task = Task("4b.1", right=to_grey, tolerance=_HALF_A_LEVEL)


def _sum_in_8_bits(picture: Array) -> Array:
    red, green, blue = np.moveaxis(picture.astype(np.uint8), 2, 0)
    wrapped: Array = red + green + blue
    return wrapped


def _lightness(picture: Array) -> Array:
    middle: Array = picture.max(axis=2) / 2 + picture.min(axis=2) / 2
    return middle


def _colors_become(cause: str, grey: Callable[[Array], Array]) -> None:
    """Declare that colors become ``grey`` of them; a grey picture stays as it is."""

    @grey_task.mistake(cause=cause)
    def recolored(to_grey: Function, picture: Array) -> Any:
        if picture.ndim == 2:
            return to_grey(picture)
        # What is grey already stays so, under any weights that add up to 1.
        return to_grey(np.repeat(grey(picture)[..., np.newaxis], 3, axis=2))


_colors_become("grey-wraps", lambda picture: _sum_in_8_bits(picture) / 3)
_colors_become("grey-wraps", _sum_in_8_bits)
_colors_become("grey-is-mean", lambda picture: picture.mean(axis=2))
_colors_become("grey-not-weighed", lambda picture: picture.astype(float).sum(axis=2))
_colors_become("grey-reversed", lambda picture: picture @ np.array(LUMA[::-1]))
_colors_become("grey-other-weights", lambda picture: picture @ np.array(OTHER_WEIGHTS[0]))
_colors_become("grey-other-weights", lambda picture: picture @ np.array(OTHER_WEIGHTS[1]))
_colors_become("grey-is-extreme", lambda picture: picture.max(axis=2))
_colors_become("grey-is-extreme", lambda picture: picture.min(axis=2))
_colors_become("grey-is-extreme", _lightness)
_colors_become("grey-one-channel", lambda picture: picture[..., 0])
_colors_become("grey-one-channel", lambda picture: picture[..., 1])
_colors_become("grey-one-channel", lambda picture: picture[..., 2])


@grey_task.mistake(cause="truncated")
def level_truncated(to_grey: Function, picture: Array) -> Any:
    return np.floor(255 * to_grey(picture) + 1e-6) / 255


@grey_task.mistake(cause="grey-still-colored")
def colors_kept(to_grey: Function, picture: Array) -> Any:
    if picture.ndim == 2:
        return to_grey(picture)
    return np.stack([to_grey(picture[..., channel]) for channel in range(3)], axis=2)


@grey_task.mistake(cause="grey-still-colored")
def three_times_grey(to_grey: Function, picture: Array) -> Any:
    grey = to_grey(picture)
    return grey if picture.ndim == 2 else np.stack([grey] * 3, axis=-1)


@grey_task.mistake
def channel_kept(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture)[..., np.newaxis]


@grey_task.mistake(cause="channel-kept")
def channel_of_colors_kept(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture)[..., np.newaxis] if picture.ndim == 3 else to_grey(picture)


@grey_task.mistake
def grey_picture_reduced(to_grey: Function, picture: Array) -> Any:
    # Three grey columns are taken for red, green and blue.
    return to_grey(picture[np.newaxis])[0] if picture.ndim == 2 else to_grey(picture)


declare_scaling(grey_task)


@grey_task.mistake(cause="pixels-not-scaled")
def grey_not_scaled(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture) if picture.ndim == 3 else 255 * to_grey(picture)


@grey_task.mistake(cause="pixels-not-scaled")
def colors_not_scaled(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture) if picture.ndim == 2 else 255 * to_grey(picture)


@grey_task.case(points=1, title=Text("a colour picture", "彩色圖片"))
def colour_picture(random: np.random.Generator) -> Calls:
    # The colors that tell weights apart, and that add up to more than 8 bits hold, among others.
    telling = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [250, 240, 230], [9, 8, 7]]
    drawn = random.integers(0, 254, size=(15, 3))
    colors = random.permutation(np.concatenate([telling, drawn]))
    yield (colors.reshape(4, 5, 3).astype(np.uint8),)
    # Neither black nor white.
    yield (random.integers(20, 200, size=(3, 4, 3), dtype=np.uint8),)


@grey_task.case(points=0.5, title=Text("a grey picture", "灰階圖片"))
def grey_picture(random: np.random.Generator) -> Calls:
    # As wide as a pixel has colors: what adds up the last axis unasked would not fail.
    yield (random.integers(20, 250, size=(4, 3), dtype=np.uint8),)


@grey_task.check(points=0.5, title=Text("float32", "float32"))
def grey_dtype(student: Student, random: np.random.Generator) -> None:
    for shape in ((3, 4, 3), (3, 4)):
        picture = random.integers(0, 256, size=shape, dtype=np.uint8)
        expect_dtype(student.to_grey(picture), "float32", call="to_grey(picture)")


def find_ink(grey: Array) -> Array:
    return ink_of(grey).astype(np.float32)


ink_task = Task("4b.2", right=find_ink)


@ink_task.mistake
def ink_not_stretched(find_ink: Function, grey: Array) -> Any:
    return np.abs(grey - np.median(border_of(grey)))


def _paper_is(cause: str, paper: Callable[[Array], Any]) -> None:
    """Declare that ``paper`` of a picture is taken for the brightness of its paper."""

    @ink_task.mistake(cause=cause)
    def from_there(find_ink: Function, grey: Array) -> Any:
        return ink_of(grey, float(paper(grey)))


_paper_is("paper-from-corner", lambda grey: grey[0, 0])
_paper_is("paper-is-mean", lambda grey: border_of(grey).mean())
_paper_is("paper-is-mean", lambda grey: np.append(grey[[0, -1]], grey[1:-1, [0, -1]]).mean())
_paper_is("paper-is-mean", lambda grey: grey[[0, 0, -1, -1], [0, -1, 0, -1]].mean())


def _brightness_decides(
    brightness: Callable[[Array], Any], stretch: Callable[[Array], Array]
) -> None:
    """Declare that a picture brighter than 0.5 is inverted, and stretched in this way."""

    @ink_task.mistake(cause="paper-by-brightness")
    def turned(find_ink: Function, grey: Array) -> Any:
        return stretch(1 - grey if brightness(grey) > 0.5 else grey)


def _from_minimum(values: Array) -> Array:
    return stretched(values - values.min())


for _brightness in (np.mean, np.median, lambda grey: np.median(border_of(grey)), lambda g: g[0, 0]):
    for _stretch in (_from_minimum, np.asarray, stretched):
        _brightness_decides(_brightness, _stretch)

_paper_is("paper-from-all", np.median)
_paper_is("paper-from-all", np.mean)
_paper_is("paper-from-all", np.max)
_paper_is("paper-from-all", np.min)


@ink_task.mistake
def paper_taken_for_ink(find_ink: Function, grey: Array) -> Any:
    return 1 - grey


@ink_task.mistake(cause="paper-taken-for-ink")
def grey_as_it_is(find_ink: Function, grey: Array) -> Any:
    return grey


@ink_task.mistake(cause="paper-taken-for-ink")
def darkness_stretched(find_ink: Function, grey: Array) -> Any:
    return stretched(1 - grey)


@ink_task.mistake(cause="paper-taken-for-ink")
def brightness_stretched(find_ink: Function, grey: Array) -> Any:
    return stretched(grey)


@ink_task.mistake
def ink_inverted(find_ink: Function, grey: Array) -> Any:
    return 1 - find_ink(grey)


def _signed(sign: int, finished: Callable[[Array], Array]) -> None:
    """Declare that ink on one side of the paper only is looked for."""

    @ink_task.mistake(cause="ink-inverted")
    def one_side(find_ink: Function, grey: Array) -> Any:
        return finished(sign * (np.median(border_of(grey)) - grey))


for _sign in (1, -1):
    _signed(_sign, np.asarray)
    _signed(_sign, lambda values: values.clip(0))
    _signed(_sign, lambda values: stretched(values.clip(0)))
    _signed(_sign, stretched)
    _signed(_sign, lambda values: values / (np.abs(values).max() or 1))
    _signed(_sign, _from_minimum)


@ink_task.mistake(cause="ink-squared")
def squared(find_ink: Function, grey: Array) -> Any:
    return find_ink(grey) ** 2


@ink_task.mistake(cause="ink-thresholded")
def thresholded(find_ink: Function, grey: Array) -> Any:
    return (find_ink(grey) > 0.5).astype(float)


@ink_task.mistake(cause="ink-thresholded")
def thresholded_low(find_ink: Function, grey: Array) -> Any:
    return (find_ink(grey) > FAINTEST).astype(float)


@ink_task.mistake
def blank_divided_by_zero(find_ink: Function, grey: Array) -> Any:
    return find_ink(grey) if np.ptp(grey) else np.full_like(grey, np.nan)


@ink_task.case(points=0.5, title=Text("dark ink on light paper", "淺色紙上的深色筆跡"))
def dark_on_light(random: np.random.Generator) -> Calls:
    paper, ink = random.uniform(0.75, 0.9), random.uniform(0.1, 0.25)
    for thick in (False, True):
        yield (draw_page(random, paper, ink, thick=thick),)


@ink_task.case(points=0.5, title=Text("light ink on dark paper", "深色紙上的淺色筆跡"))
def light_on_dark(random: np.random.Generator) -> Calls:
    paper, ink = random.uniform(0.1, 0.25), random.uniform(0.75, 0.9)
    for thick in (False, True):
        yield (draw_page(random, paper, ink, thick=thick),)


@ink_task.case(
    points=0.5, title=Text("paper of middle grey; a pixel of glare", "中灰色的紙；一個反光的像素")
)
def any_paper(random: np.random.Generator) -> Calls:
    for paper, ink, glare in ((0.45, 0.05, None), (0.55, 0.95, None), (0.7, 0.1, 1.0)):
        drawn = paper + random.uniform(-0.03, 0.03)
        yield (draw_page(random, drawn, ink, thick=True, glare=glare),)


@ink_task.case(points=0.5, title=Text("blank paper", "空白的紙"))
def blank_paper(random: np.random.Generator) -> Calls:
    # A number whose mean is exact, so that nobody divides by what rounding leaves.
    yield (np.full((5, 6), random.integers(20, 60) / 64, np.float32),)


def crop_ink(ink: Array) -> Array:
    return ink[bounds(ink)] if (ink > FAINTEST).any() else ink


crop_task = Task("4b.3", right=crop_ink)


def _cut(cause: str, part: Callable[[Array, slice, slice], Array]) -> None:
    """Declare that ``part`` is cut out, from the ink and the rows and columns that hold it."""

    @crop_task.mistake(cause=cause)
    def cut(crop_ink: Function, ink: Array) -> Any:
        return part(ink, *bounds(ink)) if (ink > FAINTEST).any() else crop_ink(ink)


def _first_and_last(ink: Array, rows: slice, columns: slice) -> Array:
    places = np.argwhere(ink > FAINTEST)
    return ink[rows, places[0, 1] : places[-1, 1] + 1]


def _wider(ink: Array, rows: slice, columns: slice) -> Array:
    return ink[max(rows.start - 1, 0) : rows.stop + 1, max(columns.start - 1, 0) : columns.stop + 1]


_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:-1, :-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][1:-1, 1:-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][1:, 1:])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:, :-1])
_cut("crop-one-axis", lambda ink, rows, columns: ink[rows])
_cut("crop-one-axis", lambda ink, rows, columns: ink[:, columns])
_cut("crop-axes-swapped", lambda ink, rows, columns: ink[columns, rows])
_cut("crop-first-and-last", _first_and_last)
_cut("crop-too-wide", _wider)
_cut(
    "crop-too-wide",
    lambda ink, rows, columns: ink[rows.start : rows.stop + 1, columns.start : columns.stop + 1],
)
_cut(
    "crop-faint-erased", lambda ink, rows, columns: np.where(ink > FAINTEST, ink, 0)[rows, columns]
)
_cut("crop-is-a-mask", lambda ink, rows, columns: (ink > FAINTEST)[rows, columns])
_cut("crop-is-a-mask", lambda ink, rows, columns: ink > FAINTEST)
_cut("crop-not-cut", lambda ink, rows, columns: np.where(ink > FAINTEST, ink, 0))
_cut("crop-pixels-alone", lambda ink, rows, columns: ink[ink > FAINTEST])
_cut("nothing-changed", lambda ink, rows, columns: ink)


@crop_task.mistake
def crop_faintest_ignored(crop_ink: Function, ink: Array) -> Any:
    return ink[bounds(ink, 0.0)] if ink.any() else ink


@crop_task.mistake(cause="crop-faintest-ignored")
def cropped_at_half(crop_ink: Function, ink: Array) -> Any:
    return ink[bounds(ink, 0.5)] if (ink > 0.5).any() else crop_ink(ink)


@crop_task.mistake
def crop_blank(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros((0, 0))


@crop_task.mistake(cause="crop-blank")
def crop_blank_erased(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros_like(ink)


@crop_task.case(points=1.25, title=Text("the smallest rectangle", "最小的矩形"))
def smallest_rectangle(random: np.random.Generator) -> Calls:
    for _ in range(2):
        yield (draw_faint_and_strong(random, margin=2),)


@crop_task.case(points=0.5, title=Text("ink up to the edge", "延伸到邊緣的筆跡"))
def up_to_the_edge(random: np.random.Generator) -> Calls:
    yield (draw_faint_and_strong(random, margin=0),)


@crop_task.case(points=0.25, title=Text("nothing written", "什麼都沒寫"), error=causes.CROP_BLANK)
def nothing_written(random: np.random.Generator) -> Calls:
    yield (random.uniform(0.01, 0.15, size=(4, 5)).astype(np.float32),)


def area_weights(length: int, size: int) -> Array:
    return shares(length, size)


weights_task = Task("4b.4", right=area_weights)


def _overlap(length: int, size: int) -> Array:
    """Return how far new pixels and old ones overlap, negative where they lie apart."""
    edges = np.arange(size + 1)[:, np.newaxis] * length / size
    pixels = np.arange(length)
    overlap: Array = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    return overlap


def _picked(length: int, size: int, places: Array) -> Array:
    return np.eye(length)[places.astype(int).clip(0, length - 1)]


def _whole(inside: Array) -> Array:
    rows: Array = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return rows


def _between(length: int, size: int) -> Array:
    """Return which whole pixels lie between the edges, rounded down."""
    edges, pixels = np.floor(np.arange(size + 1) * length / size)[:, np.newaxis], np.arange(length)
    between: Array = (pixels >= edges[:-1]) & (pixels < edges[1:])
    return between


def _interpolated(length: int, size: int) -> Array:
    """Return the weights of the two nearest old pixels, by the distance of their middles."""
    middles = ((np.arange(size) + 0.5) * length / size - 0.5).clip(0, length - 1)
    near: Array = 1 - np.abs(middles[:, np.newaxis] - np.arange(length))
    return near.clip(0)


def _weigh(cause: str, weights: Callable[[int, int], Array]) -> None:
    """Declare that ``weights`` are used, of length and size."""

    @weights_task.mistake(cause=cause)
    def weighed(area_weights: Function, length: int, size: int) -> Any:
        return weights(length, size)


@weights_task.mistake
def weights_transposed(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size).T


@weights_task.mistake
def weights_sides_swapped(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(size, length)


@weights_task.mistake
def weights_not_divided(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * length / size


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_the_other_way(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * (length / size) ** 2


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_twice(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * size / length


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_by_length(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) / size


_weigh("weights-negative", lambda length, size: _overlap(length, size) * size / length)
_weigh("weights-negative", _overlap)
_weigh("weights-negative", lambda length, size: np.abs(_overlap(length, size)) * size / length)
_weigh(
    "weights-columns-divided",
    lambda length, size: shares(length, size) / shares(length, size).sum(axis=0),
)
_weigh("weights-interpolated", _interpolated)
for _shift in (0.0, 0.5):
    _weigh(
        "weights-pick-one",
        lambda length, size, shift=_shift: _picked(
            length, size, (np.arange(size) + shift) * length / size
        ),
    )
_weigh(
    "weights-pick-one",
    lambda length, size: _picked(length, size, np.rint(np.arange(size) * length / size)),
)
_weigh("weights-whole-pixels", lambda length, size: _whole(shares(length, size) > 0))
_weigh(
    "weights-whole-pixels",
    lambda length, size: _whole(np.isclose(_overlap(length, size), min(1, length / size))),
)
_weigh("weights-whole-pixels", lambda length, size: _whole(_between(length, size)))


@weights_task.case(points=1, title=Text("to a whole fraction of the size", "縮成整數分之一"))
def whole_fraction(random: np.random.Generator) -> Calls:
    size, factor = int(random.integers(3, 5)), int(random.integers(2, 4))
    yield size * factor, size


@weights_task.case(points=1.5, title=Text("to any smaller size", "縮成任意大小"))
def any_smaller_size(random: np.random.Generator) -> Calls:
    yield 3, 2
    size = int(random.integers(3, 7))
    yield 2 * size + int(random.integers(1, size)), size


@weights_task.case(points=0.5, title=Text("to a larger size", "放大"))
def larger_size(random: np.random.Generator) -> Calls:
    length = int(random.integers(3, 6))
    yield length, length + 2


def centre(ink: Array) -> Array:
    return laid_on_black(ink, mass_corner(ink)).astype(np.float32)


centre_task = Task("4b.5", right=centre)


def _lay(cause: str, corner: Callable[[Array], Any]) -> None:
    """Declare that ink is laid with its corner there, from the ink."""

    @centre_task.mistake(cause=cause)
    def laid(centre: Function, ink: Array) -> Any:
        return laid_on_black(ink, corner(ink))


def _room(ink: Array) -> Array:
    return SIDE - np.array(ink.shape)


def _middle_of_places(ink: Array) -> Array:
    """Return the corner where every pixel with ink counts alike."""
    return SIDE / 2 - np.argwhere(ink > 0).mean(axis=0)


_lay("centre-of-box", lambda ink: _room(ink) // 2)
_lay("centre-of-box", lambda ink: (_room(ink) + 1) // 2)
_lay("centre-axes-swapped", lambda ink: mass_corner(ink)[::-1])
_lay("copy-not-moved", lambda ink: (0, 0))
_lay("centre-at-end", _room)
_lay("centre-not-rounded", lambda ink: np.floor(mass_corner(ink)))
_lay("centre-not-rounded", lambda ink: np.ceil(mass_corner(ink)))
_lay("centre-not-rounded", lambda ink: SIDE / 2 - np.rint(SIDE / 2 - np.floor(mass_corner(ink))))
_lay("centre-not-at-14", lambda ink: mass_corner(ink) - 0.5)
_lay("centre-not-at-14", lambda ink: mass_corner(ink) + 0.5)
_lay("centre-not-at-14", lambda ink: mass_corner(ink) - 1)
_lay("centre-not-at-14", lambda ink: mass_corner(ink) + 1)
_lay("centre-mirrored", lambda ink: -mass_corner(ink))
_lay("centre-mirrored", lambda ink: SIDE / 2 - mass_corner(ink))
_lay("centre-mirrored", lambda ink: SIDE - mass_corner(ink))
_lay("centre-not-weighed", _middle_of_places)
_lay("centre-one-axis", lambda ink: (mass_corner(ink)[0], _room(ink)[1] // 2))
_lay("centre-one-axis", lambda ink: (_room(ink)[0] // 2, mass_corner(ink)[1]))
_lay("centre-one-axis", lambda ink: (mass_corner(ink)[0], 0))
_lay("centre-one-axis", lambda ink: (0, mass_corner(ink)[1]))


@centre_task.mistake
def centre_outside(centre: Function, ink: Array) -> Any:
    # As much of it as the canvas holds.
    outside = np.zeros((3 * SIDE, 3 * SIDE))
    row, column = SIDE + np.rint(mass_corner(ink)).astype(int)
    outside[row : row + ink.shape[0], column : column + ink.shape[1]] = ink
    return outside[SIDE : 2 * SIDE, SIDE : 2 * SIDE]


@centre_task.mistake(cause="centre-outside")
def rolled(centre: Function, ink: Array) -> Any:
    corner = np.rint(mass_corner(ink)).astype(int)
    return np.roll(laid_on_black(ink, (0, 0)), corner, axis=(0, 1))


@centre_task.mistake(cause="centre-outside")
def negative_corner_wraps(centre: Function, ink: Array) -> Any:
    # A slice that begins below 0 counts from the end.
    if (np.rint(mass_corner(ink)) >= 0).all():
        return centre(ink)
    return np.zeros((SIDE, SIDE))


@centre_task.mistake(cause="ink-inverted")
def laid_on_white(centre: Function, ink: Array) -> Any:
    return np.where(centre(np.ones_like(ink)) > 0, centre(ink), 1)


@centre_task.case(points=1.25, title=Text("the centre of mass at 14, 14", "質心在 14, 14"))
def centre_of_mass(random: np.random.Generator) -> Calls:
    for height, width in ((20, 11), (9, 16)):
        ink = draw_strokes(random, (height + 4, width + 4), (height, width))
        yield (ink[bounds(ink)].astype(np.float32),)


@centre_task.case(
    points=0.75, title=Text("all of the ink inside", "筆跡都在範圍內"), error=causes.CENTRE_OUTSIDE
)
def all_inside(random: np.random.Generator) -> Calls:
    for corner in ((0, 0), (-3, -3)):
        ink = np.round(random.uniform(0.01, 0.02, size=(20, 20)), 3).astype(np.float32)
        ink[corner[0] or None : (corner[0] + 3) or None, corner[1] or None :][:3, :3] = 1
        yield (ink,)


def prepare_picture(picture: Array) -> Array:
    return _prepared(ink_of(grey_of(picture)))


def _prepared(
    ink: Array,
    *,
    sides: Callable[[tuple[int, ...]], tuple[int, int]] = fitted_sides,
    corner: Callable[[Array], Any] = mass_corner,
    cropped: bool = True,
) -> Array:
    """Return ink as lab 4b prepares it, ``(1, 28, 28, 1)``, but for what is asked for."""
    cut = ink[bounds(ink)] if cropped else ink
    scaled = scaled_to(cut, sides(cut.shape))
    laid = laid_on_black(scaled, corner(scaled))
    return laid[np.newaxis, ..., np.newaxis].astype(np.float32)


prepare_task = Task("4b.6", right=prepare_picture, tolerance=_STRETCHED_HALF_A_LEVEL)


def _prepare(cause: str, prepared: Callable[[Array], Array]) -> None:
    """Declare that a picture is prepared like this, from its grey."""

    @prepare_task.mistake(cause=cause)
    def mistaken(prepare_picture: Function, picture: Array) -> Any:
        return prepared(grey_of(picture))


def _shape(cause: str, shaped: Callable[[Array], Array]) -> None:
    """Declare that the result is put into another form."""

    @prepare_task.mistake(cause=cause)
    def mistaken(prepare_picture: Function, picture: Array) -> Any:
        return shaped(np.asarray(prepare_picture(picture)))


def _cut_sides(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return the sides, of which decimals were cut off."""
    height, width = (max(1, FILL * side // max(shape)) for side in shape)
    return height, width


def _by_shorter(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return the sides, of which the shorter one is 20 pixels, and none too long to lay down."""
    height, width = (min(SIDE, round(FILL * side / min(shape))) for side in shape)
    return height, width


_shape("batch-axis-missing", lambda batch: batch[0])
_shape("batch-axis-missing", lambda batch: batch[0, ..., 0])
_shape("channel-missing", lambda batch: batch[..., 0])
_shape("channel-first", lambda batch: batch.transpose(0, 3, 1, 2))
_shape("vectors-all-in-one", lambda batch: batch.reshape(1, -1))
_shape("transposed", lambda batch: batch.transpose(0, 2, 1, 3))
_shape("pixels-not-scaled", lambda batch: 255 * batch)
_shape("pixels-scaled-twice", lambda batch: batch / 255)
_shape("ink-inverted", lambda batch: 1 - batch)
_prepare("sides-ratio-lost", lambda grey: _prepared(ink_of(grey), sides=lambda _: (FILL, FILL)))
_prepare(
    "writing-too-large",
    lambda grey: _prepared(ink_of(grey), sides=lambda shape: fitted_sides(shape, SIDE)),
)
_prepare("writing-too-large", lambda grey: _prepared(ink_of(grey), sides=lambda _: (SIDE, SIDE)))
_prepare("sides-not-rounded", lambda grey: _prepared(ink_of(grey), sides=_cut_sides))
_prepare("sides-by-shorter", lambda grey: _prepared(ink_of(grey), sides=_by_shorter))
_prepare("ink-not-cropped", lambda grey: _prepared(ink_of(grey), cropped=False))
_prepare(
    "ink-not-cropped",
    lambda grey: _prepared(ink_of(grey), cropped=False, sides=lambda _: (FILL, FILL)),
)
_prepare(
    "ink-not-cropped",
    lambda grey: _prepared(ink_of(grey), cropped=False, sides=lambda _: (SIDE, SIDE)),
)
_prepare("centre-of-box", lambda grey: _prepared(ink_of(grey), corner=lambda ink: _room(ink) // 2))
_prepare("copy-not-moved", lambda grey: _prepared(ink_of(grey), corner=lambda _: (0, 0)))
_prepare("ink-left-out", lambda grey: _prepared(grey))
_prepare("ink-left-out", lambda grey: _prepared(1 - grey))


@prepare_task.case(points=0.75, title=Text("a pen on paper", "紙上的原子筆"), needs=_CONVERSION)
def pen_on_paper(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (30, 41), (23, 14))
    yield (draw_picture(strokes, (30, 40, 150), (240, 230, 200)),)


@prepare_task.case(points=0.75, title=Text("chalk on a board", "黑板上的粉筆"), needs=_CONVERSION)
def chalk_on_a_board(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (52, 33), (31, 27))
    yield (draw_picture(strokes, (240, 240, 220), (20, 70, 50)),)


@prepare_task.case(points=0.25, title=Text("large and grey", "大張的灰階圖片"), needs=_CONVERSION)
def large_and_grey(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (200, 140), (90, 67))
    yield (draw_picture(strokes, (60, 60, 60), (200, 200, 200))[..., 0],)


@prepare_task.case(
    points=0.25,
    title=Text("writing as narrow as a line", "像直線一樣細的筆跡"),
    needs=_CONVERSION,
    visibility="hidden",
)
def narrow_as_a_line(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (90, 12), (84, 3))
    yield (draw_picture(strokes, (10, 10, 10), (250, 250, 250)),)


@check("4b.7", points=1.25, title=Text("the three likeliest", "最可能的三個"))
def three_likeliest(student: Student, random: np.random.Generator) -> None:
    _expect_likeliest(student, random, num_classes=6, count=3)


@check("4b.7", points=0.75, title=Text("one, and more than there are", "只要一個，以及超過全部"))
def one_and_all(student: Student, random: np.random.Generator) -> None:
    _expect_likeliest(student, random, num_classes=5, count=1)
    _expect_likeliest(student, random, num_classes=3, count=5)


def _expect_likeliest(
    student: Student, random: np.random.Generator, *, num_classes: int, count: int
) -> None:
    drawn = random.permutation(np.arange(1, num_classes + 1) ** 2.0)
    probabilities = (drawn / drawn.sum()).astype(np.float32)
    names = tuple(str(name) for name in random.permutation(_NAMES)[:num_classes])
    order = [int(label) for label in np.argsort(-probabilities)]
    every = [(names[label], float(probabilities[label])) for label in order]
    right = every[:count]

    def mistakes() -> Iterator[tuple[Cause, object]]:
        yield causes.LIKELIEST_LAST, every[::-1][:count]
        yield causes.LIKELIEST_LAST, right[::-1]
        yield (
            causes.NUMBERS_NOT_NAMES,
            [(label, float(probabilities[label])) for label in order][:count],
        )
        yield causes.PAIRS_SWAPPED, [pair[::-1] for pair in right]
        yield causes.ALL_CLASSES_NAMED, every
        yield causes.ALL_CLASSES_NAMED, every[:1]
        yield causes.PAIRS_BY_NAME, sorted(right)
        yield causes.PAIRS_BY_NAME, sorted(every)[:count]
        yield causes.PAIRS_IN_DICTIONARY, dict(right)
        yield causes.PAIRS_AS_TWO_LISTS, list(zip(*right, strict=True))
        yield causes.NAMES_ALONE, [name for name, _ in right]
        yield causes.PROBABILITY_IN_PERCENT, [(name, 100 * value) for name, value in right]
        yield (
            causes.CLASSES_NOT_SORTED,
            list(zip(names, probabilities.tolist(), strict=True))[:count],
        )

    got = student.likeliest(probabilities, names, count)
    expect(got is not None, causes.NOTHING_RETURNED)
    if _alike(got, right):
        return
    cause = next((cause for cause, wrong in mistakes() if _alike(got, wrong)), causes.WRONG_VALUES)
    evidence = Text(
        "likeliest(probabilities, class_names, {count}): expected {right}, got {got}",
        "likeliest(probabilities, class_names, {count})：應為 {right}，得到 {got}",
    )
    raise FailedCheckError(
        Finding.of(cause, evidence.format(count=count, right=_shown(right), got=_shown(got)))
    )


def _alike(got: object, expected: object) -> bool:
    """Return whether two values are alike, whatever kind of sequence they are."""
    if isinstance(got, np.ndarray):
        got = got.tolist()
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(expected)
            and all(map(_alike, got, expected))
        )
    if isinstance(expected, str) or isinstance(got, (str, list, tuple, dict)):
        return type(got) is type(expected) and got == expected
    return bool(np.isclose(np.asarray(got, float), np.asarray(expected, float), rtol=_FLOAT32))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return opening + ", ".join(map(_shown, value)) + closing
    return repr(value)[:200]


def compare_answers(first: Array, second: Array) -> tuple[float, float]:
    same = first.argmax(axis=1) == second.argmax(axis=1)
    return float(np.abs(first - second).max()), float(np.mean(same))


compare_task = Task("4b.8", right=compare_answers)


def _difference(cause: str, difference: Callable[[Array, Array], Any]) -> None:
    """Declare that this is taken for the largest difference."""

    @compare_task.mistake(cause=cause)
    def mistaken(compare_answers: Function, first: Array, second: Array) -> Any:
        return difference(first, second), compare_answers(first, second)[1]


def _share(cause: str, share: Callable[[Array, Array], Any]) -> None:
    """Declare that this is taken for the share of the same answers."""

    @compare_task.mistake(cause=cause)
    def mistaken(compare_answers: Function, first: Array, second: Array) -> Any:
        return compare_answers(first, second)[0], share(first, second)


def _same(first: Array, second: Array) -> Any:
    return first.argmax(axis=1) == second.argmax(axis=1)


_difference("difference-signed", lambda first, second: (first - second).max())
_difference("difference-signed", lambda first, second: (second - first).max())
_difference("difference-signed", lambda first, second: (first - second).min())
_difference("difference-signed", lambda first, second: (second - first).min())
_difference("difference-is-mean", lambda first, second: np.abs(first - second).mean())
_difference("difference-is-mean", lambda first, second: ((first - second) ** 2).mean())
_difference("difference-is-sum", lambda first, second: np.abs(first - second).sum())
_difference("difference-is-sum", lambda first, second: np.abs(first - second).sum(axis=1).max())
_difference("difference-is-squared", lambda first, second: ((first - second) ** 2).max())
_difference("difference-is-squared", lambda first, second: np.linalg.norm(first - second))
_difference(
    "difference-of-likeliest",
    lambda first, second: np.abs(first.max(axis=1) - second.max(axis=1)).max(),
)
_difference("difference-of-likeliest", lambda first, second: abs(first.max() - second.max()))
_share("same-as-count", lambda first, second: _same(first, second).sum())
_share("accuracy-in-percent", lambda first, second: 100 * _same(first, second).mean())
_share("same-is-different", lambda first, second: 1 - _same(first, second).mean())
_share("same-is-different", lambda first, second: (~_same(first, second)).sum())
_share("same-to-the-digit", lambda first, second: np.mean(first == second))
_share("same-to-the-digit", lambda first, second: np.mean((first == second).all(axis=1)))
_share("same-to-the-digit", lambda first, second: np.mean(first.max(axis=1) == second.max(axis=1)))
_share("same-to-the-digit", lambda first, second: np.mean(np.isclose(first, second)))
_share(
    "argmax-over-images",
    lambda first, second: np.mean(first.argmax(axis=0) == second.argmax(axis=0)),
)
_share("argmax-over-everything", lambda first, second: first.argmax() == second.argmax())
_share("same-all-or-nothing", lambda first, second: _same(first, second).all())


@compare_task.mistake(cause="parity-swapped")
def share_first(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[::-1]


@compare_task.mistake(cause="parity-alone")
def difference_alone(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[0]


@compare_task.mistake(cause="parity-alone")
def share_alone(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[1]


@compare_task.mistake(cause="difference-of-each")
def difference_of_each_image(compare_answers: Function, first: Array, second: Array) -> Any:
    return np.abs(first - second).max(axis=1)


@compare_task.case(
    points=2, title=Text("largest difference and same answers", "最大差與相同的答案")
)
def parity(random: np.random.Generator) -> Calls:
    first = random.dirichlet(np.full(5, 0.7), size=12)
    second = first.copy()
    # In three images the two likeliest change places; in one, the second model is much surer.
    best_two = np.argsort(first, axis=1)[:3, -2:]
    for row, pair in enumerate(best_two):
        second[row, pair] = first[row, pair[::-1]]
    second[5, first[5].argmax()] += 1
    # And in one, an unlikely class is less likely yet.
    second[7, first[7].argmin()] -= 0.01
    yield first.astype(np.float32), second.astype(np.float32)
