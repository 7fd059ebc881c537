import keras
import numpy as np
import pytest

from fundamentals.errors import ArgumentError
from fundamentals.training import history_frame

COLUMNS = ["loss", "accuracy", "validation_loss", "validation_accuracy", "seconds"]


@pytest.mark.parametrize(
    "metric", ["accuracy", "acc", "sparse_categorical_accuracy", "categorical_accuracy"]
)
def test_keras_names_become_ours_whatever_the_accuracy_is_called(metric: str) -> None:
    frame = history_frame(
        {
            "loss": [2, 1],
            "top_k_categorical_accuracy": [0.9, 0.9],
            metric: [0.5, 0.75],
            "val_loss": [2.5, 1.5],
            f"val_{metric}": [0.25, 0.5],
            "seconds": [3.0, 2.0],
            "learning_rate": [0.1, 0.1],
        }
    )
    assert list(frame.columns) == COLUMNS
    assert list(frame.index) == [1, 2]
    assert frame.index.name == "epoch"
    assert frame.loc[2].tolist() == [1, 0.75, 1.5, 0.5, 2.0]
    assert set(frame.dtypes) == {np.dtype("float64")}


def test_what_was_not_recorded_is_nan() -> None:
    frame = history_frame({"loss": [2.0, 1.0]})
    assert list(frame.columns) == COLUMNS
    assert frame["validation_accuracy"].isna().all()
    assert frame["loss"].tolist() == [2.0, 1.0]


def test_a_run_without_a_finished_epoch_is_an_empty_table() -> None:
    frame = history_frame({})
    assert frame.empty
    assert list(frame.columns) == COLUMNS


def test_a_keras_history_is_taken_as_it_is() -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = np.ones((8, 2), "float32"), np.zeros(8, "int64")
    history = model.fit(x, y, validation_data=(x, y), epochs=2, verbose=0)
    frame = history_frame(history)
    assert frame["validation_loss"].tolist() == history.history["val_loss"]
    assert frame["seconds"].isna().all()


def test_epochs_that_were_not_validated_are_an_error() -> None:
    with pytest.raises(ArgumentError, match=r"1, 2 values(.|\n)*without validation_freq"):
        history_frame({"loss": [2.0, 1.0], "val_loss": [1.5]})
