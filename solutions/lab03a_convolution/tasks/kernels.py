"""Task 3a.1: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.convolution import KERNELS
from fundamentals.grading import Task, lab_causes

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]


def make_kernel(name: str) -> Array:
    return KERNELS[name].copy()


kernel_task = Task("3a.1", right=make_kernel, otherwise=causes.KERNEL_WEIGHTS_DIFFER)


@kernel_task.also_right
def make_kernel_in_sixteenths(name: str) -> Array:
    # The deck's .06, .13 and .25 are these, rounded to two decimals.
    return np.outer([1, 2, 1], [1, 2, 1]) / 16 if name == "blur" else KERNELS[name].copy()


@kernel_task.mistake
def kernels_swapped(make_kernel: Function, name: str) -> Any:
    other = {"vertical_edges": "horizontal_edges", "horizontal_edges": "vertical_edges"}
    return make_kernel(other.get(name, name))


@kernel_task.mistake(cause="kernels-swapped")
def horizontal_edges_twice(make_kernel: Function, name: str) -> Any:
    return make_kernel("horizontal_edges" if name == "vertical_edges" else name)


@kernel_task.mistake(cause="kernels-swapped")
def vertical_edges_twice(make_kernel: Function, name: str) -> Any:
    return make_kernel("vertical_edges" if name == "horizontal_edges" else name)


@kernel_task.mistake(cause="negated")
def vertical_edges_negated(make_kernel: Function, name: str) -> Any:
    return make_kernel(name) * (-1 if name == "vertical_edges" else 1)


@kernel_task.mistake(cause="negated")
def horizontal_edges_negated(make_kernel: Function, name: str) -> Any:
    return make_kernel(name) * (-1 if name == "horizontal_edges" else 1)


@kernel_task.mistake(cause="negated")
def edges_negated(make_kernel: Function, name: str) -> Any:
    return make_kernel(name) * (-1 if name.endswith("_edges") else 1)


@kernel_task.mistake
def kernel_filled(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return np.full((3, 3), kernel[1, 1]) if name in ("brighten", "darken") else kernel


@kernel_task.mistake(cause="kernel-filled")
def every_point_filled(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    point = name in ("identity", "brighten", "darken")
    return np.full((3, 3), kernel[1, 1]) if point else kernel


@kernel_task.mistake
def kernel_without_two(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return np.sign(kernel) if name.endswith("_edges") else kernel


@kernel_task.mistake
def kernel_box_blur(make_kernel: Function, name: str) -> Any:
    return np.full((3, 3), 1 / 9) if name == "blur" else make_kernel(name)


@kernel_task.mistake
def kernel_not_divided(make_kernel: Function, name: str) -> Any:
    return np.outer([1, 2, 1], [1, 2, 1]) if name == "blur" else make_kernel(name)


@kernel_task.mistake
def kernel_normalized(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return kernel / (kernel.sum() or 1)


@kernel_task.mistake(cause="kernel-normalized")
def blur_normalized(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return kernel / kernel.sum() if name == "blur" else kernel


@kernel_task.mistake
def kernel_sharpens_diagonally(make_kernel: Function, name: str) -> Any:
    return np.where(np.eye(9)[4], 9, -1).reshape(3, 3) if name == "sharpen" else make_kernel(name)


@kernel_task.mistake
def kernel_sums_to_zero(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    kernel[1, 1] -= kernel.sum() if name == "sharpen" else 0
    return kernel


@kernel_task.mistake
def kernel_brightness_swapped(make_kernel: Function, name: str) -> Any:
    return make_kernel({"brighten": "darken", "darken": "brighten"}.get(name, name))


@kernel_task.mistake(cause="absolute-value")
def signs_lost(make_kernel: Function, name: str) -> Any:
    return np.abs(make_kernel(name))


@kernel_task.steps()
def kernel_as_it_is(name: str) -> Any:
    return KERNELS[name]
