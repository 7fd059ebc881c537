import subprocess
import sys

import numpy as np
import pytest

from fundamentals import prediction
from fundamentals.cli import main
from fundamentals.prediction import as_probabilities


def test_public_names_are_sorted_and_there() -> None:
    assert prediction.__all__ == sorted(prediction.__all__)
    assert all(hasattr(prediction, name) for name in prediction.__all__)


def test_importing_it_leaves_tensorflow_alone() -> None:
    code = "import sys, fundamentals.prediction; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_scores_and_probabilities_come_to_the_same() -> None:
    scores = np.array([[2.0, -1.0, 0.5]])
    probabilities = np.exp(scores) / np.exp(scores).sum()
    np.testing.assert_allclose(as_probabilities(scores), probabilities)
    np.testing.assert_allclose(
        as_probabilities(probabilities.astype(np.float16)), probabilities, atol=1e-3
    )


@pytest.mark.parametrize("value", ["2", "-0.1", "nan", "much"])
def test_a_threshold_is_a_share(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["predict", "model.keras", "a.jpg", f"--threshold={value}"])
    assert "from 0 to 1" in capsys.readouterr().err
