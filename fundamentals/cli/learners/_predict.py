"""``fundamentals predict``: what a trained model sees in the user's own photographs."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import JSON, MODEL, THRESHOLD, warn_if_uncalibrated
from fundamentals.cli.learners._starting import starting_tensorflow
from fundamentals.language import Text
from fundamentals.printable import one_line, printable_data

if TYPE_CHECKING:
    from fundamentals.prediction import Answer, Calibration, Refusal

EXIT_UNREADABLE = 1


# Second guesses below this are noise.
_WORTH_NAMING = 0.01

_ANSWER = Text("{path}: {name}, {confidence}", "{path}：{name}，{confidence}")
_NOT_SURE = Text("{path}: not sure: {guesses}", "{path}：不確定：{guesses}")


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``predict``."""
    add_action(
        subparsers,
        "predict",
        summary,
        Text(
            "Say what each photograph shows and how sure the model is; below its calibrated "
            "threshold it does not answer. Photographs of any size are cropped, converted to "
            "grayscale and scaled as the training images were. Exit status 0: every photograph was "
            "read; 1: some could not be read, as standard error says. Use it with models that you "
            "trained yourself: do not open a stranger's model file.",
            "說出每張照片裡是什麼，以及模型有多少把握；低於校準後的門檻時，模型會說不確定，"
            "不作答。任何大小的照片都會裁切、轉灰階、縮放成訓練圖像的樣子。"
            "結束狀態 0：所有照片都讀到了；1：有些無法讀取，原因印在標準錯誤輸出。"
            "只用於你自己訓練的模型，請勿開啟陌生人的模型檔。",
        ),
        _predict,
        MODEL,
        Option(
            "pictures",
            Text(
                "JPEG, PNG or any other format that Pillow reads",
                "JPEG、PNG 等 Pillow 能讀取的檔案",
            ),
            metavar=Text("PICTURE", "照片"),
            nargs="+",
            type=Path,
        ),
        THRESHOLD,
        Option(
            "--picture",
            Text(
                "draw what the model saw, next to the most probable classes",
                "畫出模型看到的圖像與最可能的類別",
            ),
            writes="file",
            metavar=Text("FILE.png", "檔案.png"),
        ),
        JSON,
    )


def _predict(options: argparse.Namespace) -> int:
    with starting_tensorflow() as status:
        from fundamentals.explorer import load_model
        from fundamentals.prediction import (
            Answer,
            Refusal,
            draw_answers,
            load_calibration,
            predict_photographs,
            uncalibrated,
        )

        model = load_model(options.model)
        calibration = load_calibration(options.model) or uncalibrated(model)
        status.update(str(Text("looking at the photographs", "看照片")))
        results = predict_photographs(
            model, calibration, options.pictures, threshold=options.threshold
        )
        answers = [result for result in results if isinstance(result, Answer)]
        refusals = [result for result in results if isinstance(result, Refusal)]
        if options.picture is not None:
            draw_answers(answers, options.picture)
    warn_if_uncalibrated(options.model, calibration)
    if options.json:
        print(
            json.dumps(
                printable_data(_report(options, calibration, results)), ensure_ascii=False, indent=2
            )
        )
    else:
        for answer in answers:
            print(_sentence(answer))
    for refusal in refusals:
        print(f"fundamentals: {refusal.error}", file=sys.stderr)
    return EXIT_UNREADABLE if refusals else 0


def _sentence(answer: Answer) -> Text:
    if answer.name is not None:
        confidence = _percent(answer.confidence)
        return _ANSWER.format(path=answer.path, name=one_line(answer.name), confidence=confidence)
    guesses = [
        f"{one_line(name)} {_percent(probability)}"
        for rank, (name, probability) in enumerate(answer.best(2))
        if rank == 0 or probability >= _WORTH_NAMING
    ]
    joined = Text(", ".join(guesses), "、".join(guesses))
    return _NOT_SURE.format(path=answer.path, guesses=joined)


def _percent(share: float) -> str:
    # Rounded down: no network is 100 % sure.
    return f"{math.floor(1000 * share) / 10:g}%"


def _report(
    options: argparse.Namespace, calibration: Calibration, results: Iterable[Answer | Refusal]
) -> dict[str, Any]:
    threshold = calibration.threshold if options.threshold is None else options.threshold
    return {
        "model": str(options.model),
        "calibrated": calibration.evidence is not None,
        "temperature": calibration.temperature,
        "threshold": threshold,
        "pictures": [_entry(result) for result in results],
    }


def _entry(result: Answer | Refusal) -> dict[str, Any]:
    from fundamentals.prediction import Refusal

    if isinstance(result, Refusal):
        return {"picture": str(result.path), "error": str(result.error)}
    return {"picture": str(result.path), **result.report()}
