# attack: raises what Ctrl-C raises
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    raise KeyboardInterrupt
