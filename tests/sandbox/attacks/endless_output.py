# attack: prints for ever
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

def output_size(size, kernel_size, stride, padding):
    while True:
        print("x" * 4096)
