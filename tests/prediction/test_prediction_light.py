import pytest

from fundamentals.cli import main


@pytest.mark.parametrize("value", ["2", "-0.1", "nan", "much"])
def test_a_threshold_is_a_share(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["predict", "model.keras", "a.jpg", f"--threshold={value}"])
    assert "from 0 to 1" in capsys.readouterr().err
