"""Pictures with more than 8 bits per channel, and transparent ones, as plain 8-bit pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.language import Text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# The ranges that values of more than 8 bits come in; a file does not say which one it uses.
_TOPS = (255, 65_535)
_FLOAT_TOPS = (1, *_TOPS)

# If every visible pixel is at least this bright, it would vanish on white paper.
_NEARLY_WHITE = 240

# Rows of a transparent picture that are converted at once.
_STRIP = 256


def upright(picture: ImageFile) -> Image:
    """Decode a newly opened picture, and rotate it according to its EXIF tag.

    Raises:
        ValueError: Its channels have 16 bits, of which Pillow drops the lower ones, and nothing is
            in the upper ones.
    """
    from PIL import ImageOps

    halved = picture.mode in ("RGB", "RGBA") and any(
        ";16" in str(tile[3]) for tile in getattr(picture, "tile", ())
    )
    decoded = ImageOps.exif_transpose(picture)
    if halved and not np.any(decoded.getextrema()[:3]):
        raise ValueError(
            Text(
                "its 16-bit color channels hold values from 0 to 255, which are black: save it "
                "with 8 bits",
                "16 位元的彩色色版最多只到 255，看起來全黑：請另存成 8 位元",
            )
        )
    return decoded


def top_value(picture: Image) -> int | None:
    """Return the value that stands for white, or None for a picture of 8 bits.

    The values decide: 1 (floating-point numbers only), 255 or 65535, the first that is not below
    any of them.

    Raises:
        ValueError: They are in no such range.
    """
    if not _is_wide(picture):
        return None
    values = np.asarray(picture)
    low, high = values.min(), values.max()
    tops = _FLOAT_TOPS if picture.mode == "F" else _TOPS
    # A NaN is in no range.
    fitting = [top for top in tops if low >= 0 and high <= top]
    if not fitting:
        raise ValueError(
            Text(
                "pixels from {low:g} to {high:g}: not in any of the ranges 0–1, 0–255 and 0–65535",
                "像素值為 {low:g} 到 {high:g}：不在 0–1、0–255 或 0–65535 的範圍內",
            ).format(low=low, high=high)
        )
    return fitting[0]


def eight_bits(picture: Image, top: int | None = None) -> Image:
    """Return the picture without transparency and with at most 8 bits per channel.

    Transparent parts become white, or black if all visible parts are nearly white.

    Args:
        picture: Of any mode that Pillow has.
        top: The value that stands for white in a picture of more than 8 bits; None: as
            :func:`top_value` says.

    Raises:
        ValueError: The values of a picture of more than 8 bits are in no known range.
    """
    from PIL import Image

    if _is_wide(picture):
        return Image.fromarray(_narrowed(np.asarray(picture), top or top_value(picture) or 255))
    return _on_paper(picture) if picture.has_transparency_data else picture


def reason(error: Exception) -> Text:
    """Return the message of an error, in both languages if it has both."""
    said = error.args[0] if error.args else None
    if isinstance(said, Text):
        return said
    words = str(error) or type(error).__name__
    return Text.untranslated(words)


def _is_wide(picture: Image) -> bool:
    return picture.mode.startswith(("I", "F"))


def _narrowed(values: NDArray[Any], top: int) -> NDArray[np.uint8]:
    if np.issubdtype(values.dtype, np.floating):
        narrowed = np.rint(values * (255 / top))
    elif top > 255:
        # The upper 8 bits: exact whether white was written as 255 × 256 or as 255 × 257.
        narrowed = values >> 8
    else:
        narrowed = values
    return narrowed.clip(0, 255).astype(np.uint8)


def _on_paper(picture: Image) -> Image:
    """Return a transparent picture, laid on white or black, in RGB.

    It is converted strip by strip: whole, a picture of 100 kB could take gigabytes.
    """
    from PIL import Image

    width, height = picture.size
    places = [(0, top, width, min(top + _STRIP, height)) for top in range(0, height, _STRIP)]
    darkest = min((_darkest(picture.crop(place).convert("RGBA")) for place in places), default=256)
    flat = Image.new("RGB", picture.size, "black" if _NEARLY_WHITE <= darkest < 256 else "white")
    for place in places:
        strip = picture.crop(place).convert("RGBA")
        paper = flat.crop(place).convert("RGBA")
        flat.paste(Image.alpha_composite(paper, strip).convert("RGB"), place)
    return flat


def _darkest(picture: Image) -> int:
    """Return the darkest value of the visible pixels of an RGBA picture; 256 if there are none."""
    visible = picture.getchannel("A").point([0] + [255] * 255)
    counts = np.reshape(picture.histogram(visible), (4, 256))[:3].sum(axis=0)
    return int(np.flatnonzero([*counts, 1])[0])
