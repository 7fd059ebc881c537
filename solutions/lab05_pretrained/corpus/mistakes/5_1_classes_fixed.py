# task: 5.1
# verdict: raised an error
# cause: few-classes-fixed


def choose_few(labels, per_class, rng):
    rows = [
        rng.choice(np.flatnonzero(labels == label), per_class, replace=False) for label in range(10)
    ]
    return np.concatenate(rows)
