# attack: has the worker report a score in place of a value
# task: 3a.4
# verdict: failed

import sys

from fundamentals.sandbox.worker._wire import Frame

runner = sys.modules["fundamentals.sandbox.worker._runner"].Runner
runner.call = lambda self, header, arrays: Frame(
    {"value": -1, "verdict": "passed", "points": 100, "score": 100, "passed": True}
)


def output_size(size, kernel_size, stride, padding):
    return -1
