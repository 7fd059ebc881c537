# attack: returns infinity
# task: 3a.4
# verdict: failed

def output_size(size, kernel_size, stride, padding):
    return float("inf")
