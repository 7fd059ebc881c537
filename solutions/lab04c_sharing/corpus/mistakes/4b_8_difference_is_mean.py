# task: 4b.8
# verdict: failed
# cause: difference-is-mean
import numpy as np


def compare_answers(first, second):
    return np.mean(np.abs(first - second)), np.mean(first.argmax(1) == second.argmax(1))
