# task: 4b.7
# verdict: failed
# cause: all-classes-named
import numpy as np


def likeliest(probabilities, class_names, count):
    return sorted(zip(class_names, probabilities), key=lambda pair: -pair[1])
