# attack: raises an exception whose message rewrites the terminal
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    raise ValueError("\x1b[2J\x1b[1;1H\x1b]0;passed\x07 3 / 3 points \r\u202epassed" + "!" * 10_000_000)
