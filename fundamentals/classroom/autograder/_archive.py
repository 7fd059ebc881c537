"""The files of an autograder: two scripts, the package as a wheel, and the lab."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from fundamentals.course import WHEEL_NAME, grader_wheel
from fundamentals.language import Text
from fundamentals.manifest import LAB_MANIFEST, Course, Lab

# No matter what ends the run, the learner reads why.
_RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission.
mkdir -p /autograder/results
cd /autograder/source/course
export FUNDAMENTALS_LANGUAGE={language}
/autograder/venv/bin/python -m fundamentals.classroom.autograder --lab {lab} \\
    --submission /autograder/submission --results /autograder/results/results.json {options}
if [ ! -s /autograder/results/results.json ]; then
    echo '{{"output": "{stopped}"}}' > /autograder/results/results.json
fi
"""
_STOPPED = Text(
    "The autograder stopped before it could say why. Tell the instructor.",
    "評分程式在說明原因之前就停了。請告訴老師。",
)

_SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: Ubuntu 22.04 or later.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends python3 python3-venv bubblewrap
# An old pip, such as that of Ubuntu 22.04, would search for hours among versions.
python3 -m venv --upgrade-deps /autograder/venv
/autograder/venv/bin/pip install --no-cache-dir "/autograder/source/{wheel}[grader]"
"""


def autograder_files(
    course: Course, lab: Lab, *, language: str, sandboxed: bool = True
) -> dict[str, bytes]:
    """Return the files of an autograder for Gradescope, by path, sorted.

    Args:
        course: The instructor's course.
        lab: What it grades.
        language: Of what learners read, "en" or "zh-Hant".
        sandboxed: Whether submissions run in the sandbox, rather than only in the container.

    Raises:
        CourseError: A file of the course is missing.
    """
    options = "" if sandboxed else "--no-sandbox"
    run = _RUN.format(
        lab=shlex.quote(lab.id),
        language=shlex.quote(language),
        options=options,
        stopped=_STOPPED.in_language(language),
    )
    files = {
        "run_autograder": run.encode(),
        "setup.sh": _SETUP.format(wheel=WHEEL_NAME).encode(),
        WHEEL_NAME: grader_wheel(course),
        **{
            f"course/{path.relative_to(course.root).as_posix()}": path.read_bytes()
            for path in _course_files(course, lab)
        },
    }
    return dict(sorted(files.items()))


def _course_files(course: Course, lab: Lab) -> Iterator[Path]:
    """Yield the course's manifest, the lab's folder without its corpus, and what is handed out.

    The manifests of the other labs tell a file for another lab from one without any function.
    """
    yield lab.folder.parent / "course.toml"
    yield from (other.folder / LAB_MANIFEST for other in course.labs if other is not lab)
    for path in sorted(lab.folder.rglob("*")):
        ours = path.is_file() and "__pycache__" not in path.parts
        if ours and not path.is_relative_to(lab.corpus_path):
            yield path
    yield from sorted(path for path in (course.root / "labs").rglob(f"{lab.id}.py"))
