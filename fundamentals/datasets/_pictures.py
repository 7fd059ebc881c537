"""Pictures of any size and mode as uint8 arrays of one."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

__all__ = ["check_image_size", "decode_picture", "eight_bits", "open_picture", "picture_array"]


def check_image_size(image_size: tuple[int, int] | None) -> None:
    """Check that ``image_size`` is None or two positive whole numbers.

    Raises:
        ArgumentError: It is anything else.
    """
    if image_size is None:
        return
    numbers = tuple(image_size)
    if len(numbers) != 2 or not all(isinstance(size, int) and size > 0 for size in numbers):
        raise ArgumentError(
            Text("image_size={size!r}", "image_size={size!r}").format(size=image_size),
            expected=Text(
                "(height, width) in pixels, whole numbers above 0", "(高, 寬)，單位為像素的正整數"
            ),
            fix=Text("for example image_size=(64, 64)", "例如 image_size=(64, 64)"),
        )


@contextmanager
def open_picture(
    source: str | os.PathLike[str] | BinaryIO, formats: Collection[str] | None = None
) -> Iterator[ImageFile]:
    """Open a picture with Pillow, to be decoded inside the context; a part that is missing raises.

    Args:
        source: Path, or a file that is open for reading in binary.
        formats: Pillow's names of the formats to read, such as "JPEG"; None: all that it knows.
    """
    from PIL import Image, ImageFile

    # WeasyPrint and tensorflow-datasets have Pillow fill what is missing of a file that was cut off
    # with grey, in all of the process.
    filled = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(source, formats=None if formats is None else [*formats]) as picture:
            yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = filled


def decode_picture(
    path: Path, *, image_size: tuple[int, int] | None, grey: bool
) -> NDArray[np.uint8]:
    """Read a picture file, upright as its EXIF tag says.

    Returns:
        uint8 array ``(height, width, 1)`` if ``grey``, else ``(height, width, 3)``, 0–255.

    Raises:
        DatasetError: Pillow cannot decode the file.
    """
    from PIL import ImageOps

    try:
        with open_picture(path) as picture:
            return picture_array(ImageOps.exif_transpose(picture), image_size=image_size, grey=grey)
    # Pillow tells damage by whatever its decoders trip over: SyntaxError, TypeError and more.
    except Exception as error:
        raise DatasetError(
            Text("{path} cannot be decoded ({reason})", "無法解碼 {path}（{reason}）").format(
                path=path, reason=error
            ),
            expected=Text(
                "only pictures that Pillow reads, such as PNG or JPEG",
                "只放 Pillow 能讀取的圖片，例如 PNG 或 JPEG",
            ),
            fix=Text(
                "repair the file, or take it out of the folder", "修復該檔案，或將它移出資料夾"
            ),
        ) from error


def picture_array(
    picture: Image, *, image_size: tuple[int, int] | None, grey: bool
) -> NDArray[np.uint8]:
    """Return a picture as an array, resized (bilinear) to ``image_size`` if that is given.

    Transparent places become white; 16-bit greys keep their upper 8 bits.

    Returns:
        uint8 array ``(height, width, 1)`` if ``grey``, else ``(height, width, 3)``, 0–255.

    Raises:
        ValueError: The pixels are floating-point numbers, whose range nobody knows.
    """
    from PIL.Image import Resampling

    flat = eight_bits(picture).convert("L" if grey else "RGB")
    if image_size is not None:
        height, width = image_size
        flat = flat.resize((width, height), Resampling.BILINEAR)
    pixels = np.asarray(flat, dtype=np.uint8)
    return pixels[..., np.newaxis] if grey else pixels


def eight_bits(picture: Image) -> Image:
    """Return the picture without transparency and with at most 8 bits a channel."""
    from PIL import Image

    if picture.mode == "F":
        raise ValueError("floating-point pixels")
    if picture.mode.startswith("I"):
        return Image.fromarray((np.asarray(picture) >> 8).clip(0, 255).astype(np.uint8))
    if picture.has_transparency_data:
        opaque = picture.convert("RGBA")
        paper = Image.new("RGBA", opaque.size, "white")
        return Image.alpha_composite(paper, opaque)
    return picture
