# task: 1.5
# verdict: failed
# cause: inputs-always-pixels


def count_parameters(num_inputs, units):
    return [num_inputs * outputs + outputs for outputs in units]
