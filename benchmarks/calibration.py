"""The calibration of the CNN's confidence on the official test images of Sign Language MNIST.

Temperature and threshold are found on validation images, as ``fundamentals compare`` does; the test
images are used afterwards, once per seed.

    python benchmarks/calibration.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.cli import main
from fundamentals.comparison import compare, find_models, load_recipes
from fundamentals.datasets import load_dataset
from fundamentals.language import Text

COVERAGE = 0.95


def measure(run: BenchmarkContext, *, seeds: int = 3) -> Iterator[Figure]:
    """Yield the calibration error, the mistakes at 95 % coverage and the threshold's effect."""
    import pandas as pd

    rows = [
        figures_of(seed)
        for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子"))
    ]
    table = pd.DataFrame(rows)
    print(table.to_string(index=False, float_format="{:.4f}".format))
    mean, worst = table.mean().to_dict(), table.max().to_dict()
    yield Figure(
        "error-before",
        Text("calibration error before, mean", "校準前的校準誤差，平均"),
        100 * mean["error_before"],
        "%",
    )
    yield Figure(
        "error",
        Text("calibration error, worst seed", "校準誤差，最差的種子"),
        100 * worst["error"],
        "%",
        at_most=1,
    )
    yield Figure(
        "mistakes",
        Text("mistakes at 95 % coverage, worst seed", "回答 95 % 時的錯誤數，最差的種子"),
        worst["mistakes"],
        spec=".0f",
        at_most=0,
    )
    yield Figure(
        "coverage",
        Text("answered above the threshold, mean", "高於門檻而作答的比例，平均"),
        100 * mean["coverage"],
        "%",
        spec=".1f",
    )
    yield Figure(
        "wrong",
        Text("wrong among these, worst seed", "其中答錯的比例，最差的種子"),
        100 * worst["wrong"],
        "%",
    )
    yield Figure(
        "bound",
        Text("promised at most, worst seed", "事先保證的上限，最差的種子"),
        100 * worst["bound"],
        "%",
    )


def figures_of(seed: int) -> dict[str, float]:
    """Train and calibrate one network, and measure it on the test images."""
    import numpy as np

    from fundamentals.training import (
        apply_temperature,
        expected_calibration_error,
        risk_coverage_curve,
    )

    dataset = load_dataset("sign_mnist")
    assert dataset.test is not None
    recipe = load_recipes(find_models(), dataset)[1]
    result = compare(dataset, [recipe], seed=seed).results[0]
    require_epochs([result.epochs], [recipe.epochs])
    calibration = result.calibration
    assert calibration is not None
    assert calibration.evidence is not None
    raw = result.model.predict(recipe.prepare(dataset.test.images), batch_size=512, verbose=0)
    probabilities = apply_temperature(raw, calibration.temperature)
    labels = dataset.test.labels
    curve = risk_coverage_curve(labels, probabilities)
    at_coverage = curve[curve["coverage"] >= COVERAGE].iloc[0]
    answered = probabilities.max(axis=1) >= calibration.threshold
    wrong = probabilities.argmax(axis=1) != labels
    return {
        "seed": seed,
        "accuracy": 1 - float(np.mean(wrong)),
        "temperature": calibration.temperature,
        "error_before": expected_calibration_error(labels, raw),
        "error": expected_calibration_error(labels, probabilities),
        "mistakes": int(at_coverage["mistakes"]),
        "threshold": calibration.threshold,
        "coverage": float(answered.mean()),
        "wrong": float(wrong[answered].mean()) if answered.any() else 0.0,
        "bound": calibration.evidence.error_bound,
    }


BENCHMARKS = (
    Benchmark(
        "calibration",
        Text(
            "confidence of the CNN on the test images of sign_mnist",
            "CNN 在 sign_mnist 測試圖像上的信心度",
        ),
        minutes=5,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
