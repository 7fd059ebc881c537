"""Promises of the whole package: the cost of importing, and the direction of imports."""

from __future__ import annotations

import ast
import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fundamentals

ROOT = Path(fundamentals.__file__).parent

# Low to high: a package imports only from those before it.
LAYERS = (
    "language",
    "errors",
    "manifest",
    "pages",
    "datasets",
    "convolution",
    "training",
    "perception",
    "plotting",
    "explorer",
    "prediction",
    "serving",
    "deployment",
    "sandbox",
    "grading",
    "lab",
    "comparison",
    "course",
    "classroom",
    "benchmarking",
    "cli",
)
LIGHT = ("fundamentals", "fundamentals.cli", "fundamentals.convolution", "fundamentals.datasets")


@pytest.mark.parametrize("module", LIGHT)
def test_importing_it_leaves_tensorflow_alone(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'tensorflow', 'keras'}} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("arguments", [("-c", "import fundamentals"), ("-m", "fundamentals", "-h")])
def test_import_and_help_take_an_eighth_of_a_second_of_cpu_time(arguments: tuple[str, ...]) -> None:
    def seconds() -> float:
        before = os.times()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = os.times()
        return (after.children_user - before.children_user) + (
            after.children_system - before.children_system
        )

    # CPU time, and the best of several: on a busy machine the clock says little.
    assert min(seconds() for _ in range(5)) <= 0.125


def test_a_module_imports_only_from_packages_below_its_own() -> None:
    found = set()
    for path in ROOT.rglob("*.py"):
        package = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if package in LAYERS:
            above = LAYERS[LAYERS.index(package) + 1 :]
            wrong = {name for name in _imports_of(path) if name.split(".")[1] in above}
            found |= {f"{path.relative_to(ROOT)} imports {name}" for name in wrong}
    assert found == set()


def test_no_module_imports_a_private_one_of_another_package() -> None:
    found = {
        f"{importer} imports {name}"
        for importer, names in _imports().items()
        for name in names
        if "._" in name and name.split(".")[1] != importer.split(".")[1]
        # The package's own version and TensorFlow's log are nobody's.
        if not name.split(".")[1].startswith("_")
    }
    assert found == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    imports = {
        importer: {name for name in names if name in _MODULES}
        for importer, names in _imports().items()
    }
    # Whatever imports nothing but modules already taken away is in no circle.
    while free := {name for name, needs in imports.items() if not needs & imports.keys()}:
        imports = {name: needs for name, needs in imports.items() if name not in free}
    assert imports == {}


_MODULES = {
    ".".join(("fundamentals", *path.relative_to(ROOT).with_suffix("").parts)): path
    for path in ROOT.rglob("*.py")
    if path.name != "__init__.py"
}


def _imports() -> dict[str, set[str]]:
    """Return the modules of this package that each module imports anywhere."""
    return {module: _imports_of(path) for module, path in _MODULES.items()}


@functools.cache
def _imports_of(path: Path) -> set[str]:
    return {
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported_names(node)
        if name.startswith("fundamentals.")
    }


def _imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return []
