# task: 4b.8
# verdict: failed
# cause: same-is-different
import numpy as np


def compare_answers(first, second):
    return np.max(np.abs(first - second)), np.mean(first.argmax(1) != second.argmax(1))
