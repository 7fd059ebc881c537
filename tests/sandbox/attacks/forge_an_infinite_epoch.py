# attack: returns a history whose epochs are infinite
# task: 3a.4
# verdict: failed

import os
import struct


def output_size(size, kernel_size, stride, padding):
    history = '{"history": {"loss": [1]}, "epochs": [Infinity], "model": null}'
    text = f'{{"value": {{"history": {history}}}, "arrays": []}}'.encode()
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
