"""The contribution of each part of lab 3b's CNN: the network with one thing changed.

    python benchmarks/ablation.py
    python benchmarks/ablation.py --set seeds=1 --set only=whole,global-pooling

Each variant is the solution's own file with a few words replaced, so the code that learners read is
what is measured. It is trained on Sign Language MNIST's training photographs and measured on its
validation photographs; the official test file is not used. One photograph is about half a point of
validation accuracy, and seeds differ by more than that: compare differences of means with the
deviation.

XLA is not among them: `set_seed` requires deterministic operations, with which Keras does not use
`jit_compile`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean, stdev

from fundamentals.benchmarking import (
    ALTERATION,
    BLOCKS,
    LOSS,
    SMOOTHED_LOSS,
    Benchmark,
    BenchmarkContext,
    Figure,
    Variant,
    require_epochs,
    variant_recipe,
)
from fundamentals.cli import main
from fundamentals.comparison import compare
from fundamentals.datasets import load_dataset
from fundamentals.language import Text

CYCLE = """keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.004, warmup_steps=steps // 4
    )"""
HEAD = "    model.add(keras.layers.Dropout(0.3))\n"

VARIANTS = (
    Variant("whole", Text("as it is", "原樣")),
    Variant(
        "no-batch-normalization",
        Text("without batch normalization", "不用批次正規化 (batch normalization)"),
        (
            ("        model.add(keras.layers.BatchNormalization(momentum=0.9))\n", ""),
            (', padding="same", use_bias=False', ', padding="same"'),
        ),
    ),
    Variant(
        "constant-learning-rate",
        Text("learning rate .001 throughout", "學習率固定為 .001"),
        ((CYCLE, "0.001"),),
    ),
    Variant("no-dropout", Text("without dropout", "不用 Dropout"), ((HEAD, ""),)),
    Variant(
        "no-augmentation",
        Text("images never altered", "圖像完全不變化"),
        ((ALTERATION, "images"),),
    ),
    Variant(
        "shifts-only",
        Text("images only shifted", "圖像只平移"),
        ((ALTERATION, "augment(images, seed, rotation=0, zoom=0, shear=0)"),),
    ),
    Variant(
        "same-light",
        Text("light never altered", "亮度與對比不變"),
        ((ALTERATION, "augment(images, seed)"),),
    ),
    Variant(
        "mirrored",
        Text("half of the images mirrored", "一半的圖像左右翻轉"),
        (
            (
                ALTERATION,
                ALTERATION.replace(
                    "images", "tf.image.stateless_random_flip_left_right(images, seed)", 1
                ),
            ),
        ),
    ),
    Variant(
        "label-smoothing",
        Text("label smoothing .1", "標籤平滑 (label smoothing) .1"),
        ((LOSS, SMOOTHED_LOSS),),
    ),
    Variant(
        "global-pooling",
        Text("global average pooling for flattening", "以全域平均池化代替攤平"),
        (("keras.layers.Flatten()", "keras.layers.GlobalAveragePooling2D()"),),
    ),
    Variant(
        "hidden-dense",
        Text("one more dense layer, of 64", "多一層 64 個神經元的密集層"),
        ((HEAD, f'{HEAD}    model.add(keras.layers.Dense(64, activation="relu"))\n{HEAD}'),),
    ),
    Variant(
        "single-convolutions",
        Text("one convolution a block", "每個區塊只有一層卷積"),
        ((BLOCKS, "((16, True), (24, True), (40, True))"),),
    ),
    *(
        Variant(
            f"batch-{size}",
            Text("batches of {size}", "每批 {size} 張").format(size=size),
            (("batch_size = 64", f"batch_size = {size}"),),
        )
        for size in (32, 128)
    ),
    Variant(
        "single-steps",
        Text("one batch an execution", "一次執行一個批次"),
        (("    steps_per_execution=8,\n    )", "    steps_per_execution=1,\n    )"),),
    ),
)


def measure(
    run: BenchmarkContext, *, seeds: int = 3, epochs: int = 0, only: str = ""
) -> Iterator[Figure]:
    """Train each variant from each seed; yield the means and deviations over all seeds.

    Args:
        run: Gives the first seed.
        seeds: Number of seeds.
        epochs: 0 for the lab's own.
        only: Names of variants, separated by commas; empty for all.
    """
    dataset = replace(load_dataset("sign_mnist"), test=None)
    wanted = [variant for variant in VARIANTS if not only or variant.name in only.split(",")]
    for variant in run.each(wanted, Text("variant", "變化")):
        print(variant.title)
        recipe = variant_recipe(variant, dataset, run.output / variant.name)
        results = [
            compare(dataset, [recipe], seed=run.seed + index, epochs=epochs or None).results[0]
            for index in range(seeds)
        ]
        asked = [epochs or recipe.epochs] * seeds
        require_epochs([result.epochs for result in results], asked)
        accuracies = [100 * result.validation_accuracy for result in results]
        loss = mean(float(result.history["validation_loss"].iloc[-1]) for result in results)
        seconds = mean(result.seconds for result in results)
        figures = [
            ("accuracy", Text("validation accuracy", "驗證準確度"), mean(accuracies), "%", ".2f"),
            ("loss", Text("validation loss", "驗證損失"), loss, "", ".4f"),
            ("parameters", Text("parameters", "參數"), results[0].parameters, "", ",.0f"),
            ("seconds", Text("training time", "訓練時間"), seconds, "s", ".1f"),
        ]
        if seeds > 1:
            label = Text("standard deviation in points", "標準差（百分點）")
            figures.append(("deviation", label, stdev(accuracies), "", ".2f"))
        for name, label, value, unit, spec in figures:
            title = Text("{variant}: {label}", "{variant}：{label}").format(
                variant=variant.title, label=label
            )
            yield Figure(f"{variant.name}-{name}", title, value, unit, spec=spec)


BENCHMARKS = (
    Benchmark(
        "ablation",
        Text(
            "lab 3b's CNN with one thing changed at a time",
            "每次只改一處的實作 3b CNN",
        ),
        minutes=60,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
