"""Options that several commands take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundamentals.cli._actions import Group, Option
from fundamentals.datasets.registry import KNOWN_NAMES
from fundamentals.errors import ArgumentError
from fundamentals.language import LANGUAGES, Text

if TYPE_CHECKING:
    from fundamentals.grading.models import OwnData
    from fundamentals.prediction import Calibration

PIXEL_SCALES = {"0-1": 1 / 255, "0-255": 1.0}

_UNCALIBRATED = Text(
    "{model} is not calibrated: its classes have numbers instead of names, "
    "photographs are used\n"
    "whole, and it answers from a confidence of {threshold:.0%} on, which may mean "
    "little. To fix this:\n"
    "fundamentals calibrate {model} --dataset NAME",
    "{model} 尚未校準：類別以編號表示，照片整張縮放，信心度 {threshold:.0%} 以上就作答，\n"
    "但這個數字不一定可信。要改善，請執行：\n"
    "fundamentals calibrate {model} --dataset 名稱",
)


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return a function for ``type=`` that reads a whole number from ``least`` to ``most``."""
    if most is None:
        problem = Text(
            "expected a whole number of at least {least}, got {text!r}",
            "{text!r} 不是 {least} 以上的整數",
        )
    else:
        problem = Text(
            "expected a whole number from {least} to {most}, got {text!r}",
            "{text!r} 不是 {least} 到 {most} 的整數",
        )

    def read(text: str) -> int:
        if text.isdecimal() and least <= int(text) and (most is None or int(text) <= most):
            return int(text)
        raise argparse.ArgumentTypeError(str(problem.format(text=text, least=least, most=most)))

    return read


def fraction(text: str) -> float:
    """Return the fraction that an option names, a number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        message = Text("expected a number from 0 to 1, got {text!r}", "{text!r} 不是 0 到 1 的數")
        raise argparse.ArgumentTypeError(str(message.format(text=text)))
    return value


def _image_size(text: str) -> tuple[int, int]:
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) == 2 and all(side.isdecimal() for side in sides):
        return int(sides[0]), int(sides[1])
    message = Text("expected a size such as 64x64, got {text!r}", "{text!r} 不是像 64x64 的大小")
    raise argparse.ArgumentTypeError(str(message.format(text=text)))


LAB = Option(
    "lab",
    Text("for example lab03a or lab03a_convolution", "例如 lab03a 或 lab03a_convolution"),
    metavar=Text("LAB", "實作"),
)

OF_LAB = Option("--lab", LAB.meaning, metavar=LAB.metavar, required=True)

LABS = (
    Option(
        "--labs",
        Text("which labs (default: all)", "哪些實作（預設：全部）"),
        metavar=LAB.metavar,
        nargs="+",
    ),
    Option(
        "--languages",
        Text(
            "languages of the labs: en, zh-Hant (default: both)",
            "實作的語言：en、zh-Hant（預設：兩者）",
        ),
        metavar=Text("LANGUAGE", "語言"),
        nargs="+",
        choices=LANGUAGES,
        default=LANGUAGES,
    ),
)

MODEL = Option(
    "model",
    Text("what model.save wrote", "model.save 儲存的檔案"),
    metavar=Text("MODEL.keras", "模型.keras"),
    type=Path,
)

DATA_DIR = Option(
    "--data-dir",
    Text(
        "where the data is (default: the dataset's folder in the data home, $FUNDAMENTALS_DATA)",
        "資料的位置（預設：資料目錄 $FUNDAMENTALS_DATA 中該資料集的資料夾）",
    ),
    metavar=Text("FOLDER", "資料夾"),
    type=Path,
)

# For each, load_dataset has an argument of the same name.
LOADING = (
    DATA_DIR,
    Option(
        "--image-size",
        Text(
            "resize every picture to this height and width, in pixels: 64x64 (default for a "
            "folder: 64x64, 48x48 or 32x32, by the number of pictures and their sizes)",
            "把每張圖片縮放成此高與寬（像素）：64x64（資料夾的預設：依張數與大小，"
            "為 64x64、48x48 或 32x32）",
        ),
        metavar=Text("HEIGHTxWIDTH", "高x寬"),
        type=_image_size,
    ),
    Option(
        "--gray",
        Text("convert pictures to grayscale", "把圖片轉為灰階"),
        also="--grey",
        action="store_true",
    ),
    Option(
        "--group-by",
        Text(
            "for a folder: keep each photographer's or session's pictures on one side of the "
            "split; a regular expression that finds them in the file names, such as '^[a-z]+' for "
            "anna_01.jpg, or: rounds, if each person was photographed once per class, in turn",
            "用於資料夾：同一位拍攝者或同一場次的圖片留在分割的同一邊；填入能在檔名中找出他們的"
            "正規表示式，例如 anna_01.jpg 用 '^[a-z]+'；若每個人依序每類各拍一張，填 rounds",
        ),
        metavar=Text("PATTERN", "樣式"),
    ),
)

TRAINED_ON = (
    Option(
        "--dataset",
        Text("what the model was trained on: {names}", "訓練此模型的資料集：{names}").format(
            names=KNOWN_NAMES
        ),
        metavar=Text("NAME", "名稱"),
        required=True,
    ),
    *LOADING,
)

PIXELS = Option(
    "--pixels",
    Text(
        "pixel range that the model was trained on (default: 0-255 if the model rescales them "
        "itself, else 0-1)",
        "訓練時的像素範圍（預設：模型自己會縮放時為 0-255，否則為 0-1）",
    ),
    choices=tuple(PIXEL_SCALES),
)

SEED = Option(
    "--seed",
    Text("seed of everything random (default: 0)", "所有亂數的種子（預設：0）"),
    type=whole_number(0),
    default=0,
)

GRADING_SEED = Option(
    "--seed",
    Text(
        "seed of everything random, to repeat a run (default: drawn at random and recorded in the "
        "report; a gradebook keeps its own)",
        "所有亂數的種子，用來重現一次評分（預設：隨機抽出，記在報告裡；成績簿沿用自己的種子）",
    ),
    type=whole_number(0),
)

OWN_DATA = Group(
    Text("pictures of your own", "自備的圖片"),
    Text(
        "The assessment, lab07, can use any pictures. In each class, 55 % are for training, 15 % "
        "for validation, and 30 %, drawn with --seed, for scoring; no submission sees the last.",
        "期末評量 lab07 可以用任何圖片。每個類別 55 % 用來訓練、15 % 用來驗證，"
        "另外依 --seed 抽出 30 % 計分，任何作答都看不到這一部分。",
    ),
    Option(
        "--dataset",
        Text(
            "a folder with one subfolder per class, each of at least 20 pictures (default: the "
            "lab's own images)",
            "每個類別一個子資料夾，各至少 20 張圖片（預設：實作自帶的圖像）",
        ),
        metavar="folder:PATH",
    ),
    Option(
        "--threshold",
        Text(
            "accuracy on unseen pictures that earns full points, with --dataset (default: 0.8); "
            "0.4 below it earns none",
            "與 --dataset 合用：沒看過的圖片達到此準確度就得滿分（預設：0.8）；"
            "比它低 0.4 就沒有分數",
        ),
        metavar=Text("ACCURACY", "準確度"),
        type=fraction,
    ),
)


def port_option(default: int) -> Option:
    """Return the option that names the port of a page on this computer."""
    return Option(
        "--port",
        Text(
            "port of the page; 0 for any free one (default: {port})",
            "網頁的連接埠 (port)；0 表示由系統挑選（預設：{port}）",
        ).format(port=default),
        metavar=Text("NUMBER", "號碼"),
        type=whole_number(0, 65_535),
        default=default,
    )


THRESHOLD = Option(
    "--threshold",
    Text(
        "answer only at this confidence or above (default: the calibrated threshold)",
        "信心度達到多少才作答（預設：校準得到的門檻）",
    ),
    metavar="0-1",
    type=fraction,
)

JSON = Option(
    "--json", Text("print JSON, for programs", "輸出 JSON，供程式讀取"), action="store_true"
)


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


def loading_options(options: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments for ``load_dataset`` that the options of ``LOADING`` name."""
    return {option.dest: getattr(options, option.dest) for option in LOADING}


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
                    "a threshold only for your own pictures; the lab's own images already have one",
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


def write_or_print(text: str, output: Path | None) -> None:
    """Write a report to the file ``output``, or print it if that is None."""
    if output is None:
        print(text, end="" if text.endswith("\n") else "\n")
    else:
        from fundamentals.files import whole_file

        with whole_file(output) as incomplete:
            incomplete.write_text(text, encoding="utf-8")
