# attack: forges an array with lengths below zero
# task: 3a.4
# verdict: raised an error

import os
import struct


def output_size(size, kernel_size, stride, padding):
    text = b'{"value": {"array": 0}, "arrays": [["float64", [-1, -8]]]}'
    os.write(3, struct.pack(">I", len(text)) + text + bytes(64))
    return -1
