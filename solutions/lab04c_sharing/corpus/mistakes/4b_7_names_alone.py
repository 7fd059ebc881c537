# task: 4b.7
# verdict: failed
# cause: names-alone
import numpy as np


def likeliest(probabilities, class_names, count):
    return [class_names[i] for i in np.argsort(-probabilities)[:count]]
