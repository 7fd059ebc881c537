# task: 4b.7
# verdict: failed
# cause: pairs-as-two-lists
import numpy as np


def likeliest(probabilities, class_names, count):
    order = np.argsort(probabilities)[::-1][:count]
    return [class_names[i] for i in order], [float(probabilities[i]) for i in order]
