# attack: never answers
# task: 3a.4
# verdict: timed out

def output_size(size, kernel_size, stride, padding):
    while True:
        pass
