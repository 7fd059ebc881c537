"""Pictures of any size and mode as uint8 arrays of one size and mode."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._bit_depth import eight_bits, reason, top_value, upright
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

# What begins a scan of a JPEG; a camera writes ten or so.
_SCAN, _MOST_SCANS = b"\xff\xda", 32

# Pillow has Ghostscript run the first and Windows draw the second; the last holds a picture of any
# format, which Pillow opens without our checks.
_PROGRAMS = frozenset({"EPS", "WMF", "IPTC"})

# Pillow decodes some formats pixel by pixel in Python: a minute for what its usual limit allows.
_MOST_PIXELS_IN_PYTHON = 2**20

# EXIF: the tag, and its values for pictures that lie on their side.
_ORIENTATION, _QUARTER_TURNS = 0x0112, (5, 6, 7, 8)

# What is decoded of a JPEG has at least this many times the final pixels of each side.
_DETAIL = 4

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
            Text.untranslated("image_size={size!r}").format(size=image_size),
            expected=Text(
                "(height, width) in pixels, whole numbers above 0", "(高, 寬)，單位為像素的正整數"
            ),
            fix=Text("for example image_size=(64, 64)", "例如 image_size=(64, 64)"),
        )


@contextmanager
def open_picture(
    source: str | os.PathLike[str] | BinaryIO, formats: Collection[str] | None = None
) -> Iterator[ImageFile]:
    """Open a picture with Pillow, to be decoded inside the context; a missing part raises.

    Args:
        source: Path, or a file that is open for reading in binary.
        formats: Pillow's names of the formats to read, such as "JPEG"; None: all that it knows.
    """
    from PIL import Image, UnidentifiedImageError

    with (
        nothing_filled_in(),
        Image.open(source, formats=None if formats is None else [*formats]) as picture,
    ):
        # Whatever the file's name ends with: its content decides what decodes it.
        if picture.format in _PROGRAMS:
            raise UnidentifiedImageError(
                f"a {picture.format} file, which is a program or may hold one"
            )
        _refuse_many_scans(picture)
        _refuse_slow_decoder(picture)
        yield picture


@contextmanager
def nothing_filled_in() -> Iterator[None]:
    """Have Pillow raise an error for a truncated file, even if other packages have changed that.

    WeasyPrint and tensorflow-datasets make it fill the missing part with gray, in the whole
    process. Threads that open pictures need one such block around all of them.
    """
    from PIL import ImageFile

    filled = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = filled


def draft_for(picture: ImageFile, image_size: tuple[int, int]) -> None:
    """Let a JPEG decoder leave out detail if a multiple of the final pixels remains.

    For a large photograph, this takes a third of the time.
    """
    side = _DETAIL * max(image_size)
    picture.draft(None, (side, side))


def upright_size(picture: ImageFile) -> tuple[int, int]:
    """Return ``(height, width)`` in pixels, turned by the EXIF tag, without decoding."""
    width, height = picture.size
    turned = picture.getexif().get(_ORIENTATION, 1) in _QUARTER_TURNS
    return (width, height) if turned else (height, width)


def _refuse_many_scans(picture: ImageFile) -> None:
    """Refuse a progressive JPEG that rewrites every pixel again and again, for minutes."""
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


def _refuse_slow_decoder(picture: ImageFile) -> None:
    """Refuse many pixels in a format that is decoded in Python, such as FITS, DDS or QOI."""
    from PIL.Image import DECODERS

    slow = any(tile[0] in DECODERS for tile in picture.tile)
    if slow and math.prod(picture.size) > _MOST_PIXELS_IN_PYTHON:
        raise ValueError(f"a {picture.format} file of more than {_MOST_PIXELS_IN_PYTHON:,} pixels")


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
            if image_size is not None:
                draft_for(opened, image_size)
            picture = upright(opened)
            used = top_value(picture) if top is None else top
            pixels = picture_array(picture, image_size=image_size, gray=gray, top=used)
            return pixels, used
    # Pillow's decoders report damage with various errors: SyntaxError, TypeError and more.
    except Exception as error:
        raise cannot_decode(path, error) from error


def cannot_decode(path: Path, error: Exception) -> DatasetError:
    """Return the error for a file in a folder that Pillow cannot decode, for that reason."""
    return undecodable(
        path,
        reason(error),
        expected=Text(
            "only pictures that Pillow reads, such as PNG or JPEG",
            "只放 Pillow 能讀取的圖片，例如 PNG 或 JPEG",
        ),
        fix=Text("repair the file, or take it out of the folder", "修復該檔案，或將它移出資料夾"),
    )


def undecodable(name: Path | Text, why: Text, *, expected: Text, fix: Text) -> DatasetError:
    """Return the error for a picture that Pillow cannot decode."""
    return DatasetError(
        Text("{path} cannot be decoded ({reason})", "無法解碼 {path}（{reason}）").format(
            path=name, reason=why
        ),
        expected=expected,
        fix=fix,
    )


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
