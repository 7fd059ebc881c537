# task: 1.5
# verdict: failed
# cause: parameters-summed


def count_parameters(num_inputs, units):
    total = 0
    for outputs in units:
        total += num_inputs * outputs + outputs
        num_inputs = outputs
    return total
