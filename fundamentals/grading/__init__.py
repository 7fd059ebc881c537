"""What a check is, how it compares, and what comes of it: verdicts, causes, reports.

A check reads like an ordinary test. It calls the submission's functions through a ``student``,
which only ever returns arrays, numbers and plain data, and compares them with what it works out
itself. The checks of a lab stand in the lab's own folder; what is said about mistakes that any
lab can meet stands in :mod:`fundamentals.grading.causes`.
"""

from fundamentals.grading._audit import audit
from fundamentals.grading._changes import draw_blobs, drawn_changes, moved, scales, shifted, turns
from fundamentals.grading._check import (
    Cause,
    Check,
    Exhibit,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    Visibility,
    check,
)
from fundamentals.grading._compare import EXPECTED, GOT, expect, expect_dtype, expect_equal
from fundamentals.grading._conversion import (
    FAINTEST,
    FILL,
    LUMA,
    OTHER_WEIGHTS,
    SIDE,
    border_of,
    bounds,
    draw_faint_and_strong,
    draw_heavy_below,
    draw_page,
    draw_picture,
    draw_strokes,
    draw_two_answers,
    fitted_sides,
    grey_of,
    ink_of,
    laid_on_black,
    mass_corner,
    scaled_to,
    shares,
    stretched,
)
from fundamentals.grading._descent import (
    build_layer,
    draw_place,
    draw_points,
    expect_trained,
    place_of,
    train_with_tape,
)
from fundamentals.grading._diagnoses import judge_diagnoses
from fundamentals.grading._gradient import (
    line_loss,
    line_slopes,
    softmax_loss,
    softmax_slopes,
    walk,
)
from fundamentals.grading._legible import why_unreadable
from fundamentals.grading._notes import loading_notes, unreadable_note
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading._residual import expect_block
from fundamentals.grading._rubric import Rubric, load_rubric
from fundamentals.grading._run import Runner, run_checks
from fundamentals.grading._show import lines, side_by_side
from fundamentals.grading._stated import Stated, Unstated
from fundamentals.grading._task import Call, Part, Task
from fundamentals.grading._tell import tell

__all__ = [
    "EXPECTED",
    "FAINTEST",
    "FILL",
    "GOT",
    "LUMA",
    "OTHER_WEIGHTS",
    "SIDE",
    "Call",
    "Cause",
    "Check",
    "CheckResult",
    "Exhibit",
    "FailedCheckError",
    "Finding",
    "Outcome",
    "Part",
    "Report",
    "Rubric",
    "Runner",
    "Stated",
    "Task",
    "Unstated",
    "Verdict",
    "Visibility",
    "audit",
    "border_of",
    "bounds",
    "build_layer",
    "check",
    "draw_blobs",
    "draw_faint_and_strong",
    "draw_heavy_below",
    "draw_page",
    "draw_picture",
    "draw_place",
    "draw_points",
    "draw_strokes",
    "draw_two_answers",
    "drawn_changes",
    "expect",
    "expect_block",
    "expect_dtype",
    "expect_equal",
    "expect_trained",
    "fitted_sides",
    "grey_of",
    "ink_of",
    "judge_diagnoses",
    "laid_on_black",
    "line_loss",
    "line_slopes",
    "lines",
    "load_rubric",
    "loading_notes",
    "mass_corner",
    "moved",
    "place_of",
    "run_checks",
    "scaled_to",
    "scales",
    "shares",
    "shifted",
    "side_by_side",
    "softmax_loss",
    "softmax_slopes",
    "stretched",
    "tell",
    "train_with_tape",
    "turns",
    "unreadable_note",
    "walk",
    "why_unreadable",
]
