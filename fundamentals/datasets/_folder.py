"""A folder of pictures, one subfolder per class."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._picture_files import check_image_size, decode_picture
from fundamentals.datasets._progress_bar import progress_bar
from fundamentals.datasets._split import stratified_split
from fundamentals.errors import DatasetError
from fundamentals.language import Text

VALIDATION_FRACTION = 0.2

# Files that Windows leaves in folders of pictures; those of macOS and Linux start with a dot.
_LEFT_BY_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})

_LAYOUT = Text(
    "at least two subfolders, one per class, each with at least two pictures",
    "每個類別一個子資料夾，至少兩個，每個至少兩張圖片",
)
_SOURCE = Text(
    "pictures in {folder}; validation: {percent} % of each class, drawn with seed {seed}",
    "{folder} 中的圖片；驗證集：每類的 {percent} %，以種子 {seed} 抽出",
)
_MANY_BITS = Text(
    "{source}; in pictures of more than 8 bits, {top} counts as white",
    "{source}；超過 8 位元的圖片以 {top} 為白色",
)


def load_folder(
    folder: Path, *, seed: int = 0, image_size: tuple[int, int] | None = None, gray: bool = False
) -> ImageDataset:
    """Return the pictures of a folder; the sorted names of its subfolders are the classes.

    Hidden files and folders are left out. Pictures of more than 8 bits per channel do not state
    which value is white, so their values decide (1, 255 or 65535), for all of them together, and
    ``source`` tells.

    Args:
        folder: Folder with one subfolder of pictures per class.
        seed: Seed for drawing the validation split, a fifth of each class.
        image_size: ``(height, width)`` in pixels to resize every picture to; None if all
            have the same size.
        gray: True for one channel, False for three (red, green, blue).

    Raises:
        ArgumentError: ``image_size`` is not two positive whole numbers.
        DatasetError: There is no such folder; it has fewer than two classes, or a class with fewer
            than two pictures; a picture cannot be decoded; sizes differ and ``image_size`` is None.
    """
    check_image_size(image_size)
    classes = _classes(folder)
    paths = [path for pictures in classes.values() for path in pictures]
    images, top = _decode(paths, image_size=image_size, gray=gray)
    sizes = [len(pictures) for pictures in classes.values()]
    labels = np.repeat(np.arange(len(classes), dtype=np.int64), sizes)
    validation = stratified_split(labels, fraction=VALIDATION_FRACTION, seed=seed)
    return ImageDataset(
        name=f"folder:{folder}",
        class_names=tuple(classes),
        train=Split(images[~validation], labels[~validation]),
        validation=Split(images[validation], labels[validation]),
        test=None,
        source=_source(folder, seed, top),
    )


def _source(folder: Path, seed: int, top: int | None) -> Text:
    source = _SOURCE.format(folder=folder, percent=round(100 * VALIDATION_FRACTION), seed=seed)
    if top is None:
        return source
    return _MANY_BITS.format(source=source, top=top)


def _classes(folder: Path) -> dict[str, list[Path]]:
    """Return the pictures of every class, in the order of their names."""
    if not folder.is_dir():
        raise _layout_error(Text("{folder} is not a folder", "{folder} 不是資料夾"), folder)
    classes = {place.name: _pictures(place) for place in _visible(folder) if place.is_dir()}
    if not classes:
        raise _layout_error(Text("no subfolder in {folder}", "{folder} 沒有子資料夾"), folder)
    if len(classes) == 1:
        raise _layout_error(
            Text("only one class in {folder}", "{folder} 只有一個類別"),
            folder / next(iter(classes)),
        )
    return classes


def _pictures(place: Path) -> list[Path]:
    files = _visible(place)
    if nested := [path for path in files if path.is_dir()]:
        raise _layout_error(
            Text("{folder} is a folder inside a class", "{folder} 是類別裡的資料夾"), nested[0]
        )
    if not files:
        raise _layout_error(Text("no picture in {folder}", "{folder} 沒有圖片"), place)
    if len(files) == 1:
        raise _layout_error(Text("only one picture in {folder}", "{folder} 只有一張圖片"), place)
    return files


def _visible(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(".") and path.name.lower() not in _LEFT_BY_SYSTEM
    )


def _decode(
    paths: list[Path], *, image_size: tuple[int, int] | None, gray: bool
) -> tuple[NDArray[np.uint8], int | None]:
    """Return all pictures as one array ``(n, height, width, channels)``.

    The highest white value of any picture of more than 8 bits applies to all of
    them, and is returned too; otherwise a dark picture would become bright.
    """
    first, _ = decode_picture(paths[0], image_size=image_size, gray=gray)
    images = np.empty((len(paths), *first.shape), dtype=np.uint8)
    tops: dict[int, int] = {}
    with progress_bar(Text("reading pictures", "讀取圖片"), total=len(paths)) as show:
        for index, path in enumerate(paths):
            pixels, top = decode_picture(path, image_size=image_size, gray=gray)
            if pixels.shape != first.shape:
                raise _sizes_differ(paths[0], first.shape, path, pixels.shape)
            images[index] = pixels
            if top is not None:
                tops[index] = top
            show(index + 1)
    highest = max(tops.values(), default=None)
    for index, top in tops.items():
        if top != highest:
            images[index], _ = decode_picture(
                paths[index], image_size=image_size, gray=gray, top=highest
            )
    return images, highest


def _layout_error(received: Text, folder: Path) -> DatasetError:
    return DatasetError(
        received.format(folder=folder),
        expected=_LAYOUT,
        fix=Text(
            "sort the pictures into such folders and name the folder above them: folder:PATH",
            "把圖片分到這樣的資料夾，並指定它們的上一層：folder:路徑",
        ),
    )


def _sizes_differ(
    first: Path, first_shape: tuple[int, ...], other: Path, other_shape: tuple[int, ...]
) -> DatasetError:
    size = Text("{path} is {height}×{width}", "{path} 為 {height}×{width}")
    received = Text("{first}, but {other}", "{first}，但 {other}")
    return DatasetError(
        received.format(
            first=size.format(path=first, height=first_shape[0], width=first_shape[1]),
            other=size.format(path=other, height=other_shape[0], width=other_shape[1]),
        ),
        expected=Text("pictures of the same size", "所有圖片大小相同"),
        fix=Text(
            "give the size to scale them to: image_size=(height, width), "
            "or --image-size HEIGHT WIDTH",
            "指定統一的大小：image_size=(高, 寬)，或 --image-size 高 寬",
        ),
    )
