# attack: keeps the interpreter in one call of C code
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import re


def output_size(size, kernel_size, stride, padding):
    re.match("(a+)+b", "a" * 64)
