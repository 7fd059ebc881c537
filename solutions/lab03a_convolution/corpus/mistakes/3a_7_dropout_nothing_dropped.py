# task: 3a.7
# verdict: failed
# cause: dropout-nothing-dropped


def dropout(values, rate, rng):
    return values / (1 - rate)
