from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.errors import ModelError
from fundamentals.training import imagenet_base


@pytest.mark.parametrize("shape", [(96, 96, 1), (96, 96), (16, 96, 3)])
def test_what_the_network_cannot_take_is_refused_before_anything_is_fetched(
    shape: tuple[int, ...],
) -> None:
    with pytest.raises(ModelError, match=r"\(height, width, 3\)"):
        imagenet_base(shape)  # type: ignore[arg-type]


@pytest.mark.slow
def test_without_weights_and_network_it_says_what_to_do(tmp_path: Path) -> None:
    # Nothing listens at the proxy, and the weights that this machine may hold are not looked at.
    environment = {"KERAS_HOME": str(tmp_path), "https_proxy": "http://127.0.0.1:9"}
    code = "from fundamentals.training import imagenet_base; imagenet_base((96, 96, 3))"
    finished = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "FUNDAMENTALS_LANGUAGE": "en", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert finished.returncode == 1
    assert "ModelError: the ImageNet weights are not on this machine" in finished.stderr
    assert finished.stderr.endswith("all other parts of the lab work without\n")
