"""Headings that the command line, the report and the desk share."""

from __future__ import annotations

from fundamentals.language import Text

TASKS = Text("Tasks, hardest first", "任務，由難到易")
CAUSES = Text("Most common causes", "最常見的原因")
NOBODYS = Text("Files without a known owner", "不知道是誰的檔案")
LOOKS = Text("Zeros that need a look", "需要看一下的零分")
CHANGES = Text("Changed since the run before", "和上一次評分不同")
ITEMS = Text("Item analysis", "試題分析")
MISSING = Text("Nothing handed in", "未繳交")
TOTAL = Text("Course total", "總成績")
OPEN = Text("no score", "尚無分數")
ZEROS = Text("counts as zero", "以零分計")
DROPPED = Text("dropped", "不採計")
