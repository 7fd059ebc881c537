# attack: returns a dictionary of a million entries
# task: 3a.4
# verdict: failed

def output_size(size, kernel_size, stride, padding):
    return dict.fromkeys(range(10**6), 0)
