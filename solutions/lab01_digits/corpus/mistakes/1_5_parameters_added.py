# task: 1.5
# verdict: failed
# cause: parameters-added


def count_parameters(num_inputs, units):
    return [inputs + outputs for inputs, outputs in zip([num_inputs, *units], units)]
