"""Task 7.1: what a dataset holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    AnswerPart,
    Cause,
    FailedCheckError,
    Finding,
    Task,
    expect,
    lab_causes,
)
from fundamentals.language import Text

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]


def describe_data(images: Array, labels: Array) -> dict[str, Any]:
    counts = np.bincount(labels)
    return {
        "image_shape": np.array(images.shape[1:]),
        "images_a_class": counts,
        "baseline": counts.max() / counts.sum(),
    }


describe_task = Task("7.1", right=describe_data, accepts_lists=True)


def fact(name: str) -> AnswerPart:
    """Return the part of an answer that is the fact ``name``."""

    def pick(facts: Any) -> Any:
        kind = Text("got {kind}", "得到 {kind}").format(kind=type(facts).__name__)
        expect(isinstance(facts, dict), causes.FACTS_NOT_A_DICTIONARY, kind)
        keys = Text("keys: {keys}", "鍵：{keys}").format(keys=list(facts))
        expect(name in facts, causes.FACT_MISSING, keys)
        held = Text("{name}: {keys}", "{name}：{keys}")
        if isinstance(facts[name], dict):
            keys = held.format(name=name, keys=list(facts[name]))
            raise FailedCheckError(Finding.of(causes.FACT_IS_DICTIONARY, keys))
        return facts[name]

    return AnswerPart(pick, f'{{call}}["{name}"]')


SHAPE, COUNTS, BASELINE = map(fact, ("image_shape", "images_a_class", "baseline"))


def _declare_facts(name: str, *mistakes: tuple[Cause, Callable[[Array, Array, Any], Any]]) -> None:
    """Declare what may stand for the fact ``name``, made of images, labels and the right one."""
    for cause, make in mistakes:

        def mistaken(
            describe: Function,
            images: Array,
            labels: Array,
            *,
            make: Callable[[Array, Array, Any], Any] = make,
        ) -> Any:
            facts = describe(images, labels)
            return {**facts, name: make(images, labels, facts[name])}

        mistaken.__name__ = f"{name}_{cause.id}"
        describe_task.mistake(cause=cause.id)(mistaken)


_declare_facts(
    "image_shape",
    (causes.SHAPE_OF_ALL_IMAGES, lambda images, labels, shape: images.shape),
    (causes.SHAPE_WITHOUT_CHANNELS, lambda images, labels, shape: shape[:2]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: images.shape[:2]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: images.shape[:3]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: shape[[1, 0, 2]]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: shape[[2, 0, 1]]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: shape[::-1]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: shape[[0, 0, 2]]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: shape[1:]),
    (causes.SHAPE_FROM_OTHER_AXES, lambda images, labels, shape: len(images)),
    (causes.SHAPE_FIXED_IN_CODE, lambda images, labels, shape: (40, 40, 3)),
    (causes.SHAPE_FIXED_IN_CODE, lambda images, labels, shape: (28, 28, 1)),
    (causes.SHAPE_FIXED_IN_CODE, lambda images, labels, shape: (*shape[:2], 3)),
    (causes.SHAPE_FIXED_IN_CODE, lambda images, labels, shape: (*shape[:2], 1)),
    (causes.SHAPE_MULTIPLIED, lambda images, labels, shape: np.prod(shape)),
    (causes.SHAPE_MULTIPLIED, lambda images, labels, shape: images.size),
)
_declare_facts(
    "images_a_class",
    (causes.COUNTS_AS_SHARES, lambda images, labels, counts: counts / len(labels)),
    (causes.COUNTS_AS_SHARES, lambda images, labels, counts: 100 * counts / len(labels)),
    (causes.CLASSES_FIXED, lambda images, labels, counts: np.bincount(labels, minlength=10)),
    (causes.CLASSES_FIXED, lambda images, labels, counts: np.bincount(labels, minlength=10)[:6]),
    (causes.CLASSES_FIXED, lambda images, labels, counts: np.bincount(labels, minlength=6)),
    (causes.CLASSES_FIXED, lambda images, labels, counts: counts[:6]),
    (causes.COUNTS_ARE_CLASSES, lambda images, labels, counts: np.arange(len(counts))),
    (causes.COUNTS_ARE_CLASSES, lambda images, labels, counts: labels),
    (causes.COUNTS_SORTED, lambda images, labels, counts: np.sort(counts)),
    (causes.COUNTS_SORTED, lambda images, labels, counts: np.sort(counts)[::-1]),
    (causes.COUNTS_SORTED, lambda images, labels, counts: counts[::-1]),
    (causes.COUNTS_SORTED, lambda images, labels, counts: counts[_appearance(labels)]),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: counts.mean()),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: len(labels) // len(counts)),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: len(labels)),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: len(counts)),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: counts.max()),
    (causes.COUNTS_AVERAGED, lambda images, labels, counts: np.full(len(counts), counts.mean())),
    (
        causes.COUNTS_AVERAGED,
        lambda images, labels, counts: np.full(len(counts), len(labels) // len(counts)),
    ),
    (causes.COUNTS_ACCUMULATED, lambda images, labels, counts: np.cumsum(counts)),
    (causes.LABELS_SUMMED, lambda images, labels, counts: _label_sums(labels)),
    (causes.COUNTS_SHIFTED, lambda images, labels, counts: np.append(0, counts)),
    (causes.COUNTS_SHIFTED, lambda images, labels, counts: np.append(counts[1:], 0)),
    (causes.COUNTS_CLASS_MISSING, lambda images, labels, counts: counts[1:]),
    (causes.COUNTS_CLASS_MISSING, lambda images, labels, counts: counts[:-1]),
)


def _appearance(labels: Array) -> Array:
    """Return the classes in the order in which they first appear."""
    return np.argsort(np.unique(labels, return_index=True)[1])


def _counts(labels: Array) -> Array:
    return np.bincount(labels)


def _label_sums(labels: Array) -> Array:
    counts = _counts(labels)
    return counts * np.arange(len(counts))


def _largest_share(counts: Array) -> Any:
    return counts.max() / counts.sum()


_declare_facts(
    "baseline",
    (causes.BASELINE_EVEN, lambda images, labels, right: 1 / len(_counts(labels))),
    (causes.LABELS_SUMMED, lambda images, labels, right: _largest_share(_label_sums(labels))),
    (causes.BASELINE_EVEN, lambda images, labels, right: 1 / 6),
    (causes.BASELINE_EVEN, lambda images, labels, right: 1 / 10),
    (causes.BASELINE_OF_RAREST, lambda images, labels, right: _counts(labels).min() / len(labels)),
    (causes.ACCURACY_IN_PERCENT, lambda images, labels, right: 100 * right),
    (causes.ACCURACY_AS_COUNT, lambda images, labels, right: right * len(labels)),
    (causes.BASELINE_OF_OTHERS, lambda images, labels, right: 1 - right),
    (causes.BASELINE_IS_CLASS, lambda images, labels, right: _counts(labels).argmax()),
    (
        causes.BASELINE_DIVIDED_BY_CLASSES,
        lambda images, labels, right: right * len(labels) / len(_counts(labels)),
    ),
    (causes.BASELINE_OF_ONE_CLASS, lambda images, labels, right: np.mean(labels == 0)),
    (causes.BASELINE_OF_ONE_CLASS, lambda images, labels, right: np.mean(labels == labels[0])),
    (causes.BASELINE_OF_ONE_CLASS, lambda images, labels, right: np.mean(labels == 1)),
    (causes.BASELINE_OF_ONE_CLASS, lambda images, labels, right: np.mean(labels == labels.max())),
    (
        causes.BASELINE_OF_ONE_CLASS,
        lambda images, labels, right: np.sort(_counts(labels))[-2] / len(labels),
    ),
    (
        causes.BASELINE_OF_ONE_CLASS,
        lambda images, labels, right: np.median(_counts(labels)) / len(labels),
    ),
    (causes.BASELINE_OF_GUESSES, lambda images, labels, right: _guessed(_counts(labels))),
    (causes.BASELINE_EVEN, lambda images, labels, right: _counts(labels).mean() / len(labels)),
    (
        causes.BASELINE_DIVIDED_BY_OTHER,
        lambda images, labels, right: right * len(labels) / images.size,
    ),
    (
        causes.BASELINE_DIVIDED_BY_OTHER,
        lambda images, labels, right: right * len(labels) / labels.max(),
    ),
    (causes.BASELINE_DIVIDED_BY_OTHER, lambda images, labels, right: right / len(_counts(labels))),
    (
        causes.BASELINE_OF_ONE_CLASS,
        lambda images, labels, right: np.mean(labels == np.median(labels)),
    ),
    (causes.BASELINE_IS_RATIO, lambda images, labels, right: right / (1 - right)),
    (
        causes.BASELINE_IS_RATIO,
        lambda images, labels, right: _counts(labels).max() / _counts(labels).min(),
    ),
    (
        causes.BASELINE_IS_RATIO,
        lambda images, labels, right: _counts(labels).min() / _counts(labels).max(),
    ),
    (
        causes.BASELINE_IS_RATIO,
        lambda images, labels, right: _counts(labels).max() / np.sort(_counts(labels))[-2],
    ),
)


def _guessed(counts: Array) -> Any:
    return np.sum((counts / counts.sum()) ** 2)


@describe_task.symptom("shape-wrong-length", part=SHAPE)
def not_three(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer.shape != (3,)


@describe_task.symptom("shape-from-other-axes", part=SHAPE)
def not_of_one_image(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return bool(np.isin(answer, images.shape).all())


@describe_task.symptom("shape-not-lengths", part=SHAPE, vague=True)
def no_lengths(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return True


@describe_task.symptom("counts-with-classes", part=COUNTS)
def a_table(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer.ndim == 2 and 2 in answer.shape


@describe_task.symptom("counts-not-one-per-class", part=COUNTS)
def not_one_per_class(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer.shape != right.shape


@describe_task.symptom("counts-not-all", part=COUNTS)
def not_all_images(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer.sum() != len(labels)


@describe_task.symptom("counts-at-wrong-classes", part=COUNTS)
def at_wrong_classes(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return True


@describe_task.symptom("baseline-not-one-number", part=BASELINE)
def not_one_number(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer.size != 1


@describe_task.symptom("baseline-out-of-range", part=BASELINE)
def out_of_range(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return not 0 <= answer <= 1


@describe_task.symptom("baseline-of-one-class", part=BASELINE)
def share_of_another(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return bool(np.isclose(answer, _counts(labels) / len(labels)).any())


@describe_task.symptom("baseline-too-low", part=BASELINE)
def too_low(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer < right


@describe_task.symptom("baseline-too-high", part=BASELINE)
def too_high(answer: Array, right: Array, images: Array, labels: Array) -> Any:
    return answer > right


@describe_task.steps()
def described_in_steps(images: Array, labels: Array) -> dict[str, Any]:
    classes = np.max(labels) + 1
    counts = np.zeros(classes)
    for label in labels:
        counts[label] += 1
    baseline = np.max(counts) / len(labels)
    return {"image_shape": images.shape[1:], "images_a_class": counts, "baseline": baseline}
