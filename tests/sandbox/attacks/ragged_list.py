# attack: returns rows of different lengths
# task: 3a.4
# verdict: failed

def output_size(size, kernel_size, stride, padding):
    return [[1, 2], [3]]
