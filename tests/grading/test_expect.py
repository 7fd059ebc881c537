"""What is said about a result that is not the right one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    brief,
    causes,
    expect_dtype,
    expect_equal,
    side_by_side,
)
from fundamentals.language import Text, use_language

RIGHT = np.array([[1.5, 2.25, -0.5], [300.0, 0.25, 7.0]])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (4.0, "4.0"),
        ([4.0], "[4.0]"),
        (np.array([[4.0]]), "4.0"),
        ({"seconds": np.zeros((2, 3))}, "{'seconds': array (2, 3)}"),
        ([None] * 1000, "[None, None, None, None, None, None, ...]"),
        (np.zeros((2,) * 20), f"array {(2,) * 20}"),
        (b"a" * 1000, "b'aaaaaaaaaaa...aaaaaaaaaaaaa'"),
    ],
)
def test_a_value_is_brief_however_large_it_is(value: object, shown: str) -> None:
    assert brief(value) == shown


def finding(got: object, expected: Any = RIGHT, **arguments: Any) -> Finding:
    with pytest.raises(FailedCheckError) as caught:
        expect_equal(got, expected, **arguments)
    return caught.value.finding


@pytest.mark.parametrize(
    "got",
    [
        RIGHT.tolist(),
        RIGHT.astype(np.float32),
        tuple(map(tuple, RIGHT)),
        RIGHT * (1 + 2e-6),
        np.asfortranarray(RIGHT),
    ],
)
def test_the_right_numbers_count_in_any_container_and_at_float32_precision(got: object) -> None:
    expect_equal(got, RIGHT)


@pytest.mark.parametrize(("got", "expected"), [(3, 3.0), (3.0, 3), (np.float32(3), 3), (True, 1)])
def test_scalars_of_the_right_value_count(got: object, expected: float) -> None:
    expect_equal(got, expected)


@pytest.mark.parametrize(
    ("got", "cause"),
    [
        (None, causes.NOTHING_RETURNED),
        ("1.5", causes.TEXT_NOT_NUMBERS),
        (["1", "2"], causes.TEXT_NOT_NUMBERS),
        ([None, 2], causes.NONE_AMONG_NUMBERS),
        ([[1, 2], [3]], causes.ROWS_UNEVEN),
        ({"a": 1}, causes.DICTIONARY_NOT_NUMBERS),
        (RIGHT.astype(complex), causes.NOT_NUMBERS),
        (RIGHT.ravel(), causes.WRONG_SHAPE),
        (RIGHT[np.newaxis], causes.WRONG_SHAPE),
        (np.zeros((0, 3)), causes.WRONG_SHAPE),
        (1.5, causes.WRONG_SHAPE),
        (np.where(RIGHT > 5, np.nan, RIGHT), causes.NOT_FINITE),
        (np.where(RIGHT > 5, np.inf, RIGHT), causes.NOT_FINITE),
        (RIGHT.astype(int), causes.TRUNCATED),
        (np.round(RIGHT), causes.TRUNCATED),
        (np.clip(RIGHT, 0, 255), causes.CLIPPED),
        (-RIGHT, causes.NEGATED),
        (RIGHT.T, causes.TRANSPOSED),
        (np.zeros_like(RIGHT), causes.ALL_ZEROS),
        (RIGHT + 0.01, causes.WRONG_VALUES),
    ],
)
def test_a_mistake_that_can_happen_anywhere_is_named(got: object, cause: Cause) -> None:
    assert finding(got).cause == cause.id


def test_the_rubrics_own_mistakes_are_named_first() -> None:
    mistakes = [(causes.PIXELS_INVERTED, -RIGHT)]
    assert finding(-RIGHT, mistakes=mistakes).cause == "pixels-inverted"


def test_mistakes_are_not_worked_out_for_a_right_result() -> None:
    def mistakes() -> Any:
        raise AssertionError("read")
        yield

    expect_equal(RIGHT, RIGHT, mistakes=mistakes())


def test_the_message_shows_call_arguments_expected_and_got() -> None:
    message = finding(
        RIGHT + 1, call="double(image)", given={"image": np.array([[1, 2], [3, 4]])}
    ).message.en
    assert message.splitlines() == [
        "The numbers are not what they should be.",
        "double(image)",
        "  image",
        "  1 2",
        "  3 4",
        "  expected          got",
        "   1.5 2.25 -0.5     2.5 3.25  0.5",
        "   300 0.25    7     301 1.25    8",
    ]


def test_columns_stay_aligned_under_chinese_titles() -> None:
    table = side_by_side({Text("expected", "應為"): RIGHT, Text("got", "得到"): RIGHT})
    title, first, _ = table.zh_hant.splitlines()
    assert cell_len(title[: title.index("得到")]) == first.rindex("1.5") - 1


def test_a_large_array_is_shown_around_its_largest_difference() -> None:
    right = np.zeros((40, 50))
    wrong = right.copy()
    wrong[0, 0] = 0.1
    wrong[20, 30] = 5
    message = finding(wrong, right).message.en
    assert "5" in message
    assert "[16:24, 26:34]" in message
    assert len(message.splitlines()) < 15


def test_an_array_of_more_axes_is_told_in_words() -> None:
    right = np.zeros((2, 3, 4, 1))
    wrong = right.copy()
    wrong[0, 0, 0, 0] = 1
    wrong[1, 2, 3, 0] = 7
    message = finding(wrong, right).message.en
    assert "2 of 24 numbers differ" in message
    assert "largest difference at [1, 2, 3, 0]: expected 0, got 7" in message


def test_what_is_within_the_tolerance_is_no_evidence() -> None:
    right = np.zeros((2, 3, 4, 1))
    wrong = right + 0.04
    expect_equal(wrong, right, tolerance=0.05)
    wrong[1, 2, 3, 0] = 0.3
    message = finding(wrong, right, tolerance=0.05).message.en
    assert "1 of 24 numbers differs by more than 0.05" in message
    assert "largest difference at [1, 2, 3, 0]: expected 0, got 0.3" in message


def test_a_mistake_is_recognized_at_the_tolerance_of_the_check() -> None:
    mistakes = [(causes.PIXELS_INVERTED, RIGHT + 3)]
    assert finding(RIGHT + 3.04, mistakes=mistakes).cause == "wrong-values"
    named = finding(RIGHT + 3.04, mistakes=mistakes, tolerance=0.001)
    assert named.cause == "pixels-inverted"


def test_a_mistake_that_leads_to_infinity_is_recognized_by_it_alone() -> None:
    infinite = np.where(RIGHT > 5, np.inf, np.nan)
    mistakes = [(causes.PIXELS_INVERTED, infinite)]
    assert finding(infinite, mistakes=mistakes).cause == "pixels-inverted"
    assert finding(RIGHT + 1, mistakes=mistakes).cause == "wrong-values"
    assert finding(np.full_like(RIGHT, np.nan), mistakes=mistakes).cause == "not-finite"


@pytest.mark.parametrize("rank", [2, 3])
def test_numbers_that_look_alike_in_four_digits_are_shown_with_more(rank: int) -> None:
    right = np.full((1,) * rank, 0.12341)
    message = finding(right + 0.00003, right).message.en
    assert "expected 0.12341, got 0.12344" in message


def test_a_number_that_is_none_is_the_largest_difference() -> None:
    wrong = RIGHT.copy()[..., np.newaxis]
    wrong[0, 0], wrong[1, 1] = 1000, np.nan
    message = finding(wrong, RIGHT[..., np.newaxis]).message.en
    assert "largest difference at [1, 1, 0]: expected 0.25, got nan" in message


def test_findings_are_in_the_readers_language() -> None:
    with use_language("zh-Hant"):
        assert str(finding(None).message).startswith("函式傳回了 None。")


def test_a_wrong_dtype_names_both() -> None:
    expect_dtype(np.zeros(2, np.float32), "float32", call="f()")
    with pytest.raises(FailedCheckError, match="expected dtype float32, got float64"):
        expect_dtype(np.zeros(2), "float32", call="f()")
    expect_dtype(np.zeros(2), "float32", "float64", call="f()")
    with pytest.raises(FailedCheckError, match="expected dtype float32 or float64, got int64"):
        expect_dtype(np.zeros(2, np.int64), "float32", "float64", call="f()")
