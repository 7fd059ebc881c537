"""Importing a lab, a script or a notebook, by its path."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import itertools
import sys
from pathlib import Path
from types import CodeType, ModuleType

from fundamentals.errors import CourseError
from fundamentals.lab_form import LabForm
from fundamentals.language import Text
from fundamentals.sandbox import read_cells, submission_form

_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
_numbers = itertools.count(1)


class _ScriptLoader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        # Never through __pycache__, which tells versions apart by second and size: after a quick
        # second save, the first version could run.
        content = self.get_data(self.path)
        if submission_form(self.path) is LabForm.SCRIPT:
            return self.source_to_code(content, self.path)
        cells = read_cells(content, LabForm.NOTEBOOK)
        tree = ast.parse("\n".join(cell.source for cell in cells))
        # Its other cells train and draw: they are the script's `if __name__ == "__main__":`.
        tree.body = [statement for statement in tree.body if _defines(statement)]
        return compile(tree, self.path, "exec")


def _defines(statement: ast.stmt) -> bool:
    """Whether it imports, or defines a function, a class or a constant."""
    if isinstance(statement, ast.Assign):
        return all(isinstance(name, ast.Name) and name.id.isupper() for name in statement.targets)
    return isinstance(statement, _DEFINITIONS)


def load_module(path: Path) -> ModuleType:
    """Import the lab at ``path`` again; its ``if __name__ == "__main__":`` cells do not run.

    Only a notebook's imports, functions, classes and constants run. Each call gives the module a
    new name, and nothing is written beside the file.

    Raises:
        CourseError: There is no such file.
        Exception: Anything that the script raises during import, ``SyntaxError`` included.
    """
    path = Path(path).resolve()
    if not path.is_file():
        raise CourseError(
            Text("there is no file {path}", "找不到檔案 {path}").format(path=path),
            expected=Text("a lab, a script or a notebook", "實作的程式檔或筆記本"),
            fix=Text(
                "check the name; `fundamentals course` shows the labs",
                "請確認檔名；`fundamentals course` 會列出所有實作",
            ),
        )
    name = f"{path.stem}_{next(_numbers)}"
    loader = _ScriptLoader(name, str(path))
    spec = importlib.machinery.ModuleSpec(name, loader, origin=str(path))
    spec.has_location = True
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name while it is still being imported.
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
