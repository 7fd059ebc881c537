import subprocess
import sys

import pytest

from fundamentals.cli import main


def test_importing_it_leaves_tensorflow_alone() -> None:
    code = "import sys, fundamentals.prediction; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("value", ["2", "-0.1", "nan", "much"])
def test_a_threshold_is_a_share(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["predict", "model.keras", "a.jpg", f"--threshold={value}"])
    assert "from 0 to 1" in capsys.readouterr().err
