"""Pictures of any size and mode as uint8 arrays of one size and mode."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._depth import eight_bits, reason, top_value, upright
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

# What begins a scan of a JPEG; a camera writes ten or so.
_SCAN, _MOST_SCANS = b"\xff\xda", 32

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile


def check_image_size(image_size: tuple[int, int] | None) -> None:
    """Check that ``image_size`` is None or two positive whole numbers.

    Raises:
        ArgumentError: It is something else.
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

    # WeasyPrint and tensorflow-datasets make Pillow fill the missing part of a truncated file
    # with gray, in the whole process.
    filled = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(source, formats=None if formats is None else [*formats]) as picture:
            _refuse_many_scans(picture)
            yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = filled


def _refuse_many_scans(picture: ImageFile) -> None:
    """Refuse a progressive JPEG that writes every pixel again and again, for minutes."""
    file = picture.fp
    if file is None or "progression" not in picture.info:
        return
    place, scans = file.tell(), 0
    file.seek(0)
    while content := file.read(2**20):
        scans += content.count(_SCAN)
    file.seek(place)
    if scans > _MOST_SCANS:
        raise ValueError(f"a JPEG of {scans} scans, of at most {_MOST_SCANS}")


def decode_picture(
    path: Path, *, image_size: tuple[int, int] | None, gray: bool, top: int | None = None
) -> tuple[NDArray[np.uint8], int | None]:
    """Read a picture file, turned upright by its EXIF tag; only the first picture of an animation.

    Args:
        path: A file that Pillow reads.
        image_size: ``(height, width)`` in pixels to resize to; None to keep the size.
        gray: True for one channel.
        top: The value that stands for white in a picture of more than 8 bits per channel; None to
            have its values decide.

    Returns:
        pixels: uint8 array ``(height, width, 1)`` if ``gray``, else ``(height, width, 3)``, 0–255.
        top: The value used as white: 1, 255 or 65535; None for a picture of 8 bits.

    Raises:
        DatasetError: Pillow cannot decode the file, or the range of its values is unknown.
    """
    try:
        with open_picture(path) as opened:
            picture = upright(opened)
            used = top_value(picture) if top is None else top
            pixels = picture_array(picture, image_size=image_size, gray=gray, top=used)
            return pixels, used
    # Pillow's decoders report damage with various errors: SyntaxError, TypeError and more.
    except Exception as error:
        raise DatasetError(
            Text("{path} cannot be decoded ({reason})", "無法解碼 {path}（{reason}）").format(
                path=path, reason=reason(error)
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
    picture: Image, *, image_size: tuple[int, int] | None, gray: bool, top: int | None = None
) -> NDArray[np.uint8]:
    """Return a picture as an array, resized (bilinear) to ``image_size`` if that is given.

    Args:
        picture: Of any mode; :func:`eight_bits` says what becomes of transparency and many bits.
        image_size: ``(height, width)`` in pixels.
        gray: True for one channel.
        top: As for :func:`decode_picture`.

    Returns:
        uint8 array ``(height, width, 1)`` if ``gray``, else ``(height, width, 3)``, 0–255.

    Raises:
        ValueError: The values of a picture of more than 8 bits are in no known range.
    """
    from PIL.Image import Resampling

    flat = eight_bits(picture, top).convert("L" if gray else "RGB")
    if image_size is not None:
        height, width = image_size
        flat = flat.resize((width, height), Resampling.BILINEAR)
    pixels = np.asarray(flat, dtype=np.uint8)
    return pixels[..., np.newaxis] if gray else pixels
