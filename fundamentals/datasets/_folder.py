"""A folder of pictures, one subfolder per class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._folder_groups import name_groups
from fundamentals.datasets._folder_layout import FolderLayout, named, read_layout
from fundamentals.datasets._folder_pictures import FolderPictures, read_pictures
from fundamentals.datasets._groups import joined_groups
from fundamentals.datasets._picture_files import check_image_size
from fundamentals.datasets._split import mixed_split
from fundamentals.datasets.registry import shown_name
from fundamentals.errors import DatasetError
from fundamentals.language import Text

VALIDATION_FRACTION = 0.2

_SOURCE = Text("{count:,} pictures in {folder}", "{folder} 中的 {count:,} 張圖片")
_BROUGHT = Text(
    "all resized to {height}×{width}, chosen by their number and sizes (--image-size "
    "sets another size)",
    "一律縮放成 {height}×{width}，依張數與大小選定（可用 --image-size 另選）",
)
_VALIDATION = Text(
    "validation: about {percent} % of each class, drawn with seed {seed}",
    "驗證集：每類約 {percent} %，以種子 {seed} 抽出",
)
_GROUPED = Text(
    "{groups} groups by file name, each on one side of the split",
    "依檔名分成 {groups} 組，每組都在同一邊",
)
_ALIKE = Text(
    "{count} {count:picture is a copy or near copy|pictures are copies or near "
    "copies} of others and {count:stays|stay} on their side of the split",
    "{count} 張圖片與其他圖片相同或幾乎相同，和它們留在同一邊",
)
_ALL_ALIKE = Text(
    "all pictures of {classes} look alike, so copies could be on both sides of the split",
    "{classes} 的圖片全都很像，兩邊可能有相同的圖片",
)
_TWO_CLASSES = Text(
    "the same picture is in two classes: {files}", "同一張圖片出現在兩個類別：{files}"
)
_SKIPPED = Text("left out because they are not pictures: {files}", "略過的非圖片檔案：{files}")
_MANY_BITS = Text(
    "in pictures with more than 8 bits, {top} counts as white", "超過 8 位元的圖片以 {top} 為白色"
)


def load_folder(
    folder: Path,
    *,
    seed: int = 0,
    image_size: tuple[int, int] | None = None,
    gray: bool = False,
    group_by: str | None = None,
) -> ImageDataset:
    """Return the pictures of a folder; the sorted names of its subfolders are the classes.

    Hidden files and folders are left out, and so are files that are not pictures. Copies and nearly
    equal pictures are never on both sides of the split, unless a class has no others. Pictures with
    more than 8 bits per channel do not state which value is white, so their values decide (1, 255
    or 65535), for all of them together. ``source`` tells all of this.

    Args:
        folder: Folder with one subfolder of pictures per class.
        seed: Seed for drawing the validation split, about a fifth of each class.
        image_size: ``(height, width)`` in pixels to resize every picture to; None: 64, 48 or 32
            pixels each, by the number of pictures and their sizes. Pictures that share a size of
            at most 64×64 keep it.
        gray: True for one channel, False for three (red, green, blue).
        group_by: Keeps the pictures of one photographer or session on one side of the split: a
            regular expression that finds them in the file names, or "rounds" if each person was
            photographed once per class, in turn.

    Raises:
        ArgumentError: ``image_size`` is not two positive whole numbers, or the names of the files
            are not as ``group_by`` says.
        DatasetError: There is no such folder; it has fewer than two classes, or a class with fewer
            than two pictures or groups; a picture cannot be decoded.
    """
    check_image_size(image_size)
    layout = read_layout(folder)
    pictures = read_pictures(layout, image_size=image_size, gray=gray)
    images, labels = pictures.images, layout.labels
    alike = _all_alike(pictures.alike, labels)
    copies = groups = _apart(pictures.alike, labels, alike)
    if group_by is not None:
        groups = joined_groups(copies, name_groups(layout.paths, labels, group_by))
    validation = mixed_split(labels, groups, fraction=VALIDATION_FRACTION, seed=seed)
    _check_split(layout, validation)
    return ImageDataset(
        name=shown_name(f"folder:{folder}"),
        class_names=tuple(layout.classes),
        train=Split(images[~validation], labels[~validation], groups[~validation]),
        validation=Split(images[validation], labels[validation], groups[validation]),
        test=None,
        source=_joined(
            [
                *_of_pictures(layout, pictures, chosen=image_size is None),
                *_of_split(layout, seed, copies, groups if group_by else None, alike),
                *_of_files(layout, pictures),
            ]
        ),
    )


def _all_alike(alike: NDArray[np.int64], labels: NDArray[np.int64]) -> list[int]:
    """Return the classes whose pictures are all one group."""
    return [label for label in range(labels.max() + 1) if np.ptp(alike[labels == label]) == 0]


def _apart(
    alike: NDArray[np.int64], labels: NDArray[np.int64], classes: list[int]
) -> NDArray[np.int64]:
    """Return ``alike`` with each picture of these classes in a group of its own."""
    rows = np.arange(len(labels))
    return np.where(np.isin(labels, classes), alike.max() + 1 + rows, alike)


def _of_pictures(layout: FolderLayout, pictures: FolderPictures, *, chosen: bool) -> Iterator[Text]:
    height, width = pictures.images.shape[1:3]
    name = shown_name(f"folder:{layout.folder}").removeprefix("folder:")
    yield _SOURCE.format(count=len(pictures.images), folder=name)
    if chosen and not pictures.as_they_are:
        yield _BROUGHT.format(height=height, width=width)
    if pictures.top is not None:
        yield _MANY_BITS.format(top=pictures.top)


def _of_split(
    layout: FolderLayout,
    seed: int,
    copies: NDArray[np.int64],
    groups: NDArray[np.int64] | None,
    alike: list[int],
) -> Iterator[Text]:
    yield _VALIDATION.format(percent=round(100 * VALIDATION_FRACTION), seed=seed)
    if groups is not None:
        yield _GROUPED.format(groups=len(np.unique(groups)))
    if count := len(copies) - len(np.unique(copies)):
        yield _ALIKE.format(count=count)
    if names := [list(layout.classes)[label] for label in alike]:
        yield _ALL_ALIKE.format(classes=Text(", ".join(names), "、".join(names)))


def _of_files(layout: FolderLayout, pictures: FolderPictures) -> Iterator[Text]:
    if twice := _in_two_classes(layout, pictures):
        yield _TWO_CLASSES.format(files=named(twice, layout.folder))
    if layout.skipped:
        yield _SKIPPED.format(files=named(layout.skipped, layout.folder))


def _joined(parts: list[Text]) -> Text:
    whole = parts[0]
    for part in parts[1:]:
        whole = Text("{whole}; {part}", "{whole}；{part}").format(whole=whole, part=part)
    return whole


def _in_two_classes(layout: FolderLayout, pictures: FolderPictures) -> list[Path]:
    """Return the files whose content is also in a file of another class."""
    first: dict[bytes, int] = {}
    labels = layout.labels.tolist()
    twice = []
    for row, digest in enumerate(pictures.digests.tolist()):
        if labels[first.setdefault(digest, row)] != labels[row]:
            twice.append(layout.paths[row])
    return twice


def _check_split(layout: FolderLayout, validation: NDArray[np.bool_]) -> None:
    for label, name in enumerate(layout.classes):
        if not validation[layout.labels == label].any():
            raise DatasetError(
                Text(
                    "all pictures of {name} belong to one group", "{name} 的圖片全屬同一組"
                ).format(name=name),
                expected=Text(
                    "at least two groups per class, one to train on and one to validate on; copies "
                    "form one group, and so do the pictures that --group-by puts together",
                    "每個類別至少兩組，一組訓練、另一組驗證：相同的圖片算一組，"
                    "--group-by 分出的也是",
                ),
                fix=Text(
                    "add pictures, or choose another --group-by",
                    "請補上圖片，或換一個 --group-by",
                ),
            )
