# attack: returns a history with a loss that no float can hold
# task: 3a.4
# verdict: failed

import json
import os
import struct


def output_size(size, kernel_size, stride, padding):
    history = {"history": {"loss": [10**400]}, "epochs": [0], "model": None}
    text = json.dumps({"value": {"history": history}, "arrays": []}).encode()
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
