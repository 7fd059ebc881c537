# task: 1.5
# verdict: failed
# cause: biases-not-counted


def count_parameters(num_inputs, units):
    widths = [num_inputs, *units]
    return [inputs * outputs for inputs, outputs in zip(widths[:-1], widths[1:])]
