# task: 4b.8
# verdict: failed
# cause: rounded


def compare_answers(first, second):
    same = np.mean(first.argmax(axis=1) == second.argmax(axis=1))
    return round(float(np.abs(first - second).max()), 2), float(same)
