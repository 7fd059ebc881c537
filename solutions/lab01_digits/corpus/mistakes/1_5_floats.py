# task: 1.5
# verdict: partly passed
# cause: numbers-not-integers


def count_parameters(num_inputs, units):
    counts = []
    for outputs in units:
        counts.append((num_inputs + 1.0) * outputs)
        num_inputs = outputs
    return counts
