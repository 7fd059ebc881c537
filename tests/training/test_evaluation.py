import numpy as np
import pytest
from sklearn import metrics

from fundamentals.errors import ArgumentError
from fundamentals.training import confusion_matrix, worst_mistakes


def test_rows_are_what_it_is_and_columns_what_was_said() -> None:
    matrix = confusion_matrix(np.array([0, 0, 0, 2]), np.array([0, 1, 1, 2]), 3)
    assert matrix.tolist() == [[1, 2, 0], [0, 0, 0], [0, 0, 1]]
    assert matrix.dtype == np.int64


def test_random_classes_are_counted_as_scikit_learn_counts_them(
    random: np.random.Generator,
) -> None:
    labels, predicted = random.integers(0, 7, (2, 500)).astype("uint8")
    expected = metrics.confusion_matrix(labels, predicted, labels=range(9))
    assert np.array_equal(confusion_matrix(labels, predicted, 9), expected)


def test_no_image_gives_a_matrix_of_zeros() -> None:
    empty = np.array([], dtype="int64")
    assert confusion_matrix(empty, empty, 2).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        (np.eye(3)[[0, 1]], r"predicted of dtype float64 and shape \(2, 3\)(.|\n)*argmax"),
        (np.array([0.0, 1.0]), "predicted of dtype float64"),
        (np.array([0, 3]), r"0–3(.|\n)*from 0 to 2"),
        (np.array([-1, 0]), r"-1–0"),
        (np.array([0]), "2 labels and 1 predictions"),
    ],
)
def test_what_are_no_classes_is_an_error(predicted: np.ndarray, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        confusion_matrix(np.array([0, 1]), predicted, 3)


PROBABILITIES = np.array(
    [[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.05, 0.0, 0.95], [0.4, 0.3, 0.3], [0.1, 0.8, 0.1]]
)
LABELS = np.array([0, 0, 1, 2, 1])


def test_the_surest_mistakes_come_first_and_what_was_right_is_left_out() -> None:
    mistakes = worst_mistakes(LABELS, PROBABILITIES)
    assert mistakes["index"].tolist() == [2, 1, 3]
    assert mistakes["label"].tolist() == [1, 0, 2]
    assert mistakes["predicted"].tolist() == [2, 1, 0]
    assert mistakes["confidence"].tolist() == [0.95, 0.7, 0.4]


def test_no_more_than_count_are_returned() -> None:
    assert worst_mistakes(LABELS, PROBABILITIES, count=2)["index"].tolist() == [2, 1]


def test_a_model_without_a_mistake_gives_an_empty_table() -> None:
    mistakes = worst_mistakes(np.array([0, 1]), np.eye(2))
    assert mistakes.empty
    assert mistakes.columns.tolist() == ["index", "label", "predicted", "confidence"]


def test_equal_confidence_keeps_the_order_of_the_images() -> None:
    mistakes = worst_mistakes(np.zeros(50, "int64"), np.tile([0.1, 0.9], (50, 1)), count=50)
    assert mistakes["index"].tolist() == list(range(50))


def test_float32_probabilities_as_keras_gives_them_are_taken() -> None:
    mistakes = worst_mistakes(LABELS, PROBABILITIES.astype("float32"), count=1)
    assert mistakes["confidence"].iloc[0] == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("labels", "probabilities", "message"),
    [
        (LABELS, LABELS, r"probabilities of shape \(5,\)(.|\n)*before argmax"),
        (LABELS[:3], PROBABILITIES, "3 labels and 5 predictions"),
        (LABELS + 1, PROBABILITIES, "1–3"),
    ],
)
def test_shapes_that_do_not_belong_together_are_an_error(
    labels: np.ndarray, probabilities: np.ndarray, message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        worst_mistakes(labels, probabilities)
