# task: 3a.7
# verdict: partly passed
# cause: input-changed


def dropout(values, rate, rng):
    values[rng.random(values.shape) < rate] = 0
    return values / (1 - rate)
