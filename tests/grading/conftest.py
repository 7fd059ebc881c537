"""One warm jail for all tests, started while the first of them are still being collected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fundamentals.grading import Jail


@pytest.fixture(scope="session")
def jail() -> Iterator[Jail]:
    with Jail() as warm:
        yield warm
