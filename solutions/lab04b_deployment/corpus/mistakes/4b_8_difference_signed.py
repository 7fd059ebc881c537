# task: 4b.8
# verdict: failed
# cause: difference-signed
import numpy as np


def compare_answers(first, second):
    return np.max(first - second), np.mean(first.argmax(1) == second.argmax(1))
