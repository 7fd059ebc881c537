"""Lab 7b: which of several networks to choose, and what to report of it."""

from __future__ import annotations

import numpy as np

from fundamentals.grading import Calls
from fundamentals.language import Text

from .tasks.reporting import CHOSEN, REPORTED, report_task


@report_task.case(weight=1.5, title=Text("which network", "選哪一個網路"), part=CHOSEN)
def chosen(random: np.random.Generator) -> Calls:
    yield from _draw_accuracies(random)


@report_task.case(
    weight=1.5,
    title=Text("the accuracy to report", "該報告的準確度"),
    needs=(chosen,),
    part=REPORTED,
)
def reported(random: np.random.Generator) -> Calls:
    yield from _draw_accuracies(random)


def _draw_accuracies(random: np.random.Generator) -> Calls:
    """Yield accuracies of more and more networks: no other way to choose agrees on all of them.

    They have four decimals, which rounding loses.
    """
    for number in range(5, 15):
        validation, test = random.choice(np.arange(6000, 9500), (2, number), replace=False) / 1e4
        # Neither the first or the last nor the best on the test; at last the best is one of those.
        best, lucky = (int(place) for place in random.permutation(np.arange(1, number - 1))[:2])
        best = {13: 0, 14: number - 1}.get(number, best)
        for values, place in ((validation, best), (test, lucky)):
            values[[values.argmax(), place]] = values[[place, values.argmax()]]
        # Now above the validation accuracy, now below: neither the larger nor the smaller of the
        # two is always right.
        if number % 2:
            test[[best, lucky]] = validation[best] + np.array([0.0103, 0.0217])
        else:
            test[best] = min(test[best], validation[best] - 0.0131)
        yield validation, test
