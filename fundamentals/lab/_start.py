"""The start of a lab: its language, its folder, and readable errors from then on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from fundamentals.errors import CourseError
from fundamentals.lab._explain_error import Explainer
from fundamentals.lab._host import notebook_shell, running_script
from fundamentals.lab._session import LabSession
from fundamentals.language import LANGUAGES, current_language
from fundamentals.manifest import Lab, find_course
from fundamentals.streams import make_streams_encodable


class _ImportedSession:
    """The session of an imported lab, which shows, saves and checks nothing."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.output = Path("output")

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments, **named: None


def start_lab(lab_id: str, *, seed: int = 0, language: str | None = None) -> LabSession:
    """Start the lab; its first ``__main__`` cell calls this.

    In an imported lab, it does nothing, and neither does the session that it returns.

    From here on, an uncaught exception prints a few lines about the learner's own code instead of a
    traceback, in scripts (whose exit status stays 1) and in notebooks; an unwritten task prints
    what to do next. ``FUNDAMENTALS_TRACEBACK=1`` keeps Python's traceback. The lab's language is
    that of its file unless ``$FUNDAMENTALS_LANGUAGE`` says otherwise.

    Args:
        lab_id: The lab's id, for example "lab03b_cnn".
        seed: Becomes the session's ``seed``.
        language: The language of a notebook, "en" or "zh-Hant"; None for that of the file.

    Raises:
        SystemExit: There is no such lab, or the file is in no course; the message says so.
    """
    # A notebook starts its lab without a guard, also where its functions are only checked.
    if sys._getframe(1).f_globals.get("__name__") != "__main__":
        return cast("LabSession", _ImportedSession(seed))
    make_streams_encodable()
    script = running_script()
    try:
        lab = find_course(script).lab(lab_id)
    except CourseError as error:
        raise SystemExit(str(error)) from None
    explainer = Explainer(lab, script, shell_language=current_language())
    if language := language or _language_of(lab, script):
        os.environ.setdefault("FUNDAMENTALS_LANGUAGE", language)
    language = current_language()
    if os.environ.get("FUNDAMENTALS_TRACEBACK") != "1":
        _install(explainer)
    output = lab.root / "output" / lab.id
    output.mkdir(parents=True, exist_ok=True)
    return LabSession(lab, output, seed, language)


def _language_of(lab: Lab, script: Path | None) -> str | None:
    """Return the language that the running file was built in; None for a solution or notebook."""
    for language in LANGUAGES:
        if script == lab.lab_path(language).resolve():
            return language
    return None


def _install(explainer: Explainer) -> None:
    shell = notebook_shell()
    if shell is not None:
        _install_in_notebook(shell, explainer)
        return

    def excepthook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        explanation = explainer.explain(error)
        if explanation is None:
            sys.__excepthook__(kind, error, traceback)
        else:
            print(f"\n{explanation}", file=sys.stderr)  # noqa: T201

    sys.excepthook = excepthook


def _install_in_notebook(shell: Any, explainer: Explainer) -> None:
    explainer.name_file = lambda path: " ".join(shell.compile.format_code_name(path) or (path,))

    def handle(
        shell: Any,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        explanation = explainer.explain(error)
        if explanation is not None:
            # IPython asks the exception itself how to show it.
            error._render_traceback_ = lambda: str(explanation).splitlines()  # type: ignore[attr-defined]
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)

    shell.set_custom_exc((Exception, KeyboardInterrupt), handle)
