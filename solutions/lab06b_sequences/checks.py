"""Lab 6b, an LSTM and attention.

Attention is compared with numbers that the grader works out. Networks are looked at as graphs; both
are trained by the lab's own `train_model` and asked for 75 % of digits that they have not seen;
below, their share of the points falls evenly, to nothing at 50 %.
False fails of sound networks: 0 of 15, each with one seed (``fundamentals bench
rubric-fairness-lab06-lstm --set seeds=1``, ``-attention``, ``-separable``). The slowest of them, an
LSTM of 16 units and two networks that end in global pooling, took 56 of the 120 epochs allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Unstated,
    expect,
    expect_equal,
    lab_causes,
)
from fundamentals.grading.models import (
    ATTENTION,
    Network,
    answers,
    digits,
    draw_digits,
    expect_effect,
    expect_layer,
)
from fundamentals.language import Text
from fundamentals.sandbox import LayerFacts, RemoteModel, Student

from .tasks.attention import OUTPUTS, attention, attention_task
from .tasks.attention_weights import WEIGHTS

causes = lab_causes(__file__)

Array = NDArray[Any]

_INPUT_SHAPE, _NUM_CLASSES = (28, 28, 1), 10
# Rows, columns and channels that cannot be taken for each other.
_OTHER_SHAPE = (12, 20, 3)

# Two ways to add up the same rows differ by less; two orders of rows with positions by more.
_SAME: Annotated[float, Unstated("sums of float32 differ by less")] = 1e-5


lstm = Network("6.5", build="build_lstm", shape=_INPUT_SHAPE, classes=_NUM_CLASSES)


@lstm.check(weight=1, title=Text("an LSTM, one step per row", "LSTM，每一步一列"))
def lstm_reads_rows(student: Student, random: np.random.Generator) -> None:
    model = lstm.new(student, shape=_OTHER_SHAPE)
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    readers = [layer for layer in model.structure.layers if _is_lstm(layer)]
    expect(bool(readers), causes.NO_LSTM, _names(model))
    _expect_rows(model, readers[0])
    sequence = _sequence_into(model, readers[0])
    lost = sequence[-1:] == _OTHER_SHAPE[1:2]
    shown = Text("got a sequence of shape {got}", "得到形狀為 {got} 的序列")
    expect(not lost, causes.STEPS_WITHOUT_CHANNELS, shown.format(got=sequence))
    expect_effect(model, readers)
    # This one is trained.
    usual = lstm.model(student)
    readers = [layer for layer in usual.structure.layers if _is_lstm(layer)]
    expect(bool(readers), causes.NO_LSTM, _names(usual))
    expect_effect(usual, readers)


def _is_lstm(layer: LayerFacts) -> bool:
    """Whether ``layer`` is an LSTM, or holds one, or the cell of one, as a part of its own."""
    return layer.class_name == "LSTM" or bool({"LSTM", "LSTMCell"} & _classes_in(layer.config))


def _classes_in(config: object) -> set[str]:
    """Return the classes of the parts that a layer's configuration names, however deep."""
    if isinstance(config, dict):
        own = {str(config["class_name"])} if "class_name" in config else set()
        return own.union(*map(_classes_in, config.values()))
    if isinstance(config, list):
        return set().union(*map(_classes_in, config))
    return set()


def _expect_rows(model: RemoteModel, layer: LayerFacts) -> None:
    """Fail unless the first sequence that goes into ``layer`` has a step for each row."""
    height, width, channels = _OTHER_SHAPE
    got = _sequence_into(model, layer)
    steps = got[1] if len(got) == 3 else None
    evidence = Text(
        "images of shape {shape}: expected {height} steps, got a sequence of shape {got}",
        "圖像形狀為 {shape}：應有 {height} 步，得到形狀為 {got} 的序列",
    ).format(shape=_OTHER_SHAPE, height=height, got=got)
    pixels = (height * width, height * width * channels)
    known = (
        (steps == width, causes.STEPS_ARE_COLUMNS),
        (steps in pixels, causes.STEPS_ARE_PIXELS),
        (steps != height, causes.STEPS_NOT_ROWS),
    )
    for wrong, cause in known:
        expect(not wrong, cause, evidence)


def _sequence_into(model: RemoteModel, layer: LayerFacts) -> tuple[int | None, ...]:
    """Return the shape of the first input of ``layer``; () if it is unknown."""
    shapes = {entry.name: entry.output_shape for entry in model.structure.layers}
    return shapes.get(layer.inputs[0] if layer.inputs else "", ())


def _names(model: RemoteModel) -> Text:
    names = ", ".join(layer.class_name for layer in model.structure.layers)
    return Text("layers: {names}", "各層：{names}").format(names=names)


# What another network gives or learns says nothing about an LSTM.
lstm.output_width(weight=0.25, needs=(lstm_reads_rows,))
lstm.output_width(
    weight=0.25,
    shape=_OTHER_SHAPE,
    classes=7,
    name="other_task",
    needs=(lstm_reads_rows,),
)
lstm.softmax_once(weight=0.5, needs=(lstm_reads_rows,))
lstm.learns(
    weight=1,
    data=digits(validation=0),
    full=0.75,
    none=0.5,
    slow=True,
    needs=(lstm_reads_rows,),
)


@attention_task.case(
    weight=1.25,
    title=Text("the weights", "權重"),
    part=WEIGHTS,
    uneven=causes.ATTENTION_PART_SHAPE,
)
def attention_weights(random: np.random.Generator) -> Iterator[tuple[Array, ...]]:
    yield from _sequences(random)


@attention_task.case(
    weight=1,
    title=Text("the values, weighted", "加權後的值"),
    needs=(attention_weights,),
    part=OUTPUTS,
    uneven=causes.ATTENTION_PART_SHAPE,
)
def attention_outputs(random: np.random.Generator) -> Iterator[tuple[Array, ...]]:
    yield from _sequences(random)


def _sequences(random: np.random.Generator) -> Iterator[tuple[Array, ...]]:
    """Yield queries, keys and values: first as many of each as they are wide.

    There, a missing transpose or keepdims gives numbers in place of an error.
    """
    for queries, keys, width in ((4, 4, 4), (3, 4, 5), (4, 2, 5)):
        yield _draw_sequences(random, queries, keys, width)


@attention_task.check(
    weight=0.75,
    title=Text("large scores", "很大的分數"),
    needs=(attention_weights, attention_outputs),
)
def large_scores(student: Student, random: np.random.Generator) -> None:
    queries, keys, values = _draw_sequences(random, 3, 4, 5)
    given = 40 * queries, 40 * keys, values
    got = student.attention(*given)
    for part, right in zip((OUTPUTS, WEIGHTS), attention(*given), strict=True):
        array = np.asarray(part.pick(got))
        finite = array.dtype.kind != "f" or bool(np.isfinite(array).all())
        expect(finite, causes.ATTENTION_OVERFLOW)
        call = part.text.format(call="attention(queries, keys, values)")
        mistakes = [
            (causes.ATTENTION_CLIPPED, part.pick(_with_limited_scores(*given, most)))
            for most in _LIMITS
        ]
        mistakes.append((causes.ATTENTION_OVERFLOW, part.pick(_with_overflow(*given))))
        expect_equal(array, right, call=call, mistakes=mistakes)


# What learners limit scores to, so that their powers stay finite.
_LIMITS = (1, 10, 20, 30, 50, 60, 80, 88, 100, 500, 700)


def _with_limited_scores(
    queries: Array, keys: Array, values: Array, most: float
) -> tuple[Array, Array]:
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    powers = np.exp(np.clip(scores, -most, most))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ values, weights


def _with_overflow(queries: Array, keys: Array, values: Array) -> tuple[Array, Array]:
    """Return what is left if NaN, of infinity by infinity, is replaced by 0."""
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(queries @ keys.T / np.sqrt(keys.shape[1]))
        weights = np.nan_to_num(powers / powers.sum(axis=1, keepdims=True))
    return weights @ values, weights


def _draw_sequences(
    random: np.random.Generator, queries: int, keys: int, width: int
) -> tuple[Array, Array, Array]:
    """Return queries, keys and values; these as long as there are keys, so that both fit."""
    return (
        np.round(random.normal(size=(queries, width)), 1),
        np.round(random.normal(size=(keys, width)), 1),
        np.round(random.uniform(-1, 1, (keys, keys)), 1),
    )


rows = Network("6.7", build="build_attention", shape=_INPUT_SHAPE, classes=_NUM_CLASSES)
rows_width = rows.output_width(weight=0.25)
rows.output_width(weight=0.25, shape=_OTHER_SHAPE, classes=7, name="other_task")
rows.softmax_once(weight=0.5)


@rows.check(weight=0.5, title=Text("attention between the rows", "各列之間的注意力"))
def attention_between_rows(student: Student, random: np.random.Generator) -> None:
    model = rows.new(student, shape=_OTHER_SHAPE)
    expect_layer(model, ATTENTION, causes.NO_ATTENTION)
    layers = model.structure.layers
    _expect_rows(model, next(layer for layer in layers if layer.class_name in ATTENTION))
    # This one is trained.
    expect_layer(rows.model(student), ATTENTION, causes.NO_ATTENTION)


@rows.check(
    weight=1,
    title=Text(
        "with positions the order of the rows matters, without it does not",
        "有位置編碼時列的順序有影響，沒有時則否",
    ),
)
def positions(student: Student, random: np.random.Generator) -> None:
    images = draw_digits(random, train=0, valid=0, scored=20).x_scored
    shuffled = images[:, random.permutation(images.shape[1])]
    differences = {
        used: _difference(rows.new(student, used), images, shuffled) for used in (True, False)
    }
    missing, always = differences[True] <= _SAME, differences[False] > _SAME
    for used, wrong, cause in (
        (True, missing and always, causes.POSITIONS_SWAPPED),
        (True, missing, causes.POSITIONS_MISSING),
        (False, always, causes.POSITIONS_ALWAYS),
    ):
        evidence = Text(
            "positions={used}: with shuffled rows, probabilities differ by up to {difference:.1g}",
            "positions={used}：打亂各列後，機率最多相差 {difference:.1g}",
        ).format(used=used, difference=differences[used])
        expect(not wrong, cause, evidence)
    _expect_codes_before_attention(student)


def _difference(model: RemoteModel, images: Array, shuffled: Array) -> float:
    """Return the largest difference between the probabilities for both."""
    first, second = (answers(model, given) for given in (images, shuffled))
    return float(np.abs(first - second).max())


def _expect_codes_before_attention(student: Student) -> None:
    """Fail if the codes visibly go in elsewhere; within a layer of one's own, nothing is seen."""
    model, plain = (rows.new(student, used, shape=_OTHER_SHAPE) for used in (True, False))
    expect_layer(model, ATTENTION, causes.NO_ATTENTION)
    before, after = _around_attention(model)
    plain_before, plain_after = map(_kinds, _around_attention(plain))
    late = _kinds(before) == plain_before and _kinds(after) != plain_after
    expect(not late, causes.POSITIONS_AFTER_ATTENTION, _names(model))
    added = _kinds(before) - plain_before
    multiplied = added["Multiply"] > 0 and not added["Add"]
    expect(not multiplied, causes.POSITIONS_MULTIPLIED, _names(model))
    widths = [layer.output_shape[-1] for layer in before if layer.class_name == "Add"]
    row = _OTHER_SHAPE[1] * _OTHER_SHAPE[2]
    expect(not widths or set(widths) != {row}, causes.POSITIONS_ON_PIXELS, _names(model))


def _around_attention(model: RemoteModel) -> tuple[list[LayerFacts], list[LayerFacts]]:
    """Return the layers that lead to the first attention, and all others."""
    layers = model.structure.layers
    first = next((layer.name for layer in layers if layer.class_name in ATTENTION), "")
    leading = model.structure.ancestors(first)
    return (
        [layer for layer in layers if layer.name in leading],
        [layer for layer in layers if layer.name not in leading],
    )


def _kinds(layers: Iterable[LayerFacts]) -> Counter[str]:
    return Counter(layer.class_name for layer in layers)


# Without a network of the learner's own, nothing has been learned by it.
rows.learns(
    weight=0.5,
    data=digits(validation=0),
    full=0.75,
    none=0.5,
    slow=True,
    needs=(rows_width,),
)
