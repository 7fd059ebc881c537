"""A loaded submission: runs its top-level statements one by one, finds its functions by name."""

from __future__ import annotations

import ast
import builtins
import difflib
import itertools
import linecache
import re
import sys
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fundamentals.lab_form import LabForm
from fundamentals.language import Text
from fundamentals.sandbox.worker import ANSWERS
from fundamentals.sandbox.worker._code_cells import CodeCell, SourceError, read_cells
from fundamentals.sandbox.worker._refusals import IS_ASKED_FOR, Refusals
from fundamentals.sandbox.worker._shell import Shell

FORBIDDEN = tuple(f"fundamentals.{package}" for package in ANSWERS)
_HOLDS_ANSWERS = Text(
    "{module} holds answers to the labs; a submission cannot use it",
    "{module} 內含實作的答案，繳交的程式不能使用",
)
_IS_PRIVATE = Text(
    "{module} is a private module; import from {package} what it offers",
    "{module} 是內部模組，請從 {package} 匯入公開的函式",
)
# Where the functions are defined that a lab asks for.
_PRIVATE = re.compile(r"fundamentals\..*?\b_(?!_)")
MAX_FAILURES = 20
MAX_MESSAGE = 2000
_FRAME = re.compile(r'^  File ".*\n+', re.MULTILINE)

_numbers = itertools.count(1)


class MissingFunctionError(Exception):
    """The submission has no such function."""


class SubmissionModule:
    """A submission's module.

    Errors at the top level are noted and skipped, and the rest still runs: a line that shows a
    picture or reads data that the sandbox lacks must not cost the functions below it.

    Attributes:
        failures: What failed, as :func:`describe_error` gives it.
    """

    def __init__(self, name: str) -> None:
        self.name = f"submission_{next(_numbers)}"
        self.failures: list[dict[str, Any]] = []
        self._lost: list[str] = []
        self._refused: tuple[str, ...] = ()
        self._refusals = Refusals((), self._is_own)
        self._shell = Shell(self._run_exported)
        self.files: dict[str, int | None] = {}
        self.module = types.ModuleType(self.name)
        self.module.__file__ = name
        self.module.__dict__["__builtins__"] = {
            **vars(builtins),
            "__import__": self._import,
            "get_ipython": lambda: self._shell,
        }
        # dataclasses, pickle and Keras look a module up by its name.
        sys.modules[self.name] = self.module

    def load(self, content: bytes, form: LabForm, *, refused: Sequence[str] = ()) -> None:
        """Run the top-level statements of the file ``content``.

        Args:
            content: Its bytes.
            form: Whether it is a notebook or a script.
            refused: What it must not import, because the lab asks for it.
        """
        self._refused = tuple(refused)
        self._refusals = Refusals(refused, self._is_own)
        try:
            cells = read_cells(content, form)
        except SourceError as error:
            self.note(error, "")
            return
        self._refusals.begin()
        for cell in cells:
            self.run(cell)
        self._refusals.loaded()

    def _is_own(self, frame: types.FrameType) -> bool:
        return frame.f_globals is self.module.__dict__ or frame.f_code.co_filename in self.files

    def run(self, cell: CodeCell) -> None:
        """Run the statements of one cell."""
        filename = f"<{self.name}>" if cell.number is None else f"<{self.name}, cell {cell.number}>"
        self.files[filename] = cell.number
        # Tracebacks and inspect.getsource find the source here.
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[filename] = (len(cell.source), None, lines, filename)
        try:
            tree = ast.parse(cell.source, filename)
            flags = _future_flags(tree.body)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.note(error, cell.source)
            return
        for statement in tree.body:
            try:
                module = ast.Module([statement], [])
                code = compile(module, filename, "exec", flags=flags, dont_inherit=True)
                exec(code, self.module.__dict__)
            except (Exception, SystemExit) as error:
                self.note(error, ast.get_source_segment(cell.source, statement) or "")

    def _run_exported(self, source: str) -> None:
        """Run code from a string in the file, which has no line of its own there."""
        exec(compile(source, "<exported cell>", "exec", dont_inherit=True), self.module.__dict__)

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 -- __import__ names it so.
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> types.ModuleType:
        wanted = [name, *(f"{name}.{member}" for member in fromlist or ())]
        for module in wanted if level == 0 else ():
            if module.startswith(FORBIDDEN):
                raise ImportError(str(_HOLDS_ANSWERS.format(module=module)))
            if _PRIVATE.match(module):
                package = module.partition("._")[0]
                raise ImportError(str(_IS_PRIVATE.format(module=module, package=package)))
            if module in self._refused:
                raise ImportError(str(IS_ASKED_FOR.format(module=module)))
        return builtins.__import__(name, globals, locals, fromlist, level)

    def note(self, error: BaseException, source: str) -> None:
        """Keep ``error`` for the report, and the source that did not run."""
        if len(self.failures) < MAX_FAILURES:
            self.failures.append(describe_error(error, self.files))
            self._lost.append(source)

    def loss_of(self, name: str) -> dict[str, Any] | None:
        """Return the failure whose source should have defined ``name``, if there is one."""
        for failure, source in zip(self.failures, self._lost, strict=True):
            if re.search(rf"^\s*(def\s+{re.escape(name)}\b|{re.escape(name)}\s*=)", source, re.M):
                return failure
        return None

    def function(self, name: str) -> Callable[..., Any]:
        """Return the function ``name``.

        Raises:
            MissingFunctionError: There is none.
        """
        function = self.module.__dict__.get(name)
        if not callable(function):
            raise MissingFunctionError(name)
        return function  # type: ignore[no-any-return]

    def close(self) -> None:
        """Forget the module and its source."""
        self._refusals.end()
        sys.modules.pop(self.name, None)
        for filename in self.files:
            linecache.cache.pop(filename, None)


def describe_error(error: BaseException, files: Mapping[str, int | None]) -> dict[str, Any]:
    """Return ``error`` as plain data: "type", "message" and, where known, "source_line".

    Args:
        error: What the submission raised.
        files: The submission's file names and their cell numbers.
    """
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:
        message = ""
    if meant := _name_meant(error):
        # As Python writes it in a traceback, which learners do not see.
        message = f"{message.removesuffix('.')}. Did you mean: {meant!r}?"
    # TensorFlow writes its call stack first, which would leave no room for what went wrong.
    message = _FRAME.sub("", message[: 10 * MAX_MESSAGE])[:MAX_MESSAGE]
    described: dict[str, Any] = {"type": type(error).__name__, "message": message}
    filename, line = _innermost(error, files)
    if filename is not None and line:
        source = linecache.getline(filename, line).strip()
        described["source_line"] = {"line": line, "source": source[:200], "cell": files[filename]}
    return described


def _name_meant(error: BaseException) -> str | None:
    """Return the known name or attribute of which a missing one is most likely a misspelling."""
    try:
        if isinstance(error, AttributeError):
            known = dir(error.obj)
        elif isinstance(error, NameError) and not isinstance(error, UnboundLocalError):
            *_, (frame, _) = traceback.walk_tb(error.__traceback__)
            known = [*frame.f_locals, *frame.f_globals, *dir(builtins)]
        else:
            return None
        return next(iter(difflib.get_close_matches(error.name or "", known, 1, 0.75)), None)
    except Exception:
        # The object may be the submission's own, and its __dir__ may do anything.
        return None


def _innermost(
    error: BaseException, files: Mapping[str, int | None]
) -> tuple[str | None, int | None]:
    if isinstance(error, SyntaxError) and error.filename in files:
        return error.filename, error.lineno
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_code.co_filename in files:
            return frame.f_code.co_filename, line
    return None, None


def _future_flags(statements: Sequence[ast.stmt]) -> int:
    """Return the compiler flags of ``from __future__ import``, which end with their statement."""
    import __future__

    names = [
        alias.name
        for statement in statements
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        for alias in statement.names
    ]
    features = [getattr(__future__, name, None) for name in names]
    return sum({feature.compiler_flag for feature in features if feature is not None})
