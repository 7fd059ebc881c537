"""The task of ``predict_classes``: the right results for a model, and those of mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Check
from fundamentals.grading._expect import expect
from fundamentals.grading.models._supplied import Classifier
from fundamentals.grading.tasks._call import for_submission
from fundamentals.language import Text
from fundamentals.sandbox import Student, running

if TYPE_CHECKING:
    from fundamentals.grading.tasks._task import Task

Array = NDArray[Any]
Function = Callable[..., Any]
DrawImages = Callable[[np.random.Generator], NDArray[np.float32]]

_LIKELIEST = Text("the most probable class of each image", "每張圖像最可能的類別")
_INTEGERS = Text("integers", "整數")
# Fraction of the points for classes that are integers.
_FOR_INTEGERS = 0.125


def predict_classes(model: Classifier, images: Array) -> Array:
    classes: Array = model.predict(images).argmax(axis=1)
    return classes


def declare_prediction(task: Task, *, weight: float, images: DrawImages, classes: int) -> None:
    """Declare the checks of ``predict_classes``, its mistakes and a way.

    Args:
        task: The task, whose right answer is :func:`predict_classes`.
        weight: Its points.
        images: Draws float32 ``(n, height, width, channels)``, to ask a model about.
        classes: Width of the model's output.
    """

    @task.case(
        weight=weight * (1 - _FOR_INTEGERS),
        title=_LIKELIEST,
        shape=causes.ASKED_ABOUT_NO_BATCH,
    )
    def predicted_classes(random: np.random.Generator) -> Iterator[tuple[Any, ...]]:
        drawn = images(random)
        model = Classifier.draw(random, drawn, classes)
        drawn = drawn[model.sure_of(drawn)]
        yield model, drawn
        yield model, drawn[: len(drawn) // 2]

    _declare_integers(task, predicted_classes, weight * _FOR_INTEGERS, images, classes)
    _declare_mistakes(task)
    task.steps()(classes_in_steps)


def _declare_integers(
    task: Task, needed: Check, weight: float, images: DrawImages, classes: int
) -> None:
    @task.check(weight=weight, title=_INTEGERS, needs=(needed,))
    def integers(student: Student, random: np.random.Generator) -> None:
        drawn = images(random)
        model = for_submission(student, Classifier.draw(random, drawn, classes))
        got = np.asarray(running(student).call(task.function, model, drawn))
        shown = Text("got dtype {dtype}", "得到 dtype {dtype}").format(dtype=got.dtype)
        expect(got.dtype.kind in "iu", causes.CLASSES_NOT_INTEGERS, shown)


def classes_in_steps(model: Any, images: Array) -> Any:
    probabilities = model.predict(images)
    return np.argmax(probabilities, axis=1)


# What is returned instead, from the probabilities.
_RETURNED: tuple[tuple[str, Callable[[Array], Any]], ...] = (
    ("probabilities-not-classes", lambda rows: rows),
    ("confidence-not-class", lambda rows: rows.max(axis=1)),
    ("argmax-over-images", lambda rows: rows.argmax(axis=0)),
    ("argmax-over-everything", lambda rows: rows.argmax()),
    ("least-probable", lambda rows: rows.argmin(axis=1)),
    ("one-hot-not-classes", lambda rows: np.eye(rows.shape[1])[rows.argmax(axis=1)]),
    ("one-hot-not-classes", np.round),
    ("one-hot-not-classes", lambda rows: rows > 0.5),
    ("one-hot-not-classes", lambda rows: rows == rows.max(axis=1, keepdims=True)),
    ("probabilities-rounded-first", lambda rows: rows.round().argmax(axis=1)),
    ("classes-above-a-half", lambda rows: np.where(rows.max(1) > 0.5, rows.argmax(1), -1)),
    ("classes-above-a-half", lambda rows: np.nonzero(rows > 0.5)[1]),
    ("classes-averaged", lambda rows: np.round(rows @ np.arange(rows.shape[1]))),
    ("order-of-all-classes", lambda rows: rows.argsort(axis=1)),
    ("order-of-all-classes", lambda rows: rows.argsort(axis=1)[:, ::-1]),
    ("order-of-all-classes", lambda rows: rows.argsort(axis=1)[:, ::-1][:, :3]),
    ("order-of-all-classes", lambda rows: rows.argsort(axis=1)[:, -3:]),
    ("second-likeliest", lambda rows: rows.argsort(axis=1)[:, -2]),
)
# What becomes of the classes.
_CHANGED: tuple[tuple[str, Callable[[Array], Any]], ...] = (
    ("classes-as-column", lambda classes: classes[:, np.newaxis]),
    ("classes-as-column", lambda classes: classes[np.newaxis]),
    ("classes-from-one", lambda classes: classes + 1),
    ("classes-from-one", lambda classes: classes - 1),
    ("images-left-out", lambda classes: classes[:1]),
    ("images-left-out", lambda classes: classes[:10]),
    ("images-left-out", lambda classes: classes[:32]),
    ("images-left-out", lambda classes: classes[0]),
    ("images-left-out", lambda classes: classes[:-1]),
    ("classes-without-repeats", np.unique),
    ("classes-as-booleans", lambda classes: classes.astype(bool)),
    ("image-numbers-not-classes", lambda classes: np.arange(len(classes))),
    ("class-of-all-images", lambda classes: np.bincount(classes).argmax()),
)
# What the model is asked about instead.
_ASKED: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("pixels-scaled-twice", lambda images: images / 255),
    ("pixels-scaled-again", lambda images: images * 255),
    ("pixels-inverted", lambda images: 1 - images),
    ("pixels-centered", lambda images: 2 * images - 1),
    ("images-turned", lambda images: images.swapaxes(1, 2)),
    ("images-turned", lambda images: images[:, ::-1]),
    ("images-turned", lambda images: images[:, :, ::-1]),
)


def _declare_mistakes(task: Task) -> None:
    def returned(cause: str, instead: Callable[[Array], Any]) -> None:
        @task.mistake(cause=cause)
        def mistaken(predict_classes: Function, model: Classifier, images: Array) -> Any:
            return instead(model.predict(images))

    def changed(cause: str, change: Callable[[Array], Any]) -> None:
        @task.mistake(cause=cause)
        def mistaken(predict_classes: Function, model: Classifier, images: Array) -> Any:
            return change(np.asarray(predict_classes(model, images)))

    def asked(cause: str, change: Callable[[Array], Array]) -> None:
        @task.mistake(cause=cause)
        def mistaken(predict_classes: Function, model: Classifier, images: Array) -> Any:
            return predict_classes(model, change(images))

    @task.mistake
    def asked_as_in_training(predict_classes: Function, model: Classifier, images: Array) -> Any:
        return model.predict_in_training(images).argmax(axis=1)

    @task.mistake(cause="model-not-asked")
    def darkest_or_brightest(predict_classes: Function, model: Classifier, images: Array) -> Any:
        return images.reshape(len(images), -1).argmax(axis=1)

    @task.mistake(cause="model-not-asked")
    def rows_of_images(predict_classes: Function, model: Classifier, images: Array) -> Any:
        return images.argmax(axis=1)

    for cause, instead in _RETURNED:
        returned(cause, instead)
    for cause, change in _CHANGED:
        changed(cause, change)
    for cause, change in _ASKED:
        asked(cause, change)
