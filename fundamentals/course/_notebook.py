"""Labs and solutions as Jupyter notebooks."""

from __future__ import annotations

import re
from pathlib import Path

from fundamentals.course._build import WrittenFile, write_file
from fundamentals.course._solution import read_solution
from fundamentals.manifest import Lab

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
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
    source = read_solution(lab)
    text = source.text(language) if solution else source.student_text(language)
    return write_file(path, notebook_text(text, name=lab.id, language=language).encode(), lab.root)


def notebook_text(script: str, *, name: str, language: str | None = None) -> str:
    """Return a script in the percent format as a notebook; the same script gives the same text.

    Args:
        script: The script.
        name: What the ids of its cells begin with.
        language: The lab's language, "en" or "zh-Hant"; None leaves every cell as it is.
    """
    # Imported here: a lab that runs as a script does not need it.
    import jupytext

    if language is not None:
        # A script is known by its folder; a kernel never learns which file its cells are from.
        script = _START.sub(rf'start_lab(\1, language="{language}")', script)
    notebook = jupytext.reads(script, fmt="py:percent")
    for number, cell in enumerate(notebook.cells, start=1):
        # Otherwise drawn at random.
        cell["id"] = f"{name}-{number}"
    notebook.metadata.clear()
    notebook.metadata.update(_METADATA)
    return f"{jupytext.writes(notebook, fmt='ipynb')}\n"
