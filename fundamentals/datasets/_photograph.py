"""Photographs, converted to look like the images of a dataset."""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._bit_depth import eight_bits, reason, upright
from fundamentals.datasets._handwriting import frame_handwriting
from fundamentals.datasets._picture_files import draft_for, open_picture, picture_array, undecodable
from fundamentals.datasets._picture_style import PictureStyle
from fundamentals.errors import DatasetError
from fundamentals.language import Text

if TYPE_CHECKING:
    from PIL.Image import Image

# The part that is cut out of a picture has at least this fraction of its sides: 1 in 16.
_PART = 16

HEIC = frozenset({".heic", ".heif", ".avif"})
HEIC_ADVICE = Text(
    "save it as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible",
    "另存成 JPEG；iPhone 可在「設定 > 相機 > 格式」選「最相容」",
)


def prepare_photograph(
    source: str | os.PathLike[str] | BinaryIO,
    style: PictureStyle,
    *,
    formats: Collection[str] | None = None,
) -> NDArray[np.uint8]:
    """Convert a photograph of any size, color and mode to an image like those of a dataset.

    The picture is turned upright (EXIF), laid on white where it is transparent (on black if all
    visible parts are nearly white), cropped according to the style, and scaled by averaging areas,
    so that a reduction of 100 to 1 leaves no speckles. No file of more than 8 bits per channel
    states which value is white, so its values decide: 1 for floating-point numbers up to 1, else
    255 or 65535. Only the first picture of an animation counts.

    Args:
        source: Path of a file that Pillow can read, such as JPEG, PNG, WebP, TIFF; or such a file,
            open for reading in binary.
        style: As :func:`picture_style` returns it.
        formats: Pillow's names of the formats to read, such as "JPEG"; None: all that it knows.

    Returns:
        uint8 array ``(height, width, 1)`` or ``(height, width, 3)``, 0–255.

    Raises:
        DatasetError: The file is missing, is not a picture, is larger than Pillow's limit of about
            89 million pixels, has values in no known range, or shows no writing where handwriting
            is wanted.
    """
    picture = _read(source, style, formats)
    if style.framing == "handwriting":
        gray = picture_array(picture, image_size=None, gray=True)[..., 0]
        image = frame_handwriting(gray, style.image_size)
        if image is None:
            raise _no_writing(_name(source))
        return image[..., np.newaxis]
    if style.framing == "center":
        return _scaled(_center(picture, style.image_size), style)
    return picture_array(picture, image_size=style.image_size, gray=style.gray)


def read_photograph(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    longest_side: int,
    formats: Collection[str] | None = None,
) -> NDArray[np.uint8]:
    """Return a whole photograph in color, upright as by :func:`prepare_photograph`.

    Args:
        source: As for :func:`prepare_photograph`.
        longest_side: A photograph with more pixels along a side is scaled down to that many.
        formats: As for :func:`prepare_photograph`.

    Returns:
        uint8 array ``(height, width, 3)``, 0–255.

    Raises:
        DatasetError: As for :func:`prepare_photograph`.
    """
    style = PictureStyle((longest_side, longest_side), gray=False, framing="whole")
    picture = _read(source, style, formats)
    scale = min(1, longest_side / max(picture.size))
    width, height = (max(1, round(scale * side)) for side in picture.size)
    return picture_array(picture, image_size=(height, width), gray=False)


def _read(
    source: str | os.PathLike[str] | BinaryIO, style: PictureStyle, formats: Collection[str] | None
) -> Image:
    """Return the picture, upright and with 8 bits per channel, no larger than useful."""
    from PIL import Image, UnidentifiedImageError

    name = _name(source)
    if isinstance(name, Path) and not name.is_file():
        raise _missing(name)
    try:
        with warnings.catch_warnings():
            # Pillow warns of a picture that would fill the memory, and refuses only twice as much.
            # Whether the warning is an error, another thread could change meanwhile.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with open_picture(source, formats) as picture:
                if picture.width * picture.height > (Image.MAX_IMAGE_PIXELS or math.inf):
                    raise Image.DecompressionBombError(f"{picture.width}×{picture.height} pixels")
                # Whole pictures are scaled as those of a folder; of others, a part is cut out.
                parts = 1 if style.framing == "whole" else _PART
                height, width = style.image_size
                draft_for(picture, (parts * height, parts * width))
                return eight_bits(upright(picture))
    except Image.DecompressionBombError as error:
        raise _too_large(name, Image.MAX_IMAGE_PIXELS or 0) from error
    except UnidentifiedImageError as error:
        raise _unreadable(
            name, Text("its format is not known here", "格式不明"), formats
        ) from error
    # Pillow's decoders report damage with various errors: SyntaxError, TypeError and more.
    except Exception as error:
        raise _unreadable(name, reason(error), formats) from error


def _name(source: str | os.PathLike[str] | BinaryIO) -> Path | Text:
    """Return the name of the picture for an error."""
    if isinstance(source, (str, os.PathLike)):
        return Path(source)
    return Text("the picture", "這張圖片")


def _center(picture: Image, image_size: tuple[int, int]) -> Image:
    """Return the largest part in the middle with the aspect ratio of ``image_size``."""
    height, width = image_size
    unit = min(picture.width / width, picture.height / height)
    left = round((picture.width - unit * width) / 2)
    top = round((picture.height - unit * height) / 2)
    return picture.crop((left, top, picture.width - left, picture.height - top))


def _scaled(picture: Image, style: PictureStyle) -> NDArray[np.uint8]:
    from PIL.Image import Resampling

    height, width = style.image_size
    flat = picture.convert("L" if style.gray else "RGB").resize((width, height), Resampling.BOX)
    pixels = np.asarray(flat, dtype=np.uint8)
    return pixels[..., np.newaxis] if style.gray else pixels


def _missing(file: Path) -> DatasetError:
    folder = file.is_dir()
    received = (
        Text("{path} is a folder", "{path} 是資料夾")
        if folder
        else Text("{path} does not exist", "找不到 {path}")
    )
    return DatasetError(
        received.format(path=file),
        expected=Text("a picture file", "圖片檔"),
        fix=Text("name its files: {path}/*", "請指定其中的檔案：{path}/*").format(path=file)
        if folder
        else Text("check the path", "檢查路徑"),
    )


def _too_large(name: Path | Text, limit: int) -> DatasetError:
    return DatasetError(
        Text("{path} has too many pixels", "{path} 的像素太多").format(path=name),
        expected=Text(
            "at most {limit} million pixels, since more could fill the memory",
            "最多 {limit} 百萬像素：再多可能占滿記憶體",
        ).format(limit=limit // 1_000_000),
        fix=Text("save a smaller picture", "把圖片縮小後另存"),
    )


def _unreadable(name: Path | Text, why: Text, formats: Collection[str] | None) -> DatasetError:
    if isinstance(name, Path) and name.suffix.lower() in HEIC:
        fix = HEIC_ADVICE
    else:
        fix = Text("open it in a viewer and save it as PNG", "用看圖軟體開啟並另存成 PNG")
    expected = (
        Text(
            "a picture that Pillow reads, such as JPEG or PNG",
            "Pillow 能讀取的圖片，例如 JPEG 或 PNG",
        )
        if formats is None
        else Text("a picture: {formats}", "圖片：{formats}").format(formats=", ".join(formats))
    )
    return undecodable(name, why, expected=expected, fix=fix)


def _no_writing(name: Path | Text) -> DatasetError:
    return DatasetError(
        Text("{path} shows no writing, or only a dot", "{path} 裡看不到筆跡，或只有一個點").format(
            path=name
        ),
        expected=Text(
            "one character, dark on light or light on dark", "一個字元，淺底深字或深底淺字"
        ),
        fix=Text(
            "write the whole character; photograph it closer, on plain paper, in even light",
            "請寫完整個字元；拍照時靠近一點，用素面的紙，光線均勻",
        ),
    )
