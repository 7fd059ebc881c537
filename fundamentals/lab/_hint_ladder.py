"""A task's hints, one step deeper at each call from a notebook or the command."""

from __future__ import annotations

import json
from pathlib import Path

from fundamentals.errors import OutputError
from fundamentals.files import whole_file
from fundamentals.language import Text
from fundamentals.manifest import Lab, TaskEntry

_HINT = Text("Hint {step} of {steps}", "提示 {step}/{steps}")
_MORE = Text("Ask again for the next one.", "再問一次，會多說一些。")

# Where a file cannot be written, its steps are known as long as this process runs.
_unwritten: dict[Path, dict[str, int]] = {}


def next_hint(lab: Lab, task: TaskEntry) -> Text:
    """Return the next hint of a task with its number; after the last one, the last one again."""
    path = lab.progress_folder / "hints.json"
    steps = _unwritten.get(path) or _read(path)
    step = min(steps.get(task.id, 0) + 1, len(task.hints))
    steps[task.id] = step
    _write(path, steps)
    heading = Text("{id} {title}. {hint}", "{id} {title}。{hint}").format(
        id=task.id, title=task.title, hint=_HINT.format(step=step, steps=len(task.hints))
    )
    told = Text.untranslated("{heading}\n\n{hint}").format(
        heading=heading, hint=task.hints[step - 1]
    )
    if step == len(task.hints):
        return told
    return Text.untranslated("{told}\n\n{more}").format(told=told, more=_MORE)


def _read(path: Path) -> dict[str, int]:
    try:
        steps = json.loads(path.read_bytes())
        return {str(task): max(0, int(step)) for task, step in steps.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        # Nothing is lost but how far the hints had come.
        return {}


def _write(path: Path, steps: dict[str, int]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(path) as incomplete:
            incomplete.write_text(json.dumps(steps, indent=1), encoding="utf-8")
    except (OSError, OutputError):
        _unwritten[path] = steps
    else:
        _unwritten.pop(path, None)
