# task: 1.5
# verdict: failed
# cause: parameters-running-total


def count_parameters(num_inputs, units):
    counts, total = [], 0
    for outputs in units:
        total += num_inputs * outputs + outputs
        counts.append(total)
        num_inputs = outputs
    return counts
