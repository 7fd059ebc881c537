"""Image classification datasets of TensorFlow Datasets, by their own names."""

from __future__ import annotations

from pathlib import Path

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._home import data_home, make_folder
from fundamentals.datasets._picture_files import check_image_size
from fundamentals.datasets._split import stratified_split
from fundamentals.datasets._tfds_read import classification_of
from fundamentals.errors import DatasetError
from fundamentals.language import Text

VALIDATION_FRACTION = 0.1

# The file that marks the folder of a prepared version.
_DESCRIPTION = "features.json"

_SOURCE = Text(
    "TensorFlow Datasets {name}; validation: {validation}",
    "TensorFlow Datasets 的 {name}；驗證集：{validation}",
)
_DRAWN = Text(
    "{percent} % of each class of its train split, drawn with seed {seed}",
    "train 分割每類的 {percent} %，以種子 {seed} 抽出",
)
_ITS_OWN = Text("its own {split} split", "官方的 {split} 分割")
# What the sets call it.
_VALIDATION_SPLITS = ("validation", "valid", "val", "dev")


def tfds_folder() -> Path:
    """Return the folder in the data home for prepared datasets."""
    return data_home() / "tensorflow_datasets"


def tfds_names() -> tuple[str, ...]:
    """Return the name of every dataset that TensorFlow Datasets can prepare, of images or not."""
    import tensorflow_datasets as tfds

    return tuple(tfds.list_builders(with_community_datasets=False))


def prepared_sets(data_dir: Path) -> dict[str, Path]:
    """Return the datasets prepared in ``data_dir``, without importing TensorFlow.

    Returns:
        From the name, ``name`` or ``name/config``, to the folder of the latest version.
    """
    folders = [
        description.parent
        for depth in ("*/*", "*/*/*")
        for description in data_dir.glob(f"{depth}/{_DESCRIPTION}")
    ]
    by_version = sorted(folders, key=lambda folder: _version(folder.name))
    return {folder.parent.relative_to(data_dir).as_posix(): folder for folder in by_version}


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def find_prepared(name: str, data_dir: Path | None = None) -> Path | None:
    """Return the folder that holds a prepared set, or None.

    Args:
        name: ``name``, ``name/config`` or either with ``:version``. A set with one configuration
            needs no ``/config``.
        data_dir: Where to look; by default ``tensorflow_datasets`` in the data home.

    Raises:
        DatasetError: Several configurations are there, and the name does not say which.
    """
    data_dir = data_dir or tfds_folder()
    name, _, version = name.partition(":")
    prepared = prepared_sets(data_dir)
    matching = [other for other in prepared if other == name or other.startswith(f"{name}/")]
    if len(matching) > 1 and name not in matching:
        raise DatasetError(
            Text("{name} in {folder}", "{folder} 中的 {name}").format(name=name, folder=data_dir),
            expected=Text("one of {names}", "下列其中之一：{names}").format(
                names=", ".join(matching)
            ),
            fix=Text("name one of them", "請指定其中一個"),
        )
    if not matching:
        return None
    latest = prepared[name if name in matching else matching[0]]
    folder = latest.parent / version if version else latest
    return folder if (folder / _DESCRIPTION).is_file() else None


def prepare_tfds(name: str, data_dir: Path | None = None) -> Path:
    """Return the folder of a prepared dataset; download and prepare it if it is missing.

    Raises:
        DatasetError: It is not a set for image classification, it cannot be downloaded, or
            ``data_dir`` cannot be written.
    """
    data_dir = data_dir or tfds_folder()
    if (here := find_prepared(name, data_dir)) is not None:
        return here
    import tensorflow_datasets as tfds

    make_folder(data_dir)
    try:
        builder = tfds.builder(name, data_dir=data_dir)
        classification_of(builder)
        builder.download_and_prepare()
    except DatasetError:
        raise
    # The errors of the network, the disk and the dataset's own code have no common base.
    except Exception as error:
        raise DatasetError(
            Text("{name} could not be prepared: {reason}", "無法準備 {name}：{reason}").format(
                name=name, reason=error
            ),
            expected=Text(
                "a network connection, and free space in {folder}",
                "可用的網路連線，以及 {folder} 有足夠空間",
            ).format(folder=data_dir),
            fix=Text(
                "try again later, or prepare the dataset on another machine and copy the folder",
                "稍後再試，或在另一台電腦準備好再複製資料夾",
            ),
        ) from error
    return Path(builder.data_dir)


def load_tfds(
    name: str,
    *,
    data_dir: Path | None = None,
    seed: int = 0,
    image_size: tuple[int, int] | None = None,
    gray: bool = False,
) -> ImageDataset:
    """Return the train, validation and test splits of a prepared dataset.

    If it has no validation split, a part of its train split is used; ``source`` says so.

    Args:
        name: ``name``, or ``name/config``.
        data_dir: TensorFlow Datasets' own ``data_dir``; by default ``tensorflow_datasets`` in the
            data home.
        seed: Seed for drawing a tenth of each class of the train split as the validation split, if
            the dataset has none of its own.
        image_size: ``(height, width)`` in pixels to resize to; required if sizes differ.
        gray: True to convert color pictures to gray.

    Raises:
        ArgumentError: ``image_size`` is not two positive whole numbers.
        DatasetError: The set is not prepared, is damaged, is not for image classification, has no
            train split, or has pictures of several sizes and ``image_size`` is None.
    """
    import tensorflow_datasets as tfds

    check_image_size(image_size)
    data_dir = data_dir or tfds_folder()
    folder = find_prepared(name, data_dir)
    if folder is None:
        raise _not_prepared(name, data_dir)
    pictures = classification_of(tfds.builder_from_directory(folder))
    splits = tuple(pictures.builder.info.splits)
    if "train" not in splits:
        raise _no_train_split(name, splits)
    train = pictures.read("train", image_size=image_size, gray=gray)
    # The test split of a competition has the label -1 throughout; so may others.
    labeled = {
        split: found
        for split in ("test", *_VALIDATION_SPLITS)
        if split in splits
        and ((found := pictures.read(split, image_size=image_size, gray=gray)).labels >= 0).all()
    }
    own = next((split for split in _VALIDATION_SPLITS if split in labeled), None)
    if own is None:
        rows = stratified_split(train.labels, fraction=VALIDATION_FRACTION, seed=seed)
        validation = Split(train.images[rows], train.labels[rows])
        train = Split(train.images[~rows], train.labels[~rows])
        origin = _DRAWN.format(percent=round(100 * VALIDATION_FRACTION), seed=seed)
    else:
        validation, origin = labeled[own], _ITS_OWN.format(split=own)
    return ImageDataset(
        name=name,
        class_names=pictures.class_names,
        train=train,
        validation=validation,
        test=labeled.get("test"),
        source=_SOURCE.format(name=name, validation=origin),
    )


def _not_prepared(name: str, data_dir: Path) -> DatasetError:
    return DatasetError(
        Text("{name} is not prepared in {folder}", "{folder} 中沒有準備好的 {name}").format(
            name=name, folder=data_dir
        ),
        expected=Text(
            "a folder {name} there, as prepared by TensorFlow Datasets",
            "該處有 TensorFlow Datasets 準備好的資料夾 {name}",
        ).format(name=name),
        fix=Text(
            "run: fundamentals data fetch {name}; or name the folder that contains it: data_dir=…",
            "執行 fundamentals data fetch {name}；或指定存放它的資料夾：data_dir=…",
        ).format(name=name),
    )


def _no_train_split(name: str, splits: tuple[str, ...]) -> DatasetError:
    return DatasetError(
        Text("{name} has the splits {splits}", "{name} 的分割為 {splits}").format(
            name=name, splits=", ".join(splits)
        ),
        expected=Text("a split called train", "名為 train 的分割"),
        fix=Text(
            "choose another dataset: fundamentals data list", "換一個資料集：fundamentals data list"
        ),
    )
