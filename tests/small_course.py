"""A course with one small lab, on disk like a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.manifest import Course, read_course

MANIFEST = """
part = 1
minutes = 5
title = { en = "Sums", zh-Hant = "加法" }

[[task]]
id = "1.1"
function = "add"
points = 1
title = { en = "add two numbers", zh-Hant = "兩數相加" }
hints = [{ en = "Use +.", zh-Hant = "用 +。" }]

[[task]]
id = "1.2"
function = "double"
points = 2
title = { en = 'what "twice" means', zh-Hant = "加倍" }
hints = [{ en = "Use *.", zh-Hant = "用 *。" }]
"""

SOLUTION = '''\
# %% [markdown] lang="en"
# # Sums

# %% [markdown] lang="zh-Hant"
# # 加法

# %%
from fundamentals.lab import start_lab


# %%
def add(a, b):
    """Add. 相加。"""
    # BEGIN SOLUTION 1.1
    total = a + b
    return total
    # END SOLUTION


# %% [markdown] lang="en"
# Now twice.

# %% [markdown] lang="zh-Hant"
# 接著加倍。


# %%
def double(a):
    """Double. 加倍。"""
    # BEGIN SOLUTION 1.2
    return 2 * a
    # END SOLUTION


# %%
if __name__ == "__main__":
    lab = start_lab("lab01_sums")
    print(add(1, 2))
    print(double(4))
'''


def write_course(
    root: Path, manifest: str = MANIFEST, parts: str = "", solution: str = SOLUTION
) -> Course:
    """Write the course of one small lab into ``root``."""
    folder = root / "solutions" / "lab01_sums"
    folder.mkdir(parents=True)
    (root / "labs").mkdir()
    (root / "solutions" / "course.toml").write_text(parts, encoding="utf-8")
    (folder / "lab.toml").write_text(manifest, encoding="utf-8")
    (folder / "solution.py").write_text(solution, encoding="utf-8")
    return read_course(root)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path)
