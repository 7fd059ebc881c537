"""Commands for graders: one submission, a class, its gradebook."""

from fundamentals.cli.graders import _autograder, _grade, _gradebook

COMMANDS = (_grade, _gradebook, _autograder)
