"""Commands for instructors: making labs, proving them, handing them out, and benchmarks."""

from fundamentals.cli.instructors import _bench, _labs

COMMANDS = (_labs, _bench)
