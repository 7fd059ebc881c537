"""Build the site of the course, in both languages, into ``output/site``.

Example: ``python -m docs.site.build`` runs every lab once and takes some ten minutes; what has not
changed is not run again. ``python -m docs.site.build --no-run`` shows labs without their output.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from rich.progress import track

from fundamentals.cli import build_parser
from fundamentals.course import notebook_text, read_solution
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.manifest import COURSE_TITLE, Lab, find_course

SITE = Path(__file__).resolve().parent
DOCS = SITE.parent
ROOT = DOCS.parent
SPHINX_LANGUAGES = {"en": "en", "zh-Hant": "zh_TW"}
PAGE = "interactive.html"
SUFFIXES = {"en": ".md", "zh-Hant": ".zh-Hant.md"}

# The section of the explorer's page that belongs to a lab.
SECTIONS = {"lab03a": "convolution", "lab03b": "network"}

_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)([^)]*)\)")
_ESCAPE_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def main() -> int:
    """Build the site; return Sphinx's exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, default=ROOT / "output" / "site")
    parser.add_argument("--no-run", action="store_true", help="show the labs without output")
    options = parser.parse_args()
    shutil.copytree(SITE / "root", options.output, dirs_exist_ok=True)
    if not options.no_run:
        shutil.copy(interactive_page(options.output / "run"), options.output)
    status = 0
    for language in LANGUAGES:
        source = options.output / "source" / language
        shutil.rmtree(source, ignore_errors=True)
        with use_language(language):
            for path, text in pages(language):
                target = source / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            shutil.copytree(DOCS / "pictures", source / "pictures")
            write_labs(source / "labs", language, options.output / "run", run=not options.no_run)
        status |= subprocess.run(
            [
                *(sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q"),
                *("-c", str(SITE), "-D", f"language={SPHINX_LANGUAGES[language]}"),
                *("-D", f"html_title={COURSE_TITLE.in_language(language)}"),
                *(str(source), str(options.output / language)),
            ],
            check=False,
        ).returncode
    return status


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page that is not a lab, in ``language``.

    Raises:
        SystemExit: A page is missing in ``language``.
    """
    yield "index.md", read(SITE / f"index{SUFFIXES[language]}")
    for path in sorted(DOCS.glob("*.md")):
        if ".zh-Hant" not in path.name:
            yield path.name, read(path.with_name(path.stem + SUFFIXES[language]))
    yield "commands.md", "\n".join(command_reference())
    if language == "en":
        # Docstrings are in English; the Chinese index leads there.
        yield "api/index.md", api_index()
        for package in packages():
            yield f"api/{package}.md", api_page(package)


def read(path: Path) -> str:
    """Return a page whose links lead to pages of the site, or to the repository's files.

    Raises:
        SystemExit: It is missing.
    """
    if not path.is_file():
        raise SystemExit(
            f"{path.relative_to(ROOT)} is missing: write it, or remove its translation"
        )
    return _LINK.sub(_link, path.read_text(encoding="utf-8"))


def _link(match: re.Match[str]) -> str:
    words, path, anchor = match.groups()
    path = path.replace(".zh-Hant.md", ".md")
    if re.fullmatch(r"\.\./labs/(zh_hant/)?README\.md", path):
        path = "labs/index.md"
    # The site holds pages only; whoever reads a source file has the repository.
    return words if path.startswith("../") else f"[{words}]({path}{anchor})"


def command_reference() -> Iterator[str]:
    """Yield the lines of the page of all commands: what ``--help`` of each prints."""
    yield str(Text("# Commands", "# 指令"))
    yield ""
    yield str(
        Text("What `--help` prints, for each command.", "每個指令加上 `--help` 會印出的內容。")
    )
    yield from _help(build_parser(), level=2)


def _help(parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * min(level, 3)} {parser.prog}", "", "```text")
    yield parser.format_help().rstrip()
    yield "```"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                yield from _help(command, level + 1)


def packages() -> list[str]:
    """Return the packages with public names; the command line has a page of its own."""
    folder = ROOT / "fundamentals"
    found = [
        ".".join(path.parent.relative_to(folder).parts)
        for path in (*folder.glob("*/__init__.py"), *folder.glob("classroom/*/__init__.py"))
    ]
    return sorted(set(found) - {"classroom", "cli"})


def api_index() -> str:
    """Return the page that lists the packages."""
    listed = "\n".join(packages())
    return f"# Python reference\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"


def api_page(package: str) -> str:
    """Return the page of a package, from its docstrings."""
    name = f"fundamentals.{package}"
    return f"# {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n```\n"


def write_labs(folder: Path, language: str, runs: Path, *, run: bool) -> None:
    """Write each lab as a notebook: the learner's code, and the output of the solution's."""
    folder.mkdir(parents=True)
    labs = find_course(ROOT).labs
    listed = "\n".join(lab.id for lab in labs)
    title = Text("# Labs", "# 實作")
    (folder / "index.md").write_text(
        f"{title}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n", encoding="utf-8"
    )
    for lab in track(labs, description=f"labs, {language}", disable=not run):
        learners = notebook(lab, language, solution=False)
        if run:
            show_outputs(learners, executed(lab, language, runs))
            if section := SECTIONS.get(lab.short_id):
                learners.cells.insert(1, frame(lab, section))
        nbformat.write(learners, folder / f"{lab.id}.ipynb")


def notebook(lab: Lab, language: str, *, solution: bool) -> nbformat.NotebookNode:
    """Return a lab, or its solution, as a notebook without outputs."""
    source = read_solution(lab)
    text = source.text(language) if solution else source.student_text(language)
    cells = notebook_text(text, lab, language=language, checks=False)
    return nbformat.reads(cells, as_version=4)


def frame(lab: Lab, section: str) -> nbformat.NotebookNode:
    """Return a cell that shows a section of the explorer's page."""
    source = f'<iframe class="page" title="{lab.title}" src="../../{PAGE}#{section}"></iframe>'
    return nbformat.v4.new_markdown_cell(source, id=f"{lab.id}-page")


def interactive_page(runs: Path) -> Path:
    """Return the explorer's page of a CNN that was trained on the digits; it is made once."""
    page = runs / PAGE
    if not page.is_file():
        command = (sys.executable, "-m", "fundamentals")
        subprocess.run([*command, "compare", "--output", str(runs)], check=True)
        model = str(runs / "cnn.keras")
        line = ("explore", model, "--dataset", "digits", "--output", str(page))
        subprocess.run([*command, *line], check=True)
    return page


def executed(lab: Lab, language: str, runs: Path) -> nbformat.NotebookNode:
    """Return the lab's solution with its outputs; it runs only if it or the package changed."""
    solved = notebook(lab, language, solution=True)
    content = nbformat.writes(solved) + package_digest()
    digest = hashlib.sha256(content.encode()).hexdigest()
    kept = runs / f"{lab.id}-{language}-{digest[:16]}.ipynb"
    if not kept.is_file():
        runs.mkdir(parents=True, exist_ok=True)
        NotebookClient(solved, timeout=1200, resources={"metadata": {"path": str(ROOT)}}).execute()
        for old in runs.glob(f"{lab.id}-{language}-*"):
            old.unlink()
        nbformat.write(solved, kept)
    return nbformat.read(kept, as_version=4)


@functools.cache
def package_digest() -> str:
    """Return a hash of the package's modules, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "fundamentals").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def show_outputs(learners: nbformat.NotebookNode, solved: nbformat.NotebookNode) -> None:
    """Put the outputs of the solution's cells below the learner's."""
    for cell, answer in zip(learners.cells, solved.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = [plain(output) for output in answer.outputs]


def plain(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an output without the terminal's escape codes."""
    if output.output_type == "stream":
        output.text = _ESCAPE_CODE.sub("", output.text)
    return output


if __name__ == "__main__":
    raise SystemExit(main())
