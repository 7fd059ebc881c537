# task: 4b.8
# verdict: failed
# cause: same-to-the-digit
import numpy as np


def compare_answers(first, second):
    return np.max(np.abs(first - second)), np.mean(first == second)
