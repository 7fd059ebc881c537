"""Every mistake that a check can name: a sentence for the learner, and what to do about it.

A check says what a mistake would have led to; what is said to the learner stands here, once.
"""

from fundamentals.grading.causes._convolution import *  # noqa: F403
from fundamentals.grading.causes._images import *  # noqa: F403
from fundamentals.grading.causes._labels import *  # noqa: F403
from fundamentals.grading.causes._models import *  # noqa: F403
from fundamentals.grading.causes._results import *  # noqa: F403
from fundamentals.grading.causes._training import *  # noqa: F403
