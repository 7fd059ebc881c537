# task: 4b.8
# verdict: failed
# cause: answers-overwritten+input-changed
import numpy as np


def compare_answers(first, second):
    first -= second
    same = np.argmax(first, axis=1) == np.argmax(second, axis=1)
    return float(np.max(np.abs(first))), float(np.mean(same))
