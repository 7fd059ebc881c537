"""Which files of a folder are pictures of which class, and layouts that must be a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._photograph import HEIC, HEIC_ADVICE
from fundamentals.datasets._picture_files import open_picture
from fundamentals.errors import DatasetError
from fundamentals.language import Text

# Files that Windows leaves in folders of pictures; those of macOS and Linux start with a dot.
_LEFT_BY_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
# Nearly all pictures. To ask Pillow for all its formats takes longer than to read a cached folder.
_COMMON_SUFFIXES = frozenset({".jpeg", ".jpg", ".png"})
_NAMED = 3  # files that a message names; it counts the rest

_LAYOUT = Text(
    "at least two subfolders, one per class, each with at least two pictures",
    "每個類別一個子資料夾，至少兩個，每個至少兩張圖片",
)
_SORT = Text(
    "sort the pictures into such folders and name the folder above them: folder:PATH",
    "把圖片分到這樣的資料夾，並指定它們的上一層：folder:路徑",
)


@dataclass(frozen=True)
class FolderLayout:
    """The pictures of a folder with one subfolder per class.

    Attributes:
        folder: The folder.
        classes: The pictures of every class, class by class in the order of their names, each
            sorted by name.
        skipped: Files inside the classes that are no pictures, neither by name nor by content.
    """

    folder: Path
    classes: dict[str, list[Path]]
    skipped: list[Path]

    @property
    def paths(self) -> list[Path]:
        """All pictures, class by class."""
        return [path for pictures in self.classes.values() for path in pictures]

    @property
    def labels(self) -> NDArray[np.int64]:
        """The class of each of them, int64 ``(n,)``."""
        sizes = [len(pictures) for pictures in self.classes.values()]
        return np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)


def read_layout(folder: Path) -> FolderLayout:
    """Find the classes of a folder and their pictures, without decoding any.

    Hidden files and files beside the classes are silently left out.

    Raises:
        DatasetError: There is no such folder; it has fewer than two classes, a class with fewer
            than two pictures, a folder inside a class, or pictures in a format of phones that
            Pillow does not read.
    """
    if not folder.is_dir():
        raise _layout_error(Text("{folder} is not a folder", "{folder} 不是資料夾"), folder)
    places = [place for place in _visible(folder) if place.is_dir()]
    if not places:
        raise _no_classes(folder)
    if nested := [path for place in places for path in _visible(place) if path.is_dir()]:
        raise _nested(places, nested[0])
    if len(places) == 1:
        raise _layout_error(Text("only one class in {folder}", "{folder} 只有一個類別"), places[0])
    files = {place.name: _visible(place) for place in places}
    others = [path for paths in files.values() for path in paths if not _is_picture(path)]
    _refuse_heic(others)
    left_out = frozenset(others)
    classes = {name: [p for p in paths if p not in left_out] for name, paths in files.items()}
    for name, pictures in classes.items():
        _check_enough(folder / name, pictures)
    return FolderLayout(folder, classes, others)


def named(paths: Iterable[Path], folder: Path) -> Text:
    """Return the first names of a list of files, below ``folder``, and how many more there are."""
    names = [str(path.relative_to(folder)) for path in paths]
    shown = names[:_NAMED]
    listing = Text(", ".join(shown), "、".join(shown))
    if len(names) == len(shown):
        return listing
    return Text("{listing} and {more} more", "{listing} 等 {all} 個").format(
        listing=listing, more=len(names) - len(shown), all=len(names)
    )


def _visible(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(".") and path.name.lower() not in _LEFT_BY_SYSTEM
    )


def _is_picture(path: Path) -> bool:
    """Return whether its name or its first bytes are those of a picture."""
    # To open a pipe, or read a device behind a link, would never end.
    if not path.is_file():
        return False
    suffix = path.suffix.lower()
    if suffix in _COMMON_SUFFIXES or suffix in _picture_suffixes():
        return True
    try:
        with open_picture(path):
            return True
    except Exception:  # Pillow's decoders report what they do not know with various errors
        return False


@cache
def _picture_suffixes() -> frozenset[str]:
    from PIL import Image

    readable = (end for end, name in Image.registered_extensions().items() if name in Image.OPEN)
    return frozenset(readable)


def _check_enough(place: Path, pictures: list[Path]) -> None:
    if not pictures:
        raise _layout_error(Text("no picture in {folder}", "{folder} 沒有圖片"), place)
    if len(pictures) == 1:
        raise _layout_error(Text("only one picture in {folder}", "{folder} 只有一張圖片"), place)


def _no_classes(folder: Path) -> DatasetError:
    loose = [path for path in _visible(folder) if _is_picture(path)]
    if loose:
        received = Text(
            "{count} {count:picture|pictures} in {folder} itself, and no subfolder",
            "{folder} 直接放了 {count} 張圖片，沒有子資料夾",
        ).format(count=len(loose), folder=folder)
        return _layout_error(received, folder)
    return _layout_error(Text("no subfolder in {folder}", "{folder} 沒有子資料夾"), folder)


def _nested(places: list[Path], first: Path) -> DatasetError:
    """Return the error for a folder inside a class, with the folder that was probably meant."""
    lower = [place for place in places if sum(path.is_dir() for path in _visible(place)) > 1]
    received = Text("{folder} is a folder inside a class", "{folder} 是類別裡的資料夾")
    if not lower:
        return _layout_error(received, first)
    fix = Text(
        "the classes seem to be one level lower: folder:{likely}",
        "類別似乎在下一層：folder:{likely}",
    ).format(likely=max(lower, key=lambda place: sum(1 for _ in place.rglob("*"))))
    return DatasetError(received.format(folder=first), expected=_LAYOUT, fix=fix)


def _refuse_heic(files: list[Path]) -> None:
    """Refuse to leave out a phone's pictures, because the user would not notice."""
    heic = [path for path in files if path.suffix.lower() in HEIC]
    if heic:
        raise DatasetError(
            Text(
                "{path} is a {kind} picture; there {count:is only this one|are {count} of them}",
                "{path} 是 {kind} 格式的圖片，共有 {count} 張",
            ).format(path=heic[0], kind=heic[0].suffix[1:].upper(), count=len(heic)),
            expected=Text(
                "pictures that Pillow reads, such as JPEG or PNG",
                "Pillow 能讀取的圖片，例如 JPEG 或 PNG",
            ),
            fix=HEIC_ADVICE,
        )


def _layout_error(received: Text, folder: Path) -> DatasetError:
    return DatasetError(received.format(folder=folder), expected=_LAYOUT, fix=_SORT)
