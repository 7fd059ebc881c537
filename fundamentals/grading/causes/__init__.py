"""Every mistake that a check can name: a sentence for the learner, and what to do about it.

A check says what a mistake would have led to; what is said to the learner stands here, once.
"""

from types import MappingProxyType

from fundamentals.grading._check import Cause
from fundamentals.grading.causes._answers import *  # noqa: F403
from fundamentals.grading.causes._architectures import *  # noqa: F403
from fundamentals.grading.causes._assessment import *  # noqa: F403
from fundamentals.grading.causes._attention import *  # noqa: F403
from fundamentals.grading.causes._augmentation import *  # noqa: F403
from fundamentals.grading.causes._changes import *  # noqa: F403
from fundamentals.grading.causes._clinic import *  # noqa: F403
from fundamentals.grading.causes._convolution import *  # noqa: F403
from fundamentals.grading.causes._counting import *  # noqa: F403
from fundamentals.grading.causes._deployment import *  # noqa: F403
from fundamentals.grading.causes._descent import *  # noqa: F403
from fundamentals.grading.causes._images import *  # noqa: F403
from fundamentals.grading.causes._labels import *  # noqa: F403
from fundamentals.grading.causes._line import *  # noqa: F403
from fundamentals.grading.causes._models import *  # noqa: F403
from fundamentals.grading.causes._padding import *  # noqa: F403
from fundamentals.grading.causes._pictures import *  # noqa: F403
from fundamentals.grading.causes._pooling import *  # noqa: F403
from fundamentals.grading.causes._results import *  # noqa: F403
from fundamentals.grading.causes._rows import *  # noqa: F403
from fundamentals.grading.causes._shapes import *  # noqa: F403
from fundamentals.grading.causes._training import *  # noqa: F403
from fundamentals.grading.causes._transfer import *  # noqa: F403

CAUSES = MappingProxyType(
    {value.id: value for value in tuple(globals().values()) if isinstance(value, Cause)}
)
"""All of them by id."""
