"""Labs and solutions as Jupyter notebooks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fundamentals.course._build import WrittenFile, write_file
from fundamentals.course._notebook_cells import code_cells, prose
from fundamentals.course._opening import badges, install_cell
from fundamentals.course._project import repository
from fundamentals.course._solution import read_solution
from fundamentals.lab_form import LabForm
from fundamentals.manifest import Lab, handed_out_path

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_EMPTY: dict[str, dict[str, Any]] = {
    "code": {"execution_count": None, "outputs": []},
    "markdown": {},
}
_START = re.compile(r'\bstart_lab\(("[^"]*")\)')


def write_notebook(
    lab: Lab, path: Path, *, language: str, solution: bool = False
) -> WrittenFile | None:
    """Write a lab, or its solution, as a notebook without outputs.

    The same solution gives the same bytes. An existing file is backed up first, as in
    :func:`build_labs`.

    Args:
        lab: The lab.
        path: The ``.ipynb`` file to write.
        language: "en" or "zh-Hant".
        solution: Whether to write the solution instead of the learner's file.

    Returns:
        What was written; None if the file already held exactly this.

    Raises:
        CourseError: The solution is malformed, or the file cannot be written.
    """
    content = handed_out(lab, language=language, form=LabForm.NOTEBOOK)
    if solution:
        text = read_solution(lab).text(language)
        content = notebook_text(text, lab, language=language, checks=False).encode()
    return write_file(path, content, lab.root)


def handed_out(lab: Lab, *, language: str, form: LabForm) -> bytes:
    """Return the file in which a learner starts a lab.

    Args:
        lab: The lab.
        language: "en" or "zh-Hant".
        form: A notebook or a script.

    Raises:
        CourseError: The solution is malformed.
    """
    text = read_solution(lab).student_text(language)
    if form is LabForm.NOTEBOOK:
        path = handed_out_path(lab, language, form)
        badge = badges(language, path, address) if (address := repository(lab.root)) else None
        opening = [
            *([("markdown", badge)] if badge else []),
            ("code", install_cell(language, address)),
        ]
        return notebook_text(text, lab, language=language, opening=opening).encode()
    return in_its_language(text, language).encode()


def in_its_language(script: str, language: str) -> str:
    """Return a lab's script with its language written into it.

    In a checkout, a script's folder tells its language. Elsewhere it may be anywhere, and a kernel
    never learns which file its cells are from.
    """
    return _START.sub(rf'start_lab(\1, language="{language}")', script)


def notebook_text(
    script: str,
    lab: Lab,
    *,
    language: str | None = None,
    checks: bool = True,
    opening: Sequence[tuple[str, str]] = (),
) -> str:
    """Return a lab's script as a notebook; the same script gives the same text.

    Code under ``if __name__ == "__main__":`` becomes cells that are not graded.

    Args:
        script: The script, in the percent format.
        lab: The lab; the ids of the cells begin with its id.
        language: The lab's language, "en" or "zh-Hant"; None leaves every cell as it is.
        checks: Whether a cell that checks it stands behind each task.
        opening: Kind ("code" or "markdown") and source of cells to put behind the title.
    """
    # Imported here: a lab that runs as a script does not need it.
    import jupytext
    import nbformat

    if language is not None:
        script = in_its_language(script, language)
    notebook = jupytext.reads(script, fmt="py:percent")
    tasks = {task.function: task.id for task in lab.tasks} if checks else {}
    cells = [
        (cell.cell_type, source)
        for cell in notebook.cells
        for source in (
            code_cells(cell.source, tasks, language)
            if cell.cell_type == "code"
            else [prose(cell.source, language)]
        )
    ]
    notebook.cells = [
        nbformat.from_dict({"cell_type": kind, "source": source, "metadata": {}, **_EMPTY[kind]})
        for kind, source in (*cells[:1], *opening, *cells[1:])
    ]
    for number, cell in enumerate(notebook.cells, start=1):
        # Otherwise drawn at random.
        cell["id"] = f"{lab.id}-{number}"
    notebook.metadata.clear()
    notebook.metadata.update(_METADATA)
    return f"{jupytext.writes(notebook, fmt='ipynb')}\n"
