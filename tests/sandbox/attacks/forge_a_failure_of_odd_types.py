# attack: reports a failure whose parts are of other types than the worker's
# task: 3a.4
# verdict: failed

import json
import os
import struct


def output_size(size, kernel_size, stride, padding):
    line = {"line": 2**63, "source": [], "cell": {}}
    failure = {"kind": ["raised"], "type": {}, "message": [], "source_line": line}
    text = json.dumps({"failure": failure, "tried": [[1]], "arrays": []}).encode()
    os.write(3, struct.pack(">I", len(text)) + text)
    return -1
