"""The pictures of the gradebook, in both languages.

Invents a class as `fundamentals labs rehearse` does, grades it, makes a few decisions, and takes
screenshots of the desk and of a learner's page of feedback. Moodle's import is drawn beside them.
"""

from __future__ import annotations

import contextlib
import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from fundamentals.benchmarking import PHONE, answering, open_chromium, save_screenshot
from fundamentals.classroom.desk import build_desk
from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import Gradebook, feedback_page
from fundamentals.cli import main as fundamentals
from fundamentals.fonts import with_chinese_font
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.page_kit import escape
from fundamentals.serving import open_port, open_server

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
LAB = "lab03a_convolution"
WIDE: dict[str, Any] = {"viewport": {"width": 1180, "height": 760}}
RULES = ("--late-penalty", "10 %/day, at most 30 %", "--drop-lowest", "1", "--by", "Lin")
# Moodle's own words, as docs/moodle.md quotes them in both languages.
IMPORT, IDENTIFY = "Grades → Import → CSV file", "Identify user by: ID number"
IGNORED, MAPPED = "Grade item mappings: Ignore", "Grade item mappings: {item}"
ASSIGNMENT = Text("Assignment: lab 3a", "作業：實作 3a")


def main() -> None:
    """Grade and draw."""
    with tempfile.TemporaryDirectory() as name, open_chromium() as browser:
        path = graded_class(Path(name))
        for language in LANGUAGES:
            suffix = "" if language == "en" else f".{language}"
            with use_language(language):
                photograph_desk(browser, path, suffix)
                photograph_feedback(browser, path, suffix)
                draw_import(browser, path, suffix)


def graded_class(folder: Path) -> Path:
    """Return the gradebook of an invented class, with a few decisions in it."""
    rehearsal, path = folder / "rehearsal", folder / "class.db"
    run("labs", "rehearse", LAB, "--output", rehearsal, "--learners", 12, "--layout", "moodle")
    grading = ("--lab", LAB, "--roster", rehearsal / "roster.csv", "--gradebook", path)
    run("grade", rehearsal / "submissions.zip", *grading, "--deadline", "2027-03-01T23:59")
    with Gradebook.open(path) as gradebook:
        learner = partly_right(gradebook)
    why = ("--points", "+1", "--comment", "the right idea", "--by", "Lin")
    run("gradebook", "adjust", path, learner, "--lab", LAB, *why)
    run("gradebook", "rules", path, *RULES)
    return path


def run(*words: Any) -> None:
    """Run a command of the package; a grader error stops the pictures."""
    if fundamentals(["--language", "en", *map(str, words)]):
        raise RuntimeError(f"fundamentals {' '.join(map(str, words))} failed")


def partly_right(gradebook: Gradebook) -> str:
    """Return the learner whose score is nearest to half of the points: the most to see."""
    sheet = gradebook.sheet(LAB)
    scored = [each for each in sheet.standings if each.score is not None]
    nearest = min(scored, key=lambda each: abs((each.score or 0) - sheet.max_score / 2))
    return nearest.learner.id


def photograph_desk(browser: Browser, path: Path, suffix: str) -> None:
    """Take screenshots of the class, a learner and the rules."""
    with served(path) as address, opened(browser, WIDE) as page:
        page.goto(f"{address}/")
        save_screenshot(page, FOLDER / f"desk{suffix}.png")
        with Gradebook.open(path) as gradebook:
            learner = gradebook.decisions().trail[0].learner
        page.goto(f"{address}/learner/{learner}")
        page.frame_locator("iframe").locator(".score").first.wait_for()
        save_screenshot(page, FOLDER / f"desk_learner{suffix}.png")
        page.goto(f"{address}/rules")
        save_screenshot(page, FOLDER / f"desk_rules{suffix}.png")


def photograph_feedback(browser: Browser, path: Path, suffix: str) -> None:
    """Take a screenshot of a learner's page on a phone."""
    with Gradebook.open(path) as gradebook:
        sheet, learner = gradebook.sheet(LAB), gradebook.decisions().trail[0].learner
    (standing,) = (each for each in sheet.standings if each.learner.id == learner)
    with opened(browser, PHONE) as page:
        page.set_content(feedback_page(sheet, standing))
        save_screenshot(page, FOLDER / f"feedback_phone{suffix}.png")


def draw_import(browser: Browser, path: Path, suffix: str) -> None:
    """Draw the file for Moodle, and what each of its columns is mapped to."""
    with Gradebook.open(path) as gradebook:
        exported = GRADE_FORMATS["moodle"]([gradebook.sheet(LAB)])
    header, *rows = csv.reader(exported.decode("utf-8-sig").splitlines())
    chosen = [IDENTIFY, *[IGNORED] * (len(header) - 2), MAPPED.format(item=ASSIGNMENT)]
    table = "".join(
        f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
        for tag, cells in (("th", header), *(("td", row) for row in rows[:5]), ("td", ["↓"] * 4))
    )
    boxes = "".join(f"<td class=box>{escape(text)}</td>" for text in chosen)
    with opened(browser, {"viewport": {"width": 980, "height": 420}}) as page:
        drawn = _IMPORT.format(title=IMPORT, table=table, boxes=boxes)
        page.set_content(with_chinese_font(drawn))
        save_screenshot(page, FOLDER / f"moodle_import{suffix}.png")


_IMPORT = """<!doctype html><html><head><style>
body {{ font: 15px/1.5 "Course Chinese", system-ui, "Noto Sans TC", sans-serif; }}
body {{ margin: 24px; color: #1f2933; }}
h1 {{ font-size: 17px; margin: 0 0 12px; }} table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: 1px solid #dfe4ea; padding: 5px 9px; text-align: left; }}
th {{ background: #f5f7f9; }} tr:nth-last-child(2) td {{ border: 0; text-align: center; }}
.box {{ background: #e7f0fa; border: 2px solid #1f5fa8; }}
</style></head><body><h1>{title}</h1><table>{table}<tr>{boxes}</tr></table>"""


@contextlib.contextmanager
def opened(browser: Browser, options: dict[str, Any]) -> Iterator[Page]:
    """Open a page inside the ``with`` block."""
    context = browser.new_context(color_scheme="light", **options)
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@contextlib.contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve the desk inside the ``with`` block; give the address that its key opens."""
    with open_port("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app, key = build_desk(path, address=address, by="Lin")
        server = open_server(app, listener)
    with answering(server):
        yield f"{address}/{key}"
