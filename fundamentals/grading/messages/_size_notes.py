"""How much a submission brings along, for the instructor only, without accusing.

Weights or answers may be written as numbers, as text, into comments or into names. Whatever the
form, they hardly compress, and what a learner writes does.
"""

from __future__ import annotations

import functools
import zlib
from pathlib import Path

from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import SourceError, Submission, read_sources

# Bytes. The course's own solutions add at most 3,000, with comments in both languages; a layer
# that reads digits has 7,850 weights, which may be rounded to a byte each.
_MOST_OWN = 7_000


def size_notes(submission: Submission, lab: Lab) -> tuple[Text, ...]:
    """Return a sentence if the code holds much more than the lab's file and what tasks need."""
    handed_out = _lines_of(*(lab.lab_path(language) for language in LANGUAGES))
    if not handed_out:
        return ()
    try:
        sources = read_sources(submission.content, submission.form)
    except SourceError:
        return ()
    lines = (line for source in sources for line in source.splitlines())
    own = "\n".join(line for line in lines if line.strip() not in handed_out)
    size = len(zlib.compress(own.encode("utf-8", "surrogatepass")))
    if size <= _MOST_OWN:
        return ()
    return (
        Text(
            "adds {size:.0f} kB to the lab's file, compressed, more than solutions do: look "
            "whether weights or answers are among it",
            "比實作的檔案多了 {size:.0f} kB（壓縮後），多於一般的解答：請看其中是否有權重或答案",
        ).format(size=size / 1000),
    )


@functools.cache
def _lines_of(*paths: Path) -> frozenset[str]:
    """Return the lines of files, without indentation; of a learners' bundle, some do not exist."""
    texts = (path.read_text("utf-8") for path in paths if path.is_file())
    return frozenset(line.strip() for text in texts for line in text.splitlines())
