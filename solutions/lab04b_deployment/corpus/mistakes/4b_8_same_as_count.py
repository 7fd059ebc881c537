# task: 4b.8
# verdict: failed
# cause: same-as-count
import numpy as np


def compare_answers(first, second):
    return np.max(np.abs(first - second)), np.sum(first.argmax(1) == second.argmax(1))
