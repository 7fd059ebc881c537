"""Progress over the whole course: points, minutes left, the next task."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fundamentals.lab._store import recall
from fundamentals.language import Text
from fundamentals.manifest import Course, Lab, TaskEntry


@dataclass(frozen=True)
class LabProgress:
    """A learner's progress in one lab.

    Attributes:
        lab: The lab.
        done: Ids of the finished tasks.
    """

    lab: Lab
    done: frozenset[str]

    @property
    def points(self) -> int:
        """Points of the finished tasks."""
        return sum(task.points for task in self.lab.tasks if task.id in self.done)

    @property
    def minutes_left(self) -> int:
        """Minutes left: the lab's minutes times the fraction of points still open."""
        return math.ceil(self.lab.minutes * (1 - self.points / self.lab.points))

    @property
    def next_task(self) -> TaskEntry | None:
        """The first task that is not done."""
        return next((task for task in self.lab.tasks if task.id not in self.done), None)


@dataclass(frozen=True)
class CourseProgress:
    """A learner's progress in the course.

    Attributes:
        labs: One entry a lab, in the order of the course.
        notes: What the reader should know, for example that a record was set aside.
    """

    labs: tuple[LabProgress, ...]
    notes: tuple[Text, ...]

    @property
    def points(self) -> int:
        """Points earned."""
        return sum(standing.points for standing in self.labs)

    @property
    def max_points(self) -> int:
        """Points of the whole course."""
        return sum(standing.lab.points for standing in self.labs)

    @property
    def minutes_left(self) -> int:
        """Minutes that the open tasks take, according to the manifest."""
        return sum(standing.minutes_left for standing in self.labs)

    @property
    def next_step(self) -> tuple[Lab, TaskEntry] | None:
        """The first open task of the course, and its lab; None if all are done."""
        for standing in self.labs:
            if (task := standing.next_task) is not None:
                return standing.lab, task
        return None


def read_progress(course: Course) -> CourseProgress:
    """Return the learner's progress: tasks whose visible checks passed, unchanged since."""
    remembered = [recall(lab) for lab in course.labs]
    return CourseProgress(
        labs=tuple(
            LabProgress(lab, known.done) for lab, known in zip(course.labs, remembered, strict=True)
        ),
        notes=tuple(note for known in remembered for note in known.notes),
    )
