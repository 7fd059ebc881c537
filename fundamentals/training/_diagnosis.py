"""Diagnosing a model from its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._diagnosis_rules import RULES, DiagnosisKind, last_accuracies

if TYPE_CHECKING:
    import pandas as pd

_TITLES: dict[DiagnosisKind, Text] = {
    "diverged": Text("diverged", "發散"),
    "unstable": Text("unstable", "不穩定"),
    "overfitting": Text("overfitting", "過度擬合"),
    "improving": Text("still improving", "仍在進步"),
    "underfitting": Text("underfitting", "擬合不足"),
    "healthy": Text("healthy", "良好"),
}


@dataclass(frozen=True)
class Diagnosis:
    """A diagnosis of a history; ``str()`` gives the sentence in the current language.

    Attributes:
        kind: One word, explained in :func:`diagnose`.
        finding: One sentence, with the numbers that support it.
        advice: What to try, in a sentence; None where nothing needs to be done.
        training_accuracy: Of the last epoch, 0–1; NaN if not recorded.
        validation_accuracy: Of the last epoch, 0–1; NaN if not recorded.
    """

    kind: DiagnosisKind
    finding: Text
    advice: Text | None
    training_accuracy: float
    validation_accuracy: float

    def __str__(self) -> str:
        return str(self.message)

    @property
    def message(self) -> Text:
        """The finding, and what to try."""
        if self.advice is None:
            return self.finding
        return Text(
            f"{self.finding.en} {self.advice.en}", f"{self.finding.zh_hant}{self.advice.zh_hant}"
        )

    @property
    def title(self) -> Text:
        """The kind in a word or two, for a table."""
        return _TITLES[self.kind]

    @property
    def gap(self) -> float:
        """Training minus validation accuracy, -1 to 1; NaN if one was not recorded."""
        return self.training_accuracy - self.validation_accuracy


def diagnose(frame: pd.DataFrame) -> Diagnosis:
    """Diagnose a history. The first rule that holds decides.

    1. *diverged*: a loss, training or validation, is not finite; the last training accuracy is
       ``COLLAPSE`` (20 points) below its best; or the last training loss is more than
       ``RISEN_LOSS_RATIO`` (1.5) times the first, and training accuracy is below
       ``UNDERFITTING_ACCURACY`` (80 %) or has lost ``OVERFITTING_GAP`` (3 points). A loss near zero
       that doubles while accuracy stays is not divergence.
    2. *unstable*: validation accuracy fell by ``FALL`` (10 points) in one epoch, has not recovered,
       and its best was not ``OVERFITTING_GAP`` below training accuracy (or it fell by
       ``COLLAPSE``); or the accuracy dropped twice by ``SWING`` (5 points) in the last
       ``SWING_EPOCHS`` (6), and its best among these is not ``OVERFITTING_GAP`` below training
       accuracy.
    3. *overfitting*: training accuracy is at least ``OVERFITTING_GAP`` above validation accuracy,
       and the model is either at ``MEMORIZED`` (95 %) on its training data or no longer improving;
       or the gap is at least ``IMPROVEMENT`` (1 point), validation loss is ``RISEN_LOSS_RATIO``
       times its lowest, and training loss has fallen since.
    4. *improving*: the best accuracy of the last ``RECENT_EPOCHS`` (3) is at least ``IMPROVEMENT``
       above the best before them, the last is above it too, and as much remains to be gained; or
       there has been only one epoch.
    5. *underfitting*: training and validation accuracy are both below ``UNDERFITTING_ACCURACY``.
    6. *healthy*: none of these.

    Without validation, the rules use training accuracy in place of validation accuracy.
    The thresholds are for classification of images with balanced classes, as in the labs. Training
    accuracy is Keras's running mean over the epoch, with dropout on.

    Args:
        frame: The result of :func:`~fundamentals.training.history_frame`.

    Raises:
        ArgumentError: No epoch was finished, or no accuracy was recorded.
    """
    if frame.empty:
        raise ArgumentError(
            Text("a history without epochs", "沒有任何週期的歷程"),
            expected=Text("at least one finished epoch", "至少完成一個週期 (epoch)"),
            fix=Text("train for at least one epoch", "請至少訓練一個週期"),
        )
    found = next(found for rule in RULES if (found := rule(frame)) is not None)
    training, validation = last_accuracies(frame)
    return Diagnosis(*found, training, validation)
