# task: 1.5
# verdict: failed
# cause: bias-one-a-layer


def count_parameters(num_inputs, units):
    widths = [num_inputs, *units]
    return [inputs * outputs + 1 for inputs, outputs in zip(widths[:-1], widths[1:])]
