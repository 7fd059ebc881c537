"""The instructor's desk: who may use it, what it shows, what it writes down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import unquote

import pytest
from clean_page import faults
from flask.testing import FlaskClient
from gradebook_class import LAB, NOON, attempt, grade, sha256
from werkzeug.test import TestResponse

from fundamentals.benchmarking import answering
from fundamentals.classroom.desk import build_desk
from fundamentals.classroom.gradebook import Gradebook, Learner
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text, use_language
from fundamentals.serving import open_port, open_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def filled(gradebook: Gradebook, rubric: Rubric, path: Path) -> Path:
    gradebook.add_learners([Learner("b1", f"Mei {EVIL}"), Learner("b/2", "小明")])
    nobodys = {"who.py": Text(f"unclear {EVIL}", "不明")}
    attempts = [attempt("b1", "fair", hours=30)]
    gradebook.enter(LAB, attempts, deadline=NOON, set_aside=nobodys)
    grade(gradebook, rubric, {"fair": {"third": Verdict.FAILED}})
    gradebook.decision_writer("chen").set_rules(late_penalty="10 %/day")
    return path


class DeskClient(FlaskClient):
    """Asks for paths behind the desk's key."""

    key = ""

    def open(self, *arguments: Any, **named: Any) -> TestResponse:
        address, *rest = arguments
        # A redirect that is followed is no text, and has the key.
        if isinstance(address, str) and self.key:
            address = f"/{self.key}{address}"
        return super().open(address, *rest, **named)


@pytest.fixture
def client(filled: Path) -> Iterator[DeskClient]:
    with use_language("en"):
        contents = {sha256("fair"): f"x = 1  # {EVIL}\x1b[31m".encode()}
        app, key = build_desk(filled, address="http://127.0.0.1:8001", by="Lin", contents=contents)
        app.test_client_class = DeskClient
        client = app.test_client()
        client.key = key
        yield client


def post(client: DeskClient, **fields: str) -> tuple[int, str]:
    form = {"lab": LAB, "learner": "b1", "back": "/learner/b1", **fields}
    answer = client.post("/decide", data=form, follow_redirects=True)
    return answer.status_code, answer.text


GUESSES = ["guess", "%0d%0a", "ключ", "%ed%b3%bf", ".", "?key={key}", "x/{key}", "{KEY}"]


@pytest.mark.parametrize("guess", GUESSES)
def test_without_the_link_nobody_sees_a_grade(guess: str, client: DeskClient) -> None:
    key, client.key = client.key, ""
    guess = guess.format(key=key, KEY=key.swapcase())
    for path in ("/", f"/lab/{LAB}", "/learner/b1", f"/report/{LAB}/b1", "/decide"):
        answer = client.get(f"/{guess}{path}")
        assert answer.status_code == 403
        assert "Mei" not in answer.text
    assert client.get(f"/{key}/log").status_code == 200
    # Nothing that a browser keeps opens it: pages on other ports would be sent that, too.
    assert "Set-Cookie" not in client.get(f"/{key}/log").headers
    assert client.get("/log").status_code == 403
    assert client.get("/log", headers={"Referer": f"http://127.0.0.1/{key}/"}).status_code == 403
    assert client.get(f"/{key}/log", headers={"Host": "evil.example"}).status_code in (400, 403)


def test_a_form_of_another_page_decides_nothing(client: DeskClient, gradebook: Gradebook) -> None:
    form = {"kind": "adjust", "learner": "b1", "lab": LAB, "points": "6"}
    key, client.key = client.key, ""
    assert client.post("/decide", data=form).status_code == 403
    assert client.post("/decide", data={**form, "key": key}).status_code == 403
    assert len(gradebook.decisions().trail) == 1
    back = {"back": "//evil.example/x"}
    answer = client.post(f"/{key}/decide", data={**form, **back})
    assert answer.location == f"/{key}/x?saved=2"


# Text that no header can hold, and text that leads elsewhere.
ODD = ["%0d%0aX: y", "%00", "%ff", "%ed%a0%80", "%2f%2fevil", "%5c%5cevil", "%1b[31m", "%e2%80%a8"]


@pytest.mark.parametrize("begin", ["/", "/lab/", "/learner/", f"/report/{LAB}/", f"/code/{LAB}/"])
def test_a_path_of_odd_characters_is_not_found(begin: str, client: DeskClient) -> None:
    answers = [client.get(f"{begin}{odd}", follow_redirects=True) for odd in ODD]
    assert {answer.status_code for answer in answers} <= {400, 404}
    assert {answer.status_code for answer in (client.get(f"/log?saved={odd}") for odd in ODD)} == {
        200
    }


@pytest.mark.parametrize("field", ["kind", "learner", "lab", "points", "check", "comment", "back"])
def test_a_form_of_odd_characters_fails_no_page(field: str, client: DeskClient) -> None:
    form = {"kind": "adjust", "learner": "b1", "lab": LAB, "points": "+1", "back": "/log"}
    answers = [client.post("/decide", data={**form, field: unquote(odd)}) for odd in ODD]
    assert {answer.status_code for answer in answers} <= {303, 400}
    assert all(each.location.startswith(f"/{client.key}") for each in answers if each.location)


@pytest.mark.slow
def test_every_page_shows_the_class_and_runs_nothing_of_strangers(client: DeskClient) -> None:
    for address, said in {
        f"/lab/{LAB}": ("2.4", "20 %", "who.py", "Item analysis", "小明"),
        "/learner/b1": ("2.4", "b1/mine.py", "3a.2", "Audit trail"),
        "/learner/b/2": ("nothing handed in",),
        "/total": ("40", "late penalty 10 %/day"),
        "/rules": ("late penalty 10 %/day", "the best attempt counts", "chen"),
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
    assert '<html lang="zh-Hant">' in client.get(f"/{key}/", follow_redirects=True).text
    assert '<html lang="en">' in client.get(f"/{key}/lab/{LAB}?language=en").text
    assert '<html lang="en">' in client.get(f"/{key}/lab/{LAB}").text


def test_decisions_are_written_with_who_and_shown_at_once(
    client: DeskClient, gradebook: Gradebook
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


RULES = {
    "policy": "best",
    "late": "accept",
    "missing": "open",
    "drop_lowest": "0",
    f"weight:{LAB}": "",
}
"""The fields of the page of rules as long as nothing has been decided."""


def save_rules(client: DeskClient, **changed: str) -> tuple[int, str]:
    shown = {f"was:{name}": value for name, value in {**RULES, f"extra:{LAB}": ""}.items()}
    return post(client, kind="rules", back="/rules", **{**RULES, **shown, **changed})


def test_rules_that_the_form_changes_are_written_down_and_no_others(
    client: DeskClient, gradebook: Gradebook
) -> None:
    gradebook.decision_writer("chen").set_rules(policy="latest")
    # The page was loaded before: the rule that Chen changed meanwhile stays.
    status, shown = save_rules(
        client,
        drop_lowest="1",
        missing="zero",
        comment="the  faculty's rule",
        **{f"weight:{LAB}": "30", f"extra:{LAB}": "on"},
    )
    assert (status, "lowest 1 dropped" in shown, "faculty&#39;s rule" in shown) == (200, True, True)
    rules = gradebook.decisions().rules
    assert (rules.policy, rules.drop_lowest, rules.missing) == ("latest", 1, "zero")
    assert (rules.weights, rules.extra) == ({LAB: 30}, {LAB})
    made = gradebook.decisions().trail[-1]
    assert (made.made_by, made.comment) == ("Lin", "the faculty's rule")
    given = {f"was:weight:{LAB}": "30", f"was:extra:{LAB}": "on"}
    assert save_rules(client, **given, **{f"weight:{LAB}": " "})[0] == 200
    rules = gradebook.decisions().rules
    assert (rules.weights, rules.extra) == ({}, frozenset())
    assert "weights as the labs' points" in gradebook.decisions().trail[-1].text.en


def test_an_old_page_changes_only_the_weights_and_extra_labs_that_were_edited(
    client: DeskClient, gradebook: Gradebook
) -> None:
    for lab in ("lab07", "lab08"):
        gradebook.enter(lab, [])
    chen = gradebook.decision_writer("chen")
    chen.set_rules(weights={LAB: 100 / 3, "lab07": 20, "lab08": 5})
    page = {"weight:lab07": "20", "weight:lab08": "5", f"weight:{LAB}": "33.3333"}
    old = {f"was:{name}": value for name, value in page.items()}
    chen.set_rules(weights={"lab07": 40}, extra_credit=["lab07"])
    status, _ = save_rules(client, **{**page, **old, "weight:lab08": "10", "extra:lab08": "on"})
    assert status == 200
    rules = gradebook.decisions().rules
    assert rules.weights == {LAB: 100 / 3, "lab07": 40, "lab08": 10}
    assert rules.extra == {"lab07", "lab08"}


def test_a_late_penalty_is_for_all_labs_or_for_one(
    client: DeskClient, gradebook: Gradebook
) -> None:
    assert post(client, kind="penalty", lab="", penalty="每天 5 %，最多 20 %")[0] == 200
    assert gradebook.sheet(LAB).standings[1].score == 2.7
    assert post(client, kind="penalty", lab=LAB, penalty="none")[0] == 200
    assert gradebook.sheet(LAB).standings[1].score == 3
    trail = gradebook.decisions().about_rules
    shown = post(client, kind="undo", number=str(trail[-1].number), back="/rules")[1]
    assert gradebook.sheet(LAB).standings[1].score == 2.7
    assert [each.kind.value for each in gradebook.decisions().about_rules] == [
        *("rules", "rules", "rules", "undo")
    ]
    assert "withdrawn" in shown


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "adjust", "points": "lots"}, "points such as 9.5, +1 or -1"),
        ({"kind": "adjust", "points": "99"}, "from 0 to 6 points"),
        ({"kind": "extend", "until": ""}, "a date and a time"),
        ({"kind": "merge", "into": "nobody"}, "no learner has the id nobody"),
        ({"kind": "undo", "number": "77"}, "no decision in force has the number 77"),
        ({"kind": "undo", "number": "x"}, "no decision in force has the number"),
        ({"kind": "undo", "number": "9" * 5000}, "no decision in force has the number"),
        ({"kind": "rules", f"weight:{LAB}": "nan"}, "a number, at least 0"),
        ({"kind": "rules", f"weight:{LAB}": "1e999"}, "a number, at least 0"),
        ({"kind": "rules"}, "no rule was changed"),
        ({"kind": "rules", "drop_lowest": "11"}, "one of: 0, 1, 2"),
        ({"kind": "rules", "policy": "worst"}, "one of: best, latest"),
        ({"kind": "rules", f"weight:{LAB}": "much"}, "a number such as 20"),
        ({"kind": "rules", f"weight:{LAB}": "-1"}, "a number, at least 0"),
        ({"kind": "rules", f"weight:{LAB}": "1", "weight:lab07": ""}, "no weight for lab07"),
        ({"kind": "penalty", "penalty": ""}, "10 %/day, at most 30 %"),
        ({"kind": "penalty", "penalty": "a lot"}, "10 %/day, at most 30 %"),
        ({"kind": "penalty", "penalty": "5 %/day", "lab": "lab99"}, "has no lab lab99"),
        ({"kind": "destroy"}, "an unknown form"),
    ],
)
def test_what_cannot_be_done_is_explained(
    fields: dict[str, str], says: str, client: DeskClient, gradebook: Gradebook
) -> None:
    status, shown = post(client, **fields)
    assert (status, says in shown) == (400, True)
    assert len(gradebook.decisions().trail) == 1


@pytest.mark.parametrize("back", ["http://[", "/\\\\evil.example", "//[::x", "javascript:alert(1)"])
def test_wherever_a_form_leads_back_to_it_stays_on_the_desk(back: str, client: DeskClient) -> None:
    form = {"kind": "adjust", "learner": "b1", "lab": LAB, "points": "5"}
    answer = client.post("/decide", data={**form, "back": back})
    assert answer.status_code == 303
    assert re.match(rf"/{client.key}/(%5C|\?)", answer.location), answer.location


Visit: TypeAlias = "Callable[..., AbstractContextManager[Page]]"


@pytest.fixture
def visit(filled: Path, chromium: Browser) -> Iterator[Visit]:
    """Open the desk in Chromium, on a screen of some width, in a language; refuse problems."""
    with open_port("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app, key = build_desk(filled, address=address, by="Lin")
        server = open_server(app, listener)

        @contextmanager
        def open_page(
            width: int, scheme: Literal["light", "dark"], language: str
        ) -> Iterator[Page]:
            context = chromium.new_context(
                viewport={"width": width, "height": 844},
                color_scheme=scheme,
                base_url=f"{address}/{key}/",
            )
            page = context.new_page()
            problems: list[str] = []
            page.on("console", lambda said: problems.append(said.text))
            page.goto(".")
            page.goto(f"./lab/{LAB}?language={language}")
            yield page
            # No page is wider than the screen, and none asks for what its policy forbids.
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert problems == []
            context.close()

        with answering(server):
            yield open_page


SCREENS = pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "zh-Hant")]
)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_page_of_the_desk_is_clean_on_every_screen(language: str, visit: Visit) -> None:
    with visit(390, "light", language) as page:
        for path in (f"/lab/{LAB}", "/learner/b1", "/rules", "/total", "/log"):
            page.goto(f".{path}")
            for details in page.locator("details:not([open]) summary").all():
                details.click()
            assert faults(page) == [], path
        page.set_viewport_size({"width": 390, "height": 844})


@pytest.mark.slow
@SCREENS
def test_an_instructor_changes_points_in_the_browser(
    width: int, scheme: str, language: str, visit: Visit, filled: Path
) -> None:
    with visit(width, scheme, language) as page:
        page.locator("a[href$='/learner/b1']").first.click()
        points = page.locator("input[name=points]")
        points.fill("+0.5")
        page.locator("form", has=points).locator("button").click()
        page.wait_for_url("**/learner/b1?saved=*")
        page.reload()
        with page.context.expect_page() as opened:
            page.locator(f"a[href$='/lab/{LAB}']").first.click(modifiers=["ControlOrMeta"])
        assert opened.value.locator("a[href$='/learner/b1']").first.is_visible()
        report = page.frame_locator("iframe")
        assert report.locator(".score").first.is_visible()
    with Gradebook.open(filled) as gradebook:
        assert [each.score for each in gradebook.sheet(LAB).standings] == [None, 2.9]


@pytest.mark.slow
@SCREENS
def test_an_instructor_changes_the_rules_in_the_browser(
    width: int, scheme: str, language: str, visit: Visit, filled: Path
) -> None:
    words = {
        "en": ("Rules", "lowest 1 dropped", "weights lab03a_convolution 40", "5 %/day"),
        "zh-Hant": ("規則", "去掉最低的 1 次", "權重 lab03a_convolution 40", "每天 5 %"),
    }[language]
    with visit(width, scheme, language) as page:
        page.get_by_role("link", name=words[0], exact=True).click()
        page.locator("select[name=drop_lowest]").select_option("1")
        page.locator(f"input[name='weight:{LAB}']").fill("40")
        page.locator(f"input[name='extra:{LAB}'][type=checkbox]").check()
        page.locator("form", has=page.locator("select[name=policy]")).locator("button").click()
        page.wait_for_url("**/rules?saved=2")
        penalty = page.locator("input[name=penalty]")
        penalty.fill(words[3])
        page.locator("form", has=penalty).locator("button").click()
        page.wait_for_url("**/rules?saved=3")
        shown = page.locator("main").inner_text()
        assert [each for each in words[1:] if shown.count(each) < 2] == []  # rule and trail
        assert page.locator(f"input[name='extra:{LAB}'][type=checkbox]").is_checked()
        page.locator("#d3 button").click()
        page.wait_for_url("**/rules?saved=4")
        assert page.locator("#d3 .gone").is_visible()
    with Gradebook.open(filled) as gradebook:
        rules = gradebook.decisions().rules
        assert (rules.drop_lowest, rules.weights, rules.extra) == (1, {LAB: 40}, {LAB})
        assert gradebook.sheet(LAB).standings[1].score == 2.4  # 10 % per day again
