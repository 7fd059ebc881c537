"""Commands for learners: their labs, their models, their pictures."""

from fundamentals.cli.learners import (
    _calibrate,
    _check,
    _compare,
    _course,
    _data,
    _doctor,
    _explore,
    _predict,
    _serve,
    _start,
)

COMMANDS = (
    _start,
    _doctor,
    _data,
    _check,
    _course,
    _compare,
    _explore,
    _predict,
    _serve,
    _calibrate,
)
