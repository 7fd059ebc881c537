"""One warm sandbox for all tests: it takes seconds to start and a tenth of a second per
submission."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from fundamentals.sandbox import Limits, Sandbox
from fundamentals.sandbox._bubblewrap import missing_isolation


@pytest.fixture(scope="session")
def warm_sandbox() -> Iterator[Sandbox]:
    if (missing := missing_isolation()) and "CI" not in os.environ:
        pytest.skip("; ".join(map(str, missing)))
    # For an attack to look for: it stands in the grader's environment as the sandbox is started.
    os.environ["FUNDAMENTALS_CANARY"] = "what the grader knows"
    with Sandbox() as sandbox:
        sandbox.start()
        yield sandbox
    del os.environ["FUNDAMENTALS_CANARY"]


@pytest.fixture
def sandbox(warm_sandbox: Sandbox) -> Sandbox:
    warm_sandbox.limits = Limits()
    return warm_sandbox


@pytest.fixture(scope="session")
def need_scratch() -> Callable[[str], None]:
    """Skip a test of a usual scratch folder that holds this checkout or its environment."""
    from fundamentals.sandbox._bubblewrap import view

    shown = view().visible

    def need(folder: str) -> None:
        if any(path.is_relative_to(folder) for path in shown):
            pytest.skip(f"this checkout lies below {folder}, which the sandbox shows as it is")

    return need
