"""``fundamentals explore``: a trained model as a page that runs it in the browser."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import MODEL, PIXEL_SCALES, PIXELS, TRAINED_ON, loading_options
from fundamentals.cli.learners._starting import starting_tensorflow
from fundamentals.language import Text


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``explore``."""
    add_action(
        subparsers,
        "explore",
        summary,
        Text(
            "Write one HTML file with interactive slides on convolution and your own model: draw, "
            "and see how every layer responds. It needs no server and no network. Use it with "
            "models that you trained yourself: do not open a stranger's model file.",
            "產生一個 HTML 檔，內含可以動手操作的卷積投影片與你自己的模型：畫一張圖，"
            "看每一層的反應。不需要伺服器，也不需要網路。"
            "只用於你自己訓練的模型，請勿開啟陌生人的模型檔。",
        ),
        _explore,
        MODEL,
        *TRAINED_ON,
        Option(
            "--output",
            Text("the page to write (default: MODEL.html)", "要產生的網頁（預設：模型.html）"),
            writes="file",
            metavar=Text("PAGE.html", "網頁.html"),
        ),
        PIXELS,
    )


def _explore(options: argparse.Namespace) -> int:
    with starting_tensorflow() as status:
        from fundamentals.explorer import export_page, load_matching_dataset, load_model
        from fundamentals.prediction import load_calibration
        from fundamentals.training import UNCALIBRATED_THRESHOLD

        status.update(str(Text("reading the model", "讀取模型")))
        model = load_model(options.model)
        calibration = load_calibration(options.model)
        status.update(str(Text("reading the dataset", "讀取資料集")))
        dataset = load_matching_dataset(options.dataset, model, **loading_options(options))
        status.update(str(Text("writing the page", "產生網頁")))
        page = export_page(
            model,
            dataset,
            options.output or options.model.with_suffix(".html"),
            name=options.model.name,
            scale=PIXEL_SCALES.get(options.pixels),
            threshold=calibration.threshold if calibration else UNCALIBRATED_THRESHOLD,
            temperature=calibration.temperature if calibration else 1.0,
        )
    print(
        Text(
            "{path}: {size} KB. The model gets {correct} of the page's {all} validation "
            "images right.\n"
            "Open it in any browser, on a computer or a phone.",
            "{path}：{size} KB。網頁裡的 {all} 張驗證圖像，模型答對 {correct} 張。\n"
            "用任何瀏覽器開啟，電腦或手機都可以。",
        ).format(
            path=page.path,
            size=f"{page.size / 1000:,.0f}",
            all=page.image_count,
            correct=page.correct,
        )
    )
    return 0
