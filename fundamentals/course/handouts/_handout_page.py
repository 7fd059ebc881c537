"""A handout as HTML and as PDF, one page of A4 each."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from fundamentals.course._build import WrittenFile, write_file
from fundamentals.course.handouts._content import Handout, TaskRow, first_sentence, read_handout
from fundamentals.course.handouts._drawings import Picture, formulas_of, pictures_of
from fundamentals.errors import CourseError, MissingDependencyError, pip_install
from fundamentals.fonts import FONT_NAME, font_face
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import COURSE_TITLE, Course, Lab
from fundamentals.page_kit import escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FACTS = Text(
    "{id} · {tasks} {tasks:task|tasks} · {points} {points:point|points} · about {minutes} minutes",
    "{id} · {tasks} 個任務 · {points} 分 · 約 {minutes} 分鐘",
)
_HEADINGS = {
    "tasks_heading": Text("Tasks", "任務"),
    "commands_heading": Text("Commands", "指令"),
}
_TERMS = Text("Terms", "名詞")
_FORMULAS = Text("Formulas", "公式")
_COMMANDS = {
    "fundamentals check {lab} --watch": Text("check again at every save", "每次存檔就檢查"),
    "fundamentals hint {task}": Text("a hint for one task", "某個任務的提示"),
    "python {path}": Text("run it", "執行"),
    "fundamentals course": Text("your progress, and the next step", "你的進度與下一步"),
}
# What is tried until all fits on the page: size of the letters in points, height of the pictures in
# millimetres, how much prose stands below each task.
_PROSE, _SENTENCE, _BARE = "prose", "sentence", "bare"
_SETTINGS = (
    (9.5, 52, _PROSE),
    (8.8, 46, _PROSE),
    (8.8, 42, _SENTENCE),
    (8.2, 38, _SENTENCE),
    (7.6, 34, _SENTENCE),
    (8.4, 38, _BARE),
    (7.4, 30, _BARE),
    (6.4, 22, _BARE),
)


def write_handouts(
    course: Course,
    output: Path,
    *,
    labs: Sequence[Lab] | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> list[WrittenFile]:
    """Write ``LAB.LANGUAGE.html`` and ``LAB.LANGUAGE.pdf`` for each lab and language.

    Args:
        course: The course.
        output: The folder for them.
        labs: Which labs; None means all.
        languages: "en", "zh-Hant" or both.

    Returns:
        What was written. What a file held before is saved first.

    Raises:
        MissingDependencyError: WeasyPrint or a library of the system that it needs is missing, or,
            for Chinese handouts, a Chinese font. Without it, English ones leave out the terms.
        CourseError: A solution is malformed, a lab does not fit on one page, or a file cannot be
            written.
    """
    font = _font_name(languages)
    written = []
    for lab in course.labs if labs is None else labs:
        for language in languages:
            page, document = _fitted(course, read_handout(lab, language), font)
            for suffix, content in (("html", page.encode()), ("pdf", document)):
                path = output / f"{lab.id}.{language}.{suffix}"
                written.append(write_file(path, content, course.root))
    return [file for file in written if file is not None]


def _fitted(course: Course, handout: Handout, font: str | None) -> tuple[str, bytes]:
    """Return the page and its PDF at the largest setting that fits."""
    weasyprint = _weasyprint()
    pictures = pictures_of(handout.lab, handout.language)
    for size, height, detail in _SETTINGS:
        page = _page(course, handout, pictures, size, height, detail, font)
        document = weasyprint.HTML(string=page).render()
        if len(document.pages) == 1:
            return page, document.write_pdf()
    raise CourseError(
        Text("{lab} does not fit on one page", "{lab} 放不進一頁").format(lab=handout.lab.id),
        expected=Text("few tasks with short titles", "不太多、標題簡短的任務"),
        fix=Text("divide the lab, or shorten its first cell", "請拆開實作，或縮短第一個儲存格"),
    )


def _page(
    course: Course,
    handout: Handout,
    pictures: Iterable[Picture],
    size: float,
    height: int,
    detail: str,
    font: str | None,
) -> str:
    from markdown_it import MarkdownIt

    lab, language = handout.lab, handout.language
    markdown = MarkdownIt("commonmark", {"html": False})
    formulas = "".join(f"<li>{text.in_language(language)}</li>" for text in formulas_of(lab))
    heading = _FORMULAS.in_language(language)
    fields = {
        "lang": "zh-Hant-TW" if language == "zh-Hant" else "en",
        "fonts": f'"{font}", sans-serif' if font else "sans-serif",
        "size": size,
        "picture": height,
        "course": escape(_course_line(course, lab, language)),
        "title": escape(lab.title.in_language(language)),
        "facts": _facts(lab, language),
        "goal": markdown.render(handout.goal),
        "pictures": "".join(map(_figure, pictures)),
        "tasks": "".join(_task(row, language, detail, markdown) for row in handout.rows),
        "formulas": f"<h2>{heading}</h2><ul>{formulas}</ul>" if formulas else "",
        "terms": _terms(handout, language) if font else "",
        "commands": escape(_commands(lab, language)),
        **{name: text.in_language(language) for name, text in _HEADINGS.items()},
    }
    template = (Path(__file__).parent / "page" / "page.html").read_text(encoding="utf-8")
    page = Template(template).substitute(fields)
    # The page embeds its characters of the packaged font; any other font is the system's.
    face = font_face(page) if font == FONT_NAME else None
    return page.replace("<style>", f"<style>\n{face}", 1) if face else page


def _course_line(course: Course, lab: Lab, language: str) -> str:
    parts = [part.heading for part in course.parts if part.number == lab.part]
    return " · ".join(text.in_language(language) for text in (COURSE_TITLE, *parts))


def _facts(lab: Lab, language: str) -> str:
    facts = _FACTS.format(id=lab.id, tasks=len(lab.tasks), points=lab.points, minutes=lab.minutes)
    return escape(facts.in_language(language))


def _commands(lab: Lab, language: str) -> str:
    path = lab.lab_path(language).relative_to(lab.root).as_posix()
    names = {"lab": lab.short_id, "task": lab.tasks[0].id, "path": path}
    lines = {
        command.format(**names): text.in_language(language) for command, text in _COMMANDS.items()
    }
    width = max(map(len, lines))
    return "\n".join(f"{command:{width}}    # {text}" for command, text in lines.items())


def _figure(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    caption = escape(picture.caption)
    return (
        f'<figure><img alt="{caption}" src="data:image/png;base64,{data}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _task(row: TaskRow, language: str, detail: str, markdown: MarkdownIt) -> str:
    prose = {_PROSE: row.prose, _SENTENCE: first_sentence(row.prose), _BARE: ""}[detail]
    shown = f'<span class="prose">{markdown.renderInline(prose)}</span>' if prose else ""
    return (
        f"<tr><td>{escape(row.task.id)}</td><td><code>{escape(row.signature)}</code>"
        f'<span class="summary">{markdown.renderInline(row.summary)}</span>{shown}</td>'
        f"<td>{_points(row.task.points).in_language(language)}</td></tr>"
    )


def _points(points: int) -> Text:
    return Text("{points} {points:point|points}", "{points} 分").format(points=points)


def _terms(handout: Handout, language: str) -> str:
    heading = _TERMS.in_language(language)
    terms = "".join(_term(term, language) for term in handout.terms)
    return f'<h2>{heading}</h2><ul class="terms">{terms}</ul>'


def _term(term: Text, language: str) -> str:
    first, second = (term.en, term.zh_hant) if language == "en" else (term.zh_hant, term.en)
    return f"<li><b>{escape(first)}</b> {escape(second)}</li> "


def _font_name(languages: Sequence[str]) -> str | None:
    """Return a font that writes both languages: English pages have Chinese terms."""
    from fundamentals.plotting import chinese_font

    font = chinese_font()
    if font is None and "zh-Hant" in languages:
        raise MissingDependencyError(
            Text("no Chinese font is installed", "沒有安裝中文字型"),
            expected=Text("a font such as Noto Sans TC", "例如 Noto Sans TC 的字型"),
            fix=Text(
                "run: pip install pylopdf-fonts-zh-tw; or write English ones: --languages en",
                "請執行 pip install pylopdf-fonts-zh-tw；或只寫英文的：--languages en",
            ),
        )
    return font


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: a library of the system is missing
        raise MissingDependencyError(
            Text("WeasyPrint cannot be used: {error}", "無法使用 WeasyPrint：{error}").format(
                error=error
            ),
            expected=Text("WeasyPrint and, below it, Pango", "WeasyPrint，以及它需要的 Pango"),
            fix=Text(
                "{command}; Debian, Ubuntu: apt install "
                "libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango",
                "請執行 {command}；Debian、Ubuntu：apt install "
                "libpango-1.0-0 libpangoft2-1.0-0；macOS：brew install pango",
            ).format(command=pip_install("handouts")),
        ) from error
    return weasyprint
