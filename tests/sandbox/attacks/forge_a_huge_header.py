# attack: announces a header of 4 GB
# task: 3a.4
# verdict: raised an error

import json
import os
import struct


def frame(header):
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text


def output_size(size, kernel_size, stride, padding):
    os.write(3, b"\xff\xff\xff\xff" + bytes(1000))
    return -1
