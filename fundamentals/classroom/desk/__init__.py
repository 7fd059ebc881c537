"""The instructor's desk: a gradebook in the browser, on this computer only.

The class, each learner and each submission with its report; points, extensions and owners of files
are changed here with the audit trail in view. It can do nothing that the commands cannot do.
"""

from fundamentals.classroom.desk._app import build_desk

__all__ = ["build_desk"]
