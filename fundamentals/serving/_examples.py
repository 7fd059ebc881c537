"""Pictures that are kept as training examples, one subfolder per class."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundamentals.datasets import read_photograph
from fundamentals.errors import ServingError
from fundamentals.files import prepare_folder, whole_file
from fundamentals.language import Text
from fundamentals.serving._predictor import FORMATS

# Training needs no more pixels per side, and a server no more pictures from one page.
LONGEST_SIDE, MOST_PICTURES = 1024, 5_000

# What Windows or a shell would take for something else.
_UNSAFE = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f]|^[. ]|[. ]$'
    # Windows' devices, whatever follows a dot.
    r"|^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\.|$)",
    re.I,
)


@dataclass(frozen=True)
class Example:
    """A picture that was kept.

    Attributes:
        path: Its file.
        count: Number of pictures of its class that the folder now has.
    """

    path: Path
    count: int


class ExampleFolder:
    """A folder of training examples that a page may add to, and nothing else.

    Args:
        folder: It is made if it does not exist.
        class_names: The model's; the folder's own subfolders are classes as well.

    Raises:
        OutputError: The folder cannot be written.
        ServingError: A class name cannot be the name of a folder.
    """

    def __init__(self, folder: Path, class_names: Sequence[str]) -> None:
        for name in class_names:
            if _UNSAFE.search(name):
                raise _no_folder_name(name)
        prepare_folder(folder)
        own = (entry.name for entry in folder.iterdir() if entry.is_dir())
        others = {name for name in own if not _UNSAFE.search(name)} - set(class_names)
        self.folder = folder
        self.classes = (*class_names, *sorted(others))
        # Pictures of one session resemble each other: their names say which belong together.
        self._session = time.strftime("%Y%m%d-%H%M%S")
        self._number = 0
        self._lock = threading.Lock()

    def keep(self, picture: bytes, class_name: str) -> Example:
        """Write a picture, decoded and as PNG, so that nothing else in its file is kept.

        Args:
            picture: A file in one of :data:`~fundamentals.serving.FORMATS`.
            class_name: One of :attr:`classes`.

        Raises:
            DatasetError: It is not a picture, is damaged or too large.
            OutputError: It cannot be written.
            ServingError: There is no such class, or the page has kept too many.
        """
        from PIL import Image

        if class_name not in self.classes:
            raise _unknown_class(class_name, self.classes)
        with self._lock:
            if self._number >= MOST_PICTURES:
                raise _too_many()
            pixels = read_photograph(
                io.BytesIO(picture), longest_side=LONGEST_SIDE, formats=tuple(FORMATS)
            )
            folder = self.folder / class_name
            prepare_folder(folder)
            self._number += 1
            path = folder / f"{self._session}_{self._number:04d}.png"
            with whole_file(path) as incomplete:
                Image.fromarray(pixels).save(incomplete, "PNG")
            return Example(path, sum(file.is_file() for file in folder.iterdir()))


def _no_folder_name(name: str) -> ServingError:
    return ServingError(
        Text(
            "{name!r}, a class of the model, with --keep", "--keep，但模型有個類別叫 {name!r}"
        ).format(name=name),
        expected=Text("class names that can be names of folders", "能當資料夾名稱的類別名稱"),
        fix=Text(
            "leave out --keep, or rename the class and train again",
            "拿掉 --keep，或改掉類別名稱再重新訓練",
        ),
    )


def _unknown_class(name: str, classes: Sequence[str]) -> ServingError:
    return ServingError(
        Text("a class named {name!r}", "名為 {name!r} 的類別").format(name=name[:80]),
        expected=Text("one of {classes}", "下列其中之一：{classes}").format(
            classes=", ".join(classes)
        ),
        fix=Text(
            "make a folder of that name beside the others, and start serve again",
            "在同一個地方建立同名的資料夾，再重新啟動 serve",
        ),
    )


def _too_many() -> ServingError:
    return ServingError(
        Text("one picture more than {most}", "第 {most} 張之後的圖片").format(most=MOST_PICTURES),
        expected=Text(
            "at most {most} {most:picture|pictures} per session", "每次啟動最多 {most} 張圖片"
        ).format(most=MOST_PICTURES),
        fix=Text("start serve again to keep more", "要再留更多，請重新啟動 serve"),
    )
