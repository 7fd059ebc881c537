import contextlib
import io
import re
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partialmethod
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from rich.console import Console
from rich.progress import Progress

from fundamentals.language import use_language
from fundamentals.training import create_training_variables, fit, history_frame
from fundamentals.training._epoch_progress import (
    EpochClock,
    EpochLines,
    ProgressBar,
    progress_callback,
)

IMAGES = np.random.default_rng(0).random((40, 4, 4, 1), dtype="float32")
LABELS = np.arange(40) % 3


def compiled_model(*, eagerly: bool = True) -> keras.Model:
    model = keras.Sequential(
        [
            keras.Input((4, 4, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    # Eagerly: five steps are done before a graph of them would be traced.
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=eagerly
    )
    return model


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=100, legacy_windows=False)


def text_on(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_epoch_is_recorded_with_its_seconds() -> None:
    history = fit(
        compiled_model(), IMAGES, LABELS, validation_data=(IMAGES, LABELS), epochs=3, verbose=False
    )
    assert isinstance(history, keras.callbacks.History)
    frame = history_frame(history)
    assert len(frame) == 3
    assert (frame["seconds"] > 0).all()
    assert frame.notna().all(axis=None)


@pytest.mark.slow
def test_it_trains_exactly_as_model_fit_does() -> None:
    weights = []
    for train in (fit, keras.Model.fit):
        keras.utils.set_random_seed(5)
        model = compiled_model(eagerly=False)
        train(model, IMAGES, LABELS, epochs=2, batch_size=8, verbose=0)
        weights.append(model.get_weights())
    assert all(np.array_equal(a, b) for a, b in zip(*weights, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("one_hot", [False, True])
@pytest.mark.parametrize("as_dataset", [False, True])
def test_a_training_step_is_traced_once(one_hot: bool, as_dataset: bool) -> None:
    traces = []

    def counted(right: tf.Tensor, got: tf.Tensor) -> tf.Tensor:
        traces.append(right.shape)
        return tf.reduce_mean(got, axis=-1)

    model = compiled_model(eagerly=False)
    model.compile("adam", counted, metrics=["accuracy"], steps_per_execution=1 + one_hot)
    labels = np.eye(3)[LABELS] if one_hot else LABELS
    data = tf.data.Dataset.from_tensor_slices((IMAGES, labels)).batch(8)
    x, y = (data, None) if as_dataset else (IMAGES, labels)
    history = fit(model, x, y, batch_size=None if as_dataset else 8, epochs=2, verbose=False)
    assert len(traces) == 1
    assert list(history.history) == ["accuracy", "loss", "seconds"]


@pytest.mark.parametrize("data", [IMAGES, LABELS.tolist(), None, object()])
def test_what_cannot_be_prepared_is_left_to_keras(data: object) -> None:
    deferred = keras.Sequential([keras.layers.Dense(3)])
    for model in (deferred, compiled_model(), keras.Model()):
        create_training_variables(model, data)
        assert not getattr(getattr(model, "optimizer", None), "built", False)


# Keras's own word on a dataset of unknown length, at the end of its first epoch.
RAN_OUT = "ignore:Your input ran out of data:UserWarning"


def unknown_length() -> tf.data.Dataset:
    def batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        yield from ((IMAGES[:8], LABELS[:8]) for _ in range(5))

    signature = (
        tf.TensorSpec((None, 4, 4, 1), tf.float32),
        tf.TensorSpec((None,), tf.int64),
    )
    return tf.data.Dataset.from_generator(batches, output_signature=signature)


@pytest.mark.slow
@pytest.mark.filterwarnings(RAN_OUT)
@pytest.mark.parametrize(
    "data",
    [tf.data.Dataset.from_tensor_slices((IMAGES, LABELS)).batch(8), unknown_length()],
    ids=["known length", "unknown length"],
)
def test_a_tf_data_set_is_trained_on_without_a_warning(data: tf.data.Dataset) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*shuffle=True")
        history = fit(compiled_model(), data, validation_data=data, epochs=2, verbose=False)
    assert history.epoch == [0, 1]


@pytest.mark.filterwarnings(RAN_OUT)
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(None, id="array"),
        pytest.param(unknown_length(), id="dataset of unknown length", marks=pytest.mark.slow),
    ],
)
def test_the_bar_shows_epoch_loss_both_accuracies_and_the_time(
    data: tf.data.Dataset | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every batch is drawn, and at once: the thread that draws may not get its turn before the end.
    monkeypatch.setattr("fundamentals.training._epoch_progress.REDRAWS_A_SECOND", 1000)
    monkeypatch.setattr(Progress, "update", partialmethod(Progress.update, refresh=True))
    console = terminal()
    bar = progress_callback(console, 3, show=True)
    assert isinstance(bar, ProgressBar)
    x, y = (IMAGES, LABELS) if data is None else (data, None)
    with bar.shown():
        compiled_model().fit(
            x,
            y,
            validation_data=(IMAGES, LABELS),
            epochs=3,
            shuffle=data is None,
            verbose=0,
            callbacks=[bar],
        )
    shown = text_on(console)
    for expected in ("Epoch 3/3", "loss ", "accuracy ", "validation "):
        assert expected in shown
    assert re.search(r"\d:\d\d left", shown)


def test_where_there_is_no_terminal_each_epoch_is_one_plain_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fit(compiled_model(), IMAGES, LABELS, validation_data=(IMAGES, LABELS), epochs=2)
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Epoch 1/2  loss ")
    assert "  accuracy " in first
    assert "  validation " in first
    assert first.endswith(" left")
    assert second.startswith("Epoch 2/2  loss ")
    assert second.endswith(" s")


def test_a_long_training_leaves_a_notebook_readable() -> None:
    output = io.StringIO()
    lines = EpochLines(23, Console(file=output, width=200))
    for epoch in range(23):
        lines.on_epoch_begin(epoch)
        lines.on_epoch_end(epoch, {"loss": 1.0})
    told = [int(number) for number in re.findall(r"Epoch (\d+)/23", output.getvalue())]
    assert told == [*range(1, 11), 15, 20, 23]


def test_the_lines_are_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    with use_language("zh-Hant"):
        fit(compiled_model(), IMAGES, LABELS, validation_data=(IMAGES, LABELS))
    line = capsys.readouterr().out
    assert line.startswith("週期 1/1  損失 ")
    assert "驗證準確度" in line


def test_verbose_false_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    fit(compiled_model(), IMAGES, LABELS, verbose=False)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("console", "kind"),
    [
        (terminal(), ProgressBar),
        (Console(file=io.StringIO()), EpochLines),
        (
            Console(file=io.StringIO(), force_terminal=True, _environ={"TERM": "dumb"}),
            EpochLines,
        ),
    ],
    ids=["terminal", "file", "dumb terminal"],
)
def test_only_a_real_terminal_gets_a_bar(console: Console, kind: type[EpochClock]) -> None:
    assert type(progress_callback(console, 1, show=True)) is kind


def test_the_first_epoch_counts_for_the_pace_only_while_it_is_alone() -> None:
    clock = EpochClock(5)
    clock.seconds = [9.0]
    assert clock.seconds_per_epoch() == 9.0
    clock.seconds = [9.0, 1.0, 2.0]
    assert clock.seconds_per_epoch() == 1.5


def test_further_callbacks_are_called_and_see_the_seconds() -> None:
    seen: list[float] = []
    record = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append(logs["seconds"])
    )
    history = fit(compiled_model(), IMAGES, LABELS, epochs=2, callbacks=[record], verbose=False)
    assert seen == history.history["seconds"]


class CtrlC(keras.callbacks.Callback):
    """Presses Ctrl-C in the second epoch, `times` times, at the beginning of a batch."""

    def __init__(self, *, times: int = 1, in_validation: bool = False) -> None:
        super().__init__()
        self.times = times
        self.in_validation = in_validation
        self.epoch = 0

    def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
        self.epoch = epoch

    def on_train_batch_begin(self, batch: int, logs: object = None) -> None:
        if self.epoch == 1 and not self.in_validation:
            self.press()

    def on_test_batch_begin(self, batch: int, logs: object = None) -> None:
        if self.epoch == 1 and self.in_validation:
            self.press()

    def press(self) -> None:
        for _ in range(self.times):
            signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("in_validation", [False, True], ids=["in training", "in validation"])
def test_ctrl_c_returns_the_finished_epochs_with_a_notice(
    in_validation: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    model = compiled_model()
    history = fit(
        model,
        IMAGES,
        LABELS,
        validation_data=(IMAGES, LABELS),
        epochs=9,
        batch_size=8,
        validation_batch_size=8,
        callbacks=[CtrlC(in_validation=in_validation)],
    )
    assert history.epoch == [0]
    assert int(model.optimizer.iterations) == 5 + (5 if in_validation else 1)
    assert "Interrupted after 1 finished epochs." in capsys.readouterr().out


def test_a_second_ctrl_c_is_never_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        fit(compiled_model(), IMAGES, LABELS, epochs=9, callbacks=[CtrlC(times=2)], verbose=False)


@pytest.mark.slow
@pytest.mark.parametrize("times", [0, 1, 2])
def test_ctrl_c_is_handled_as_before_once_the_training_is_over(times: int) -> None:
    before = signal.getsignal(signal.SIGINT)
    with contextlib.suppress(KeyboardInterrupt):
        fit(
            compiled_model(),
            IMAGES,
            LABELS,
            epochs=3,
            callbacks=[CtrlC(times=times)],
            verbose=False,
        )
    assert signal.getsignal(signal.SIGINT) is before


def test_training_in_another_thread_leaves_signals_alone() -> None:
    with ThreadPoolExecutor(1) as executor:
        history = executor.submit(fit, compiled_model(), IMAGES, LABELS, verbose=False).result()
    assert history.epoch == [0]


INTERRUPTED_SCRIPT = """
import time
import keras, numpy as np
from fundamentals.training import create_training_variables, fit, history_frame

x, y = np.ones((64, 4), "float32"), np.zeros(64, "int64")
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
before = model.get_weights()
history = fit(model, x, y, epochs=1_000_000)
moved = bool((model.get_weights()[0] != before[0]).all())
print("epochs", len(history_frame(history)), "weights moved", moved)
print("goes on", flush=True)
time.sleep(60)
print("slept through the second Ctrl-C")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to one process")
def test_ctrl_c_keeps_what_was_trained_and_a_second_one_ends_the_program(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED_SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Epoch 3/"):
                process.send_signal(signal.SIGINT)
            if line == "goes on\n":
                process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=60)[1]
    finally:
        process.kill()
    notice, kept = lines[-3:-1]
    epochs = len([line for line in lines if line.startswith("Epoch ")])
    assert notice.startswith(f"Interrupted after {epochs} finished epochs.")
    assert kept == f"epochs {epochs} weights moved True\n"
    assert "KeyboardInterrupt" in errors
    assert process.returncode != 0
    assert "slept through" not in lines[-1]
