from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from fundamentals.errors import ArgumentError
from fundamentals.training import diagnose, draw_cases, history_frame

KINDS = {"diverged", "healthy", "improving", "overfitting", "underfitting"}


def test_every_kind_of_curves_is_drawn_equally_often_and_in_another_order_each_time() -> None:
    orders = {tuple(case.kind for case in draw_cases(np.random.default_rng(s))) for s in range(5)}
    assert len(orders) == 5
    for order in orders:
        assert Counter(order) == {**dict.fromkeys(KINDS, 2), "diverged": 4}


def test_half_of_the_diverged_losses_grow_and_half_become_nan() -> None:
    cases = draw_cases(np.random.default_rng(3), count=30)
    last = [case.history["loss"][-1] for case in cases if case.kind == "diverged"]
    assert np.isnan(last).tolist().count(True) == 5
    assert sum(loss > 2 for loss in last) == 5


def test_the_same_state_draws_the_same_curves() -> None:
    first, again = (draw_cases(np.random.default_rng(7), count=6) for _ in range(2))
    assert [case.kind for case in first] == [case.kind for case in again]
    for case, same in zip(first, again, strict=True):
        for name, values in case.history.items():
            np.testing.assert_array_equal(values, same.history[name])


def test_every_case_is_diagnosed_as_what_it_is() -> None:
    cases = [case for seed in range(8) for case in draw_cases(np.random.default_rng(seed))]
    diagnoses = [diagnose(history_frame(case.history)).kind for case in cases]
    assert diagnoses == [case.kind for case in cases]


def test_a_history_is_what_keras_would_have_recorded() -> None:
    for case in draw_cases(np.random.default_rng(1), count=60):
        assert set(case.history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
        lengths = {len(values) for values in case.history.values()}
        assert len(lengths) == 1
        assert lengths.pop() >= 16
        for name in ("accuracy", "val_accuracy"):
            assert 0 <= min(case.history[name]) <= max(case.history[name]) <= 1
        if case.kind != "diverged":
            assert min(case.history["loss"]) > 0


def test_overfitting_makes_the_validation_loss_rise_again() -> None:
    for case in draw_cases(np.random.default_rng(2), count=60):
        losses = case.history["val_loss"]
        if case.kind == "overfitting":
            assert losses[-1] > min(losses) + 0.1


@pytest.mark.parametrize("count", [0, -6, 7])
def test_a_count_that_leaves_a_kind_out_is_refused(count: int) -> None:
    with pytest.raises(ArgumentError, match="a multiple of 6"):
        draw_cases(np.random.default_rng(0), count=count)
