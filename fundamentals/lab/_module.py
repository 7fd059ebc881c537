"""Importing a lab script by its path."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import itertools
import sys
from pathlib import Path
from types import CodeType, ModuleType

from fundamentals.errors import CourseError
from fundamentals.language import Text

_numbers = itertools.count(1)


class _ScriptLoader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        # Never through __pycache__, which tells versions apart by second and size: after a quick
        # second save, the first version could run.
        return self.source_to_code(self.get_data(self.path), self.path)


def load_module(path: Path) -> ModuleType:
    """Import the script at ``path`` afresh; its ``if __name__ == "__main__":`` cells do not run.

    The module's name is new at each call and nothing is written beside the script.

    Raises:
        CourseError: There is no such file.
        Exception: Anything that the script raises during import, ``SyntaxError`` included.
    """
    path = Path(path).resolve()
    if not path.is_file():
        raise CourseError(
            Text("there is no file {path}", "找不到檔案 {path}").format(path=path),
            expected=Text("a lab script", "實作程式檔"),
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
