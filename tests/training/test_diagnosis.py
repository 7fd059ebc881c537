import math
import re
from typing import get_args

import pandas as pd
import pytest

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.training import DiagnosisKind, _diagnosis_rules, diagnose, history_frame
from fundamentals.training._diagnosis import _TITLES

NAN = math.nan


def test_each_kind_of_diagnosis_has_a_title() -> None:
    assert set(get_args(DiagnosisKind)) == set(_TITLES), "add it in training/_diagnosis.py"


def test_the_docstring_of_diagnose_names_the_thresholds_of_the_rules() -> None:
    stated = re.findall(r"``([A-Z_]+)``\s+\(([\d.]+)( points?| %)?\)", diagnose.__doc__ or "")
    for name, number, unit in stated:
        value = getattr(_diagnosis_rules, name)
        assert float(number) == pytest.approx(100 * value if unit else value), name
    constants = {name for name in vars(_diagnosis_rules) if name.isupper() and name[0] != "_"}
    assert {name for name, *_ in stated} == constants - {"RULES", "TYPE_CHECKING"}, "diagnose()"


def frame(
    accuracy: list[float], validation: list[float] | None = None, loss: list[float] | None = None
) -> pd.DataFrame:
    logs = {"loss": loss or [1 / (epoch + 1) for epoch in range(len(accuracy))]}
    logs["accuracy"] = accuracy
    if validation is not None:
        logs["val_accuracy"] = validation
    return history_frame(logs)


CASES = [
    # The dense network on the digits: learned by heart, validation level.
    ("overfitting", frame([0.9, 0.97, 0.99, 1, 1, 1], [0.9, 0.93, 0.94, 0.94, 0.943, 0.943])),
    # Learned by heart counts even while validation still creeps up.
    ("overfitting", frame([0.9, 0.97, 0.99, 1, 1, 1], [0.7, 0.75, 0.78, 0.8, 0.81, 0.83])),
    # A wide gap at modest training accuracy, nothing moving.
    ("overfitting", frame([0.7, 0.85, 0.9, 0.9, 0.9, 0.9], [0.6, 0.7, 0.7, 0.7, 0.7, 0.7])),
    ("overfitting", frame([0.96], [0.92])),
    # The same gap, but validation is on its way up.
    ("improving", frame([0.3, 0.5, 0.6, 0.7], [0.2, 0.4, 0.5, 0.6])),
    ("improving", frame([0.3, 0.5], [0.3, 0.49])),
    ("improving", frame([0.4], [0.39])),
    ("improving", frame([0.99], [0.99])),
    # Nothing is left to gain.
    ("healthy", frame([0.995], [0.995])),
    ("healthy", frame([0.8, 0.99, 1.0], [0.8, 0.99, 1.0])),
    ("improving", frame([0.1, 0.3, 0.5, 0.7])),
    ("underfitting", frame([0.5, 0.6, 0.6, 0.6, 0.6], [0.5, 0.6, 0.6, 0.6, 0.6])),
    ("underfitting", frame([0.6, 0.6, 0.6, 0.6, 0.6])),
    # Dropout holds the training figure down; validation says that the model is able.
    ("healthy", frame([0.7, 0.78, 0.78, 0.78, 0.78], [0.9, 0.95, 0.95, 0.95, 0.95])),
    ("healthy", frame([0.9, 0.99, 0.99, 0.99, 0.99], [0.9, 0.985, 0.985, 0.985, 0.985])),
    ("healthy", frame([0.9, 0.99, 0.99, 0.99, 0.99])),
    ("diverged", frame([0.5, 0.1], [0.5, 0.1], loss=[2.0, NAN])),
    ("diverged", frame([0.5, 0.1], [0.5, 0.1], loss=[2.0, math.inf])),
    ("diverged", frame([0.5, 0.1], [0.5, 0.1], loss=[2.0, 3.1])),
    ("diverged", frame([0.5], [0.5], loss=[math.inf])),
]


@pytest.mark.parametrize(("kind", "history"), CASES)
def test_each_history_is_called_what_it_is(kind: str, history: pd.DataFrame) -> None:
    diagnosis = diagnose(history)
    assert diagnosis.kind == kind
    assert str(diagnosis.message).lower().startswith(str(diagnosis.title)) or (
        history["validation_accuracy"].isna().all()
    )


@pytest.mark.parametrize(
    ("training", "validation", "kind"),
    [
        # Each side of a threshold: the gap of 3 points and the 80 % of underfitting.
        (0.9800, 0.9501, "healthy"),
        (0.9800, 0.9499, "overfitting"),
        (0.7999, 0.7999, "underfitting"),
        (0.8001, 0.8001, "healthy"),
    ],
)
def test_the_thresholds_lie_where_the_docstring_puts_them(
    training: float, validation: float, kind: str
) -> None:
    assert diagnose(frame([training] * 5, [validation] * 5)).kind == kind


@pytest.mark.parametrize(("rise", "kind"), [(0.0099, "healthy"), (0.0101, "improving")])
def test_a_rise_of_one_point_in_three_epochs_is_still_improving(rise: float, kind: str) -> None:
    validation = [0.9, 0.9, 0.9, 0.9, 0.9 + rise]
    assert diagnose(frame([0.9] * 5, validation)).kind == kind


def test_the_message_has_the_numbers_that_say_so_in_both_languages() -> None:
    diagnosis = diagnose(frame([0.98, 0.998], [0.94, 0.943]))
    assert str(diagnosis) == (
        "Overfitting: training accuracy 99.8%, validation accuracy only 94.3%, a gap of 5.5 points."
    )
    with use_language("zh-Hant"):
        assert "99.8%" in str(diagnosis)
        assert "相差 5.5 個百分點" in str(diagnosis)
    assert diagnosis.gap == pytest.approx(0.055)


def test_a_loss_that_is_no_number_is_named_with_its_epoch() -> None:
    diagnosis = diagnose(frame([0.5, 0.4, 0.1], loss=[2.0, NAN, NAN]))
    assert "became NaN in epoch 2" in str(diagnosis)


def test_a_validation_loss_that_is_no_number_has_diverged_too() -> None:
    history = history_frame(
        {"loss": [2.0, 1.0], "accuracy": [0.5, 0.6], "val_loss": [2.0, NAN], "val_accuracy": [0, 0]}
    )
    assert diagnose(history).kind == "diverged"


def test_without_validation_data_nothing_is_said_about_overfitting() -> None:
    diagnosis = diagnose(frame([1.0] * 5))
    assert "Without validation data" in str(diagnosis)
    assert math.isnan(diagnosis.gap)


def test_no_finished_epoch_is_an_error() -> None:
    with pytest.raises(ArgumentError, match="without epochs"):
        diagnose(history_frame({}))


def test_no_accuracy_is_an_error_that_says_how_to_record_it() -> None:
    with pytest.raises(ArgumentError, match=r'metrics=\["accuracy"\]'):
        diagnose(history_frame({"loss": [2.0, 1.0]}))
