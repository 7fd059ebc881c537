"""Options that several commands take."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from fundamentals.errors import ArgumentError
from fundamentals.language import LANGUAGES, Text

if TYPE_CHECKING:
    from fundamentals.grading.models import OwnData
    from fundamentals.prediction import Calibration

# Spelled out here: `--help` should not import what the registry needs. A test compares the two.
DATASET_NAMES = Text(
    "digits, leaves, sign_mnist, a set of TensorFlow Datasets such as mnist, or folder:PATH",
    "digits、leaves、sign_mnist、TensorFlow Datasets 的資料集（例如 mnist），或 folder:路徑",
)

Output = Literal["file", "folder", "archive"]

PIXEL_SCALES = {"0-1": 1 / 255, "0-255": 1.0}

_UNCALIBRATED = Text(
    "{model} is not calibrated: classes have numbers, not names, photographs are used whole, and\n"
    "it answers from a confidence of {threshold:.0%}, which may mean little. To fix this, run:\n"
    "fundamentals calibrate {model} --dataset NAME",
    "{model} 尚未校準：類別以編號表示，照片整張縮放，信心度 {threshold:.0%} 以上就作答，\n"
    "但這個數字不一定可信。要改善，請執行：\n"
    "fundamentals calibrate {model} --dataset 名稱",
)


def add_output_option(
    parser: argparse.ArgumentParser,
    meaning: Text,
    *,
    name: str = "--output",
    kind: Output = "file",
    metavar: Text | None = None,
    required: bool = False,
    default: Path | None = None,
) -> None:
    """Add an option that names what the command writes; :func:`check_outputs` checks it first.

    Args:
        parser: The command's.
        meaning: The help.
        name: The option.
        kind: What it names. An archive is a file if its suffix is ``.zip``, else a folder.
        metavar: The value's name in the help; None: FILE or FOLDER.
        required: Whether the command must be given it.
        default: The value without it.
    """
    usual = Text("FILE", "檔案") if kind == "file" else Text("FOLDER", "資料夾")
    option = parser.add_argument(
        name,
        type=Path,
        required=required,
        default=default,
        metavar=str(metavar or usual),
        help=str(meaning),
    )
    outputs = parser.get_default("outputs") or ()
    parser.set_defaults(outputs=(*outputs, (option.dest, kind)))


def check_outputs(options: argparse.Namespace) -> None:
    """Check that the command's outputs can be written, before any work starts.

    Raises:
        OutputError: One of them cannot.
    """
    from fundamentals.files import check_output_file, check_output_folder

    for name, kind in getattr(options, "outputs", ()):
        path = getattr(options, name)
        if path is None:
            continue
        if kind == "file" or (kind == "archive" and path.suffix == ".zip"):
            check_output_file(path)
        else:
            check_output_folder(path)


def add_lab_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--lab``: the lab that was handed in."""
    parser.add_argument(
        "--lab",
        required=True,
        metavar=str(Text("LAB", "實作")),
        help=str(
            Text("for example lab03a or lab03a_convolution", "例如 lab03a 或 lab03a_convolution")
        ),
    )


def add_labs_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--labs`` and ``--languages``: which labs, and in which languages."""
    parser.add_argument(
        "--labs",
        nargs="+",
        metavar=str(Text("LAB", "實作")),
        help=str(Text("which labs (default: all)", "哪些實作（預設：全部）")),
    )
    parser.add_argument(
        "--languages",
        nargs="+",
        choices=LANGUAGES,
        default=LANGUAGES,
        metavar=str(Text("LANGUAGE", "語言")),
        help=str(
            Text(
                "languages of the labs: en, zh-Hant (default: both)",
                "實作的語言：en、zh-Hant（預設：兩者）",
            )
        ),
    )


def add_model_argument(parser: argparse.ArgumentParser) -> None:
    """Add the model file."""
    parser.add_argument(
        "model",
        type=Path,
        metavar=str(Text("MODEL.keras", "模型.keras")),
        help=str(Text("what model.save wrote", "model.save 儲存的檔案")),
    )


def add_trained_on_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--dataset`` and ``--data-dir``, which find what a model was trained on."""
    parser.add_argument(
        "--dataset",
        required=True,
        metavar=str(Text("NAME", "名稱")),
        help=str(
            Text("what the model was trained on: {names}", "訓練此模型的資料集：{names}").format(
                names=DATASET_NAMES
            )
        ),
    )
    add_data_dir_option(parser)


def add_data_dir_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--data-dir``, where the files of a dataset are."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar=str(Text("FOLDER", "資料夾")),
        help=str(
            Text(
                "where the data is (default: the dataset's folder in the data home, "
                "$FUNDAMENTALS_DATA)",
                "資料的位置（預設：資料目錄 $FUNDAMENTALS_DATA 中該資料集的資料夾）",
            )
        ),
    )


def add_loading_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--data-dir``, ``--image-size`` and ``--gray``, which :func:`loading_options` reads."""
    add_data_dir_option(parser)
    parser.add_argument(
        "--image-size",
        nargs=2,
        type=int,
        metavar=(str(Text("HEIGHT", "高")), str(Text("WIDTH", "寬"))),
        help=str(Text("resize every picture to this, in pixels", "把每張圖片縮放成此大小（像素）")),
    )
    parser.add_argument(
        "--gray",
        "--grey",
        dest="gray",
        action="store_true",
        help=str(Text("convert pictures to grayscale", "把圖片轉為灰階")),
    )


def loading_options(options: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments for ``load_dataset`` from ``options``."""
    size = None if options.image_size is None else tuple(options.image_size)
    return {"data_dir": options.data_dir, "image_size": size, "gray": options.gray}


def add_pixels_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--pixels``, a key of :data:`PIXEL_SCALES`."""
    parser.add_argument(
        "--pixels",
        choices=tuple(PIXEL_SCALES),
        help=str(
            Text(
                "pixel range that the model was trained on (default: 0-255 if the model "
                "rescales them itself, else 0-1)",
                "訓練時的像素範圍（預設：模型自己會縮放時為 0-255，否則為 0-1）",
            )
        ),
    )


def add_seed_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--seed``, the seed of a run's random inputs."""
    parser.add_argument(
        "--seed",
        type=_seed,
        default=0,
        help=str(Text("seed of all random inputs (default: 0)", "隨機輸入的種子（預設：0）")),
    )


def add_own_data_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--dataset`` and ``--threshold``, which :func:`own_data` reads."""
    group = parser.add_argument_group(
        str(Text("pictures of your own", "自備的圖片")),
        str(
            Text(
                "The assessment, lab07, can use any pictures. Of each class, 55 % are used for "
                "training, 15 % for validation, and 30 %, drawn with --seed, for scoring; no "
                "submission sees these.",
                "期末評量 lab07 可以用任何圖片。每個類別 55 % 用來訓練、15 % 用來驗證，"
                "另外依 --seed 抽出 30 % 計分，任何作答都看不到這一部分。",
            )
        ),
    )
    group.add_argument(
        "--dataset",
        metavar="folder:PATH",
        help=str(
            Text(
                "a folder with one sub-folder per class, each of at least 20 pictures "
                "(default: the lab's own images)",
                "每個類別一個子資料夾，各至少 20 張圖片（預設：實作自帶的圖像）",
            )
        ),
    )
    group.add_argument(
        "--threshold",
        type=_share,
        metavar=str(Text("ACCURACY", "準確度")),
        help=str(
            Text(
                "accuracy on unseen pictures that earns full points, with --dataset "
                "(default: 0.8); 0.4 below it earns none",
                "與 --dataset 合用：沒看過的圖片達到此準確度就得滿分（預設：0.8）；"
                "比它低 0.4 就沒有分數",
            )
        ),
    )


def add_threshold_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--threshold``, the least confidence, 0–1, that counts as an answer."""
    parser.add_argument(
        "--threshold",
        type=_share,
        metavar="0-1",
        help=str(
            Text(
                "answer only at this confidence or above (default: the calibrated threshold)",
                "信心度達到多少才作答（預設：校準得到的門檻）",
            )
        ),
    )


def own_data(options: argparse.Namespace) -> OwnData | None:
    """Return the pictures that ``options`` name, or None.

    Raises:
        ArgumentError: A threshold is given without a dataset.
        DatasetError: The pictures cannot be used.
    """
    from fundamentals.grading.models import read_own_data

    if options.dataset is None:
        if options.threshold is not None:
            raise ArgumentError(
                Text("--threshold without --dataset", "--threshold，但沒有 --dataset"),
                expected=Text(
                    "a threshold for pictures of your own; the lab's own images have one",
                    "自備圖片的門檻；實作自帶的圖像已有門檻",
                ),
                fix=Text("add --dataset folder:PATH", "請加上 --dataset folder:路徑"),
            )
        return None
    named = {} if options.threshold is None else {"threshold": options.threshold}
    return read_own_data(options.dataset, seed=options.seed, **named)


def warn_if_uncalibrated(model: Path, calibration: Calibration) -> None:
    """Explain on standard error what is unknown about a model without a calibration."""
    if calibration.evidence is None:
        text = _UNCALIBRATED.format(model=model, threshold=calibration.threshold)
        print(text, file=sys.stderr)


def deliver(text: str, output: Path | None) -> None:
    """Write a report to the file ``output``, or print it if that is None."""
    if output is None:
        print(text, end="" if text.endswith("\n") else "\n")
    else:
        from fundamentals.files import whole_file

        with whole_file(output) as incomplete:
            incomplete.write_text(text, encoding="utf-8")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            str(Text("must be a whole number, at least 0", "必須是不小於 0 的整數"))
        )
    return int(text)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        message = Text("{text!r} is not a number from 0 to 1", "{text!r} 不是 0 到 1 的數")
        raise argparse.ArgumentTypeError(str(message.format(text=text)))
    return value
