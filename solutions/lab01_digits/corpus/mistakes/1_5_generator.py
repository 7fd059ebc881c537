# task: 1.5
# verdict: failed
# cause: iterator-returned


def count_parameters(num_inputs, units):
    return ((inputs + 1) * outputs for inputs, outputs in zip((num_inputs, *units), units))
