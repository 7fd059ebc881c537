# attack: leaves a message in shared memory, which outlives it
# task: 3a.4
# verdict: raised an error

from multiprocessing import shared_memory


def output_size(size, kernel_size, stride, padding):
    memory = shared_memory.SharedMemory("answer", create=True, size=4096)
    memory.buf[0] = 7
    raise RuntimeError("left for the next")
