"""Functions that a lab asks for: they refuse the submission, however it came by them.

Their code is replaced, not the names that lead to them, so that a ``functools.partial``, a closure
or another package's caller meets the refusal too. A module that is loaded again is treated again.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

from fundamentals.language import Text

IS_ASKED_FOR = Text(
    "{module} does what this lab asks you to write; write it yourself",
    "{module} 做的正是這個實作要你寫的事，請自己寫",
)

_PACKAGE = Path(__file__).parents[2]
# Calls a submission's functions.
_CALLER = str(Path(__file__).with_name("_runner.py"))

_active: list[Refusals] = []
# The code of each function that refuses, while it does.
_codes: dict[types.FunctionType, types.CodeType] = {}


class Refusals:
    """The functions that one submission must not use.

    Args:
        names: Python functions, each with its package, "fundamentals.training.augment".
        is_own: Whether a frame is the submission's.
    """

    def __init__(self, names: Sequence[str], is_own: Callable[[types.FrameType], bool]) -> None:
        self._is_own = is_own
        self._loading = True
        self._refused = [(*name.rpartition(".")[::2], name) for name in names]
        self._folders = {package: _folder(package) for package, _, _ in self._refused}

    def begin(self) -> None:
        """Refuse, from now on."""
        if not self._refused:
            return
        if not _active:
            SourceFileLoader.exec_module = _executed  # type: ignore[assignment]
        _active.append(self)
        for module in [*sys.modules.values()]:
            self.guard(module)

    def loaded(self) -> None:
        """Refuse also what the library does, because nothing that it does is graded."""
        self._loading = False

    def end(self) -> None:
        """Refuse no more."""
        if self not in _active:
            return
        _active.remove(self)
        if not _active:
            del SourceFileLoader.exec_module
            for function, code in _codes.items():
                function.__code__ = code
                del function.__dict__["autograph_info__"]
            _codes.clear()

    def guard(self, module: types.ModuleType) -> None:
        """Guard the functions that ``module`` holds."""
        for package, name, refused in self._refused:
            function = getattr(module, "__dict__", {}).get(name)
            if (
                isinstance(function, types.FunctionType)
                and function not in _codes
                and self._is_of(function, package)
            ):
                _guard(function, refused)

    def _is_of(self, function: types.FunctionType, package: str) -> bool:
        """Whether ``function`` is from ``package``; a file may be loaded under another name."""
        file = Path(function.__code__.co_filename)
        return f"{function.__module__}.".startswith(f"{package}.") or file.is_relative_to(
            self._folders[package]
        )

    def refuse(self, refused: str) -> bool:
        """Whether what calls the function now is the submission."""
        if all(refused != name for *_, name in self._refused):
            return False
        frames = _frames(sys._getframe(2))
        if self._loading:
            # At the top level, a plot may diagnose the curves that it draws.
            library = str(_PACKAGE)
            nearest = (
                self._is_own(frame)
                for frame in frames
                if self._is_own(frame) or frame.f_code.co_filename.startswith(library)
            )
            return next(nearest, False)
        in_background = threading.current_thread() is not threading.main_thread()
        return in_background or any(
            self._is_own(frame) or frame.f_code.co_filename == _CALLER for frame in frames
        )


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    return Path(str(spec.origin)).parent if spec is not None else _PACKAGE / package


def _frames(frame: types.FrameType | None) -> Iterator[types.FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _guard(function: types.FunctionType, refused: str) -> None:
    usual = types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    usual.__kwdefaults__ = function.__kwdefaults__

    def guarded(*arguments: Any, **named: Any) -> Any:
        if any(refusals.refuse(refused) for refusals in _active):
            raise ImportError(str(IS_ASKED_FOR.format(module=refused)))
        return usual(*arguments, **named)

    _codes[function] = function.__code__
    code = _stand_in.__code__
    constants = tuple(guarded if value == _GUARD else value for value in code.co_consts)
    function.__code__ = code.replace(
        co_consts=constants,
        co_name=function.__name__,
        co_freevars=function.__code__.co_freevars,
    )
    # TensorFlow would read the source of what it traces.
    function.__dict__["autograph_info__"] = None


_GUARD = "the guard"


def _stand_in(*arguments: Any, **named: Any) -> Any:
    guard: Any = "the guard"  # a constant, and the guard stands in its place
    return guard(*arguments, **named)


_load = SourceFileLoader.exec_module


def _executed(loader: SourceFileLoader, module: types.ModuleType) -> None:
    """Run a module as usual, and guard what it defines."""
    _load(loader, module)
    for refusals in _active:
        refusals.guard(module)
