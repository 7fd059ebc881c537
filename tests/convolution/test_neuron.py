from __future__ import annotations

import math
import re

import numpy as np
import pytest

from fundamentals.convolution import neuron
from fundamentals.errors import ArgumentError


def test_it_adds_up_weighted_inputs_and_bias() -> None:
    assert neuron([[1, 2], [3, 4]], [[0.5, 0], [1, -1]], 2) == 1.5


def test_a_negative_sum_gives_zero() -> None:
    result = neuron([1.0, 1.0], [-1.0, -1.0], 0.5)
    assert result == 0.0
    assert type(result) is float


def test_bias_is_added_before_relu() -> None:
    assert neuron([1.0], [-1.0], 3.0) == 2.0


def test_eight_bit_inputs_do_not_wrap_around() -> None:
    assert neuron(np.full(9, 255, np.uint8), np.full(9, 2, np.uint8)) == 9 * 510


def test_nan_is_not_hidden_by_relu() -> None:
    assert math.isnan(neuron([float("nan")], [1.0]))


@pytest.mark.parametrize(
    ("window", "weights", "bias", "received"),
    [
        (np.ones((3, 3)), np.ones(9), 0, "a window of shape (3, 3) with weights of shape (9,)"),
        (np.ones((2, 2)), np.ones((3, 3)), 0, "a window of shape (2, 2)"),
        (["a"], [1], 0, "a window with dtype <U1"),
        ([1], ["a"], 0, "weights with dtype <U1"),
        ([1], [1], None, "a bias with dtype object"),
        ([1], [1], [0.5], "a bias of shape (1,)"),
        ([], [], 0, "a window of shape (0,), which is empty"),
    ],
)
def test_inputs_and_weights_that_do_not_match_are_explained(
    window: object, weights: object, bias: object, received: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        neuron(window, weights, bias)  # type: ignore[arg-type]
