"""How often the rubrics fail a sound network: other shapes, sizes, optimizers and batch sizes.

Each network is a submission of its own and meets the check "the network reads unseen digits" of
its lab, in the jail, with one seed after another. Prints a row a network: parameters, how many
epochs it was given, the accuracy that it was scored with, and how often it lost a point.

    python benchmarks/rubric_fairness.py --lab lab03b --seeds 5
"""

from __future__ import annotations

import argparse
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fundamentals.authoring import find_course
from fundamentals.grading import (
    Check,
    CheckResult,
    Jail,
    JailedStudent,
    Runner,
    Submission,
    load_rubric,
    read_submission,
)

_SUBMISSION = """
import keras
from keras import layers


def {build}(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
{layers}
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile({optimizer}, "{loss}", metrics=["accuracy"])
    return model.fit(
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        batch_size={batch_size},
        verbose=0,
    )
"""

_ADAM, _RMSPROP = '"adam"', '"rmsprop"'
_SGD = "keras.optimizers.SGD(0.01, momentum=0.9)"

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


@dataclass(frozen=True)
class Family:
    """The sound networks of one lab.

    Attributes:
        build: Name of the lab's function that builds a network.
        loss: The loss that fits the lab's labels.
        task: Task whose check is run.
        networks: Hidden layers by name.
        trainings: Optimizers and batch sizes that each is trained with.
    """

    build: str
    loss: str
    task: str
    networks: dict[str, str]
    trainings: tuple[tuple[str, int], ...]

    def submissions(self) -> Iterator[tuple[str, Submission]]:
        """Yield each network with each training, and what to call it."""
        for name, layers in self.networks.items():
            for optimizer, batch_size in self.trainings:
                text = _SUBMISSION.format(
                    build=self.build,
                    layers=textwrap.indent(textwrap.dedent(layers).strip(), " " * 12),
                    loss=self.loss,
                    optimizer=optimizer,
                    batch_size=batch_size,
                )
                short = "SGD" if optimizer == _SGD else optimizer.strip('"')
                label = f"{name}, {short} {batch_size}"
                yield label, Submission("submission.py", text.encode())


_FAMILIES = {
    "lab02": Family(
        "build_dense",
        "categorical_crossentropy",
        "2.4",
        _DENSE,
        ((_ADAM, 32), (_ADAM, 256), (_RMSPROP, 128), (_SGD, 32), (_SGD, 256)),
    ),
    "lab03b": Family(
        "build_cnn",
        "sparse_categorical_crossentropy",
        "3b.3",
        _CNN,
        ((_ADAM, 32), (_ADAM, 256), (_RMSPROP, 128), (_SGD, 256)),
    ),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lab", choices=sorted(_FAMILIES), default="lab03b")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="", help="networks whose name contains this")
    options = parser.parse_args()
    family = _FAMILIES[options.lab]
    lab = find_course().lab(options.lab)
    rubric = load_rubric(lab)
    learns = next(check for check in rubric.checks if check.id == f"{family.task}/learns")
    failed = runs = 0
    print(f"{'network':<46}{'epochs':>12}{'accuracy':>16}{'seconds':>9}{'lost':>6}")
    reference = ("reference solution", read_submission(lab.solution_path))
    with Jail() as jail:
        for name, submission in (reference, *family.submissions()):
            if options.only not in name:
                continue
            start = time.perf_counter()
            results = []
            for seed in range(options.seeds):
                with JailedStudent(submission, jail, seed=seed) as student:
                    results.append(Runner(rubric, student, seed=seed).run(learns))
            seconds = (time.perf_counter() - start) / options.seeds
            failed += _print_row(name, learns, results, seconds)
            runs += len(results)
    print(f"points lost by sound networks: {failed} of {runs} runs")


def _print_row(name: str, check: Check, results: list[CheckResult], seconds: float) -> int:
    """Print what came of one network; return in how many runs it lost points."""
    lost = [result for result in results if result.points != check.points]
    exhibits = [result.exhibit for result in results if result.exhibit is not None]
    epochs = [len(exhibit.history["loss"]) for exhibit in exhibits]
    accuracies = [np.trace(exhibit.confusion) / exhibit.confusion.sum() for exhibit in exhibits]
    print(
        f"{name:<46}{min(epochs):>6}–{max(epochs):<5}"
        f"{min(accuracies):>8.1%}–{max(accuracies):<7.1%}{seconds:>9.1f}{len(lost):>6}",
        flush=True,
    )
    return len(lost)


if __name__ == "__main__":
    main()
