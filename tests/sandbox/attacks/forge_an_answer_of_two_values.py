# attack: forges an answer whose JSON names its value and its arrays twice
# task: 3a.4
# verdict: failed

import os
import struct


def output_size(size, kernel_size, stride, padding):
    text = b'{"value": 1, "value": {"array": 0}, "arrays": [["float64", [2]]], "arrays": []}'
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
