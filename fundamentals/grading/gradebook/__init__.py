"""The gradebook: who handed in what, and what every check said of it.

A run of the grader does this::

    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners(roster.learners)
        gradebook.enter(lab.id, attempts, deadline=deadline)
        for pending in gradebook.pending(rubric, seed=0):
            claim = gradebook.claim(pending)
            if claim is None:
                continue  # another run has it, or has decided it
            report = …  # run claim.checks; claim.failed already failed
            gradebook.record(claim, report, seconds=seconds)

and calls :meth:`Gradebook.renew` every few seconds meanwhile.
"""

from fundamentals.grading.gradebook._fingerprint import fingerprint
from fundamentals.grading.gradebook._gradebook import MAX_TRIES, Gradebook
from fundamentals.grading.gradebook._leases import LEASE_SECONDS
from fundamentals.grading.gradebook._records import Attempt, Claim, Learner, Pending

__all__ = [
    "LEASE_SECONDS",
    "MAX_TRIES",
    "Attempt",
    "Claim",
    "Gradebook",
    "Learner",
    "Pending",
    "fingerprint",
]
