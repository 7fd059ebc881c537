"""The gradebook: who handed in what, and the result of every check.

A run of the grader works like this::

    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners(Roster.read(csv_path).learners)
        gradebook.enter(lab.id, attempts, deadline=deadline)
        for pending in gradebook.pending(rubric, seed=0):
            claim = gradebook.claim(pending)
            if claim is None:
                continue  # another run has it, or has decided it
            report = …  # of claim.checks; those in claim.failed did not pass before
            gradebook.record(claim, report, seconds=seconds)

and meanwhile calls :meth:`Gradebook.renew` every few seconds. The result is one
:class:`GradeSheet` per lab, which :func:`summarize`, :func:`page` and
:data:`fundamentals.classroom.formats.GRADE_FORMATS` turn into text and files.
"""

from fundamentals.classroom.gradebook._check_fingerprints import fingerprint
from fundamentals.classroom.gradebook._decision_writer import DecisionWriter, current_user
from fundamentals.classroom.gradebook._decisions import Decision, DecisionKind, Decisions
from fundamentals.classroom.gradebook._entities import (
    NO_FUNCTION,
    Attempt,
    Claim,
    Learner,
    Pending,
    latest,
)
from fundamentals.classroom.gradebook._feedback import (
    FeedbackPage,
    feedback_page,
    feedback_pages,
)
from fundamentals.classroom.gradebook._grade_sheet import GradedCheck, GradeSheet, Standing, State
from fundamentals.classroom.gradebook._gradebook import MAX_TRIES, Gradebook
from fundamentals.classroom.gradebook._gradebook_page import page
from fundamentals.classroom.gradebook._grades_to_review import grades_to_review
from fundamentals.classroom.gradebook._item_analysis import Change, Item, analyze_items, changes
from fundamentals.classroom.gradebook._leases import LEASE_SECONDS
from fundamentals.classroom.gradebook._lookups import no_such_learner
from fundamentals.classroom.gradebook._page_tables import items_table
from fundamentals.classroom.gradebook._roster import Roster
from fundamentals.classroom.gradebook._summary import CauseCount, CheckShare, Summary, summarize
from fundamentals.classroom.gradebook._total import Total, course_totals
from fundamentals.classroom.gradebook.formats import omitted_learners

__all__ = [
    "LEASE_SECONDS",
    "MAX_TRIES",
    "NO_FUNCTION",
    "Attempt",
    "CauseCount",
    "Change",
    "CheckShare",
    "Claim",
    "Decision",
    "DecisionKind",
    "DecisionWriter",
    "Decisions",
    "FeedbackPage",
    "GradeSheet",
    "Gradebook",
    "GradedCheck",
    "Item",
    "Learner",
    "Pending",
    "Roster",
    "Standing",
    "State",
    "Summary",
    "Total",
    "analyze_items",
    "changes",
    "course_totals",
    "current_user",
    "feedback_page",
    "feedback_pages",
    "fingerprint",
    "grades_to_review",
    "items_table",
    "latest",
    "no_such_learner",
    "omitted_learners",
    "page",
    "summarize",
]
