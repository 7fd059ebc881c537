# attack: stops itself, to be waited for for ever, and answers wrongly where it cannot
# task: 3a.4
# verdict: failed

import os
import signal


def output_size(size, kernel_size, stride, padding):
    os.kill(os.getpid(), signal.SIGSTOP)
    return -1
