"""Importing a module of a lab's folder."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_lab_module(path: Path) -> ModuleType:
    """Return the module in the file ``path`` of a lab's folder: its checks, its handout.

    The folder counts as a package, so that ``from .reference import …`` finds the file beside it.

    Raises:
        Exception: Whatever the module raises as it is imported.
    """
    folder = path.resolve().parent
    package = f"fundamentals_lab_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    name = f"{package}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    if package not in sys.modules:
        holder = ModuleType(package)
        holder.__path__ = [str(folder)]
        sys.modules[package] = holder
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
