"""Commands, options, links and paths in README and docs exist."""

from __future__ import annotations

import inspect
import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from fundamentals._version import DISTRIBUTION, __version__
from fundamentals.classroom.autograder import autograder_files
from fundamentals.classroom.batch._limits import MAX_ATTEMPTS, MAX_FOLDERS, MAX_READ
from fundamentals.classroom.formats import GRADE_FORMATS, REPORT_FORMATS
from fundamentals.cli import build_parser
from fundamentals.course._bundle_readme import learners_readme
from fundamentals.errors import pip_install
from fundamentals.explorer._training_digits import training_digits
from fundamentals.files import binary_size
from fundamentals.grading import Verdict
from fundamentals.language import LANGUAGES
from fundamentals.manifest import find_course
from fundamentals.serving._app import LARGEST_UPLOAD
from fundamentals.serving._examples import LONGEST_SIDE, MOST_PICTURES
from fundamentals.training import choose_rule

ROOT = find_course(Path(__file__)).root
PACKAGE = ROOT / "fundamentals"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_FENCED = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^(?:\.venv/bin/)?fundamentals ((?:[^\\\n]|\\\n)+)", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
# What pip is told to install: a name, without its extras and bounds.
_ADVISED = re.compile(r"""pip install (?:-\S+ )*["'`]?([\w.-]+)""")
# Commands make the files of output/.
_FOLDERS = "|".join(
    ["benchmarks", "docs", "fundamentals", "labs", "solutions", "tests"]
    + [path.name for path in PACKAGE.iterdir() if path.is_dir()]
)
_PATH = re.compile(rf"`((?:{_FOLDERS})/[\w./-]*)`")


def commands(page: Path) -> list[str]:
    """Return the commands in the code blocks of a page, without ``fundamentals`` and comments."""
    blocks = "\n".join(_FENCED.findall(page.read_text("utf-8")))
    found = (text.replace("\\\n", " ").partition(" #")[0] for text in _COMMAND.findall(blocks))
    return [text.partition(" > ")[0].strip() for text in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_one(page: Path) -> None:
    parser = build_parser()
    for command in commands(page):
        # The command itself reads --language before anything else.
        parser.parse_args(shlex.split(re.sub(r"--language (en|zh-Hant)", "", command)))


def test_a_new_environment_gets_a_pip_that_finds_versions_soon() -> None:
    course = find_course(Path(__file__))
    written = [page.read_text("utf-8") for page in PAGES]
    written.append(learners_readme(course.labs, LANGUAGES))
    written.append(
        autograder_files(course, course.lab("lab03a"), language="en")["setup.sh"].decode()
    )
    made = re.findall("-m venv .*", "\n".join(written))
    assert len(made) == 5
    assert [line for line in made if not line.startswith("-m venv --upgrade-deps")] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-Hant.md"])
def test_the_readme_has_a_row_for_each_lab_in_its_order(page: str) -> None:
    rows = re.findall(r"^\| \[`(lab\w+)`\]", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert rows == [lab.id for lab in find_course(Path(__file__)).labs], f"in {page}, under Labs"


@pytest.mark.parametrize("suffix", [".md", ".zh-Hant.md"])
@pytest.mark.parametrize(
    ("page", "formats"), [("running-a-grader", REPORT_FORMATS), ("gradebook", GRADE_FORMATS)]
)
def test_a_page_has_a_row_for_each_format(
    page: str, formats: Mapping[str, object], suffix: str
) -> None:
    text = (ROOT / "docs" / f"{page}{suffix}").read_text("utf-8")
    assert set(formats) - _first_cells(text) == set(), f"add a row to docs/{page}{suffix}"


@pytest.mark.parametrize("suffix", [".md", ".zh-Hant.md"])
@pytest.mark.parametrize(
    ("page", "command"),
    [("explorer", "explore"), ("serving", "serve"), ("photographs", "predict")],
)
def test_a_page_has_a_row_for_each_option(
    page: str, command: str, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / f"{page}{suffix}").read_text("utf-8")
    with pytest.raises(SystemExit):
        build_parser().parse_args([command, "--help"])
    options = set(re.findall(r"^  (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert options - _first_cells(text) == set(), f"add a row to docs/{page}{suffix}"


def _first_cells(page: str) -> set[str]:
    """Return what stands as code in the first cells of a page's tables."""
    cells = re.findall(r"^\| ([^|]*) \|", page, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([\w-]+)", cell)}


def test_nothing_advises_the_package_that_a_stranger_calls_fundamentals() -> None:
    kinds = ("*.md", "*.py", "*.toml", "*.txt", "*.html", "*.js", "Makefile")
    folders = (ROOT / "fundamentals", ROOT / "docs", ROOT / "labs", ROOT / "solutions")
    files = {path for folder in folders for kind in kinds for path in folder.rglob(kind)}
    files |= {path for kind in kinds for path in ROOT.glob(kind)}
    advised = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in files
        for name in _ADVISED.findall(path.read_text("utf-8"))
    }
    assert {entry for entry in advised if entry[1] == "fundamentals"} == set()
    assert {name for _, name in advised} >= {DISTRIBUTION}, "the advice is found at all"


def test_the_distribution_has_one_name() -> None:
    for path in (ROOT / "pyproject.toml", *ROOT.rglob("fundamentals/course/*_pyproject.toml")):
        named = re.search(r'^name = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
        assert named
        assert named[1] == DISTRIBUTION
    assert DISTRIBUTION in pip_install("grader")


def test_commands_are_read_from_code_blocks() -> None:
    assert "labs new lab08_ink" in commands(ROOT / "docs" / "writing-a-lab.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    # LAB stands for a lab's name; packages go without the folder that they lie in.
    named = [
        path.replace("LAB", "lab03a_convolution").replace("lab08_ink", "lab03a_convolution")
        for path in _PATH.findall(text)
    ]
    missing = [each for each in named if not ((ROOT / each).exists() or (PACKAGE / each).exists())]
    assert links + missing == []


def test_every_picture_is_on_a_page_of_its_language() -> None:
    shown = {False: "", True: ""}
    for page in PAGES:
        shown[page.name.endswith(".zh-Hant.md")] += page.read_text("utf-8")
    pictures = [path.name for path in (ROOT / "docs" / "pictures").iterdir()]
    assert len(pictures) > 10
    unseen = [name for name in pictures if f"pictures/{name})" not in shown[".zh-Hant" in name]]
    assert unseen == [], "show it on a page, or draw it no more: DRAWN in benchmarks/pictures.py"


@pytest.mark.parametrize("page", ["running-a-grader.md", "running-a-grader.zh-Hant.md"])
def test_a_page_has_a_row_for_each_verdict(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    language = "zh-Hant" if "zh-Hant" in page else "en"
    rows = "".join(re.findall(r"^\| (.+?) \|", text, re.MULTILINE))
    verdicts = {verdict.title.in_language(language) for verdict in Verdict}
    assert {verdict for verdict in verdicts if verdict not in rows} == set(), f"docs/{page}"


_TARGET = re.compile(r"^\| `make ([\w-]+)` \| `(python -m .+?)` \|", re.MULTILINE)


@pytest.mark.parametrize("page", ["quick-start.md", "quick-start.zh-Hant.md"])
def test_each_target_of_make_is_one_line_that_needs_no_make(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    variables = dict(re.findall(r"^(\w+) [:?]?= ?(.*)$", makefile, re.MULTILINE))
    recipes = {}
    for name, line in re.findall(r"^([\w-]+):.*\n\t\$\(BIN\)/(python .+)$", makefile, re.MULTILINE):
        recipes[name] = re.sub(r"\$\((\w+)\)", lambda found: variables[found[1]], line)
    assert dict(_TARGET.findall((ROOT / "docs" / page).read_text("utf-8"))) == recipes
    assert {"lab", "test", "quick", "labs-check"} <= recipes.keys()


_UPLOAD = f"{LARGEST_UPLOAD // 1_000_000} MB"
_IMAGES, _VALIDATION = (
    f"{len(training_digits()[split]['labels']):,}" for split in ("train", "validation")
)
_ERROR = f"{inspect.signature(choose_rule).parameters['error'].default:.0%}".replace("%", " %")
# What pages say of constants in the code: page, English, Chinese.
_CONSTANTS = [
    ("docs/security", f"at most {binary_size(MAX_READ)} of", f"最多讀取 {binary_size(MAX_READ)}"),
    ("docs/security", f"the last {MAX_ATTEMPTS} attempts", f"最後 {MAX_ATTEMPTS} 次作答"),
    ("docs/security", f"the outer {MAX_FOLDERS} folders", f"外層的 {MAX_FOLDERS} 個資料夾"),
    ("docs/serving", f"at most {_UPLOAD}", f"最多 {_UPLOAD}"),
    ("docs/serving", f"more than {_UPLOAD}", f"超過 {_UPLOAD}"),
    ("docs/serving", f"at most {LONGEST_SIDE:,} pixels", f"每邊最多 {LONGEST_SIDE:,} 像素"),
    ("docs/serving", f"at most {MOST_PICTURES:,} per", f"每次啟動最多 {MOST_PICTURES:,} 張"),
    ("docs/photographs", f"at most {_ERROR} of the answers", f"答錯的比例最多 {_ERROR}"),
    ("docs/quick-start", f"learning-{__version__}-py3", f"learning-{__version__}-py3"),
    (
        "docs/explorer",
        f"{_IMAGES} training and {_VALIDATION}",
        f"{_IMAGES} 張訓練圖像與 {_VALIDATION} 張",
    ),
    ("docs/explorer", f"with {_IMAGES} while", f"增加到 {_IMAGES} 張"),
    ("docs/explainers", f"50 to {_IMAGES} images", f"50 到 {_IMAGES} 張"),
]


@pytest.mark.parametrize(("page", "english", "chinese"), _CONSTANTS)
def test_a_page_names_the_constant_of_the_code(page: str, english: str, chinese: str) -> None:
    for end, said in ((".md", english), (".zh-Hant.md", chinese)):
        text = (ROOT / f"{page}{end}").read_text("utf-8")
        assert said in text, f"correct {page}{end}: the code has another number"


def test_the_explorer_offers_all_the_images_of_its_page() -> None:
    folder = PACKAGE / "explorer" / "page"
    steps = re.search(
        r"images: \{ steps: \[(.*?)\]", (folder / "training_settings.js").read_text("utf-8")
    )
    assert steps is not None
    assert steps[1].split(", ")[-1] == _IMAGES.replace(",", ""), "training_settings.js"
    advice = json.loads((folder / "texts.json").read_text("utf-8"))["advice.more_data"]
    assert all(_IMAGES in text for text in advice.values()), "advice.more_data in texts.json"
