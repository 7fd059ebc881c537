# attack: reads the source of the checks
# task: 3a.4
# verdict: raised an error

from pathlib import Path

import fundamentals


def output_size(size, kernel_size, stride, padding):
    checkout = Path(fundamentals.__file__).parents[1]
    return len((checkout / "solutions" / "lab03a_convolution" / "checks.py").read_text())
