# attack: puts a long text among numbers, each of which takes as much in an array of texts
# task: 3a.4
# verdict: failed


def output_size(size, kernel_size, stride, padding):
    return [*range(10_000), "x" * 60_000]
