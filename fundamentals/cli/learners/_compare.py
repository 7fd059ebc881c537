"""``fundamentals compare``: the dense network and the CNN, side by side."""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import LOADING, SEED, loading_options, whole_number
from fundamentals.datasets.registry import KNOWN_NAMES, path_of, shown_name
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.comparison import Recipe

_SHARED = Text("each batch of images is shared among GPUs", "每批圖像由多個 GPU 分擔")
_ASK = Text(
    "try it on your own photographs: fundamentals predict {model} PICTURE",
    "拿自己的照片問它：fundamentals predict {model} 照片",
)
_DIAGNOSIS = Text("{name}: {message}", "{name}：{message}")


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``compare``."""
    add_action(
        subparsers,
        "compare",
        summary,
        Text(
            "Train the dense network of lab 2 and the CNN of lab 3 on the same images. Prints "
            "results and writes a report (report.html) with pictures, histories and models "
            "beside it. Ctrl-C ends the current training and keeps what the network has learned; "
            "press it twice to end the program.",
            "用相同的圖像訓練實作 2 的密集神經網路與實作 3 的 CNN，印出結果，"
            "並寫出報告 (report.html)，旁邊附上圖片、訓練歷程與模型。"
            "按 Ctrl-C 會結束目前的訓練並保留學到的部分；連按兩次則結束程式。",
        ),
        _run,
        Option(
            "--dataset",
            Text("{names} (default: digits)", "{names}（預設：digits）").format(names=KNOWN_NAMES),
            metavar=Text("NAME", "名稱"),
            default="digits",
        ),
        *LOADING,
        Option(
            "--epochs",
            Text(
                "passes over the training images (default: the number that each lab uses)",
                "訓練圖像要看幾遍（預設：各實作為該資料集設定的次數）",
            ),
            metavar="N",
            type=whole_number(1),
        ),
        SEED,
        Option(
            "--output",
            Text(
                "where to write (default: output/compare-NAME, with a short hash of a path)",
                "輸出位置（預設：output/compare-名稱；名稱含路徑時，後面加上路徑的短雜湊值）",
            ),
            writes="folder",
        ),
        Option(
            "--models",
            Text(
                "folder with lab02_dense.py and lab03b_cnn.py (default: solutions/, else labs/)",
                "含 lab02_dense.py 與 lab03b_cnn.py 的資料夾（預設：solutions/，否則 labs/）",
            ),
            metavar=Text("FOLDER", "資料夾"),
            type=Path,
        ),
        Option(
            "--mixed-precision",
            Text(
                "on a GPU, compute with 16-bit numbers, which is faster for large networks",
                "在 GPU 上用 16 位元數計算：大型網路會更快",
            ),
            action="store_true",
        ),
    )


def _run(options: argparse.Namespace) -> int:
    from rich.console import Console

    from fundamentals.comparison import (
        compare,
        comparison_table,
        find_models,
        load_recipes,
        write_outputs,
    )
    from fundamentals.datasets import load_dataset
    from fundamentals.files import prepare_folder
    from fundamentals.manifest import shown_path
    from fundamentals.training import describe_device

    output = options.output or default_output(options.dataset)
    prepare_folder(output)
    dataset = load_dataset(options.dataset, seed=options.seed, **loading_options(options))
    models = options.models or find_models()
    print(dataset.source)
    device = describe_device()
    print(device)
    if device.kind == "GPU" and device.count > 1:
        print(_SHARED)
    recipes = load_recipes(models, dataset)
    print(Text("models from {folder}", "模型來自 {folder}").format(folder=shown_path(models)))
    comparison = compare(
        dataset,
        recipes,
        seed=options.seed,
        epochs=options.epochs,
        mixed_precision=options.mixed_precision,
        announce=_announce,
    )
    console = Console(highlight=False, markup=False)
    console.print(comparison_table(comparison))
    for result in comparison.results:
        print(_DIAGNOSIS.format(name=result.name, message=result.diagnosis.message))
    report = write_outputs(comparison, output)
    print(Text("report: {path}", "報告：{path}").format(path=shown_path(report)))
    for result in comparison.results[-1:]:
        if result.calibration is not None:
            print(_ASK.format(model=shown_path(output / f"{result.key}.keras")))
    return 0


def _announce(recipe: Recipe, epochs: int) -> None:
    heading = Text("{name}, {epochs} {epochs:epoch|epochs}", "{name}，{epochs} 個週期 (epoch)")
    print(f"\n{heading.format(name=recipe.name, epochs=epochs)}", flush=True)
    if recipe.note is not None:
        print(recipe.note)


def default_output(dataset: str) -> Path:
    """Return a folder named for a dataset, with a hash where other paths end in the same name."""
    name = re.sub(r"[^\w.-]+", "-", shown_name(dataset)).strip("-")
    path = path_of(dataset)
    if path is not None:
        name += f"-{hashlib.sha256(bytes(path.resolve())).hexdigest()[:6]}"
    return Path("output", f"compare-{name}")
