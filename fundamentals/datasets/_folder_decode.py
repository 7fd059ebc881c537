"""Describing and decoding many picture files, on all cores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._folder_layout import named
from fundamentals.datasets._loading_progress import progress_bar
from fundamentals.datasets._picture_files import (
    cannot_decode,
    decode_picture,
    nothing_filled_in,
    open_picture,
    upright_size,
)
from fundamentals.errors import DatasetError
from fundamentals.language import Text

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True)
class Description:
    """A picture file, without its pixels.

    Attributes:
        digest: Hexadecimal hash of its content.
        height: Of the upright picture, in pixels.
        width: Likewise.
    """

    digest: str
    height: int
    width: int


def describe_all(paths: Sequence[Path], folder: Path) -> list[Description]:
    """Return the descriptions of files.

    Raises:
        DatasetError: Some are no pictures; the message names them, below ``folder``.
    """

    def describe(path: Path) -> Description | DatasetError:
        try:
            content = path.read_bytes()
            with open_picture(BytesIO(content)) as picture:
                height, width = upright_size(picture)
        # Pillow's decoders report damage with various errors: SyntaxError, TypeError and more.
        except Exception as error:
            return cannot_decode(path, error)
        return Description(hashlib.sha256(content).hexdigest(), height, width)

    found = _on_all_cores(describe, paths, Text("reading pictures", "讀取圖片"))
    return _whole(found, paths, folder)


def decode_all(
    paths: Sequence[Path],
    rows: NDArray[np.int64],
    images: NDArray[np.uint8],
    *,
    folder: Path,
    gray: bool,
) -> list[int]:
    """Decode pictures into rows of ``images``, each resized to its height and width.

    The highest white value of any picture of more than 8 bits applies to all of them; otherwise a
    dark picture would become bright.

    Args:
        paths: One file for each row of ``images``.
        rows: Which rows to decode; all of pictures of more than 8 bits.
        images: uint8 array ``(n, height, width, channels)``, filled in.
        folder: Above the files, for messages.
        gray: True for one channel.

    Returns:
        For each of ``rows``: the value used as white; 0 for a picture of 8 bits.

    Raises:
        DatasetError: Some cannot be decoded; the message names them.
    """
    height, width = images.shape[1:3]
    chosen = [paths[row] for row in rows]

    def decode(row: int, top: int | None = None) -> int | DatasetError:
        try:
            images[row], used = decode_picture(
                paths[row], image_size=(height, width), gray=gray, top=top
            )
        except DatasetError as error:
            return error
        return used or 0

    doing = Text("decoding pictures", "解碼圖片")
    tops = _whole(_on_all_cores(decode, rows.tolist(), doing), chosen, folder)
    highest = max(tops, default=0)
    lower = [int(row) for row, top in zip(rows, tops, strict=True) if 0 < top < highest]
    _on_all_cores(lambda row: decode(row, highest), lower, doing)
    return [highest if top else 0 for top in tops]


def _on_all_cores(work: Callable[[S], T], items: Sequence[S], doing: Text) -> list[T]:
    """Return ``work`` of each item, in order; Pillow computes outside Python's lock."""
    results = []
    with (
        nothing_filled_in(),
        ThreadPoolExecutor() as pool,
        progress_bar(doing, total=len(items)) as show,
    ):
        try:
            for result in pool.map(work, items):
                results.append(result)
                show(len(results))
        except BaseException:
            # Ctrl-C should not wait for the rest.
            pool.shutdown(cancel_futures=True)
            raise
    return results


def _whole(results: Iterable[T | DatasetError], paths: Sequence[Path], folder: Path) -> list[T]:
    """Return the results, none of which is an error.

    Raises:
        DatasetError: Some are: the first, with the names of the other files.
    """
    results = list(results)
    broken = [path for path, each in zip(paths, results, strict=True) if _is_error(each)]
    if not broken:
        return [each for each in results if not isinstance(each, DatasetError)]
    first = next(each for each in results if isinstance(each, DatasetError))
    if len(broken) == 1:
        raise first
    received, expected, fix = first.args
    raise DatasetError(
        Text("{received}; nor can {others}", "{received}；另外還有 {others}").format(
            received=received, others=named(broken[1:], folder)
        ),
        expected=expected,
        fix=fix,
    )


def _is_error(result: object) -> bool:
    return isinstance(result, DatasetError)
