"""The exit statuses that several commands share; those of one command are in its module."""

from __future__ import annotations

BAD_USAGE = 2
GRADER_ERROR = 3
INTERRUPTED = 130
# What a shell reports of a program that ended by SIGPIPE.
READER_GONE = 141
