"""One file that pip installs: the package that learners receive, with the course inside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fundamentals import toml
from fundamentals._version import DISTRIBUTION, __version__

_NAME = f"{DISTRIBUTION.replace('-', '_')}-{__version__}"
WHEEL_NAME = f"{_NAME}-py3-none-any.whl"
_ABOUT = """\
Wheel-Version: 1.0
Generator: fundamentals labs bundle
Root-Is-Purelib: true
Tag: py3-none-any
"""


_ABOUT_THE_PROJECT = ("pyproject.toml", "requirements.txt", "README.md", "LICENSE")


def wheel_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a wheel, by path, in its order.

    Args:
        files: What learners receive, from :func:`bundle_files`, or graders, from
            :func:`grader_files`.
    """
    project = toml.loads(files["pyproject.toml"].decode())["project"]
    information = f"{_NAME}.dist-info"
    wheel = {path: content for path, content in files.items() if path.startswith("fundamentals/")}
    wheel |= {
        f"{information}/METADATA": "\n".join(_metadata(project, files)).encode(),
        f"{information}/WHEEL": _ABOUT.encode(),
        f"{information}/entry_points.txt": _entry_points(project).encode(),
        f"{information}/licenses/LICENSE": files["LICENSE"],
    }
    record = f"{information}/RECORD"
    lines = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in wheel.items()]
    return {**wheel, record: "\n".join([*lines, f"{record},,", ""]).encode()}


def grader_files(root: Path) -> dict[str, bytes]:
    """Return the files of the wheel that graders install: the whole package, without the course.

    Args:
        root: The instructor's checkout.
    """
    package = Path(__file__).resolve().parents[1]
    files = {name: (root / name).read_bytes() for name in _ABOUT_THE_PROJECT}
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"fundamentals/{path.relative_to(package).as_posix()}"] = path.read_bytes()
    return files


def _metadata(project: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the lines of the core metadata, version 2.4."""
    yield "Metadata-Version: 2.4"
    yield f"Name: {project['name']}"
    yield f"Version: {__version__}"
    yield f"Summary: {project['description']}"
    yield f"License-Expression: {project['license']}"
    yield "License-File: LICENSE"
    yield f"Requires-Python: {project['requires-python']}"
    for line in files["requirements.txt"].decode().splitlines():
        if line and not line.startswith("#"):
            yield f"Requires-Dist: {line}"
    for extra, needed in project["optional-dependencies"].items():
        yield f"Provides-Extra: {extra}"
        for requirement in needed:
            package, _, marker = requirement.partition(";")
            condition = f"({marker.strip()}) and " if marker else ""
            yield f'Requires-Dist: {package}; {condition}extra == "{extra}"'
    yield "Description-Content-Type: text/markdown"
    yield ""
    yield files["README.md"].decode()


def _entry_points(project: Mapping[str, Any]) -> str:
    commands = [f"{name} = {target}" for name, target in project["scripts"].items()]
    return "\n".join(["[console_scripts]", *commands, ""])


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
