"""The first page that a learner reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fundamentals.course._markdown_tables import labs_table
from fundamentals.language import Text
from fundamentals.manifest import COURSE_TITLE, Lab

_TITLE = Text("{course}: labs", "{course}：實作").format(course=COURSE_TITLE)
_WAY = Text(
    """\
You need Python 3.10 to 3.13. In this folder:

```
python -m venv --upgrade-deps .venv
source .venv/bin/activate          # Windows: .venv\\Scripts\\activate
pip install -r requirements.txt -e .
fundamentals doctor                # is everything there?
```

Open a lab in `{labs}`, or its notebook in `{notebooks}`, and write one function after
another. Then ask:

```
fundamentals check {example}          # what is right, what is not, and why
fundamentals hint {task}{compare}
```

To check a notebook, name it: `fundamentals check {example} {notebooks}{file}.ipynb`.
For a lab as it was handed out, unpack it again. The grader asks more than these checks do.
The package `fundamentals` is a library that you may read; the tasks are for you to write.""",
    """\
需要 Python 3.10 到 3.13。在這個資料夾中：

```
python -m venv --upgrade-deps .venv
source .venv/bin/activate          # Windows：.venv\\Scripts\\activate
pip install -r requirements.txt -e .
fundamentals doctor                # 一切就緒嗎？
```

打開 `{labs}` 裡的實作，或 `{notebooks}` 裡的筆記本，一次完成一個函式，然後問：

```
fundamentals check {example}          # 哪裡對、哪裡不對、為什麼
fundamentals hint {task}{compare}
```

要檢查筆記本就指定檔名：`fundamentals check {example} {notebooks}{file}.ipynb`。
想要發下時的實作，再解壓縮一次即可。正式評分會問得比這些檢查更多。
`fundamentals` 套件是可以閱讀的函式庫；任務則要由你自己寫。""",
)
# The labs whose networks `fundamentals compare` compares.
_COMPARED = {"lab02_dense", "lab03b_cnn"}
_COMPARE = Text(
    "\nfundamentals compare               "
    "# your dense network against your CNN, once both are written",
    "\nfundamentals compare               # 都寫完後，比較你的密集神經網路與 CNN",
)
_FOLDERS = {"en": "", "zh-Hant": "zh_hant/"}


def learners_readme(labs: Sequence[Lab], languages: Iterable[str]) -> str:
    """Return the README of a bundle with these labs, in these languages."""
    return "\n".join(_in_language(labs, language) for language in languages)


def _in_language(labs: Sequence[Lab], language: str) -> str:
    way = _WAY.format(
        labs=f"labs/{_FOLDERS[language]}",
        notebooks=f"notebooks/{_FOLDERS[language]}",
        example=labs[0].short_id,
        file=labs[0].id,
        task=labs[0].tasks[0].id,
        compare=_COMPARE if {lab.id for lab in labs} >= _COMPARED else "",
    )
    table = labs_table({lab.id: lab for lab in labs}, language)
    return f"# {_TITLE.in_language(language)}\n\n{table}\n\n{way.in_language(language)}\n"
