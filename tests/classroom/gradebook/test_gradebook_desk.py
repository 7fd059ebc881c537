"""The instructor's desk: who may use it, what it shows, what it writes down."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from gradebook_class import LAB, NOON, attempt, grade, sha256

from fundamentals.classroom.desk import build_desk
from fundamentals.classroom.gradebook import Gradebook, Learner
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text, use_language
from fundamentals.serving import open_port, open_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def filled(gradebook: Gradebook, rubric: Rubric, path: Path) -> Path:
    gradebook.add_learners([Learner("b1", f"Mei {EVIL}"), Learner("b/2", "小明")])
    nobodys = {"who.py": Text(f"unclear {EVIL}", "不明")}
    attempts = [attempt("b1", "fair", hours=30)]
    gradebook.enter(LAB, attempts, deadline=NOON, asides=nobodys)
    grade(gradebook, rubric, {"fair": {"third": Verdict.FAILED}})
    gradebook.registrar("chen").set_rules(late_penalty="10 %/day")
    return path


@pytest.fixture
def desk(filled: Path) -> Iterator[tuple[FlaskClient, str]]:
    with use_language("en"):
        contents = {sha256("fair"): f"x = 1  # {EVIL}\x1b[31m".encode()}
        app, key = build_desk(filled, address="http://127.0.0.1:8001", by="Lin", contents=contents)
        yield app.test_client(), key


@pytest.fixture
def client(desk: tuple[FlaskClient, str]) -> FlaskClient:
    client, key = desk
    assert client.get(f"/?key={key}").status_code == 302
    return client


def token_of(client: FlaskClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/learner/b1").text)
    assert found is not None
    return found[1]


def post(client: FlaskClient, **fields: str) -> tuple[int, str]:
    form = {"token": token_of(client), "lab": LAB, "learner": "b1", "back": "/learner/b1", **fields}
    answer = client.post("/decide", data=form, follow_redirects=True)
    return answer.status_code, answer.text


def test_without_the_link_nobody_sees_a_grade(desk: tuple[FlaskClient, str]) -> None:
    client, key = desk
    for address in ("/", f"/lab/{LAB}", "/learner/b1", "/?key=guess", f"/report/{LAB}/b1"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Mei" not in answer.text
    client.get(f"/?key={key}")
    assert client.get("/log").status_code == 200
    assert client.get("/log", headers={"Host": "evil.example"}).status_code in (400, 403)


def test_a_form_of_another_page_decides_nothing(client: FlaskClient, gradebook: Gradebook) -> None:
    form = {"kind": "adjust", "learner": "b1", "lab": LAB, "points": "6"}
    assert client.post("/decide", data=form).status_code == 403
    assert client.post("/decide", data={**form, "token": "guess"}).status_code == 403
    right = {**form, "token": token_of(client)}
    foreign = {"Origin": "http://evil.example"}
    assert client.post("/decide", data=right, headers=foreign).status_code == 403
    assert len(gradebook.decisions().trail) == 1
    assert (
        client.post("/decide", data={**right, "back": "//evil.example/x"}).location == "/x?saved=2"
    )


@pytest.mark.slow
def test_every_page_shows_the_class_and_runs_nothing_of_strangers(client: FlaskClient) -> None:
    for address, said in {
        f"/lab/{LAB}": ("2.4", "20 %", "who.py", "Item analysis", "小明"),
        "/learner/b1": ("2.4", "b1/mine.py", "3a.2", "Audit trail"),
        "/learner/b/2": ("nothing handed in",),
        "/total": ("40", "late penalty 10 %/day"),
        "/log": ("chen", "late penalty 10 %/day"),
        f"/report/{LAB}/b1": ("The kernel was flipped.",),
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert [each for each in said if each not in answer.text] == [], address
    code = client.get(f"/code/{LAB}/b1")
    assert (code.mimetype, code.text) == ("text/plain", f"x = 1  # {EVIL}")
    assert client.get(f"/code/{LAB}/b/2").status_code == 404
    assert "Submission</a>" in client.get("/learner/b1").text
    chinese = client.get(f"/lab/{LAB}?language=zh-Hant").text
    assert "每天 10 %" in chinese
    assert "試題分析" in client.get(f"/lab/{LAB}").text


def test_it_opens_in_the_language_of_the_command_whichever_thread_answers(
    filled: Path,
) -> None:
    with use_language("zh-Hant"):
        app, key = build_desk(filled, address="http://127.0.0.1:8001")
    client = app.test_client()
    assert '<html lang="zh-Hant">' in client.get(f"/?key={key}", follow_redirects=True).text
    assert '<html lang="en">' in client.get(f"/lab/{LAB}?language=en").text
    assert '<html lang="en">' in client.get(f"/lab/{LAB}").text


def test_decisions_are_written_with_who_and_shown_at_once(
    client: FlaskClient, gradebook: Gradebook
) -> None:
    status, shown = post(client, kind="adjust", points="+1", check="3a.3/third", comment="idea")
    assert (status, "3a.3/third: +1 point" in shown) == (200, True)
    assert gradebook.sheet(LAB).standings[1].score == 3.2
    assert post(client, kind="extend", until="2026-03-09T12:00")[0] == 200
    assert gradebook.sheet(LAB).standings[1].score == 4
    assert post(client, kind="undo", number="2", back="/log")[0] == 200
    assert gradebook.sheet(LAB).standings[1].score == 3
    assert post(client, kind="assign", path="who.py", learner="b/2")[0] == 200
    assert post(client, kind="excuse", learner="b/2")[0] == 200
    trail = gradebook.decisions().trail
    assert [each.made_by for each in trail] == ["chen", *["Lin"] * 5]
    assert [each.kind.value for each in trail[1:]] == [
        *("adjust", "extend", "undo", "assign", "excuse")
    ]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "adjust", "points": "lots"}, "points such as 9.5, +1 or -1"),
        ({"kind": "adjust", "points": "99"}, "from 0 to 6 points"),
        ({"kind": "extend", "until": ""}, "a date and a time"),
        ({"kind": "merge", "into": "nobody"}, "no learner has the id nobody"),
        ({"kind": "undo", "number": "77"}, "no decision in force has the number 77"),
        ({"kind": "undo", "number": "x"}, "no decision in force has the number"),
        ({"kind": "destroy"}, "an unknown form"),
    ],
)
def test_what_cannot_be_done_is_explained(
    fields: dict[str, str], says: str, client: FlaskClient, gradebook: Gradebook
) -> None:
    status, shown = post(client, **fields)
    assert (status, says in shown) == (400, True)
    assert len(gradebook.decisions().trail) == 1


@pytest.mark.slow
def test_an_instructor_changes_points_in_the_browser(filled: Path, chromium: Browser) -> None:
    with open_port("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app, key = build_desk(filled, address=address, by="Lin")
        server = open_server(app, listener)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            for width, scheme, language in ((1280, "light", "en"), (390, "dark", "zh-Hant")):
                context = chromium.new_context(
                    viewport={"width": width, "height": 844},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                problems: list[str] = []
                page.on("console", lambda said, into=problems: into.append(said.text))
                page.goto(f"{address}/?key={key}")
                page.goto(f"{address}/lab/{LAB}?language={language}")
                page.locator("a[href='/learner/b1']").first.click()
                points = page.locator("input[name=points]")
                points.fill("+0.5")
                page.locator("form", has=points).locator("button").click()
                page.wait_for_url("**/learner/b1?saved=*")
                # No page is wider than the screen, and none asks for what its policy forbids.
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                report = page.frame_locator("iframe")
                assert report.locator(".score").first.is_visible()
                assert problems == []
                context.close()
        finally:
            server.shutdown()
            thread.join()
    with Gradebook.open(filled) as gradebook:
        scores = [each.score for each in gradebook.sheet(LAB).standings]
    assert scores == [None, 3.4]
