"""How often the checks fail a sound network of another shape, size, optimizer or batch size.

Each network is a submission of its own. Its lab's check trains it and scores it on unseen images,
in the sandbox, with one seed after another. One figure per network: the number of runs in which it
lost points, with its epochs and accuracies.

    python benchmarks/rubric_fairness.py rubric-fairness-lab03b --set seeds=3
"""

from __future__ import annotations

import functools
import re
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.grading import CheckResult, CheckRunner, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.sandbox import Sandbox, SandboxedStudent, Submission, read_submission

_SUBMISSION = """
import keras
import numpy as np
from keras import layers


def {build}(input_shape, num_classes):
    x = inputs = keras.Input(input_shape)
    for layer in [
{layers}
        layers.Dense(num_classes, activation="softmax"),
    ]:
        x = layer(x)
    return keras.Model(inputs, x)


def train_model(model, x_train, y_train, *validation_and_epochs):
    *validation, epochs = validation_and_epochs
    model.compile({optimizer}, "{loss}", metrics=["accuracy"])
    return model.fit(
        x_train,
        y_train,
        validation_data=tuple(validation) or None,
        epochs=epochs,
        batch_size={batch_size},
        verbose=0,
    )
"""

_ADAM, _RMSPROP = '"adam"', '"rmsprop"'
_SGD = "keras.optimizers.SGD(0.01, momentum=0.9)"

_VECTORS = {
    "no hidden layer": "",
    "64": """
        layers.Dense(64, activation="relu"),
    """,
    "512-256": """
        layers.Dense(512, activation="relu"),
        layers.Dense(256, activation="relu"),
    """,
    "32-32-32, tanh": """
        layers.Dense(32, activation="tanh"),
        layers.Dense(32, activation="tanh"),
        layers.Dense(32, activation="tanh"),
    """,
}

_DENSE = {
    "64": """
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
    """,
    "128, dropout": """
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.5),
    """,
    "512-512": """
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dense(512, activation="relu"),
    """,
    "256-128, batch norm": """
        layers.Flatten(),
        layers.Dense(256), layers.BatchNormalization(), layers.ReLU(),
        layers.Dense(128), layers.BatchNormalization(), layers.ReLU(),
    """,
}

_CNN = {
    "one convolution": """
        layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
    """,
    "two convolutions": """
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dropout(0.5),
    """,
    "LeNet": """
        layers.Conv2D(6, 5, padding="same", activation="tanh"), layers.MaxPooling2D(),
        layers.Conv2D(16, 5, activation="tanh"), layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"),
        layers.Dropout(0.5),
    """,
    "global average pooling": """
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
    """,
    "wide, 610,000 parameters": """
        layers.Conv2D(32, 3, activation="relu"), layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.5),
    """,
    "course, batch norm": """
        layers.Conv2D(75, 3, padding="same", activation="relu"), layers.BatchNormalization(),
        layers.MaxPooling2D(padding="same"),
        layers.Conv2D(50, 3, padding="same", activation="relu"), layers.Dropout(0.2),
        layers.BatchNormalization(), layers.MaxPooling2D(padding="same"),
        layers.Conv2D(25, 3, padding="same", activation="relu"), layers.BatchNormalization(),
        layers.MaxPooling2D(padding="same"),
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.3),
    """,
}

_SEPARABLE = {
    "two": """
        layers.SeparableConv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.SeparableConv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(),
    """,
    "depthwise and pointwise, global pooling": """
        layers.DepthwiseConv2D(3), layers.Conv2D(16, 1, activation="relu"),
        layers.DepthwiseConv2D(3, strides=2), layers.Conv2D(32, 1, activation="relu"),
        layers.DepthwiseConv2D(3, strides=2), layers.Conv2D(64, 1, activation="relu"),
        layers.GlobalMaxPooling2D(),
    """,
    "batch norm and dropout": """
        layers.Conv2D(24, 5, strides=2), layers.BatchNormalization(), layers.ReLU(),
        layers.SeparableConv2D(48, 3, strides=2), layers.BatchNormalization(), layers.ReLU(),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.2),
    """,
}

_LSTM = {
    "16 units": """
        layers.Reshape((28, 28)), layers.LSTM(16),
    """,
    "128 units": """
        layers.Reshape((28, 28)), layers.LSTM(128),
    """,
    "two, one above the other": """
        layers.Reshape((28, 28)), layers.LSTM(32, return_sequences=True), layers.LSTM(32),
        layers.Dropout(0.3),
    """,
    "both ways": """
        layers.Reshape((28, 28)), layers.Bidirectional(layers.LSTM(32)),
        layers.Dense(32, activation="relu"),
    """,
    "mean of all steps": """
        layers.Reshape((28, 28)), layers.LSTM(64, return_sequences=True),
        layers.GlobalAveragePooling1D(),
    """,
}

_WAVES = 'np.sin(np.arange(28)[:, None] * np.arange(1, 33) / 28).astype("float32")'
_ATTENTION = {
    "one head": f"""
        layers.Reshape((28, 28)), layers.Dense(32), lambda x: x + {_WAVES},
        lambda x: x + layers.MultiHeadAttention(1, 32)(x, x),
        layers.Dense(64, activation="relu"), layers.GlobalAveragePooling1D(),
    """,
    "no skip": f"""
        layers.Reshape((28, 28)), layers.Dense(32, activation="relu"), lambda x: x + {_WAVES},
        lambda x: layers.MultiHeadAttention(4, 8)(x, x),
        layers.Dense(64, activation="relu"), layers.GlobalAveragePooling1D(),
    """,
    "normalized behind": f"""
        layers.Reshape((28, 28)), layers.Dense(32), lambda x: x + {_WAVES},
        lambda x: layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 16)(x, x)),
        lambda x: layers.LayerNormalization()(x + layers.Dense(32, activation="relu")(x)),
        layers.GlobalAveragePooling1D(),
    """,
    "flattened": f"""
        layers.Reshape((28, 28)), layers.Dense(32), lambda x: x + {_WAVES},
        lambda x: x + layers.MultiHeadAttention(4, 8)(x, x),
        layers.Flatten(),
    """,
}

# Without augmentation a network memorizes 1,200 leaves, so sound networks augment them.
_TURNED = """
        layers.RandomFlip(), layers.RandomRotation(0.5, fill_mode="nearest"),
"""
_LEAVES = {
    "three convolutions": _TURNED
    + """
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(48, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dropout(0.3),
        layers.Dense(64, activation="relu"),
    """,
    "batch norm, global pooling": _TURNED
    + """
        layers.Conv2D(24, 3, padding="same", activation="relu"),
        layers.BatchNormalization(momentum=0.9), layers.MaxPooling2D(),
        layers.Conv2D(48, 3, padding="same", activation="relu"),
        layers.BatchNormalization(momentum=0.9), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.BatchNormalization(momentum=0.9), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.GlobalAveragePooling2D(),
    """,
}


@dataclass(frozen=True)
class Family:
    """The sound networks of one task.

    Attributes:
        build: Name of the lab's function that builds a network.
        loss: The loss that fits the lab's labels.
        check: Id of the check that is run.
        networks: Hidden layers by name.
        trainings: Optimizers and batch sizes for each.
    """

    build: str
    loss: str
    check: str
    networks: dict[str, str]
    trainings: tuple[tuple[str, int], ...]

    def submissions(self) -> Iterator[tuple[str, Submission]]:
        """Yield each network with each way to train it, and its name."""
        for name, layers in self.networks.items():
            for optimizer, batch_size in self.trainings:
                text = _SUBMISSION.format(
                    build=self.build,
                    layers=textwrap.indent(textwrap.dedent(layers).strip(), " " * 8),
                    loss=self.loss,
                    optimizer=optimizer,
                    batch_size=batch_size,
                )
                short = "SGD" if optimizer == _SGD else optimizer.strip('"')
                label = f"{name}, {short} {batch_size}"
                yield label, Submission("submission.py", text.encode())


_FAMILIES = {
    "lab01": Family(
        "build_network",
        "categorical_crossentropy",
        "1.8/learns",
        _VECTORS,
        ((_ADAM, 32), (_ADAM, 256), (_RMSPROP, 128), (_SGD, 32), (_SGD, 256)),
    ),
    "lab02": Family(
        "build_dense",
        "categorical_crossentropy",
        "2.4/learns",
        _DENSE,
        ((_ADAM, 32), (_ADAM, 256), (_RMSPROP, 128), (_SGD, 32), (_SGD, 256)),
    ),
    "lab03b": Family(
        "build_cnn",
        "sparse_categorical_crossentropy",
        "3b.3/learns",
        _CNN,
        ((_ADAM, 32), (_ADAM, 256), (_RMSPROP, 128), (_SGD, 256)),
    ),
    # The training is lab 6's own, in batches of 64, so a constant rate represents it.
    "lab06-separable": Family(
        "build_separable",
        "sparse_categorical_crossentropy",
        "6.4/learns",
        _SEPARABLE,
        ((_ADAM, 64),),
    ),
    "lab06-lstm": Family(
        "build_lstm",
        "sparse_categorical_crossentropy",
        "6.5/learns",
        _LSTM,
        ((_ADAM, 64),),
    ),
    "lab06-attention": Family(
        "build_attention",
        "sparse_categorical_crossentropy",
        "6.7/learns",
        _ATTENTION,
        ((_ADAM, 64),),
    ),
    "lab07": Family(
        "build_model",
        "sparse_categorical_crossentropy",
        "7.4/learns",
        _LEAVES,
        ((_ADAM, 32), (_RMSPROP, 64)),
    ),
}


def measure(key: str, run: BenchmarkContext, *, seeds: int = 5, only: str = "") -> Iterator[Figure]:
    """Yield a figure for each network, then one for all.

    Args:
        key: One of ``_FAMILIES``.
        run: Its seed is the first.
        seeds: Runs per network.
        only: Networks whose name contains this.
    """
    family = _FAMILIES[key]
    lab = find_course().lab_of_task(family.check.partition("/")[0])
    rubric = load_rubric(lab)
    learns = next(check for check in rubric.checks if check.id == family.check)
    networks = [("reference solution", read_submission(lab.solution_path)), *family.submissions()]
    networks = [(name, submission) for name, submission in networks if only in name]
    by_name = dict(networks)
    lost = 0
    with Sandbox() as sandbox:
        for name in run.each(list(by_name), Text("network", "網路")):
            start = time.perf_counter()
            results = []
            for seed in range(run.seed, run.seed + seeds):
                with SandboxedStudent(by_name[name], sandbox, seed=seed) as student:
                    results.append(CheckRunner(rubric, student, seed=seed).run(learns))
            seconds = (time.perf_counter() - start) / seeds
            failed = sum(result.points != learns.points for result in results)
            lost += failed
            yield Figure(
                f"lost-{re.sub('[^a-z0-9]+', '-', name.lower())}",
                Text("{name}, runs that lost points", "{name}，失分的次數").format(name=name),
                failed,
                spec=".0f",
                note=_told(results, seconds),
            )
    yield Figure(
        "runs",
        Text("runs of sound networks", "正確網路的執行次數"),
        seeds * len(by_name),
        spec=".0f",
    )
    yield Figure(
        "lost", Text("of these, runs that lost points", "其中失分的次數"), lost, spec=".0f"
    )


def _told(results: list[CheckResult], seconds: float) -> Text:
    """Return epochs, accuracies and seconds of one network's runs."""
    exhibits = [result.exhibit for result in results if result.exhibit is not None]
    if not exhibits:
        return Text("never scored", "從未得到分數")
    epochs = [len(exhibit.history["loss"]) for exhibit in exhibits]
    accuracies = [np.trace(exhibit.confusion) / exhibit.confusion.sum() for exhibit in exhibits]
    return Text(
        "epochs {few}–{many}, accuracy {low:.1%}–{high:.1%}, {seconds:.1f} s a run",
        "週期 {few}–{many}，準確度 {low:.1%}–{high:.1%}，每次 {seconds:.1f} 秒",
    ).format(
        few=min(epochs),
        many=max(epochs),
        low=min(accuracies),
        high=max(accuracies),
        seconds=seconds,
    )


BENCHMARKS = tuple(
    Benchmark(
        f"rubric-fairness-{key}",
        Text(
            "how often the rubric of {lab} fails a sound network",
            "{lab} 的評分規準有多常讓正確的網路失分",
        ).format(lab=key),
        minutes=minutes,
        measure=functools.partial(measure, key),
    )
    for key, minutes in (
        ("lab01", 6),
        ("lab02", 8),
        ("lab03b", 40),
        ("lab06-separable", 4),
        ("lab06-lstm", 4),
        ("lab06-attention", 4),
        ("lab07", 25),
    )
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
