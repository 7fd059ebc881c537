"""Which of one learner's files are attempts at the lab, and their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from fundamentals.classroom.platforms import SubmittedFile

# lab03a-1.py: Canvas's mark on a second file of the same name.
_COUNTED = re.compile(r"(?P<base>.+?)(?:-(?P<count>\d{1,4}))?(?P<suffix>\.\w+)")


def rank(content: bytes, functions: Collection[str]) -> int:
    """Return 2 if ``content`` defines one of ``functions``, 1 if it possibly does, else 0.

    A file is not an attempt if another one has a higher rank (``utils.py``). It need not be valid
    Python: a broken file is an attempt, too.
    """
    names = "|".join(map(re.escape, functions)).encode()
    # In UTF-16, ASCII letters alternate with zero bytes.
    code = content.replace(b"\0", b"")
    if re.search(rb"\bdef\s+(?:%s)\b" % names, code):
        return 2
    unusual = rb"\b(?:import|as|class)\s+(?:%s)\b|\b(?:%s)\s*(?::[^=\n]{0,80})?=(?!=)"
    return int(re.search(unusual % (names, names), code) is not None)


def sequences(handed: Sequence[SubmittedFile]) -> list[int | None]:
    """Return a number for each of one learner's files, larger for later ones.

    It is the platform's running number, corrected by Canvas's counter in the name; None if there is
    none.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, each in enumerate(handed):
        base, _, suffix = _counted(each)
        groups[base, suffix].append(index)
    found: list[int | None] = [each.upload for each in handed]
    for group in groups.values():
        before = -1
        for index in sorted(group, key=lambda i: (_counted(handed[i])[1], handed[i].upload or 0)):
            upload = handed[index].upload
            if upload is not None:
                found[index] = before = max(upload, before + 1)
    return found


def _counted(handed: SubmittedFile) -> tuple[str, int, str]:
    match = _COUNTED.fullmatch(handed.file_name)
    if match is None:
        return handed.file_name, 0, ""
    return match["base"], int(match["count"] or 0), match["suffix"]
