"""Commands for instructors: making labs, proving them, handing them out, and benchmarks."""

from fundamentals.language import Text

# In the order of the help: what each command does. The command is in the module of its name.
COMMANDS = {
    "labs": Text("list the labs, reset one, make notebooks", "列出實作、重新開始、製作筆記本"),
    "bench": Text("measure the figures that the docs quote", "量測文件中引用的數字"),
}
