# task: 4b.7
# verdict: failed
# cause: classes-not-sorted
import numpy as np


def likeliest(probabilities, class_names, count):
    return list(zip(class_names, probabilities))[:count]
