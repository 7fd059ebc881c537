# attack: answers with a value nested as deeply as JSON can be read
# task: 3a.4
# verdict: failed

import json
import os
import struct


def frame(header):
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text


def output_size(size, kernel_size, stride, padding):
    text = b'{"arrays": [], "value": ' + b'{"list": [' * 450 + b"]}" * 450 + b"}"
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
