# attack: imports the checks
# task: 3a.4
# verdict: raised an error

import importlib


def output_size(size, kernel_size, stride, padding):
    rubric = importlib.import_module("fundamentals.grading.rubrics.lab03a_convolution")
    return rubric.SOLUTION.output_size(size, kernel_size, stride, padding)
