"""Promises of the whole package: the cost of importing, and the direction of imports."""

from __future__ import annotations

import ast
import functools
import importlib
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fundamentals
from fundamentals import toml
from fundamentals.manifest import find_course

ROOT = Path(fundamentals.__file__).parent

# Low to high: a package imports only from those before it.
LAYERS = (
    "printable",
    "language",
    "keras_classes",
    "lab_form",
    "errors",
    "streams",
    "files",
    "fonts",
    "cores",
    "syntax",
    "times",
    "toml",
    "manifest",
    "page_kit",
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
# What takes a tenth of a second and more to import, or what only one command needs.
HEAVY = (
    *("tensorflow", "keras", "tensorflow_datasets", "h5py", "pandas", "scipy"),
    *("matplotlib", "PIL", "IPython", "nbformat", "nbclient", "jupytext"),
    *("jinja2", "sqlite3", "asyncio", "distributed", "playwright"),
)
COMMANDS = (
    "--help",
    "hint 3a.2",
    "labs list",
    "data list",
    "check lab03b {untouched}",
    # Not the usual seed: what passed with that one is not checked again.
    "check lab03a {solution} --seed 1",
    "grade {solution} --lab lab03a --no-sandbox --output {report}",
)


def test_packages_import_nothing_heavy() -> None:
    # In perception and the explorer, Keras is what the functions work on.
    names = [name for name in LAYERS if name not in ("perception", "explorer", "serving")]
    names += ["classroom.formats", "grading.formats", "grading.models", "grading.mutants"]
    program = f"""
import importlib, sys
for name in {names}:
    importlib.import_module(f"fundamentals.{{name}}")
    assert not (found := {set(HEAVY)} & sys.modules.keys()), (name, found)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_commands_import_nothing_heavy(tmp_path: Path) -> None:
    numpy_lab, keras_lab = (find_course().lab(name) for name in ("lab03a", "lab03b"))
    files = {
        "solution": numpy_lab.solution_path,
        "untouched": keras_lab.lab_path(),
        "report": tmp_path / "report.txt",
    }
    program = f"""
import contextlib, sys
from fundamentals.cli import main
for command in {[command.format(**files).split() for command in COMMANDS]}:
    with contextlib.suppress(SystemExit):
        assert main(command) in (0, 1), command
    assert not (found := {set(HEAVY)} & sys.modules.keys()), (command, found)
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)


def test_what_a_package_loads_on_first_use_is_there() -> None:
    for stub in ROOT.rglob("__init__.pyi"):
        package = importlib.import_module(
            ".".join(("fundamentals", *stub.parent.relative_to(ROOT).parts))
        )
        assert all(hasattr(package, name) for name in package.__all__), package


@pytest.mark.parametrize(
    ("arguments", "most"),
    [(("-c", "import fundamentals"), 1.5), (("-m", "fundamentals", "-h"), 3)],
    ids=["import", "help"],
)
def test_import_and_help_take_little_more_than_python_and_argparse(
    arguments: tuple[str, ...], most: float
) -> None:
    resource = pytest.importorskip("resource")

    def seconds(arguments: tuple[str, ...]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)

    # Help takes less than a tenth of a second, a few ticks of the clock behind os.times. A busy
    # machine stretches CPU time too, so both are measured in turns, and the best of several counts.
    # With NumPy, either takes too long.
    least = ("-c", "import argparse, dataclasses, json, pathlib, re")
    pairs = [(seconds(arguments), seconds(least)) for _ in range(7)]
    own, unit = (min(times) for times in zip(*pairs, strict=True))
    assert own <= most * unit


def test_a_module_imports_only_from_packages_below_its_own() -> None:
    found = set()
    for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.pyi")):
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


# Packages that not every machine with these tests has.
_NOT_EVERYWHERE = {"kagglehub": "kagglehub", "tomli": "tomli"}


def test_every_package_that_ours_imports_is_declared() -> None:
    root = find_course(Path(__file__)).root
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    project = toml.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines += [line for extra in project["optional-dependencies"].values() for line in extra]
    declared = {
        canonicalize_name(Requirement(line).name) for line in lines if line and line[0] != "#"
    }
    found = {name.partition(".")[0] for path in _MODULES.values() for name in _run_imports_of(path)}
    providers = {name: [package] for name, package in _NOT_EVERYWHERE.items()}
    providers |= packages_distributions()
    undeclared = {
        name
        for name in found - sys.stdlib_module_names - {"fundamentals"}
        if not {canonicalize_name(each) for each in providers.get(name, [])} & declared
    }
    assert undeclared == set(), "add it to requirements.txt, or to an extra in pyproject.toml"


# The site reads a line at the depth of the entries as an entry of its own.
_SECTION = re.compile(r"^(?:Args|Attributes|Raises):\n((?:    .*\n?|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r" {5,}|    [*\w., ]+:|$")


def test_an_entry_of_a_docstring_goes_on_further_in() -> None:
    loose = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in ROOT.rglob("*.py")
        for node in _nodes(path)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for section in _SECTION.findall(ast.get_docstring(node) or "")
        for line in section.splitlines()
        if not _ENTRY.match(line)
    ]
    assert loose == []


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
        for node in _nodes(path)
        for name in _imported_names(node)
        if name.startswith("fundamentals.")
    }


def _run_imports_of(path: Path) -> set[str]:
    """Return what a module imports when it runs, not for its types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    for block in blocks:
        if ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    return {
        name
        for node in ast.walk(tree)
        if not (isinstance(node, ast.ImportFrom) and node.level)
        for name in _imported_names(node)
    }


@functools.cache
def _nodes(path: Path) -> list[ast.AST]:
    kinds = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return []
