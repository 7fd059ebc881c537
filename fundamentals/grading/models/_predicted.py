"""What ``predict_classes`` should return for a model's outputs, and what mistakes return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause
from fundamentals.grading._expect import expect, expect_equal
from fundamentals.grading.models._supplied import SuppliedModel, supply_classifier
from fundamentals.language import Text
from fundamentals.sandbox import Student


def expect_predicted_classes(
    student: Student,
    images: NDArray[np.float32],
    num_classes: int,
    random: np.random.Generator,
) -> None:
    """Fail unless the submission's ``predict_classes`` gives the most probable class of each image.

    Args:
        student: The submission.
        images: float32 ``(n, height, width, channels)``, to ask a model of the grader's about.
        num_classes: Width of the model's output.
        random: Draws the model.

    Raises:
        FailedCheckError: It returns something else, or classes that are not integers.
    """
    supplied = supply_classifier(student, images, num_classes, random)
    probabilities = supplied.answers(images)
    # If two classes are nearly equally probable, the order of additions decides.
    best_two = np.sort(probabilities, axis=1)[:, -2:]
    sure = best_two[:, 1] - best_two[:, 0] > 1e-3
    images, probabilities = images[sure], probabilities[sure]
    right = np.argmax(probabilities, axis=1)
    got = student.predict_classes(supplied.model, images)
    expect_equal(
        got,
        right,
        call="predict_classes(model, images)",
        mistakes=_mistakes(supplied, images, probabilities),
    )
    expect(
        np.asarray(got).dtype.kind in "iu",
        causes.CLASSES_NOT_INTEGERS,
        Text("got dtype {dtype}", "得到 dtype {dtype}").format(dtype=np.asarray(got).dtype),
    )


def _mistakes(
    supplied: SuppliedModel, images: NDArray[np.float32], probabilities: NDArray[Any]
) -> Iterator[tuple[Cause, ArrayLike]]:
    num_classes = probabilities.shape[1]
    right = probabilities.argmax(axis=1)
    yield causes.PROBABILITIES_NOT_CLASSES, probabilities
    yield causes.CONFIDENCE_NOT_CLASS, probabilities.max(axis=1)
    yield causes.ARGMAX_OVER_IMAGES, probabilities.argmax(axis=0)
    yield causes.ARGMAX_OVER_EVERYTHING, probabilities.argmax()
    yield causes.LEAST_PROBABLE, probabilities.argmin(axis=1)
    yield causes.ONE_HOT_NOT_CLASSES, np.eye(num_classes)[right]
    yield causes.ONE_HOT_NOT_CLASSES, np.round(probabilities)
    yield causes.ONE_HOT_NOT_CLASSES, probabilities > 0.5
    yield causes.CLASSES_AS_COLUMN, right[:, np.newaxis]
    yield causes.CLASSES_FROM_ONE, right + 1
    for some in (1, 10, 32):
        yield causes.IMAGES_LEFT_OUT, right[:some]
    dark = supplied.answers(images / np.float32(255))
    yield causes.PIXELS_SCALED_TWICE, dark.argmax(axis=1)
