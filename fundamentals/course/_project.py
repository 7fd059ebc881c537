"""What it takes to install the package that learners receive."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from fundamentals._version import DISTRIBUTION
from fundamentals.manifest import MANIFESTS

_PACKAGE = Path(__file__).resolve().parents[1]


def project_files() -> Iterator[tuple[str, str]]:
    """Yield name and text of ``pyproject.toml``, ``LICENSE`` and ``requirements.txt``.

    The last two come from the checkout that holds this package, else from what pip installed.
    """
    learners = Path(__file__).with_name("learners_pyproject.toml")
    yield "pyproject.toml", learners.read_text(encoding="utf-8")
    checkout = _PACKAGE.parent
    if (checkout / MANIFESTS[0]).is_file():
        for name in ("LICENSE", "requirements.txt"):
            yield name, (checkout / name).read_text(encoding="utf-8")
    else:
        installed = distribution(DISTRIBUTION)
        yield "LICENSE", installed.read_text("licenses/LICENSE") or ""
        needed = [line for line in installed.requires or () if "extra ==" not in line]
        yield "requirements.txt", "\n".join([*needed, ""])
