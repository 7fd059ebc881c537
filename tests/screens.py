"""A phone, as the browser imitates it, and the folder for screenshots."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fundamentals import benchmarking

PHONE = {**benchmarking.PHONE, "has_touch": True}


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """The folder for screenshots: $FUNDAMENTALS_SCREENSHOTS for people to look at."""
    return Path(os.environ.get("FUNDAMENTALS_SCREENSHOTS") or tmp_path)
