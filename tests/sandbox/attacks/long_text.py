# attack: returns a text of 100 MB
# task: 3a.4
# verdict: failed

def output_size(size, kernel_size, stride, padding):
    return "passed" * 16_000_000
