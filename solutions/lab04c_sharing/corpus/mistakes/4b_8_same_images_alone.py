# task: 4b.8
# verdict: failed
# cause: difference-of-same
import numpy as np


def compare_answers(first, second):
    same = first.argmax(axis=1) == second.argmax(axis=1)
    return float(np.abs(first - second)[same].max()), float(same.mean())
