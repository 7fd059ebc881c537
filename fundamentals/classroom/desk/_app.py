"""The desk's pages, and the one address that records decisions."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from fundamentals.classroom.desk._access import protect
from fundamentals.classroom.desk._decide import decide
from fundamentals.classroom.desk._rules_form import offered
from fundamentals.classroom.desk._texts import TEXTS
from fundamentals.classroom.formats import SIMILARITY_FORMATS
from fundamentals.classroom.gradebook import (
    Gradebook,
    GradeSheet,
    Standing,
    course_totals,
    current_user,
    feedback_page,
    grades_to_review,
    items_table,
)
from fundamentals.errors import CourseError, FundamentalsError
from fundamentals.fonts import with_chinese_font
from fundamentals.language import LANGUAGES, Text, current_language, use_language
from fundamentals.page_kit import page_fields
from fundamentals.printable import printable
from fundamentals.sandbox import SourceError, read_sources, submission_form
from fundamentals.times import shown_time

_REFUSED = (400, 403)
_OPEN_THE_LINK = Text(
    "Open the link that `fundamentals gradebook open` printed.",
    "請開啟 `fundamentals gradebook open` 印出的連結。",
)
# Forms are short.
_LARGEST = 100_000
_LANGUAGE = "language"


def build_desk(
    path: Path, *, address: str, by: str = "", contents: Mapping[str, bytes] | None = None
) -> tuple[Flask, str]:
    """Return the desk of a gradebook as a WSGI application, and the key that begins its paths.

    Args:
        path: The gradebook's file.
        address: Where the desk is, such as "http://127.0.0.1:8001".
        by: Who decides; the user, if empty.
        contents: The bytes of submissions by their sha256, to compare code.
    """
    app = Flask("fundamentals.classroom.desk", static_folder=None, template_folder="page")
    app.config.update(
        TRUSTED_HOSTS=["localhost", "127.0.0.1", str(urlsplit(address).hostname)],
        MAX_CONTENT_LENGTH=_LARGEST,
    )
    # Names, paths and comments are strangers' texts.
    app.jinja_env.finalize = _shown
    app.jinja_env.filters["time"] = shown_time
    _speak(app)
    key = protect(app)
    _Pages(path, by or current_user(), contents or {}).add_to(app)
    return app, key


def _shown(value: Any) -> Any:
    if isinstance(value, Markup) or not isinstance(value, (str, Text)):
        return value
    return printable(str(value))


def _speak(app: Flask) -> None:
    """Answer each request in the chosen language, which is the command's at first."""
    # Threads of the server do not know it.
    first = current_language()
    # A choice holds for this run: a later one may be started in another language.
    cookie = f"{_LANGUAGE}_{secrets.token_hex(4)}"

    @app.before_request
    def begin() -> Any:
        chosen = request.args.get(_LANGUAGE, request.cookies.get(cookie, ""))
        language = chosen if chosen in LANGUAGES else first
        g.language = contextlib.ExitStack()
        g.language.enter_context(use_language(language))

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        if "language" in g:
            g.language.close()

    @app.after_request
    def keep(response: Response) -> Response:
        if request.args.get(_LANGUAGE) in LANGUAGES:
            response.set_cookie(cookie, request.args[_LANGUAGE], samesite="Strict")
        return response

    @app.context_processor
    def give_texts() -> dict[str, Any]:
        other = LANGUAGES[1 - LANGUAGES.index(current_language())]
        return {
            "texts": TEXTS,
            "language": current_language(),
            "other": other,
            "theme": page_fields()["theme"],
        }


class _Pages:
    """The pages of one gradebook."""

    def __init__(self, path: Path, by: str, contents: Mapping[str, bytes]) -> None:
        self._path = path
        self._by = by
        self._contents = contents

    def add_to(self, app: Flask) -> None:
        """Give ``app`` the pages."""
        app.get("/")(self.start)
        app.get("/lab/<lab>")(self.lab)
        app.get("/total")(self.total)
        app.get("/rules")(self.rules)
        app.get("/log")(self.log)
        app.get("/learner/<path:learner>")(self.learner)
        app.get("/report/<lab>/<path:learner>")(self.report)
        app.get("/code/<lab>/<path:learner>")(self.code)
        app.get("/similar/<lab>")(self.similar)
        app.post("/decide")(self.decide)
        app.register_error_handler(FundamentalsError, self.refuse)
        app.register_error_handler(HTTPException, self.refuse_request)

    def start(self) -> Any:
        with self._open() as gradebook:
            labs = gradebook.labs()
        return redirect(url_for("lab", lab=labs[0])) if labs else self._page("empty.html")

    def lab(self, lab: str) -> str:
        with self._open() as gradebook:
            sheet = gradebook.sheet(lab)
            return self._page(
                "lab.html",
                gradebook,
                sheet=sheet,
                looks=grades_to_review(sheet),
                items=Markup(items_table(sheet)),
                members=gradebook.members(),
            )

    def total(self) -> str:
        with self._open() as gradebook:
            sheets = [gradebook.sheet(lab) for lab in gradebook.labs()]
            totals = course_totals(sheets, sheets[0].rules) if sheets else ()
            return self._page("total.html", gradebook, sheets=sheets, totals=totals)

    def rules(self) -> str:
        with self._open() as gradebook:
            decisions = gradebook.decisions()
            return self._page(
                "rules.html",
                gradebook,
                rules=decisions.rules,
                offered=offered(),
                decisions=decisions,
                trail=decisions.about_rules,
            )

    def log(self) -> str:
        with self._open() as gradebook:
            return self._page("log.html", gradebook, decisions=gradebook.decisions())

    def learner(self, learner: str) -> str:
        with self._open() as gradebook:
            decisions = gradebook.decisions()
            person = decisions.person(learner)
            found = [
                (sheet, standing)
                for lab in gradebook.labs()
                if (standing := _standing(sheet := gradebook.sheet(lab), person)) is not None
            ]
            if not found:
                abort(404)
            trail = [each for each in decisions.trail if decisions.person(each.learner) == person]
            return self._page(
                "learner.html",
                gradebook,
                found=found,
                decisions=decisions,
                trail=trail,
                has_code={sheet.lab_id for sheet, each in found if each.sha256 in self._contents},
            )

    def report(self, lab: str, learner: str) -> str:
        with self._open() as gradebook:
            sheet = gradebook.sheet(lab)
        standing = _standing(sheet, learner)
        if standing is None:
            abort(404)
        return feedback_page(sheet, standing, hidden=True)

    def code(self, lab: str, learner: str) -> Response:
        with self._open() as gradebook:
            standing = _standing(gradebook.sheet(lab), learner)
        content = self._contents.get(standing.sha256) if standing is not None else None
        if content is None or standing is None or standing.attempt is None:
            abort(404)
        try:
            form = submission_form(standing.attempt.file_name)
            text = "\n\n".join(read_sources(content, form))
        except SourceError:
            text = content.decode(errors="replace")
        return Response(printable(text), mimetype="text/plain")

    def similar(self, lab: str) -> str:
        from fundamentals.classroom.similarity import compare_class
        from fundamentals.manifest import find_course

        with self._open() as gradebook:
            sheet = gradebook.sheet(lab)
        try:
            similarity = compare_class(find_course().lab(lab), sheet, self._contents)
        except CourseError:
            return self._page("message.html", said=TEXTS["no_pairs"])
        return SIMILARITY_FORMATS["html"](similarity)

    def decide(self) -> Any:
        target = _path_of(request.form.get("back", ""))
        with self._open() as gradebook:
            made = decide(gradebook.decision_writer(self._by), request.form)
        return redirect(f"{request.root_path}{target}?saved={made}", 303)

    def refuse(self, error: FundamentalsError) -> tuple[str, int]:
        return self._page("message.html", said=error.text), 400

    def refuse_request(self, error: HTTPException) -> Response:
        # A plain line, so that a refused user learns nothing about the gradebook.
        status = error.code or 500
        said = f"{status} {error.name}. {_OPEN_THE_LINK if status in _REFUSED else ''}"
        return Response(said, status, mimetype="text/plain")

    @contextlib.contextmanager
    def _open(self) -> Iterator[Gradebook]:
        # A gradebook serves one thread, and each request has its own.
        with Gradebook.open(self._path) as gradebook:
            yield gradebook

    def _page(self, template: str, gradebook: Gradebook | None = None, **values: Any) -> str:
        labs = gradebook.labs() if gradebook is not None else ()
        return with_chinese_font(
            render_template(template, labs=labs, file=self._path.name, **values)
        )


def _path_of(address: str) -> str:
    """Return the path of ``address`` on this desk: a form's address is the page's own."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return "/"
    return path if path.startswith("/") and not path.startswith("//") else "/"


def _standing(sheet: GradeSheet, learner: str) -> Standing | None:
    return next((each for each in sheet.standings if each.learner.id == learner), None)
