from __future__ import annotations

import re

import numpy as np
import pytest

from fundamentals.convolution import dropout_mask
from fundamentals.errors import ArgumentError


@pytest.mark.parametrize("rate", [0.2, 0.4, 0.9])
def test_the_dropped_share_is_the_rate_and_survivors_are_scaled_up(
    random: np.random.Generator, rate: float
) -> None:
    mask = dropout_mask((200, 500), rate, random)
    assert set(np.unique(mask)) == {0.0, 1 / (1 - rate)}
    # Six standard deviations of a binomial share of 100,000 draws.
    tolerance = 6 * np.sqrt(rate * (1 - rate) / mask.size)
    assert (mask == 0).mean() == pytest.approx(rate, abs=tolerance)
    assert mask.mean() == pytest.approx(1.0, abs=tolerance / (1 - rate))


def test_rate_zero_keeps_everything_as_it_is(random: np.random.Generator) -> None:
    assert (dropout_mask((3, 4), 0, random) == 1.0).all()


def test_one_generator_gives_one_mask() -> None:
    first, second = (dropout_mask(50, 0.5, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("shape", "expected"), [(4, (4,)), ((2, 3), (2, 3)), ([2, 3], (2, 3)), ((), ()), ((0,), (0,))]
)
def test_shape_is_the_shape_asked_for(
    random: np.random.Generator, shape: object, expected: tuple[int, ...]
) -> None:
    mask = dropout_mask(shape, np.float32(0.5), random)  # type: ignore[arg-type]
    assert np.shape(mask) == expected
    assert mask.dtype == np.float64


@pytest.mark.parametrize(
    ("shape", "rate", "received"),
    [
        (3, 1, "rate=1"),
        (3, 1.5, "rate=1.5"),
        (3, -0.1, "rate=-0.1"),
        (3, float("nan"), "rate=nan"),
        (3, "0.2", "rate='0.2'"),
        (3, None, "rate=None"),
        (-1, 0.5, "shape=-1"),
        (2.5, 0.5, "shape=2.5"),
        ((2, 2.5), 0.5, "shape=2.5"),
    ],
)
def test_a_rate_or_shape_that_cannot_be_is_explained(
    random: np.random.Generator, shape: object, rate: object, received: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        dropout_mask(shape, rate, random)  # type: ignore[arg-type]


def test_a_seed_is_no_generator() -> None:
    with pytest.raises(ArgumentError, match=r"rng=0\n.*Generator\n.*default_rng"):
        dropout_mask(3, 0.5, 0)  # type: ignore[arg-type]
