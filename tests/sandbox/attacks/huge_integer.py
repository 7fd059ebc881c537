# attack: returns an integer of a million digits
# task: 3a.4
# verdict: failed

def output_size(size, kernel_size, stride, padding):
    return 1 << 3_000_000
