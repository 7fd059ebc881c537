"""Task 3a.4: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from fundamentals.grading import Task

Array = NDArray[Any]
Function = Callable[..., Any]


def output_size(size: int, kernel_size: int, stride: int, padding: int) -> int:
    # The formula itself: mistakes ask for sizes that the library would refuse.
    room_to_move = size + 2 * padding - kernel_size
    return 1 + room_to_move // stride


size_task = Task("3a.4", right=output_size)


@size_task.mistake
def size_padded_once(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size - padding, kernel_size, stride, padding)


@size_task.mistake
def size_padding_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, 0)


@size_task.mistake
def size_stride_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, 1, padding)


@size_task.mistake
def size_kernel_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + kernel_size, kernel_size, stride, padding)


@size_task.mistake
def size_one_inside(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + 1, kernel_size, stride, padding) - 1


@size_task.mistake
def size_without_parentheses(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return size + 2 * padding - kernel_size // stride + 1


@size_task.mistake
def size_rounded_up(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + stride - 1, kernel_size, stride, padding)


@size_task.mistake(cause="size-rounded-up")
def size_rounded(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return round((size + 2 * padding - kernel_size) / stride) + 1


@size_task.mistake(cause="size-rounded-up")
def size_rounded_at_the_end(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return round((size + 2 * padding - kernel_size) / stride + 1)


@size_task.mistake
def size_first_window_missing(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, padding) - 1


@size_task.mistake
def size_not_integer(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    # What stride 1 would give is all that is to be divided.
    return (output_size(size, kernel_size, 1, padding) - 1) / stride + 1


@size_task.mistake(cause="size-not-integer")
def size_is_a_float(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return float(output_size(size, kernel_size, stride, padding))


@size_task.mistake
def size_kernel_added(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + 2 * kernel_size, kernel_size, stride, padding)


@size_task.mistake
def size_padding_subtracted(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size - 4 * padding, kernel_size, stride, padding)


@size_task.mistake
def size_padding_after(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, 0) + 2 * padding


@size_task.mistake
def size_stride_multiplied(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return (output_size(size, kernel_size, 1, padding) - 1) * stride + 1


@size_task.mistake
def size_of_same_padding(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return -(-size // stride)


@size_task.mistake
def size_window_added(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, padding) + 1


@size_task.mistake(cause="squared")
def size_of_area(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, padding) ** 2


@size_task.mistake
def size_kernel_doubled(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size - kernel_size, kernel_size, stride, padding)


@size_task.mistake(cause="size-kernel-doubled")
def size_of_half_the_kernel(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + kernel_size - kernel_size // 2, kernel_size, stride, padding)


@size_task.mistake
def size_stride_subtracted(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, 1, padding) - stride


@size_task.mistake(cause="size-stride-subtracted")
def size_remainder(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return (size + 2 * padding - kernel_size) % stride + 1


@size_task.mistake(cause="size-kernel-halved")
def size_of_even_kernel(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size // 2 * 2, stride, padding)


@size_task.mistake(cause="size-kernel-halved")
def size_of_odd_kernel(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size // 2 * 2 + 1, stride, padding)


@size_task.mistake(cause="size-kernel-halved")
def size_of_even_kernel_without_one(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size // 2 * 2, stride, padding) - 1


@size_task.mistake
def size_padding_halved(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size - 2 * padding + padding // 2, kernel_size, stride, padding)


@size_task.mistake
def size_transposed(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return (size - 1) * stride - 2 * padding + kernel_size


@size_task.mistake
def size_for_both_axes(output_size: Function, *call: int) -> Any:
    return output_size(*call), output_size(*call)


def _declare_same_if_padded(up: int) -> None:
    @size_task.mistake(cause="size-of-same-padding")
    def size_of_same_padding_if_padded(
        output_size: Function, size: int, kernel_size: int, stride: int, padding: int
    ) -> Any:
        whole = -(-size // stride) if up else size // stride
        return whole if padding else output_size(size, kernel_size, stride, padding)


for _up in (0, 1):
    _declare_same_if_padded(_up)


@size_task.steps()
def size_in_steps(size: int, kernel_size: int, stride: int, padding: int) -> int:
    padded = size + 2 * padding
    return (padded - kernel_size) // stride + 1
