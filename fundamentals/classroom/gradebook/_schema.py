"""The gradebook's tables, and the steps that bring an older file up to date."""

from __future__ import annotations

APPLICATION_ID = 0x46444C31
"""Marks a SQLite file as a gradebook of ours (``PRAGMA application_id``)."""

# Everything that an export needs is stored with the results, so it needs neither the course nor the
# release of the package that graded.
_FIRST = """
CREATE TABLE learner (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE lab (
    id TEXT PRIMARY KEY,
    seed INTEGER NOT NULL DEFAULT 0,
    deadline TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- One check as it was at one time, asked with one seed.
CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    lab TEXT NOT NULL,
    check_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    seed INTEGER NOT NULL,
    UNIQUE (lab, check_id, fingerprint, seed)
);

-- What the lab is graded by now.
CREATE TABLE rubric (
    lab TEXT NOT NULL,
    position INTEGER NOT NULL,
    question INTEGER NOT NULL REFERENCES question (id),
    task TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_zh_hant TEXT NOT NULL,
    points REAL NOT NULL,
    visibility TEXT NOT NULL,
    PRIMARY KEY (lab, position)
) WITHOUT ROWID;

-- The same bytes are one submission, whoever hands them in.
CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    lab TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (lab, sha256)
);

-- submission is NULL if the file cannot be read, and received_at '' if it is unknown.
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    lab TEXT NOT NULL,
    learner TEXT NOT NULL REFERENCES learner (id),
    submission INTEGER REFERENCES submission (id),
    received_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    problem_en TEXT NOT NULL,
    problem_zh_hant TEXT NOT NULL
);
CREATE UNIQUE INDEX attempt_once
    ON attempt (lab, learner, coalesce(submission, 0), received_at, problem_en);
CREATE INDEX attempt_by_submission ON attempt (submission);

CREATE TABLE result (
    submission INTEGER NOT NULL REFERENCES submission (id),
    question INTEGER NOT NULL REFERENCES question (id),
    decided INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    points REAL,
    max_points REAL NOT NULL,
    message_en TEXT NOT NULL,
    message_zh_hant TEXT NOT NULL,
    hint_en TEXT NOT NULL,
    hint_zh_hant TEXT NOT NULL,
    cause TEXT,
    seconds REAL NOT NULL,
    PRIMARY KEY (submission, question)
) WITHOUT ROWID;

CREATE TABLE grading (
    submission INTEGER NOT NULL REFERENCES submission (id),
    seed INTEGER NOT NULL,
    times INTEGER NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (submission, seed)
) WITHOUT ROWID;

-- beat counts up while the run lives. Nobody compares clocks.
CREATE TABLE run (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    beat INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE lease (
    submission INTEGER NOT NULL REFERENCES submission (id),
    seed INTEGER NOT NULL,
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    PRIMARY KEY (submission, seed)
) WITHOUT ROWID;
CREATE INDEX lease_by_run ON lease (run);
"""

# Canvas and Moodle need more than a learner's name.
_LEARNERS_IN_FULL = """
ALTER TABLE learner ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN login TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN lms_id TEXT NOT NULL DEFAULT '';
"""

# The platform of lms_id, because another platform's number means nothing; whether a learner is in
# no roster (so far, those known only from file names); and the platform's order of attempts, if it
# keeps no times.
_NUMBERS_OF_PLATFORMS = """
ALTER TABLE learner ADD COLUMN platform TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN stranger INTEGER NOT NULL DEFAULT 0;
UPDATE learner SET stranger = 1
    WHERE (email, login, section) = ('', '', '') AND id IN (name, lms_id);
ALTER TABLE attempt ADD COLUMN sequence INTEGER;
"""

# Decisions about grades are stored beside the grader's results and never replace them. A row of
# this table is never changed, so the table is the audit trail, too.
_DECISIONS = """
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    lab TEXT NOT NULL,
    learner TEXT NOT NULL,
    detail TEXT NOT NULL,
    comment TEXT NOT NULL
);

-- What a report says of a file as a whole.
CREATE TABLE note (
    submission INTEGER NOT NULL REFERENCES submission (id),
    seed INTEGER NOT NULL,
    position INTEGER NOT NULL,
    note_en TEXT NOT NULL,
    note_zh_hant TEXT NOT NULL,
    PRIMARY KEY (submission, seed, position)
) WITHOUT ROWID;

-- The files of the last run that are nobody's attempt.
CREATE TABLE aside (
    lab TEXT NOT NULL,
    path TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    reason_zh_hant TEXT NOT NULL,
    PRIMARY KEY (lab, path)
) WITHOUT ROWID;

-- How a platform names its columns of grades, as its own export writes them.
CREATE TABLE platform_column (
    platform TEXT NOT NULL,
    header TEXT NOT NULL,
    PRIMARY KEY (platform, header)
) WITHOUT ROWID;

-- Where the class stood after each run that changed something, as JSON.
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    lab TEXT NOT NULL,
    made_at TEXT NOT NULL,
    content TEXT NOT NULL
);

-- late is what the platform says, NULL if it says nothing.
ALTER TABLE attempt ADD COLUMN late INTEGER;
ALTER TABLE attempt ADD COLUMN concern TEXT NOT NULL DEFAULT '';
"""

# What a submission tried beyond its sandbox is for the instructor alone.
_TRIED = """
CREATE TABLE tried (
    submission INTEGER NOT NULL REFERENCES submission (id),
    seed INTEGER NOT NULL,
    said_en TEXT NOT NULL,
    said_zh_hant TEXT NOT NULL,
    PRIMARY KEY (submission, seed, said_en)
) WITHOUT ROWID;
"""

MIGRATIONS = (_FIRST, _LEARNERS_IN_FULL, _NUMBERS_OF_PLATFORMS, _DECISIONS, _TRIED)
"""The step at index ``n`` makes a file of version ``n`` one of version ``n + 1``."""
