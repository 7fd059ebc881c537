# attack: reads the source of the checks
# task: 3a.4
# verdict: raised an error

from pathlib import Path

import fundamentals


def output_size(size, kernel_size, stride, padding):
    package = Path(fundamentals.__file__).parent
    return len((package / "grading" / "rubrics" / "lab03a_convolution.py").read_text())
