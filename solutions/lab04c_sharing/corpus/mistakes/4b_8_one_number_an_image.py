# task: 4b.8
# verdict: failed
# cause: difference-of-each
import numpy as np


def compare_answers(first, second):
    same = np.argmax(first, axis=1) == np.argmax(second, axis=1)
    return np.max(np.abs(first - second), axis=1), float(np.mean(same))
