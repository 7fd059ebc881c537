"""How far a learner is: what ``fundamentals check`` found, kept on the learner's own computer."""

from fundamentals.progress._standing import LabStanding, Progress, read_progress
from fundamentals.progress._store import Remembered, recall, record

__all__ = ["LabStanding", "Progress", "Remembered", "read_progress", "recall", "record"]
