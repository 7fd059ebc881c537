"""What a submission tried beyond its sandbox, for the instructor only, without accusing."""

from __future__ import annotations

from collections.abc import Iterator

from fundamentals.language import Text
from fundamentals.printable import one_line
from fundamentals.sandbox import Student, running

TRIED = {
    "write": Text("tried to write outside its folder", "嘗試寫入自己資料夾以外的位置"),
    "process": Text("tried to start a process", "嘗試啟動另一個程序"),
    "signal": Text("tried to signal another process", "嘗試對其他程序送訊號"),
    "network": Text("tried to use the network", "嘗試使用網路"),
}


def trespass_notes(student: Student) -> tuple[Text, ...]:
    """Return one sentence per kind, with the first few details."""
    return tuple(_sentences(running(student).tried))


def _sentences(tried: tuple[tuple[str, str], ...]) -> Iterator[Text]:
    for kind, said in TRIED.items():
        details = [one_line(detail) for found, detail in tried if found == kind]
        if details:
            shown = ", ".join(details[:3]) + (", …" if len(details) > 3 else "")
            yield Text("{said}: {shown}", "{said}：{shown}").format(said=said, shown=shown)
