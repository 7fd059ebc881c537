"""Expectations about a model's structure, which is read as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding
from fundamentals.grading._expect import expect
from fundamentals.grading._show import number
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.models._layer_kinds import (
    AVERAGE_POOLINGS,
    DENSE,
    activation_of,
    drops_out,
    ends_of,
    feeds,
    has_weights,
    is_followed_by_nonlinearity,
    is_nonlinear,
    is_one_by_one,
    layers_on_every_path,
    names_of,
    path,
    pools,
    regularizes,
)
from fundamentals.keras_classes import CONVOLUTIONS
from fundamentals.language import Text
from fundamentals.printable import one_line
from fundamentals.sandbox import (
    LayerFacts,
    ModelStructure,
    RemoteModel,
    Student,
    StudentBadValue,
    running,
)

# Pixels 0–1 that are multiplied by less than this are practically black.
_SMALLEST_SCALE = 0.1

# A layer on the way to the output has a hundred times this; a branch times 1e-4 has less.
_LEAST_INFLUENCE = 1e-3


def build_with(
    student: Student, function: str, input_shape: tuple[int, ...], num_classes: int, *further: Any
) -> RemoteModel:
    """Return a new model from the submission's ``function``, called with these arguments.

    Raises:
        FailedCheckError: It returned something else.
    """
    try:
        model = running(student).call(function, input_shape, num_classes, *further)
    except StudentBadValue as failure:
        if explain_failure(failure).cause != causes.NOT_NUMBERS.id:
            raise
        kind = failure.description
    else:
        if isinstance(model, RemoteModel):
            return model
        kind = "None" if model is None else type(model).__name__
    evidence = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
    raise FailedCheckError(
        Finding.of(causes.NOT_A_MODEL, evidence.format(function=function, kind=kind))
    )


def expect_rebuilt(structure: ModelStructure) -> None:
    """Fail unless a clean process rebuilt the model from Keras's own layers."""
    # Keras does not build a Sequential model of nothing but an Input.
    empty = structure.kind == "Sequential" and not structure.layers and not structure.parameters
    expect(structure.confirmed or not empty, causes.NO_LAYERS)
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)


def expect_same_network(structure: ModelStructure, judged: ModelStructure) -> None:
    """Fail if ``structure`` is that of another network than ``judged``, whose layers were checked.

    Names, seeds and weights may differ. A model that was not confirmed fails other checks.
    """
    if not (structure.confirmed and judged.confirmed):
        return
    evidence = Text("first {judged}; now {now}", "第一次：{judged}；這次：{now}")
    shown = evidence.format(judged=names_of(judged.layers), now=names_of(structure.layers))
    expect(structure.fingerprint == judged.fingerprint, causes.BUILDS_ANOTHER_NETWORK, shown)


def expect_output_width(
    model: RemoteModel, function: str, input_shape: tuple[int, ...], num_classes: int
) -> None:
    """Fail unless ``model`` returns ``num_classes`` numbers per image.

    Args:
        model: What ``function`` returned for this shape and this number of classes.
        function: The submission's function.
        input_shape: Shape of one image.
        num_classes: Number of classes.

    Raises:
        FailedCheckError: It gives another number, or its output was never flattened.
    """
    structure = model.structure
    expect_rebuilt(structure)
    shape = structure.output_shape
    evidence = Text(
        "{function}({input_shape}, {num_classes}): expected output shape {expected}, got {got}",
        "{function}({input_shape}, {num_classes})：輸出形狀應為 {expected}，得到 {got}",
    ).format(
        function=function,
        input_shape=input_shape,
        num_classes=num_classes,
        expected=(None, num_classes),
        got=shape,
    )
    all_steps = any(layer.config.get("return_sequences") is True for layer in structure.layers)
    rows_left = len(shape) == 3 and all_steps
    expect(not rows_left, causes.EVERY_STEP_RETURNED, evidence)
    expect(len(shape) == 2, causes.NOT_FLATTENED, evidence)
    expect(shape == (None, num_classes), causes.OUTPUT_WIDTH, evidence)
    for entry in structure.layers[:1]:
        fits = entry.output_shape in ((), (None, *input_shape))
        expect(fits, causes.SHAPE_FIXED, evidence)


def expect_layer(model: RemoteModel, class_names: frozenset[str], cause: Cause) -> None:
    """Fail for ``cause`` unless one of ``class_names`` is on a path from input to output.

    Raises:
        FailedCheckError: There is none, or the model's structure was not confirmed.
    """
    layers = _confirmed_path(model)
    found = [layer for layer in layers if layer.class_name in class_names]
    expect(bool(found), cause, layers_text(layers))
    expect_effect(model, found)


def expect_effect(model: RemoteModel, layers: Sequence[LayerFacts]) -> None:
    """Fail unless the model's output depends on what one of ``layers`` does.

    Raises:
        FailedCheckError: They have no effect, for example in a branch multiplied by zero; they only
            hand on what they get, such as a frozen convolution that copies; or the outputs are not
            finite, or the softmax of a single unit.
    """
    acting: list[LayerFacts] = []
    copying: set[str] = set()
    # Mostly the first one works, and the others need not be asked about.
    for asked in (layers[:1], layers[1:]):
        influences = model.influence([layer.name for layer in asked])
        found = [
            layer
            for layer, influence in zip(asked, influences, strict=True)
            if influence >= _LEAST_INFLUENCE
        ]
        copies = model.copies([layer.name for layer in found]) if found else []
        copying |= {layer.name for layer, copy in zip(found, copies, strict=True) if copy}
        if not all(copies):
            places = {layer.name: place for place, layer in enumerate(model.structure.layers)}
            kept = (places[layer.name] for layer in layers if layer.name not in copying)
            model.relied_on.append(tuple(kept))
            return
        acting += found
    if not acting:
        # Nothing can act on outputs that are not numbers.
        rows = model.predict(model.probes())
        expect(bool(np.isfinite(rows).all()), causes.PREDICTIONS_NOT_FINITE)
        # The softmax of a single unit is always 1.
        width = Text("got shape {got}", "得到形狀 {got}").format(got=rows.shape)
        expect(bool((rows != 1).any()), causes.OUTPUT_WIDTH, width)
        raise _without_effect(layers)
    shown = Text("only copying: {names}", "只複製輸入的層：{names}")
    evidence = shown.format(names=_own_names(acting))
    raise FailedCheckError(Finding.of(causes.LAYER_ONLY_COPIES, evidence))


def expect_lasting_effect(
    model: RemoteModel, relied_on: Sequence[Sequence[int]], images: NDArray[Any]
) -> None:
    """Fail if layers that checks relied on have no effect any more in a network that is scored.

    A gate may have been closed, or a constant be another one, once they were checked.

    Args:
        model: The network, trained.
        relied_on: As ``relied_on`` of the model that was checked, which has the same layers.
        images: Those that it is scored on.

    Raises:
        FailedCheckError: They have none.
    """
    structure = model.structure
    certain = layers_on_every_path(structure)
    for places in relied_on:
        layers = [structure.layers[place] for place in places if place < len(structure.layers)]
        names = [layer.name for layer in layers]
        if certain.isdisjoint(names) and not any(
            influence >= _LEAST_INFLUENCE for influence in model.influence_as_trained(images, names)
        ):
            raise _without_effect(layers)


def _without_effect(layers: Sequence[LayerFacts]) -> FailedCheckError:
    shown = Text("without effect: {names}", "沒有作用的層：{names}")
    evidence = shown.format(names=_own_names(layers))
    return FailedCheckError(Finding.of(causes.LAYER_WITHOUT_EFFECT, evidence))


def _own_names(layers: Sequence[LayerFacts]) -> str:
    return ", ".join(one_line(layer.name) for layer in layers)


def expect_convolutions(model: RemoteModel) -> None:
    """Fail unless there is a convolution, and a nonlinearity follows each before the next sum.

    1×1 convolutions need none, because projections and bottlenecks have none. They alone do not
    count, because they look at one pixel at a time.

    Raises:
        FailedCheckError: There is none, or one without an activation.
    """
    layers = _confirmed_path(model)
    found = [layer for layer in layers if layer.class_name in CONVOLUTIONS]
    wide = [layer for layer in found if not is_one_by_one(layer)]
    shown = Text("only 1×1: {names}", "只有 1×1：{names}").format(names=names_of(found))
    expect(bool(wide), causes.NO_CONVOLUTION, shown if found else layers_text(layers))
    expect_effect(model, wide)
    linear = linear_convolutions(model.structure)
    linear += layers_used_linearly(model, [layer for layer in wide if layer not in linear])
    evidence = Text("without an activation: {names}", "沒有啟動函數的層：{names}")
    expect(not linear, causes.CONVOLUTION_LINEAR, evidence.format(names=_own_names(linear)))


def linear_convolutions(structure: ModelStructure) -> list[LayerFacts]:
    """Return the convolutions larger than 1×1 without a nonlinearity before the next sum."""
    fed = feeds(structure)
    return [
        layer
        for layer in path(structure)
        if layer.class_name in CONVOLUTIONS
        and not is_one_by_one(layer)
        and not is_followed_by_nonlinearity(layer, fed)
    ]


def layers_used_linearly(model: RemoteModel, layers: Sequence[LayerFacts]) -> list[LayerFacts]:
    """Return those of ``layers`` whose sums meet no nonlinearity before the next sum.

    Pooling selects, and normalizing scales; a nonlinearity may follow them.
    """
    structure = model.structure
    found, fed = {layer.name: layer for layer in structure.layers}, feeds(structure)
    # Where the sums of each layer are, as far as they were followed.
    reached: dict[str, set[str]] = {layer.name: {layer.name} for layer in layers}
    asked: dict[str, set[str]] = {layer.name: {layer.name} for layer in layers}
    linear: list[LayerFacts] = []
    while asked:
        pairs = [(name, source) for name, sources in asked.items() for source in sorted(sources)]
        behind = [ends_of(source, found, fed) for _, source in pairs]
        answers = model.linear(
            [
                ((pair[1], *factors), ends)
                for pair, (ends, factors) in zip(pairs, behind, strict=True)
            ]
        )
        nonlinear = {name for (name, _), answer in zip(pairs, answers, strict=True) if not answer}
        asked = {name: set() for name in asked if name not in nonlinear}
        for (name, _), (ends, _) in zip(pairs, behind, strict=True):
            if name not in nonlinear:
                onward = {end for end in ends if not has_weights(found[end])} - reached[name]
                reached[name] |= onward
                asked[name] |= onward
        linear += [layer for layer in layers if asked.get(layer.name) == set()]
        asked = {name: sources for name, sources in asked.items() if sources}
    return linear


def expect_max_pooling(model: RemoteModel) -> None:
    """Fail unless there is max pooling on a path from input to output.

    Raises:
        FailedCheckError: There is none; average pooling is named.
    """
    layers = _confirmed_path(model)
    averages = any(layer.class_name in AVERAGE_POOLINGS for layer in layers)
    cause = causes.POOLING_AVERAGES if averages else causes.NO_POOLING
    found = [layer for layer in layers if pools(layer)]
    expect(bool(found), cause, layers_text(layers))
    expect_effect(model, found)


def expect_dropout(model: RemoteModel) -> None:
    """Fail unless dropout acts on hidden units: layers with weights come before and after it.

    Raises:
        FailedCheckError: There is none, it drops everything, or does not act on hidden layers.
    """
    layers = _confirmed_path(model)
    dropouts = [layer for layer in layers if drops_out(layer)]
    expect(bool(dropouts), causes.NO_DROPOUT, layers_text(layers))
    all_dropped = [layer.name for layer in dropouts if layer.config.get("rate") == 1]
    expect(not all_dropped, causes.DROPOUT_OF_EVERYTHING, Text.untranslated(", ".join(all_dropped)))
    ancestors = model.structure.ancestors
    weighty = {layer.name for layer in layers if has_weights(layer)}
    followed = frozenset().union(*map(ancestors, weighty))
    hidden = [
        layer for layer in dropouts if layer.name in followed and weighty & ancestors(layer.name)
    ]
    expect(bool(hidden), causes.DROPOUT_NOT_HIDDEN, layers_text(layers))
    expect_effect(model, hidden)


def expect_hidden_layer(model: RemoteModel) -> None:
    """Fail unless there is a Dense layer before the output, and a nonlinearity.

    Raises:
        FailedCheckError: The model is one linear layer, or amounts to one; or its hidden layers
            look at one pixel at a time.
    """
    layers = _confirmed_path(model)
    dense = [layer for layer in layers if layer.class_name in DENSE]
    hidden = model.structure.ancestors(dense[-1].name) if dense else frozenset()
    before = [layer for layer in layers if layer.name in hidden]
    found = [layer for layer in before if layer in dense]
    expect(bool(found), causes.NO_HIDDEN_LAYER, layers_text(layers))
    # What reaches a hidden layer may be so small that from the input no bend is seen.
    nonlinear = any(map(is_nonlinear, before)) and not all(
        model.linear([([source.name], [dense[-1].name]) for source in (before[0], *found)])
    )
    expect(nonlinear, causes.HIDDEN_LINEAR, layers_text(before))
    # Where the image's rows and columns are still there, a neuron has seen none but its own pixel.
    sides = layers[0].output_shape[1:-1]
    pixelwise = bool(sides) and all(layer.output_shape[1:-1] == sides for layer in found)
    expect(not pixelwise, causes.HIDDEN_BEFORE_FLATTEN, layers_text(layers))
    expect_effect(model, found)


def expect_no_regularization(model: RemoteModel) -> None:
    """Fail if a layer only acts during training, or normalizes: dropout, noise, batches.

    Raises:
        FailedCheckError: There is one, or the model could not be rebuilt.
    """
    found = [layer for layer in _confirmed_path(model) if regularizes(layer)]
    shown = Text("not asked for: {names}", "沒有要求的層：{names}")
    expect(not found, causes.LAYERS_NOT_ASKED_FOR, shown.format(names=names_of(found)))


def _confirmed_path(model: RemoteModel) -> list[LayerFacts]:
    """Return the layers between input and output of a model that a clean process rebuilt.

    Raises:
        FailedCheckError: It could not be rebuilt.
    """
    expect_rebuilt(model.structure)
    return path(model.structure)


def expect_raw_pixels(model: RemoteModel) -> None:
    """Fail if the model divides its pixels, which are already 0–1, by 255 again.

    Raises:
        FailedCheckError: It has a Rescaling layer that does.
    """
    for layer in path(model.structure):
        scale = layer.config.get("scale") if layer.class_name == "Rescaling" else None
        if isinstance(scale, (int, float)):
            shown = Text.untranslated("Rescaling({scale})").format(scale=number(scale))
            expect(abs(scale) > _SMALLEST_SCALE, causes.PIXELS_SCALED_TWICE, shown)


def softmax_layers(structure: ModelStructure) -> list[LayerFacts]:
    """Return the layers on the path that apply softmax, in topological order."""
    return [layer for layer in path(structure) if activation_of(layer) == "softmax"]


def layers_text(layers: Sequence[LayerFacts]) -> Text:
    """Return the names of ``layers``, as evidence."""
    return Text("layers: {names}", "各層：{names}").format(names=names_of(layers))
