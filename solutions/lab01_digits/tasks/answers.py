"""Tasks 1.9 and 1.10: what is made of a model's answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.grading.models import Classifier
from fundamentals.sandbox import Student

Array = NDArray[Any]
Function = Callable[..., Any]


def measure_accuracy(model: Classifier, vectors: Array, labels: Array) -> float:
    return float(np.mean(model.predict(vectors).argmax(axis=1) == labels))


accuracy_task = Task("1.9", right=measure_accuracy)


def _measured(cause: str, measure: Callable[[Array, Array], Any]) -> None:
    """Declare that this is measured, of the probabilities and the labels."""

    @accuracy_task.mistake(cause=cause)
    def mistaken(measure_accuracy: Function, model: Classifier, *data: Array) -> Any:
        vectors, labels = data
        return measure(model.predict(vectors), labels)


def _made_of_share(cause: str, change: Callable[[float, int], Any]) -> None:
    """Declare that this is made of the share of right answers and the number of images."""

    @accuracy_task.mistake(cause=cause)
    def mistaken(measure_accuracy: Function, model: Classifier, *data: Array) -> Any:
        return change(measure_accuracy(model, *data), len(data[0]))


def _asked_of(cause: str, change: Callable[[Array], Array]) -> None:
    """Declare that the model is asked about these vectors instead."""

    @accuracy_task.mistake(cause=cause)
    def mistaken(measure_accuracy: Function, model: Classifier, *data: Array) -> Any:
        vectors, labels = data
        return measure_accuracy(model, change(vectors), labels)


def _right(rows: Array, labels: Array) -> Any:
    return rows.argmax(axis=1) == labels


_made_of_share("accuracy-as-count", lambda share, count: share * count)
_made_of_share("accuracy-in-percent", lambda share, count: 100 * share)
_made_of_share("accuracy-is-error-rate", lambda share, count: 1 - share)
_made_of_share("accuracy-is-error-rate", lambda share, count: 100 * (1 - share))
_made_of_share("accuracy-is-error-rate", lambda share, count: count * (1 - share))
_made_of_share("accuracy-none-right", lambda share, count: 0.0)
_made_of_share("accuracy-counted-wrong", lambda share, count: share * count / (count - 1))
_measured("accuracy-is-mean-confidence", lambda rows, labels: rows.max(axis=1).mean())
_measured(
    "accuracy-is-mean-confidence", lambda rows, labels: rows[np.arange(len(rows)), labels].mean()
)
_measured("least-probable", lambda rows, labels: np.mean(rows.argmin(axis=1) == labels))
_measured("classes-from-one", lambda rows, labels: np.mean(rows.argmax(axis=1) + 1 == labels))
_measured(
    "labels-not-one-hot", lambda rows, labels: np.mean(rows.argmax(axis=1) == labels.argmax())
)
_measured("accuracy-of-each", _right)
_measured("accuracy-of-each", lambda rows, labels: rows.argmax(axis=1))
_measured("accuracy-of-one", lambda rows, labels: float(_right(rows, labels)[0]))
_measured("accuracy-of-one", lambda rows, labels: np.mean(rows[0].argmax() == labels))
_measured("accuracy-counted-wrong", lambda rows, labels: _right(rows, labels).sum() / rows.shape[1])
_measured("accuracy-counted-wrong", lambda rows, labels: _right(rows, labels).sum() / rows.size)
_measured("accuracy-is-distance", lambda rows, labels: np.mean((rows.argmax(axis=1) - labels) ** 2))
_measured(
    "accuracy-is-distance", lambda rows, labels: np.mean(np.abs(rows.argmax(axis=1) - labels))
)
_measured(
    "accuracy-is-loss",
    lambda rows, labels: -np.log(rows[np.arange(len(rows)), labels]).mean(),
)
for _first in (2, 3, 5):
    _measured(
        "accuracy-of-several",
        lambda rows, labels, first=_first: np.mean(  # type: ignore[misc]
            (np.argsort(rows, axis=1)[:, -first:] == labels[:, np.newaxis]).any(axis=1)
        ),
    )
_measured("accuracy-of-sure", lambda rows, labels: np.mean(rows.max(axis=1) > 0.5))
_measured(
    "accuracy-of-sure", lambda rows, labels: np.mean(rows[np.arange(len(rows)), labels] > 0.5)
)
_measured(
    "accuracy-of-rows",
    lambda rows, labels: np.mean((rows > 0.5) == np.eye(rows.shape[1])[labels]),
)
_measured(
    "accuracy-of-rows",
    lambda rows, labels: np.mean(np.round(rows) == np.eye(rows.shape[1])[labels]),
)
_asked_of("pixels-scaled-twice", lambda vectors: vectors / 255)
_asked_of("pixels-scaled-again", lambda vectors: 255 * vectors)
_asked_of("pixels-inverted", lambda vectors: 1 - vectors)


@accuracy_task.steps()
def accuracy_in_steps(model: Any, vectors: Array, labels: Array) -> Any:
    probabilities = model.predict(vectors)
    answers = np.argmax(probabilities, axis=1)
    return np.mean(answers == labels)


def predict_digit(model: Classifier, image: Array) -> tuple[int, float]:
    row = model.predict(_vectors(image))[0]
    return int(row.argmax()), float(row.max())


def _vectors(image: Array) -> Array:
    return (image.reshape(1, -1) / 255).astype(np.float32)


def own_vectors(student: Student, model: Classifier, image: Array) -> Any:
    """Answer with the submission's own vectors: what is wrong in them has cost its own marks.

    None if they are the same for the negative of the image: what looks at no pixel reads no digit.
    """
    vectors, others = (
        np.asarray(student.to_vectors(one[np.newaxis])) for one in (image, 255 - image)
    )
    if np.array_equal(vectors, others):
        return None
    row = model.predict(vectors)[0]
    return int(row.argmax()), float(row.max())


digit_task = Task("1.10", right=predict_digit, accepts_lists=True)


def _answered(cause: str, answer: Callable[[Array], Any]) -> None:
    """Declare that this is made of the probabilities of the image."""

    @digit_task.mistake(cause=cause)
    def mistaken(predict_digit: Function, model: Classifier, image: Array) -> Any:
        return answer(model.predict(_vectors(image))[0])


def _changed(cause: str, change: Callable[[int, float], Any]) -> None:
    """Declare that this is made of digit and probability."""

    @digit_task.mistake(cause=cause)
    def mistaken(predict_digit: Function, model: Classifier, image: Array) -> Any:
        return change(*predict_digit(model, image))


def _seen(cause: str, change: Callable[[Array], Array]) -> None:
    """Declare that the model sees this image instead."""

    @digit_task.mistake(cause=cause)
    def mistaken(predict_digit: Function, model: Classifier, image: Array) -> Any:
        return predict_digit(model, change(image))


_changed("answer-not-a-pair", lambda digit, probability: digit)
_changed("answer-not-a-pair", lambda digit, probability: probability)
_changed("answer-swapped", lambda digit, probability: (probability, digit))
_changed("probability-in-percent", lambda digit, probability: (digit, 100 * probability))
_changed("probability-rounded", lambda digit, probability: (digit, round(probability, 2)))
_changed("probability-rounded", lambda digit, probability: (digit, round(probability, 1)))
_changed("probability-rounded", lambda digit, probability: (digit, round(probability)))
_changed("probability-rounded", lambda digit, probability: (digit, int(probability)))
_changed("probability-of-others", lambda digit, probability: (digit, 1 - probability))
_changed("classes-from-one", lambda digit, probability: (digit + 1, probability))
_changed("digit-from-probability", lambda digit, probability: (int(probability), probability))
_changed("digit-from-probability", lambda digit, probability: (round(probability), probability))
_changed("digit-from-probability", lambda digit, probability: (probability, probability))
_changed("probability-is-digit", lambda digit, probability: (digit, digit))
_answered("probabilities-not-classes", lambda row: row)
_answered("least-probable", lambda row: (row.argmin(), row.min()))
_answered("least-probable", lambda row: (row.argmin(), row.max()))
_answered("least-probable", lambda row: (row.argmax(), row.min()))
_answered("second-likeliest", lambda row: (row.argsort()[-2], np.sort(row)[-2]))
_answered("probability-of-another", lambda row: (row.argmax(), row[0]))
_answered("probability-of-another", lambda row: (row.argmax(), row[-1]))
_answered("probability-of-another", lambda row: (row.argmax(), row[1]))
_answered("probability-averaged", lambda row: (row.argmax(), row.mean()))
_answered("probability-of-another", lambda row: (row.argmax(), np.sort(row)[-2]))
_seen("pixels-not-scaled", lambda image: image.astype(float) * 255)
_seen("pixels-scaled-twice", lambda image: image / 255)
_seen("pixels-inverted", lambda image: 255 - image)
_seen("pixels-thresholded", lambda image: 255.0 * (image > 127))
_seen("pixels-thresholded", lambda image: 255.0 * (image > 0))
_seen("images-turned", lambda image: image.swapaxes(0, 1))
_seen("images-turned", lambda image: image[::-1])
_seen("images-turned", lambda image: image[:, ::-1])
_seen("pixels-centered", lambda image: 2 * image.astype(float) - 255)
_seen("pixels-divided-by-maximum", lambda image: image * (255 / image.max()))
_seen("pixels-divided-as-integers", lambda image: 255.0 * (image // 255))


@digit_task.symptom("digit-wrong")
def digit_alone_wrong(answer: Array, right: Array, *asked: Any) -> Any:
    return answer.shape == right.shape and np.isclose(answer[1], right[1], atol=1e-4)


@digit_task.symptom("probability-wrong")
def probability_alone_wrong(answer: Array, right: Array, *asked: Any) -> Any:
    return answer.shape == right.shape and answer[0] == right[0]


@digit_task.steps()
def digit_in_steps(model: Any, image: Array) -> tuple[Any, Any]:
    pixels = image / 255
    vectors = np.reshape(pixels, (1, -1))
    probabilities = model.predict(vectors)[0]
    digit = np.argmax(probabilities)
    return digit, probabilities[digit]
