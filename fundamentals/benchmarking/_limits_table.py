"""The table of a submission's limits in ``docs/limits.md``, as the sandbox enforces them."""

from __future__ import annotations

from fundamentals.files import binary_size
from fundamentals.language import Text
from fundamentals.sandbox import (
    CALL_SECONDS,
    GRADER_SECONDS,
    MAX_NOTEBOOK,
    MAX_SCRIPT,
    OWN_CALL_SECONDS,
    OWN_SUBMISSION_SECONDS,
    PATIENCE,
    SUBMISSION_SECONDS,
    Limits,
)


def limits_table(language: str, limits: Limits | None = None) -> str:
    """Return the table in ``language``, as Markdown; of the usual limits if none are given."""
    rows = [_HEAD, *_rows(limits or Limits())]
    lines = ["| " + " | ".join(cell.in_language(language) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|", *lines[1:]])


_HEAD = (
    Text("limit", "限制"),
    Text("in the grader's sandbox", "在評分的隔離環境"),
    Text("what happens beyond it", "超過時"),
)
_TIMED_OUT = Text("*timed out*", "「逾時」")
_OUT_OF_MEMORY = Text("*out of memory*", "「記憶體不足」")
_REFUSED = Text("the file is refused", "不接受這個檔案")
_ERROR = Text("asking for more raises an error", "要求更多會引發錯誤")


def _rows(limits: Limits) -> list[tuple[Text, Text, Text]]:
    return [
        (
            Text("size of a script", "程式檔的大小"),
            _bytes(MAX_SCRIPT),
            _REFUSED,
        ),
        (
            Text("size of a notebook, pictures included", "筆記本的大小，含圖片"),
            _bytes(MAX_NOTEBOOK),
            _REFUSED,
        ),
        (
            Text("loading the file, imports included", "載入檔案，含匯入套件"),
            _seconds(CALL_SECONDS),
            Text("*timed out*, and no function can be called", "「逾時」，且無法呼叫任何函式"),
        ),
        (
            Text("one call of a function", "呼叫函式一次"),
            Text(
                "{seconds}, unless the check says otherwise (`seconds=`): training takes longer",
                "{seconds}，除非檢查項目以 `seconds=` 另訂：訓練需要更久",
            ).format(seconds=_seconds(CALL_SECONDS)),
            _TIMED_OUT,
        ),
        (
            Text("the same, waiting for a core included", "同上，含等待處理器核心的時間"),
            Text("{n} times its limit", "限制的 {n} 倍").format(n=PATIENCE),
            _TIMED_OUT,
        ),
        (
            Text("all calls together", "所有呼叫合計"),
            _seconds(SUBMISSION_SECONDS),
            Text("*timed out* for every check after that", "之後的檢查都是「逾時」"),
        ),
        (
            Text("memory, all processes together", "記憶體，所有程序合計"),
            _bytes(limits.memory),
            _OUT_OF_MEMORY,
        ),
        (
            Text("files in its own folder", "自己資料夾裡的檔案"),
            _bytes(limits.disk),
            _ERROR,
        ),
        (
            Text("processes and threads", "程序與執行緒"),
            _number(limits.processes),
            _ERROR,
        ),
        (Text("open files per process", "每個程序開啟的檔案"), _number(limits.files), _ERROR),
        (
            Text("processor time per process", "每個程序的處理器時間"),
            _seconds(limits.cpu_seconds),
            Text("the process is ended", "結束該程序"),
        ),
        (
            Text("arrays that one call returns", "一次呼叫傳回的陣列"),
            _bytes(limits.answer),
            Text("the call fails", "這次呼叫失敗"),
        ),
        (
            Text("printed output that is kept", "保留的輸出文字"),
            Text("{n} characters", "{n} 個字元").format(n=f"{limits.output:,}"),
            Text("the rest is dropped", "其餘捨去"),
        ),
        (
            Text("the grader's own work on one check", "評分程式處理一項檢查"),
            Text("{s} of processor time", "處理器時間 {s}").format(s=_seconds(GRADER_SECONDS)),
            Text("the check fails", "該項檢查不通過"),
        ),
        (
            Text(
                "`fundamentals check` on your own computer", "在自己的電腦上 `fundamentals check`"
            ),
            Text("{call} per call, {all} together", "每次呼叫 {call}，合計 {all}").format(
                call=_seconds(OWN_CALL_SECONDS), all=_seconds(OWN_SUBMISSION_SECONDS)
            ),
            _TIMED_OUT,
        ),
    ]


def _seconds(seconds: float) -> Text:
    if seconds >= 120:
        return Text("{n:g} min", "{n:g} 分鐘").format(n=seconds / 60)
    return Text("{n:g} s", "{n:g} 秒").format(n=seconds)


def _bytes(number: int) -> Text:
    return Text.untranslated(binary_size(number))


def _number(number: int) -> Text:
    return Text.untranslated("{n}").format(n=number)
