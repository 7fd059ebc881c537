"""What a failed call means, in the learner's terms."""

from __future__ import annotations

import functools

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Finding, Verdict
from fundamentals.grading._show import lines
from fundamentals.grading.messages._python_errors import hint_for
from fundamentals.language import Text
from fundamentals.sandbox import (
    SourceLine,
    StudentBadValue,
    StudentDied,
    StudentError,
    StudentFailure,
    StudentMissing,
    StudentNotAttempted,
    StudentOutOfMemory,
    StudentTimeout,
    StudentTooCostly,
)

_VERDICTS: dict[type[StudentFailure], Verdict] = {
    StudentNotAttempted: Verdict.NOT_ATTEMPTED,
    StudentMissing: Verdict.NOT_ATTEMPTED,
    StudentError: Verdict.ERROR,
    StudentDied: Verdict.ERROR,
    StudentTimeout: Verdict.TIMED_OUT,
    StudentTooCostly: Verdict.TIMED_OUT,
    StudentOutOfMemory: Verdict.OUT_OF_MEMORY,
    StudentBadValue: Verdict.FAILED,
}

# What a value of a type that cannot be sent means, if there is more to say than its name.
_BAD_VALUES = {
    "KerasTensor": causes.TENSOR_OF_LAYER,
    **dict.fromkeys(("set", "frozenset"), causes.SET_RETURNED),
    **dict.fromkeys(
        ("generator", "map", "zip", "filter", "enumerate", "reversed", "range_iterator"),
        causes.ITERATOR_RETURNED,
    ),
}

_BAD_CONTENTS = {
    "of rows of different lengths": causes.ROWS_UNEVEN,
    "array of texts": causes.ARRAY_OF_TEXTS,
}

# An error's message is cut to this many lines.
_MOST_LINES = 6


def verdict_of(failure: StudentFailure) -> Verdict:
    """Return the verdict on a check whose call ended with ``failure``."""
    return next(_VERDICTS[kind] for kind in type(failure).__mro__ if kind in _VERDICTS)


@functools.singledispatch
def explain_failure(failure: StudentFailure) -> Finding:
    """Return what ``failure`` means and how to fix it."""
    raise TypeError(f"no words for {type(failure).__name__}")


@explain_failure.register
def _(failure: StudentNotAttempted) -> Finding:
    return Finding(
        Text(
            "The function still raises NotImplementedError: {message}",
            "函式仍會引發 NotImplementedError：{message}",
        ).format(message=failure.message)
    )


@explain_failure.register
def _(failure: StudentMissing) -> Finding:
    message = Text("There is no function {function}.", "找不到函式 {function}。").format(
        function=failure.function
    )
    if failure.cause is not None:
        why = explain_failure(failure.cause)
        return Finding(lines(message, why.message), why.hint)
    return Finding(
        message,
        Text(
            "Keep the function name that the lab gave, and make sure that the file runs that far.",
            "保留實作中函式原來的名稱，並確認檔案能執行到那裡。",
        ),
    )


@explain_failure.register
def _(failure: StudentError) -> Finding:
    error = f"{failure.type_name}: {_without_frames(failure.message)}"
    message = Text.untranslated("{error}").format(error=error)
    if failure.source_line is not None:
        message = lines(_where(failure.source_line), message)
    return Finding(message, hint_for(failure))


def _without_frames(message: str) -> str:
    """Return ``message`` without the call stack that TensorFlow writes into it."""
    kept = [
        line
        for line in message.splitlines()
        if line.strip() and not line.startswith(("  File ", "Detected at node", "Stack trace"))
    ]
    return "\n".join(kept[:_MOST_LINES])


def _where(at: SourceLine) -> Text:
    where = Text("Line {line}", "第 {line} 行").format(line=at.line)
    if at.cell is not None:
        where = Text("Cell {cell}, line {line}", "第 {cell} 格第 {line} 行").format(
            cell=at.cell, line=at.line
        )
    return Text("{where}: {source}", "{where}：{source}").format(where=where, source=at.source)


@explain_failure.register
def _(failure: StudentTimeout) -> Finding:
    message = Text("No answer within {seconds:g} s.", "{seconds:g} 秒內沒有結果。")
    if failure.loading:
        message = Text(
            "The file was still running after {seconds:g} s: nothing could be called.",
            "檔案執行了 {seconds:g} 秒還沒結束：無法呼叫任何函式。",
        )
    return Finding(
        message.format(seconds=failure.seconds),
        Text(
            "Look for a loop that never ends. Put code that trains or waits under "
            'if __name__ == "__main__":.',
            '檢查是否有不會結束的迴圈。訓練或等待的程式要放在 if __name__ == "__main__": 之下。',
        ),
    )


@explain_failure.register
def _(failure: StudentOutOfMemory) -> Finding:
    message = Text("The code ran out of memory.", "記憶體不足。")
    # Without the sandbox, only the computer itself sets a limit.
    if failure.limit:
        message = Text(
            "The code needed more than {mebibytes:.0f} MiB of memory.",
            "需要的記憶體超過 {mebibytes:.0f} MiB。",
        ).format(mebibytes=failure.limit / 2**20)
    return Finding(
        message,
        Text(
            "Look for an array that grows with every pass of a loop, or a shape with an extra "
            "factor.",
            "檢查是否有陣列在迴圈中不斷變大，或形狀多乘了一個數。",
        ),
    )


@explain_failure.register
def _(failure: StudentTooCostly) -> Finding:
    return Finding(
        Text("The answer takes too long to check.", "檢查這個結果要花太久的時間。"),
        Text(
            "Return no more than the task asks for; keep the network as small as the lab's.",
            "只傳回題目要求的內容；神經網路的大小請與實作相近。",
        ),
    )


@explain_failure.register
def _(failure: StudentDied) -> Finding:
    return Finding(
        Text(
            "Python exited without an answer ({reason}).", "Python 沒有回答就結束了（{reason}）。"
        ).format(reason=failure.reason),
        Text(
            "Remove exit(), quit() and sys.exit() from the file.",
            "請移除檔案中的 exit()、quit() 與 sys.exit()。",
        ),
    )


@explain_failure.register
def _(failure: StudentBadValue) -> Finding:
    cause = _BAD_VALUES.get(failure.description.split(" ")[0], causes.NOT_NUMBERS)
    for part, meaning in _BAD_CONTENTS.items():
        if part in failure.description:
            cause = meaning
    return Finding.of(
        cause,
        Text("Returned: {description}", "傳回：{description}").format(
            description=failure.description
        ),
    )
