# attack: announces an array of Python objects
# task: 3a.4
# verdict: raised an error

import json
import os
import struct


def frame(header):
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text


def output_size(size, kernel_size, stride, padding):
    arrays = [{"dtype": "object", "shape": [1]}]
    os.write(3, frame({"value": {"array": 0}, "arrays": arrays}) + bytes(8))
    return -1
