"""What it takes to install the package that learners receive."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from fundamentals import toml
from fundamentals._version import DISTRIBUTION
from fundamentals.manifest import MANIFESTS

PACKAGE = Path(__file__).resolve().parents[1]


def project_files() -> Iterator[tuple[str, str]]:
    """Yield name and text of ``pyproject.toml``, ``LICENSE`` and ``requirements.txt``.

    The last two come from the checkout that holds this package, else from what pip installed.
    """
    learners = Path(__file__).with_name("learners_pyproject.toml")
    yield "pyproject.toml", learners.read_text(encoding="utf-8")
    checkout = PACKAGE.parent
    if (checkout / MANIFESTS[0]).is_file():
        for name in ("LICENSE", "requirements.txt"):
            yield name, (checkout / name).read_text(encoding="utf-8")
    else:
        installed = distribution(DISTRIBUTION)
        yield "LICENSE", installed.read_text("licenses/LICENSE") or ""
        needed = [line for line in installed.requires or () if "extra ==" not in line]
        yield "requirements.txt", "\n".join([*needed, ""])


def repository(root: Path) -> str | None:
    """Return the address of the repository that learners get the labs from, if it has one.

    It is ``Labs`` under ``[project.urls]`` in the ``pyproject.toml`` of the checkout at ``root``,
    and holds what :func:`write_bundle` writes.
    """
    path = root / "pyproject.toml"
    if not path.is_file():
        return None
    project = toml.loads(path.read_text(encoding="utf-8")).get("project", {})
    address = project.get("urls", {}).get("Labs")
    return None if address is None else str(address).rstrip("/")
