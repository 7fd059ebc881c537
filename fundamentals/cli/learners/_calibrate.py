"""``fundamentals calibrate``: measure what a model's confidence is worth, and store the result."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import MODEL, PIXEL_SCALES, PIXELS, TRAINED_ON, loading_options
from fundamentals.cli.learners._starting import starting_tensorflow
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.prediction import Evidence

_FOUND = Text(
    "temperature {temperature:.2f}: calibration error on {images} validation images "
    "{before:.2%}, was {raw:.2%}",
    "溫度 {temperature:.2f}：在 {images} 張驗證圖像上，校準誤差 {before:.2%}，原為 {raw:.2%}",
)
_RULE = Text(
    "answers at a confidence of {threshold:.1%} or above: {coverage:.1%} of them, {mistakes} wrong."
    "\nOn new images like these at most {bound:.1%} of answers are wrong ({certainty:.0%} sure; "
    "{photographs} independent {photographs:sample|samples}).",
    "信心度 {threshold:.1%} 以上才作答：其中 {coverage:.1%} 有作答，{mistakes} 張答錯。\n"
    "對於類似的新圖像，答錯的比例至多 {bound:.1%}"
    "（把握 {certainty:.0%}；依據 {photographs} 個獨立樣本）。",
)


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``calibrate``."""
    add_action(
        subparsers,
        "calibrate",
        summary,
        Text(
            "Use the validation images of the model's dataset to find the temperature at which "
            "its confidence matches its accuracy, and the threshold below which it should not "
            "answer. Writes MODEL.calibration.json beside the model, for `fundamentals predict`. "
            "`fundamentals compare` does this automatically.",
            "用訓練資料集的驗證圖像，找出讓信心度與答對比例相符的溫度 (temperature)，"
            "以及低於多少就不該作答的門檻。會在模型旁邊寫出「模型.calibration.json」，"
            "供 `fundamentals predict` 使用。`fundamentals compare` 會自動完成這一步。",
        ),
        _run,
        MODEL,
        *TRAINED_ON,
        PIXELS,
        Option(
            "--picture",
            Text(
                "draw the reliability diagram and the risk-coverage curve",
                "畫出可靠度圖 (reliability diagram) 與風險–覆蓋率曲線 (risk–coverage curve)",
            ),
            writes="file",
            metavar=Text("FILE.png", "檔案.png"),
        ),
    )


def _run(options: argparse.Namespace) -> int:
    with starting_tensorflow() as status:
        from fundamentals.explorer import load_matching_dataset, load_model
        from fundamentals.prediction import calibrate_model, draw_calibration, save_calibration

        model = load_model(options.model)
        status.update(str(Text("reading the dataset", "讀取資料集")))
        dataset = load_matching_dataset(options.dataset, model, **loading_options(options))
        status.update(str(Text("calibrating", "校準")))
        scale = PIXEL_SCALES.get(options.pixels)
        calibration, probabilities = calibrate_model(model, dataset, scale=scale)
        if options.picture is not None:
            draw_calibration(dataset, probabilities, calibration, options.picture)
        path = save_calibration(calibration, options.model)
    assert calibration.evidence is not None
    _print(calibration.temperature, calibration.threshold, calibration.evidence)
    print(Text("wrote {path}", "已寫入 {path}").format(path=path))
    return 0


def _print(temperature: float, threshold: float, evidence: Evidence) -> None:
    print(
        _FOUND.format(
            temperature=temperature,
            images=evidence.images,
            before=evidence.calibration_error,
            raw=evidence.calibration_error_before,
        )
    )
    print(
        _RULE.format(
            threshold=threshold,
            coverage=evidence.coverage,
            mistakes=evidence.mistakes,
            bound=evidence.error_bound,
            certainty=evidence.certainty,
            photographs=evidence.photographs,
        )
    )
