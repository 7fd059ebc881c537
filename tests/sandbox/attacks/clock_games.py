# attack: stops its clocks, so that no time seems to pass
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import time

started = time.time()
for clock in ("time", "monotonic", "perf_counter", "process_time"):
    setattr(time, clock, lambda: started)


def output_size(size, kernel_size, stride, padding):
    while time.time() <= started:
        pass
    return (size + 2 * padding - kernel_size) // stride + 1
