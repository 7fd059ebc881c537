# attack: answers with JSON nested deeper than any stack
# task: 3a.4
# verdict: raised an error

import json
import os
import struct


def frame(header):
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text


def output_size(size, kernel_size, stride, padding):
    text = b'{"arrays": [], "value": ' + b'{"list": [' * 500_000
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
