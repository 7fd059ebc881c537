# attack: begins an answer and never ends it
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import json
import os
import struct


def frame(header):
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text


def output_size(size, kernel_size, stride, padding):
    os.write(3, struct.pack(">I", 1000) + b"{")
    while True:
        pass
