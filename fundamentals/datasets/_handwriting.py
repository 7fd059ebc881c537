"""One handwritten character, found in a photograph and framed like MNIST's digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class HandwritingMeasures:
    """What tells writing from paper, and how large it becomes; the explorer's camera uses it, too.

    Attributes:
        fill: Fraction of the picture that the longer side of the writing fills. In MNIST it is 20
            of 28 pixels, with the center of mass in the middle (LeCun et al., 1998).
        stroke: Width of a stroke, as a fraction of that longer side.
        dot: Strokes whose longer side is shorter than this many of their widths are a dot: a filled
            circle is 1.5 long, the most compact of 1,300 digits 1.9.
        faintest: Anything fainter than this fraction of the range from black to white is paper or
            shadow.
        speck: Parts smaller than this fraction of the largest do not belong to the character. Those
            that do, such as the bar of a 5, are not much smaller than the others.
    """

    fill: float = 20 / 28
    stroke: float = 1 / 9
    dot: float = 1.7
    faintest: float = 0.1
    speck: float = 0.06


HANDWRITING = HandwritingMeasures()

_WORKING_SIDE = 320  # pixels: enough for a stroke a hundredth as wide as the photograph
_BACKGROUND_SIDE = 32  # light changes slowly, and a median filter takes the fourth power of it
# The stroke of a broad marker in a character that fills the picture.
_WIDEST = 0.33


def frame_handwriting(
    gray: NDArray[np.uint8], image_size: tuple[int, int]
) -> NDArray[np.uint8] | None:
    """Return only the writing, bright on black, scaled and centered as in MNIST.

    Args:
        gray: uint8 ``(height, width)``, 0–255: dark writing on a light background or the reverse.
        image_size: ``(height, width)`` in pixels of the result.

    Returns:
        uint8 array of that size, 0–255; None if there is no writing, or only a dot.
    """
    ink = _ink(_reduced(gray))
    writing = _writing(ink)
    if writing is None:
        return None
    rows, columns = np.flatnonzero(writing.any(axis=1)), np.flatnonzero(writing.any(axis=0))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    strokes = np.where(writing, ink, 0)[box]
    if _length(strokes) < HANDWRITING.dot * _stroke_width(strokes):
        return None
    strokes = _as_wide_as_a_pen(strokes)
    return _centered(_scaled(strokes, image_size), image_size)


def _reduced(gray: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the picture with sides of at most ``_WORKING_SIDE`` pixels, 0–1."""
    from PIL import Image

    picture = Image.fromarray(gray)
    if max(picture.size) > _WORKING_SIDE:
        scale = _WORKING_SIDE / max(picture.size)
        size = (max(1, round(scale * picture.width)), max(1, round(scale * picture.height)))
        picture = picture.resize(size, Image.Resampling.BOX)
    return np.asarray(picture, dtype=np.float64) / 255


def _ink(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much ink each pixel has, 0 (none) to 1 (a full stroke), in any light."""
    from scipy.ndimage import gaussian_filter

    if _is_bright_on_dark(light):
        light = 1 - light
    paper = _without_narrow_dark(gaussian_filter(light, 0.7))
    # Paper in shadow reflects less light, and so does the ink on it: their ratio stays.
    ink = ((paper - light) / np.maximum(paper, 0.05)).clip(0, 1)
    # Blurring removes camera noise and specks of dust.
    strongest = gaussian_filter(ink, 1.5).max()
    if strongest < HANDWRITING.faintest:
        return np.zeros_like(ink)
    level = strongest / 2
    full = np.median(ink[ink > level])
    # Up to half of the level is paper; the edge of a stroke runs from there to full ink.
    scaled: NDArray[np.float64] = ((ink - level / 2) / (full - level / 2)).clip(0, 1)
    return scaled


def _without_narrow_dark(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill dark and narrow parts, which are writing, with the light around them.

    Dark and wide parts stay, such as a shadow with a sharp edge or the table beside the paper.
    """
    from scipy.ndimage import grey_closing

    width = max(3, round(_WIDEST * max(light.shape)))
    filled: NDArray[np.float64] = grey_closing(light, size=width, mode="nearest")
    return filled


def _is_bright_on_dark(light: NDArray[np.float64]) -> bool:
    """Distinguish chalk on a board, and MNIST's own images, from ink on paper."""
    darker = _background(light) - light
    # The hole of a 0 is bright and narrow too, but no brighter than the paper.
    dark = np.minimum(darker, _without_narrow_dark(light) - light)
    bright = np.minimum(-darker, _without_narrow_dark(1 - light) - (1 - light))
    return _weight(bright) > _weight(dark)


def _background(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the light that the background would reflect at each pixel without any writing."""
    from PIL import Image
    from scipy.ndimage import gaussian_filter, median_filter

    small = Image.fromarray(light.astype(np.float32))
    scale = min(1.0, _BACKGROUND_SIDE / max(small.size))
    size = (max(1, round(scale * small.width)), max(1, round(scale * small.height)))
    reduced = np.asarray(small.resize(size, Image.Resampling.BOX), dtype=np.float64)
    slope = _quadratic(reduced)
    # More than half of any neighborhood this wide is background, whatever the character.
    reach = max(3, round(max(size) * 0.6))
    ground = slope + gaussian_filter(
        median_filter(reduced - slope, size=reach, mode="nearest"), reach / 8, mode="nearest"
    )
    whole = Image.fromarray(ground.astype(np.float32)).resize(small.size, Image.Resampling.BILINEAR)
    return np.asarray(whole, dtype=np.float64)


def _quadratic(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quadratic surface that fits most of the picture."""
    rows, columns = (axis.ravel() for axis in np.indices(light.shape) / max(light.shape))
    terms = np.stack(
        [np.ones_like(rows), rows, columns, rows**2, rows * columns, columns**2], axis=1
    )
    values = light.ravel()
    near = np.ones(len(values), dtype=bool)
    for _ in range(5):
        surface = terms @ np.linalg.lstsq(terms[near], values[near], rcond=None)[0]
        distance = np.abs(values - surface)
        # At least half of the picture is background, so the writing drops out of the next fit.
        near = distance <= 2 * np.median(distance) + 1e-6
    fitted: NDArray[np.float64] = surface.reshape(light.shape)
    return fitted


def _weight(signed: NDArray[np.float64]) -> float:
    """Return the level of the values that are clearly above 0."""
    return float(np.square(signed[signed > HANDWRITING.faintest]).sum())


def _writing(ink: NDArray[np.float64]) -> NDArray[np.bool_] | None:
    """Return the pixels of the character: the largest connected part and its parts nearby."""
    from scipy.ndimage import label

    parts, count = label(ink > 0.5, structure=np.ones((3, 3)))
    if not count:
        return None
    areas = np.bincount(parts.ravel(), minlength=count + 1)
    areas[0] = 0
    # The edge of a table or of a shadow leaves the picture; a character does not, unless
    # there is nothing else.
    border = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    inner = areas.copy()
    inner[border] = 0
    areas = inner if inner.any() else areas
    chosen = np.isin(parts, np.flatnonzero(areas > HANDWRITING.speck * areas.max()))
    return _with_edges(chosen, ink)


def _with_edges(chosen: NDArray[np.bool_], ink: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Add the soft edge of the strokes."""
    from scipy.ndimage import binary_dilation

    grown: NDArray[np.bool_] = binary_dilation(chosen, iterations=2, mask=ink > 0) | chosen
    return grown


def _as_wide_as_a_pen(ink: NDArray[np.float64]) -> NDArray[np.float64]:
    """Widen strokes that would be too faint once the writing is 20 pixels high."""
    from scipy.ndimage import grey_dilation

    missing = round(HANDWRITING.stroke * max(ink.shape) - _stroke_width(ink))
    if missing < 1:
        return ink
    reach = np.hypot(*np.indices((missing + 1, missing + 1)) - missing / 2) <= (missing + 1) / 2
    widened: NDArray[np.float64] = grey_dilation(np.pad(ink, missing), footprint=reach)
    return widened


def _stroke_width(ink: NDArray[np.float64]) -> float:
    """Return the mean width of the strokes in pixels."""
    from scipy.ndimage import distance_transform_edt

    inside = distance_transform_edt(np.pad(ink > 0.5, 1))
    # Along its middle line a stroke is half its width from paper; on average, a quarter.
    return 4 * float(inside[inside > 0].mean()) - 1


def _length(ink: NDArray[np.float64]) -> int:
    """Return the longer side of the strokes in pixels, without their soft edge."""
    return max(int(np.ptp(np.argwhere(ink > 0.5), axis=0).max()), 1)


def _scaled(ink: NDArray[np.float64], image_size: tuple[int, int]) -> NDArray[np.float64]:
    """Return the writing at MNIST's size, with its own aspect ratio."""
    from PIL import Image

    rows, columns = ink.shape
    scale = min(HANDWRITING.fill * image_size[0] / rows, HANDWRITING.fill * image_size[1] / columns)
    size = (max(1, round(scale * columns)), max(1, round(scale * rows)))
    filter_ = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(ink.astype(np.float32)).resize(size, filter_), np.float64)


def _centered(ink: NDArray[np.float64], image_size: tuple[int, int]) -> NDArray[np.uint8]:
    """Place the writing on black with its center of mass in the middle, and all of it inside.

    The middle of MNIST's 28 pixels is the one with the number 14, counted from 0.
    """
    from scipy.ndimage import center_of_mass

    canvas = np.zeros(image_size)
    corner = [
        int(np.clip(round(side / 2 - mass), 0, side - length))
        for side, mass, length in zip(image_size, center_of_mass(ink), ink.shape, strict=True)
    ]
    canvas[corner[0] : corner[0] + ink.shape[0], corner[1] : corner[1] + ink.shape[1]] = ink
    return (255 * canvas).round().astype(np.uint8)
