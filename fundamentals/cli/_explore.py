"""``fundamentals explore``: a trained model as a page that runs it in the browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from fundamentals.language import Text

__all__ = ["add_parser"]

_Subparsers = argparse._SubParsersAction

_SCALES = {"0-1": 1 / 255, "0-255": 1.0}


def add_parser(subparsers: _Subparsers[argparse.ArgumentParser]) -> None:
    """Add ``explore``."""
    parser = subparsers.add_parser(
        "explore",
        help=str(Text("see your model at work in the browser", "在瀏覽器裡觀察你的模型")),
        description=str(
            Text(
                "Write one HTML file with the slides on convolution, each one to touch, and your "
                "own model: draw, and every layer answers. It needs no server and no network. "
                "For models that you trained yourself: do not open a stranger's model file.",
                "產生一個 HTML 檔，內含可以動手操作的卷積投影片與你自己的模型：畫一張圖，"
                "看每一層的反應。不需要伺服器，也不需要網路。"
                "只用於你自己訓練的模型，請勿開啟陌生人的模型檔。",
            )
        ),
    )
    parser.add_argument(
        "model",
        type=Path,
        metavar=str(Text("MODEL.keras", "模型.keras")),
        help=str(Text("what model.save wrote", "model.save 儲存的檔案")),
    )
    parser.add_argument(
        "--dataset",
        required=True,
        metavar=str(Text("NAME", "名稱")),
        help=str(
            Text(
                "what the model was trained on: digits, sign_mnist, a set of TensorFlow Datasets, "
                "or folder:PATH",
                "訓練此模型的資料集：digits、sign_mnist、TensorFlow Datasets 的資料集，"
                "或 folder:路徑",
            )
        ),
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar=str(Text("FOLDER", "資料夾")),
        help=str(
            Text("where the data is (default: in the data home)", "資料的位置（預設：資料目錄）")
        ),
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar=str(Text("PAGE.html", "網頁.html")),
        help=str(
            Text("the page to write (default: MODEL.html)", "要產生的網頁（預設：模型.html）")
        ),
    )
    parser.add_argument(
        "--pixels",
        choices=tuple(_SCALES),
        help=str(
            Text(
                "range of the pixels that the model was trained on (default: 0-255 if the model "
                "rescales them itself, else 0-1)",
                "訓練時的像素範圍（預設：模型自己會縮放時為 0-255，否則為 0-1）",
            )
        ),
    )
    parser.set_defaults(run=_explore)


def _explore(options: argparse.Namespace) -> int:
    from rich.console import Console

    with Console(stderr=True).status(str(Text("starting TensorFlow", "啟動 TensorFlow"))) as status:
        from fundamentals.explorer import export_page, load_matching_dataset, load_model

        status.update(str(Text("reading the model", "讀取模型")))
        model = load_model(options.model)
        status.update(str(Text("reading the data set", "讀取資料集")))
        dataset = load_matching_dataset(options.dataset, model, data_dir=options.data_dir)
        status.update(str(Text("writing the page", "產生網頁")))
        page = export_page(
            model,
            dataset,
            options.output or options.model.with_suffix(".html"),
            name=options.model.name,
            scale=_SCALES.get(options.pixels),
        )
    print(
        Text(
            "{path}: {size} KB. Of its {all} validation images the model gets {correct} right.\n"
            "Open it in any browser, on a computer or a phone.",
            "{path}：{size} KB。網頁裡的 {all} 張驗證影像，模型答對 {correct} 張。\n"
            "用任何瀏覽器開啟，電腦或手機都可以。",
        ).format(
            path=page.path,
            size=f"{page.size / 1000:,.0f}",
            all=page.image_count,
            correct=page.correct,
        )
    )
    return 0
