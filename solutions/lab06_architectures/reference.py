"""What a residual block computes, worked out in NumPy from the weights of a submission's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, ndtr

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Verdict,
    expect,
    expect_equal,
    explain_failure,
    lab_causes,
)
from fundamentals.grading.models import DROPOUTS, NORMALIZATIONS
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student, StudentError

causes = lab_causes(__file__)

Array = NDArray[Any]

_ROWS, _COLUMNS = 6, 5


@dataclass(frozen=True)
class _Convolution:
    """A convolution that keeps rows and columns.

    Attributes:
        kernel: ``(size, size, channels, filters)``.
        bias: ``(filters,)``; None if it has none.
    """

    kernel: Array
    bias: Array | None = None

    def __call__(self, maps: Array) -> Array:
        """Apply it to ``(n, rows, columns, channels)``."""
        size = self.kernel.shape[0]
        width = (size - 1) // 2
        padded = np.pad(maps, ((0, 0), (width, width), (width, width), (0, 0)))
        windows = sliding_window_view(padded, (size, size), axis=(1, 2))
        result: Array = np.einsum("nrcaij,ijab->nrcb", windows, self.kernel)
        return result if self.bias is None else result + self.bias


def expect_block(
    student: Student, random: np.random.Generator, channels: int, filters: int, *, skip: bool
) -> None:
    """Fail unless ``residual_block`` does to random maps what its own weights say it should.

    Raises:
        FailedCheckError: It has other convolutions, or puts them together in another way.
    """
    shape = (_ROWS, _COLUMNS, channels)
    model = _build(student, shape, filters, skip)
    projected = skip and channels != filters
    first, second, *projection = _convolutions(model, channels, filters, projected)
    # Large enough to tell ReLU from one that ends at 6.
    maps = random.normal(scale=6, size=(2, *shape)).astype(np.float32)
    middle = _relu(first(maps))
    result = second(middle)
    around = projection[0](maps) if projected else maps
    late = second(_relu(first(_relu(maps))))

    def mistakes() -> Iterator[tuple[Cause, ArrayLike]]:
        if not skip:
            yield causes.SKIP_ALWAYS, _relu(result + maps)
            yield causes.RELU_BETWEEN_MISSING, _relu(second(first(maps)))
            yield causes.RELU_AFTER_MISSING, result
            yield causes.RELU_AFTER_MISSING, second(first(maps))
            yield causes.RELU_AT_BEGINNING, late
            yield causes.RELU_AT_BEGINNING, _relu(late)
            yield from _other_activations(first, second, maps, np.zeros(()))
            return
        yield causes.SKIP_MISSING, _relu(result)
        yield causes.SKIP_FROM_INSIDE, _relu(result + middle)
        yield causes.SKIP_FROM_INSIDE, _relu(result + first(maps))
        yield causes.RELU_AT_BEGINNING, late + around
        yield causes.RELU_AT_BEGINNING, _relu(late + around)
        yield causes.SKIP_OF_RESULT, _relu(result + result)
        yield causes.SKIP_WITH_RELU, _relu(result + _relu(around))
        yield causes.RELU_BETWEEN_MISSING, _relu(second(first(maps)) + around)
        yield causes.RELU_BEFORE_ADDITION, _relu(result) + around
        yield causes.RELU_BEFORE_ADDITION, _relu(_relu(result) + around)
        yield causes.RELU_AFTER_MISSING, result + around
        for merged in (
            np.maximum(result, around),
            np.minimum(result, around),
            result * around,
            (result + around) / 2,
            result - around,
            around - result,
        ):
            yield causes.SKIP_NOT_ADDED, _relu(merged)
            yield causes.SKIP_NOT_ADDED, merged
        for part in (
            maps.mean(axis=-1, keepdims=True),
            maps.sum(axis=-1, keepdims=True),
            maps[..., :1],
            maps.mean(axis=(1, 2), keepdims=True),
        ):
            if part.shape[-1] in (1, result.shape[-1]):
                yield causes.SKIP_OF_PART, _relu(result + part)
        for scale in (0.1, 0.5, 2.0):
            yield causes.SKIP_SCALED, _relu(result + scale * around)
            yield causes.SKIP_SCALED, _relu(scale * result + around)
        yield causes.RELU_BEFORE_ADDITION, _relu(_relu(second(first(maps))) + around)
        for pair in ((around, result), (result, around)):
            beside = np.concatenate(pair, axis=-1)
            yield causes.SKIP_CONCATENATED, _relu(beside)
            yield causes.SKIP_CONCATENATED, beside
        yield from _other_activations(first, second, maps, around)

    expect_equal(
        model.predict(maps),
        _relu(result + around) if skip else _relu(result),
        call=f"residual_block(x with {channels} channels, {filters}, skip={skip})",
        mistakes=mistakes(),
    )


def _other_activations(
    first: _Convolution, second: _Convolution, maps: Array, around: Array
) -> Iterator[tuple[Cause, ArrayLike]]:
    """Yield what a block makes of ``maps`` with another function in the place of a ReLU."""
    for function in (np.tanh, _sigmoid, _gelu, _leaky, _elu, _swish, _relu6):
        between, after = function(first(maps)), second(_relu(first(maps))) + around
        yield causes.ACTIVATION_NOT_RELU, _relu(second(between) + around)
        yield causes.ACTIVATION_NOT_RELU, function(after)
        yield causes.ACTIVATION_NOT_RELU, function(second(between) + around)


def _sigmoid(values: Array) -> Array:
    return np.asarray(expit(values))


def _swish(values: Array) -> Array:
    return values * _sigmoid(values)


def _gelu(values: Array) -> Array:
    return np.asarray(values * ndtr(values))


def _relu6(values: Array) -> Array:
    return np.clip(values, 0, 6)


def _leaky(values: Array) -> Array:
    # As Keras has it.
    return np.where(values > 0, values, 0.3 * values)


def _elu(values: Array) -> Array:
    return np.where(values > 0, values, np.expm1(values))


def _build(student: Student, shape: tuple[int, int, int], filters: int, skip: bool) -> RemoteModel:
    try:
        model = student.build_block(shape, filters, skip)
    except StudentError as error:
        if "shape" not in error.message or shape[-1] == filters:
            raise
        finding = Finding.of(causes.PROJECTION_MISSING, explain_failure(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error
    if not isinstance(model, RemoteModel):
        raise FailedCheckError(Finding.of(causes.NOT_A_MODEL))
    structure = model.structure
    expect(structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    normalized = any(layer.class_name in NORMALIZATIONS for layer in structure.layers)
    expect(not normalized, causes.BLOCK_NORMALIZED)
    dropped = any(layer.class_name in DROPOUTS for layer in structure.layers)
    expect(not dropped, causes.BLOCK_DROPS_OUT)
    right, got = (None, *shape[:2], filters), structure.output_shape
    shown = Text("shape: expected {right}, got {got}", "形狀：應為 {right}，得到 {got}")
    kept = len(got) != 4 or got[1:3] == right[1:3]
    expect(kept, causes.BLOCK_SHRINKS, shown.format(right=right, got=got))
    return model


def _convolutions(
    model: RemoteModel, channels: int, filters: int, projected: bool
) -> list[_Convolution]:
    """Return the two convolutions of the block, then the one on its skip.

    Raises:
        FailedCheckError: There are others.
    """
    found: list[_Convolution] = []
    for array in model.weights():
        if array.ndim == 4:
            found.append(_Convolution(array))
        elif found and array.shape == found[-1].kernel.shape[-1:]:
            found[-1] = _Convolution(found[-1].kernel, array)
    right = [(3, 3, channels, filters), (3, 3, filters, filters)]
    projection = (1, 1, channels, filters)
    got = [convolution.kernel.shape for convolution in found]
    expect(projected or sorted(got) != sorted([*right, projection]), causes.PROJECTION_ALWAYS)
    expect(not projected or sorted(got) != sorted(right), causes.PROJECTION_MISSING)
    right += [projection] * projected
    evidence = Text("kernels: expected {right}, got {got}", "核心：應為 {right}，得到 {got}")
    expect(
        sorted(got) == sorted(right),
        causes.BLOCK_CONVOLUTIONS,
        evidence.format(right=right, got=got),
    )
    unbiased = [one.kernel.shape for one in found if one.bias is None and one.kernel.shape[0] == 3]
    shown = Text("kernels without bias: {unbiased}", "沒有偏差的核心：{unbiased}")
    expect(not unbiased, causes.BLOCK_BIAS_MISSING, shown.format(unbiased=unbiased))
    # Two that have the same shape stay in the order in which they are applied.
    return sorted(found, key=lambda convolution: right.index(convolution.kernel.shape))


def _relu(maps: Array) -> Array:
    return np.maximum(maps, 0)
