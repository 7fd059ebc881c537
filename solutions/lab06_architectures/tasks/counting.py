"""Task 6.3: the parameters of an ordinary and of a separable convolution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

Array = NDArray[np.generic]
Function = Callable[..., Any]


def convolution_parameters(size: int, channels: int, filters: int) -> tuple[int, int]:
    ordinary = (size * size * channels + 1) * filters
    separable = size * size * channels + (channels + 1) * filters
    return ordinary, separable


counting_task = Task("6.3", right=convolution_parameters, integers=True)


@counting_task.mistake
def counts_swapped(count: Function, *sizes: int) -> Any:
    return count(*sizes)[::-1]


@counting_task.mistake(cause="counts-alone")
def ordinary_count_alone(count: Function, *sizes: int) -> Any:
    return count(*sizes)[0]


@counting_task.mistake(cause="counts-alone")
def separable_count_alone(count: Function, *sizes: int) -> Any:
    return count(*sizes)[1]


@counting_task.mistake(cause="counts-combined")
def counts_added(count: Function, *sizes: int) -> Any:
    return sum(count(*sizes))


@counting_task.mistake(cause="counts-combined")
def counts_subtracted(count: Function, *sizes: int) -> Any:
    ordinary, separable = count(*sizes)
    return ordinary - separable


@counting_task.mistake(cause="counts-combined")
def ratio_of_counts(count: Function, *sizes: int) -> Any:
    ordinary, separable = count(*sizes)
    return ordinary / separable


@counting_task.mistake(cause="counts-combined")
def ratio_in_place_of_separable(count: Function, *sizes: int) -> Any:
    ordinary, separable = count(*sizes)
    return ordinary, ordinary / separable


@counting_task.mistake(cause="counts-combined")
def inverse_ratio_in_place_of_separable(count: Function, *sizes: int) -> Any:
    ordinary, separable = count(*sizes)
    return ordinary, separable / ordinary


@counting_task.mistake(cause="counts-combined")
def difference_in_place_of_separable(count: Function, *sizes: int) -> Any:
    ordinary, separable = count(*sizes)
    return ordinary, ordinary - separable


@counting_task.mistake
def channels_and_filters_swapped(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size, filters, channels)


@counting_task.mistake(cause="sizes-fixed")
def kernel_size_fixed(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(3, channels, filters)


@counting_task.mistake(cause="sizes-fixed")
def channels_fixed(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size, 1, filters)


# A kernel of √n × √n has as many weights as were counted: n.
@counting_task.mistake
def size_not_squared(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size**0.5, channels, filters)


@counting_task.mistake(cause="size-not-squared")
def size_cubed(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size**1.5, channels, filters)


@counting_task.mistake(cause="size-not-squared")
def size_doubled(count: Function, size: int, channels: int, filters: int) -> Any:
    return count((2 * size) ** 0.5, channels, filters)


@counting_task.mistake(cause="size-not-squared")
def size_not_squared_in_depthwise(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - (size - 1) * size * channels


@counting_task.mistake(cause="biases-not-counted")
def no_bias_at_all(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters, separable - filters


@counting_task.mistake(cause="biases-not-counted")
def no_bias_in_ordinary(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters, separable


@counting_task.mistake(cause="biases-not-counted")
def no_bias_in_separable(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - filters


@counting_task.mistake
def bias_one_a_layer(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + 1, separable - filters + 1


@counting_task.mistake(cause="bias-one-a-layer")
def bias_one_in_ordinary(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + 1, separable


@counting_task.mistake(cause="bias-one-a-layer")
def bias_one_in_separable(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - filters + 1


@counting_task.mistake(cause="bias-one-a-layer")
def bias_one_in_each_step(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + 1, separable - filters + 2


@counting_task.mistake
def depthwise_bias(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable + channels


@counting_task.mistake(cause="depthwise-bias")
def bias_of_filters_twice(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable + filters


@counting_task.mistake
def bias_a_channel(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + channels, separable - filters + channels


@counting_task.mistake(cause="bias-a-channel")
def bias_a_channel_in_ordinary(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + channels, separable


@counting_task.mistake(cause="bias-a-channel")
def bias_a_channel_in_separable(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - filters + channels


def _ordinary_multiplied(ordinary: Callable[[int, int, int], int]) -> None:
    @counting_task.mistake(cause="bias-multiplied")
    def multiplied(count: Function, size: int, channels: int, filters: int) -> Any:
        return ordinary(size, channels, filters), count(size, channels, filters)[1]


_ordinary_multiplied(lambda size, channels, filters: size**2 * channels * (filters + 1))
_ordinary_multiplied(lambda size, channels, filters: size**2 * (channels + 1) * filters)


@counting_task.mistake(cause="bias-multiplied")
def bias_of_each_weight(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size, channels, filters)[0], size**2 * (channels + 1) + channels * filters


@counting_task.mistake(cause="bias-a-channel")
def bias_a_kernel(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + channels * filters, separable


@counting_task.mistake(cause="bias-a-channel")
def bias_a_kernel_in_both(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - filters + channels * filters, separable + channels


@counting_task.mistake
def steps_multiplied(count: Function, size: int, channels: int, filters: int) -> Any:
    depthwise, pointwise = size * size * channels, channels * filters
    return count(size, channels, filters)[0], depthwise * pointwise + filters


@counting_task.mistake(cause="steps-multiplied")
def steps_multiplied_without_bias(count: Function, size: int, channels: int, filters: int) -> Any:
    depthwise, pointwise = size * size * channels, channels * filters
    return count(size, channels, filters)[0], depthwise * pointwise


@counting_task.mistake
def separable_like_ordinary(count: Function, size: int, channels: int, filters: int) -> Any:
    return (count(size, channels, filters)[0],) * 2


@counting_task.mistake(cause="separable-like-ordinary")
def ordinary_like_separable(count: Function, size: int, channels: int, filters: int) -> Any:
    return (count(size, channels, filters)[1],) * 2


@counting_task.mistake(cause="step-missing")
def depthwise_missing(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - size * size * channels


@counting_task.mistake(cause="step-missing")
def pointwise_missing(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - channels * filters


@counting_task.mistake(cause="step-missing")
def depthwise_with_its_bias_alone(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - (channels + 1) * filters + channels


@counting_task.mistake
def depthwise_of_one_channel(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable - size * size * (channels - 1)


@counting_task.mistake
def kernel_of_one_channel(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary - size * size * (channels - 1) * filters, separable


@counting_task.mistake
def depthwise_of_filters(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable + size * size * (filters - channels)


@counting_task.mistake(cause="depthwise-of-filters")
def pointwise_of_channels(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable + channels * (channels - filters)


@counting_task.mistake
def channels_and_filters_added(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary = size * size * (channels + filters) + filters
    return ordinary, count(size, channels, filters)[1]


@counting_task.mistake
def bias_counted_twice(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary + filters, separable + filters


@counting_task.mistake(cause="bias-counted-twice")
def bias_counted_twice_in_ordinary(count: Function, size: int, channels: int, filters: int) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary + filters, separable


@counting_task.mistake(cause="pointwise-of-kernel")
def pointwise_as_large_as_the_kernel(
    count: Function, size: int, channels: int, filters: int
) -> Any:
    ordinary, separable = count(size, channels, filters)
    return ordinary, separable + (size * size - 1) * channels * filters


@counting_task.mistake
def kernel_cut_in_two(count: Function, size: int, channels: int, filters: int) -> Any:
    return count(size, channels, filters)[0], (2 * size * channels + 1) * filters


@counting_task.symptom("counts-alone")
def not_two(answer: Array, right: Array, *sizes: int) -> Any:
    return answer.shape != (2,)


@counting_task.symptom("separable-count-wrong")
def ordinary_right(answer: Array, right: Array, *sizes: int) -> Any:
    return answer[0] == right[0]


@counting_task.symptom("ordinary-count-wrong")
def separable_right(answer: Array, right: Array, *sizes: int) -> Any:
    return answer[1] == right[1]


@counting_task.symptom("both-counts-wrong", vague=True)
def neither_right(answer: Array, right: Array, *sizes: int) -> Any:
    return True


@counting_task.steps()
def counted_in_steps(size: int, channels: int, filters: int) -> tuple[int, int]:
    ordinary = size * size * channels * filters + filters
    depthwise = size * size * channels
    pointwise = channels * filters + filters
    return ordinary, depthwise + pointwise
