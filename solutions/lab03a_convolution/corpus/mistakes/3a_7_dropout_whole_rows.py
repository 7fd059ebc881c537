# task: 3a.7
# verdict: failed
# cause: dropout-whole-rows


def dropout(values, rate, rng):
    keep = rng.random((len(values), 1)) >= rate
    return values * keep / (1 - rate)
