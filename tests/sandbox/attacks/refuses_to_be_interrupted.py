# attack: ignores every signal and swallows every exception
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import signal


def output_size(size, kernel_size, stride, padding):
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
