"""Grading one submission inside Gradescope's container."""

from __future__ import annotations

import json
import tempfile
import traceback
from pathlib import Path, PurePosixPath

from fundamentals.classroom.batch import ClassFiles, UnreadableError, open_class, rank
from fundamentals.errors import FundamentalsError
from fundamentals.grading import Report, draw_seed, load_rubric, run_checks
from fundamentals.grading.formats import gradescope
from fundamentals.language import Text
from fundamentals.manifest import Lab, find_course
from fundamentals.printable import one_line, printable
from fundamentals.sandbox import (
    LocalStudent,
    Sandbox,
    SandboxedStudent,
    Submission,
    is_script_or_notebook,
    submission_name,
)

# An archive may hold a hundred thousand names.
_MOST_SHOWN, _LONGEST = 20, 200


class _HandInError(Exception):
    """A submission cannot be graded; the text says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def grade_handed_in(lab_id: str, folder: Path, *, sandboxed: bool = True) -> str:
    """Return Gradescope's ``results.json`` for the contents of ``folder``, whatever they are.

    A submission that cannot be graded earns zero, with the reason. If the autograder itself fails,
    there is no score, and Gradescope reports a failure instead of a grade.

    Args:
        lab_id: The lab.
        folder: What the learner handed in; archives inside it are opened.
        sandboxed: Whether the submission runs in the sandbox, rather than only in the container.
    """
    try:
        lab = find_course().lab(lab_id)
        submission = _choose(open_class(folder), lab)
        return gradescope(_grade(lab, submission, sandboxed=sandboxed))
    except _HandInError as error:
        return _document(error.text, score=0)
    except FundamentalsError as error:
        return _document(error.text)
    except Exception:
        said = traceback.format_exc(limit=-3)
        return _document(Text(f"The autograder failed.\n{said}", f"評分程式出錯。\n{said}"))


def _document(said: Text, score: float | None = None) -> str:
    document: dict[str, object] = {"output": printable(str(said)), "output_format": "text"}
    if score is not None:
        document["score"] = score
    return json.dumps(document, ensure_ascii=False, indent=2)


def _choose(files: ClassFiles, lab: Lab) -> Submission:
    """Return the file that has the lab's functions, regardless of its name."""
    functions = [task.function for task in lab.tasks]
    found: dict[str, bytes] = {}
    problems: list[str] = []
    for path in files.paths():
        name = PurePosixPath(path).name
        if not is_script_or_notebook(name) or name.startswith("._"):
            continue
        try:
            found[path] = files.read(path)
        except UnreadableError as error:
            problems.append(f"{path}: {error.reason}")
    if not found:
        raise _HandInError(_nothing([*files.paths()], problems))
    ranks = {path: rank(content, functions) for path, content in found.items()}
    best = [path for path in ranks if ranks[path] == max(ranks.values())]
    if len(best) > 1:
        short = lab.id.partition("_")[0]
        best = [path for path in best if short in path.casefold()] or best
    if len({found[path] for path in best}) > 1:
        raise _HandInError(
            Text(
                "{count} files could be the lab: {paths}.\nHand in only one of them.",
                "有 {count} 個檔案都可能是實作：{paths}。\n請只繳交其中一個。",
            ).format(count=len(best), paths=_some(best))
        )
    return Submission(submission_name(PurePosixPath(best[0]).name), found[best[0]])


def _nothing(paths: list[str], problems: list[str]) -> Text:
    return Text(
        "There is no readable .py or .ipynb file. Received: {said}.\n"
        "Hand in the lab's script or notebook; its name does not matter.",
        "沒有可以讀取的 .py 或 .ipynb 檔。收到的是：{said}。\n"
        "請繳交實作的程式檔或筆記本，檔名不拘。",
    ).format(said=_some(problems or paths) or "–")


def _some(names: list[str]) -> str:
    more = " …" if len(names) > _MOST_SHOWN else ""
    return ", ".join(one_line(name)[:_LONGEST] for name in names[:_MOST_SHOWN]) + more


def _grade(lab: Lab, submission: Submission, *, sandboxed: bool) -> Report:
    # A submission could prepare for a seed that is known.
    rubric, seed = load_rubric(lab), draw_seed()
    if sandboxed:
        with Sandbox() as sandbox, SandboxedStudent(submission, sandbox, seed=seed) as student:
            return run_checks(rubric, student, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, submission.name)
        path.write_bytes(submission.content)
        with LocalStudent(path, seed=seed) as local:
            return run_checks(rubric, local, seed=seed)
