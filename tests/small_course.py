"""A course of one small lab, on disk as a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.manifest import Course, read_course

MANIFEST = """
[[lab]]
id = "lab01_sums"
part = 1
minutes = 5
title = { en = "Sums", zh-Hant = "加法" }

[[lab.task]]
id = "1.1"
function = "add"
points = 1
title = { en = "add two numbers", zh-Hant = "兩數相加" }
hint = { en = "Use +.", zh-Hant = "用 +。" }

[[lab.task]]
id = "1.2"
function = "double"
points = 2
title = { en = 'what "twice" means', zh-Hant = "加倍" }
hint = { en = "Use *.", zh-Hant = "用 *。" }
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


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "labs").mkdir()
    (tmp_path / "solutions").mkdir()
    (tmp_path / "labs" / "labs.toml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "solutions" / "lab01_sums.py").write_text(SOLUTION, encoding="utf-8")
    return read_course(tmp_path)
