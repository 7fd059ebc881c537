"""The answer of a check in a notebook: as HTML, or as text if the notebook shows no HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fundamentals.language import Text, use_language
from fundamentals.manifest import Lab, TaskEntry
from fundamentals.page_kit import escape

if TYPE_CHECKING:
    from fundamentals.grading import Block, Verdict

_CELLS = 28
_HEADING = Text("{id} {title}: {said}", "{id} {title}：{said}")
_LABELED = Text("{label}: {text}", "{label}：{text}")
_HINT = Text("Hint", "提示")
_PRINTED = Text("Your code printed", "你的程式印出")
_NOT_WRITTEN = Text("not written yet", "還沒寫")
_PASSED = Text("passed", "通過")
_UNCHANGED = Text("passed, unchanged since", "通過，之後沒有改過")
_DONE = Text("{done} of {all} tasks", "{all} 個任務完成 {done} 個")
_ALL_DONE = Text(
    "Every task is done. Restart the kernel and run all cells once more before you hand it in.",
    "所有任務都完成了。繳交之前，請重新啟動核心程式 (kernel)，把所有儲存格再執行一次。",
)
# A notebook does not say whether it is dark, so the pages' palette, which asks, cannot serve here:
# these are legible on both.
_STYLE = """
<style>
.lab-answer { --good: #1a7f37; --bad: #cf222e; --quiet: #8c959f;
  border-left: 4px solid var(--verdict); padding: .1em 0 .1em .9em; margin: .2em 0;
  max-width: 60em; font-size: 14px; line-height: 1.5; }
.lab-answer.passed { --verdict: var(--good); } .lab-answer.failed { --verdict: var(--bad); }
.lab-answer.open { --verdict: var(--quiet); }
.lab-answer b.verdict { color: var(--verdict); }
.lab-answer p { margin: .3em 0; } .lab-answer pre { margin: .3em 0; white-space: pre-wrap; }
.lab-answer .arrays { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .4em 2em;
  margin: .4em 0; }
.lab-answer table { border-collapse: collapse; margin: 0; font: 13px/1.4 monospace; }
.lab-answer caption { caption-side: top; text-align: left; font: 13px sans-serif; opacity: .8;
  color: inherit; padding: 0 0 .2em; }
.lab-answer td { padding: .1em .5em; text-align: right;
  border: 1px solid color-mix(in srgb, var(--quiet) 40%, transparent); }
.lab-answer td.differs { font-weight: bold;
  background: color-mix(in srgb, var(--bad) 20%, transparent); }
.lab-answer td.right { font-weight: bold;
  background: color-mix(in srgb, var(--good) 15%, transparent); }
.lab-answer summary { cursor: pointer; }
.lab-answer .progress { display: flex; align-items: center; gap: 3px; margin: .5em 0 .1em;
  font-size: 12px; }
.lab-answer .progress i { width: 1.6em; height: .5em; border-radius: 2px;
  background: var(--quiet); opacity: .4; }
.lab-answer .progress i.done { background: var(--good); opacity: 1; }
.lab-answer .progress span { opacity: .8; margin-left: .5em; }
</style>
"""


@dataclass(frozen=True)
class TaskAnswer:
    """The answer to a check of one task.

    Attributes:
        lab: The lab.
        task: The task.
        language: The language to show, "en" or "zh-Hant".
        verdict: The verdict of the first check that did not pass, else of all.
        done: Ids of the lab's tasks that are done.
        title: What that check looked at; None if there was none.
        message: The cause, what was expected and what came.
        hint: How to fix it.
        printed: What the learner's code printed.
        is_old: Whether it passed earlier and nothing that it uses has changed.
    """

    lab: Lab
    task: TaskEntry
    language: str
    verdict: Verdict
    done: frozenset[str]
    title: Text | None = None
    message: Text | None = None
    hint: Text | None = None
    printed: str = ""
    is_old: bool = False

    def __repr__(self) -> str:
        """Return the answer as text, for notebooks that show no HTML."""
        with use_language(self.language):
            return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        """Return the answer as HTML; IPython asks for it."""
        with use_language(self.language):
            opening = f"<div class='lab-answer {self._kind}' lang='{self.language}'>"
            return "".join((_STYLE, opening, *self._html(), "</div>"))

    @property
    def _kind(self) -> str:
        from fundamentals.grading import Verdict

        kinds = {Verdict.PASSED: "passed", Verdict.NOT_ATTEMPTED: "open"}
        return kinds.get(self.verdict, "failed")

    @property
    def _is_unwritten(self) -> bool:
        return self._kind == "open" and self.message is None

    @property
    def _verdict_text(self) -> Text:
        if self._kind == "passed":
            return _UNCHANGED if self.is_old else _PASSED
        return _NOT_WRITTEN if self._is_unwritten else self.verdict.title

    def _lines(self) -> Iterator[str]:
        mark = {"passed": "✓", "open": "·"}.get(self._kind, "✗")
        heading = _HEADING.format(id=self.task.id, title=self.task.title, said=self._verdict_text)
        yield f"{mark} {heading}"
        if self._is_unwritten:
            return
        if self.message is not None:
            explanation = f"{self.title}\n{self.message}" if self.title else str(self.message)
            yield textwrap.indent(explanation, "  ")
        if self.hint is not None:
            yield textwrap.indent(str(_LABELED.format(label=_HINT, text=self.hint)), "  ")
        if self.printed:
            yield f"  {_LABELED.format(label=_PRINTED, text='')}".rstrip()
            yield textwrap.indent(self.printed, "  | ")
        filled = _CELLS * len(self.done) // len(self.lab.tasks)
        yield f"{'█' * filled}{'░' * (_CELLS - filled)} {self._progress_text()}"
        if len(self.done) == len(self.lab.tasks):
            yield str(_ALL_DONE)

    def _html(self) -> Iterator[str]:
        yield f"<p><b class='verdict'>{_escaped(self._verdict_text)}</b> "
        yield f"{self.task.id} {_escaped(self.task.title)}</p>"
        if self._is_unwritten:
            return
        if self.message is not None:
            yield f"<p>{_escaped(self.title)}</p>" if self.title else ""
            yield from message_html(self.message)
        if self.hint is not None:
            yield _folded(str(_HINT), str(self.hint), is_code=False)
        if self.printed:
            yield _folded(str(_PRINTED), self.printed, is_code=True)
        yield "<div class='progress'>"
        for task in self.lab.tasks:
            done = " class='done'" if task.id in self.done else ""
            yield f"<i{done} title='{task.id} {_escaped(task.title)}'></i>"
        yield f"<span>{_escaped(self._progress_text())}</span></div>"
        if len(self.done) == len(self.lab.tasks):
            yield f"<p>{_escaped(_ALL_DONE)}</p>"

    def _progress_text(self) -> Text:
        return _DONE.format(done=len(self.done), all=len(self.lab.tasks))


def message_html(message: Text) -> Iterator[str]:
    """Yield a finding's message as HTML: arrays side by side, their differing cells marked."""
    from fundamentals.grading import ArrayText

    for part in message.parts if isinstance(message, ArrayText) else (message,):
        if isinstance(part, Text):
            yield f"<pre>{_escaped(part)}</pre>" if "  " in str(part) else f"<p>{_lines(part)}</p>"
        else:
            yield f"<div class='arrays'>{''.join(map(_table, part))}</div>"


def _table(block: Block) -> str:
    from fundamentals.grading import EXPECTED

    mark = "right" if block.title == EXPECTED else "differs"
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td class='{mark}'>{escape(cell)}</td>"
            if (row, column) in block.marked
            else f"<td>{escape(cell)}</td>"
            for column, cell in enumerate(cells)
        )
        + "</tr>"
        for row, cells in enumerate(block.cells)
    )
    part = f" {escape(block.part)}" if block.part else ""
    return f"<table><caption>{_escaped(block.title)}{part}</caption>{rows}</table>"


def _folded(title: str, content: str, *, is_code: bool) -> str:
    shown = escape(content)
    body = f"<pre>{shown}</pre>" if is_code else f"<p>{shown}</p>"
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def _lines(text: Text) -> str:
    return _escaped(text).replace("\n", "<br>")


def _escaped(text: object) -> str:
    return escape(str(text))
