"""How much of a class's folder or ZIP is read: an archive may claim to hold far more.

The size of one submission is limited by :func:`fundamentals.sandbox.size_limit`.
"""

from __future__ import annotations

# Files in one archive, and their bytes when unpacked.
MAX_FILES = 200_000
MAX_UNPACKED = 8 * 2**30
# Folders in a path, of which a ZIP's entry may have thousands. The outer ones tell whose it is.
MAX_FOLDERS = 32
# Characters of a folder's or file's name, as in file systems; a ZIP's entry may have 65,535.
MAX_NAME = 255
# Bytes of an archive inside the class's files, and how deep archives may be nested. A learner's
# archive holds one lab; a platform's archive, zipped again, holds a class.
MAX_NESTED_ARCHIVE = 256 * 2**20
MAX_DEPTH = 3
# Files in such an archive, and bytes of the archives in it, at every depth together. A learner's
# may hold a whole environment.
MAX_NESTED_FILES = 100_000
MAX_NESTED_BYTES = 2 * 2**30
# Bytes of Gradescope's file that names the submitters.
MAX_METADATA = 32 * 2**20
# Bytes of one learner's scripts and notebooks: four times an environment with TensorFlow.
MAX_READ = 2**30
# Attempts of one learner: their archive may hold thousands, each of which takes a second to grade.
MAX_ATTEMPTS = 200
