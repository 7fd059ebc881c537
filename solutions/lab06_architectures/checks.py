"""Lab 6, residual blocks and separable convolutions.

Blocks and counts are compared with numbers that the grader works out. Networks are looked at as
graphs; the separable one is trained by the lab's own `train_model` and asked for 75 % of digits
that it has not seen; below, its share of the points falls evenly, to nothing at 50 %. False fails
of sound networks: lab 6b says how often (``fundamentals bench rubric-fairness-lab06-separable``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Stated,
    Unstated,
    brief,
    check,
    expect,
    expect_equal,
    lab_causes,
)
from fundamentals.grading.models import (
    AVERAGE_POOLINGS,
    DENSE,
    MAX_POOLINGS,
    DrawnSplits,
    Network,
    accuracy_of,
    answers,
    build_with,
    digits,
    draw_digits,
    expect_layer,
    expect_probabilities,
    expect_training_data,
    is_nonlinear_at_once,
    once_a_student,
    training_time,
)
from fundamentals.language import Text
from fundamentals.sandbox import FitFacts, LayerFacts, RemoteModel, Student, StudentFailure, running

from .reference import expect_block
from .tasks.counting import counting_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]

_INPUT_SHAPE, _OTHER_SHAPE = (28, 28, 1), (32, 24, 3)
_NUM_CLASSES: Annotated[int, Unstated("it is passed as num_classes")] = 10
# Of 28 pixels with a stride of 4.
_MAPS = (None, 7, 7, 16)

_AS_ASKED = "it is what the layers that the docstring asks for hold"
# 16 kernels of 5×5.
_FIRST_PARAMETERS: Annotated[int, Unstated(_AS_ASKED)] = 16 * (5 * 5 + 1)
# Two convolutions of 3×3.
_BLOCK_PARAMETERS: Annotated[int, Unstated(_AS_ASKED)] = 2 * 16 * (3 * 3 * 16 + 1)
_AVERAGES = AVERAGE_POOLINGS | {"Mean"}

_SEPARABLE = frozenset({"SeparableConv2D", "DepthwiseConv2D"})
# As a layer, and as an operation in a layer of one's own.
_ORDINARY = {"Conv2D", "Conv"}

_BLOCKS: Annotated[int, Unstated("it is passed as blocks")] = 3

# Enough for a network to answer more than one class.
_EPOCHS: Annotated[int, Unstated("it is passed as epochs")] = 3
_MOST_SECONDS: Annotated[float, Stated("6.8")] = 120.0
# Share of the call that training takes at least; the rest is compiling a prediction.
_LEAST_SHARE: Annotated[float, Stated("6.8")] = 0.2
# How far one accuracy is from another, and what guessing reaches at most: 90 images, ten classes.
_FAR: Annotated[float, Unstated("it names a mistake and costs nothing")] = 0.1
_GUESSED: Annotated[float, Unstated("it names a mistake and costs nothing")] = 0.25
# Two processes may round one image each to its own side.
_IMAGES_APART: Annotated[float, Unstated("one image and rounding")] = 1.5


@check("6.1", weight=0.75, title=Text("without skip, two convolutions", "沒有跳接的兩層卷積"))
def without_skip(student: Student, random: np.random.Generator) -> None:
    expect_block(student, random, 4, 4, skip=False)


@check("6.1", weight=1.25, title=Text("x added", "加上 x"))
def added(student: Student, random: np.random.Generator) -> None:
    expect_block(student, random, 4, 4, skip=True)


@check(
    "6.1",
    weight=1,
    title=Text("another number of channels", "色版數不同時"),
    needs=("6.1/added",),
)
def projected(student: Student, random: np.random.Generator) -> None:
    # One channel can be added to any number without an error.
    for channels, filters in ((1, 5), (3, 4), (6, 2)):
        expect_block(student, random, channels, filters, skip=True)


deep = Network("6.2", build="build_deep", shape=_INPUT_SHAPE, classes=_NUM_CLASSES)


@deep.check(weight=0.5, title=Text("probabilities, one per class", "每個類別一個機率"))
def deep_probabilities(student: Student, random: np.random.Generator) -> None:
    images = random.random((4, *_INPUT_SHAPE), dtype=np.float32)
    for num_classes in (_NUM_CLASSES, 7):
        model = build_with(student, "build_deep", _INPUT_SHAPE, num_classes, 1)
        expect_probabilities(model, images, num_classes)


@deep.check(weight=0.5, title=Text("as deep as asked for", "深度符合要求"))
def depth(student: Student, random: np.random.Generator) -> None:
    few, many = (int(number) for number in random.permutation(np.arange(1, 5))[:2])
    counts = {}
    for blocks in (few, many):
        layers = _deep(student, blocks, skip=False)
        maps = {layer.output_shape for layer in layers if layer.class_name == "Conv2D"}
        shown = Text("expected {right}, got {got}", "應為 {right}，得到 {got}")
        expect(
            maps == {_MAPS}, causes.DEEP_MAPS, shown.format(right=_MAPS, got=sorted(maps, key=str))
        )
        counts[blocks] = sum(layer.class_name == "Conv2D" for layer in layers)
    evidence = Text(
        "convolutions: expected {right}, got {got}", "卷積層數：應為 {right}，得到 {got}"
    ).format(right={blocks: 1 + 2 * blocks for blocks in counts}, got=counts)
    expect(counts[few] != counts[many], causes.BLOCKS_IGNORED, evidence)
    right = all(count == 1 + 2 * blocks for blocks, count in counts.items())
    expect(right, causes.DEPTH_DIFFERS, evidence)


@deep.check(
    weight=0.5,
    title=Text("first convolution and pooling as asked for", "第一層卷積與池化符合要求"),
    needs=(depth,),
)
def beginning_and_end(student: Student, random: np.random.Generator) -> None:
    model = deep.new(student, 1)
    structure = model.structure
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    names = Text("layers: {names}", "各層：{names}").format(
        names=", ".join(layer.class_name for layer in structure.layers)
    )
    averages = any(layer.class_name in _AVERAGES for layer in structure.layers)
    dense = [layer for layer in structure.layers if layer.class_name == "Dense"]
    pooled = any(layer.class_name in MAX_POOLINGS for layer in structure.layers)
    expect(averages and not pooled and len(dense) == 1, causes.DEEP_END, names)
    of_block = _built_block(student, skip=True)
    block = of_block.count_params if of_block else _BLOCK_PARAMETERS
    # A block that puts maps side by side leaves more of them: that costs 6.1 alone.
    maps = (of_block.structure.output_shape[-1] if of_block else None) or _MAPS[-1]
    right = _FIRST_PARAMETERS + block + (maps + 1) * _NUM_CLASSES
    shown = Text(
        "parameters of one block's network: expected {right:,}, got {got:,}",
        "一個區塊的網路，參數應為 {right:,} 個，得到 {got:,} 個",
    ).format(right=right, got=model.count_params)
    expect(model.count_params == right, causes.DEEP_BEGINNING, shown)
    first = next((layer for layer in structure.layers if layer.class_name == "Conv2D"), None)
    bent = first is None or is_nonlinear_at_once(first, structure)
    expect(bent, causes.DEEP_BEGINNING, names)


@deep.check(
    weight=0.5,
    title=Text("a skip in each block, or in none", "每個區塊都有跳接，或都沒有"),
    needs=(depth,),
)
def skips(student: Student, random: np.random.Generator) -> None:
    for skip in (True, False):
        got = _skips(_deep(student, _BLOCKS, skip=skip))
        right = _BLOCKS * _skips_of_block(student, skip=skip)
        evidence = Text(
            "{blocks} blocks, skip={skip}: expected {right} additions, got {got}",
            "{blocks} 個區塊，skip={skip}：應有 {right} 次相加，得到 {got} 次",
        ).format(blocks=_BLOCKS, skip=skip, right=right, got=got)
        expect(got == right, causes.SKIP_NOT_PASSED_ON, evidence)


def _skips(layers: Iterable[LayerFacts]) -> int:
    """Return how many layers put two inputs together: by an addition, if the block is right."""
    return sum(len(layer.inputs) > 1 for layer in layers)


def _skips_of_block(student: Student, *, skip: bool) -> int:
    """Return how many the submission's own block has: what is wrong with it costs 6.1 alone."""
    block = _built_block(student, skip=skip)
    return int(skip) if block is None else _skips(block.structure.layers)


def _built_block(student: Student, *, skip: bool) -> RemoteModel | None:
    """Return the submission's own block between maps of the deep network; None if it has none."""
    try:
        block = student.build_block(_MAPS[1:], _MAPS[-1], skip)
    except StudentFailure:
        return None
    known = isinstance(block, RemoteModel) and block.structure.confirmed
    return block if known else None


def _deep(student: Student, blocks: int, *, skip: bool) -> tuple[LayerFacts, ...]:
    structure = deep.new(student, blocks, skip).structure
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    return structure.layers


@counting_task.case(weight=2, title=Text("ordinary and separable", "一般與可分離"))
def parameters_of_convolutions(random: np.random.Generator) -> Iterator[tuple[int, ...]]:
    for size in (3, 5):
        channels, filters = (int(number) for number in random.permutation(np.arange(6, 40))[:2])
        yield size, channels, filters


separable = Network("6.4", build="build_separable", shape=_INPUT_SHAPE, classes=_NUM_CLASSES)
separable_width = separable.output_width(weight=0.25)
separable.output_width(weight=0.25, shape=_OTHER_SHAPE, classes=7, name="other_task")
separable.softmax_once(weight=0.5)


@separable.check(weight=0.75, title=Text("separable convolutions", "可分離卷積"))
def separable_convolutions(student: Student, random: np.random.Generator) -> None:
    model = separable.model(student)
    expect_layer(model, _SEPARABLE, causes.NO_SEPARABLE_CONVOLUTION)
    structure = model.structure
    shapes = {layer.name: layer.output_shape for layer in structure.layers}
    left = [
        layer.name
        for layer in structure.layers
        if layer.class_name in _ORDINARY
        and _sides(layer) != {1}
        and any(shapes[name][-1:] != _INPUT_SHAPE[-1:] for name in layer.inputs)
    ]
    expect(any(map(_mixes_channels, structure.layers)), causes.POINTWISE_MISSING)
    names = ", ".join(left)
    expect(not left, causes.ORDINARY_CONVOLUTION_LEFT, Text(names, names))


# Twice the reference, less than half of lab 3b's network.
separable.parameters(weight=0.5, most=15_000)
# Without a network of the learner's own, nothing has been learned by it.
separable.learns(
    weight=0.75, data=digits(validation=0), full=0.75, none=0.5, needs=(separable_width,)
)


def _mixes_channels(layer: LayerFacts) -> bool:
    """Return whether ``layer`` turns the channels of maps into others, at each place alike."""
    if layer.class_name in _ORDINARY:
        return _sides(layer) <= {1}
    maps = len(layer.output_shape[1:-1]) == 2
    return layer.class_name == "SeparableConv2D" or (maps and layer.class_name in DENSE)


def _sides(layer: LayerFacts) -> set[int]:
    size = layer.config.get("kernel_size")
    return set(size) if isinstance(size, (list, tuple)) else set()


@dataclass(frozen=True)
class _Measured:
    """What ``measure_model`` returned, and what it was asked about.

    Attributes:
        model: The model, trained by it.
        splits: The images; two validation labels in five are wrong on purpose, so that validation
            accuracy cannot be taken for that of training.
        seconds: What the whole call took.
        measures: What it returned.
        trained: Whether the weights have changed.
        fits: The calls of ``fit``, as far as they could be observed.
    """

    model: RemoteModel
    splits: DrawnSplits
    seconds: float
    measures: dict[str, float]
    trained: bool
    fits: tuple[FitFacts, ...]


@once_a_student
def _measured(student: Student, random: np.random.Generator) -> _Measured:
    splits = draw_digits(random, train=1000, valid=90, scored=0)
    wrong = random.random(len(splits.y_valid)) < 0.4
    splits.y_valid[wrong] = (splits.y_valid[wrong] + 1) % _NUM_CLASSES
    model = build_with(student, "build_cnn", _INPUT_SHAPE, _NUM_CLASSES)
    before = model.weights()
    _ = running(student).fits  # forgets those of earlier calls
    start = time.monotonic()
    images = len(splits.x_train)
    with training_time(student, _MOST_SECONDS, epochs=_EPOCHS, images=images):
        got = student.measure_model(
            model, splits.x_train, splits.y_train, splits.x_valid, splits.y_valid, _EPOCHS
        )
    seconds = time.monotonic() - start
    after = model.weights()
    return _Measured(
        model=model,
        splits=splits,
        seconds=seconds,
        measures=_numbers(got),
        trained=not all(map(np.array_equal, before, after)),
        fits=running(student).fits,
    )


def _numbers(got: object) -> dict[str, float]:
    evidence = Text("measure_model(…): got {got}", "measure_model(…)：得到 {got}")
    names = ("parameters", "seconds", "accuracy")
    if isinstance(got, dict):
        shown = brief(got)
        values = [np.asarray(got.get(name)) for name in names]
        if all(value.dtype.kind in "iuf" and value.size == 1 for value in values):
            return {name: float(value.item()) for name, value in zip(names, values, strict=True)}
    else:
        shown = type(got).__name__
    raise FailedCheckError(Finding.of(causes.MEASURES_MISSING, evidence.format(got=shown)))


@check("6.8", weight=0.5, title=Text("the parameters", "參數"))
def measured_parameters(student: Student, random: np.random.Generator) -> None:
    measured = _measured(student, random)
    statistics = sum(
        2 * layer.output_shape[-1]
        for layer in measured.model.structure.layers
        if layer.class_name == "BatchNormalization" and layer.output_shape[-1]
    )
    right = measured.model.count_params
    expect_equal(
        measured.measures["parameters"],
        right,
        call='measure_model(…)["parameters"]',
        mistakes=[
            (causes.PARAMETERS_TRAINABLE_ONLY, right - statistics),
            (causes.PARAMETERS_ARE_ARRAYS, len(measured.model.weights())),
            (causes.PARAMETERS_ARE_ARRAYS, len(measured.model.structure.layers)),
        ],
    )


@check("6.8", weight=1, title=Text("the accuracy on validation images", "驗證圖像的準確度"))
def measured_accuracy(student: Student, random: np.random.Generator) -> None:
    measured = _measured(student, random)
    splits = measured.splits
    expect(measured.trained, causes.UNTRAINED)
    _expect_trained_as_asked(measured)
    predictions, on_training = (
        answers(measured.model, images, _NUM_CLASSES) for images in (splits.x_valid, splits.x_train)
    )
    right = accuracy_of(predictions, splits.y_valid)
    of_training = accuracy_of(on_training, splits.y_train)
    got, images = measured.measures["accuracy"], len(splits.x_valid)
    near = abs(got - right) < _IMAGES_APART / images
    chosen = predictions[np.arange(images), splits.y_valid]
    expect_equal(
        right if near else got,
        right,
        call='measure_model(…)["accuracy"]',
        mistakes=[
            (causes.ACCURACY_ON_TRAINING_IMAGES, of_training),
            (causes.ACCURACY_AS_COUNT, round(right * images)),
            (causes.ACCURACY_IN_PERCENT, 100 * right),
            (causes.ACCURACY_IS_ERROR_RATE, 1 - right),
            (causes.ACCURACY_IS_LOSS, -np.mean(np.log(np.maximum(chosen, 1e-7)))),
            (causes.ACCURACY_IS_MEAN_CONFIDENCE, np.mean(predictions.max(axis=1))),
            # What no other mistake explains: the history's is a mean over the epoch.
            *((cause, got) for cause in _why_inaccurate(got, right)),
        ],
    )


def _expect_trained_as_asked(measured: _Measured) -> None:
    splits, fits = measured.splits, measured.fits
    known = [fit.epochs for fit in fits if fit.epochs is not None]
    shown = Text("asked for {asked} epochs, got {got}", "要求 {asked} 個週期，得到 {got} 個")
    expect(
        not known or sum(known) == _EPOCHS,
        causes.EPOCHS_IGNORED,
        shown.format(asked=_EPOCHS, got=sum(known)),
    )
    trained, validated = len(splits.x_train), len(splits.x_valid)
    sizes = {fit.x.shape[0] for fit in fits if fit.x is not None and fit.x.shape}
    expect(sizes.isdisjoint({validated, trained + validated}), causes.TRAINED_ON_VALIDATION)
    expect_training_data(fits, (splits.x_train, splits.y_train), (splits.x_valid, splits.y_valid))


def _why_inaccurate(got: float, right: float) -> Iterator[Cause]:
    """Yield what an accuracy is instead of ``right``, by its size."""
    # Wrong labels hold the right one down.
    if right + _FAR < got <= 1:
        yield causes.ACCURACY_ON_TRAINING_IMAGES
    if 0 <= got < right - _FAR and got < _GUESSED:
        yield causes.ACCURACY_OF_GUESSING


@check("6.8", weight=0.5, title=Text("the seconds of the training", "訓練的秒數"))
def measured_seconds(student: Student, random: np.random.Generator) -> None:
    measured = _measured(student, random)
    got, whole = measured.measures["seconds"], measured.seconds
    evidence = Text(
        "the whole call took {whole:.1f} s, of which the training: {got:.3g} s",
        "整個呼叫花了 {whole:.1f} 秒，其中訓練：{got:.3g} 秒",
    ).format(whole=whole, got=got)
    fits = _LEAST_SHARE * whole <= got <= whole
    expect(fits, causes.SECONDS_NOT_OF_TRAINING, evidence)
