"""Where the labs are in what learners receive, and in a learner's own folder."""

from __future__ import annotations

from pathlib import Path

from fundamentals.errors import CourseError
from fundamentals.lab_form import LabForm
from fundamentals.language import Text
from fundamentals.manifest._course import LAB_FOLDERS, MANIFESTS, Course, Lab

# What learners receive of the course, inside their package.
HANDED_OUT = MANIFESTS[1].parents[1]


def handed_out_path(lab: Lab, language: str, form: LabForm) -> Path:
    """The path of a lab in what learners receive, relative to its folder.

    Args:
        lab: The lab.
        language: "en" or "zh-Hant".
        form: A notebook or a script.
    """
    folder = LAB_FOLDERS[language]
    if form is LabForm.NOTEBOOK:
        folder = Path("notebooks", *folder.parts[1:])
    return folder / f"{lab.id}{form.suffix}"


def handed_out_file(course: Course, lab: Lab, language: str, form: LabForm) -> Path:
    """The file of a lab as learners receive it, inside their package.

    Raises:
        CourseError: What they received does not include it.
    """
    folder = course.manifest_path.parents[1]
    files = {name: folder / handed_out_path(lab, name, form) for name in LAB_FOLDERS}
    if files[language].is_file():
        return files[language]
    there = [name for name, file in files.items() if file.is_file()]
    raise CourseError(
        Text("{lab} is not available in {language}", "{lab} 沒有 {language} 版").format(
            lab=lab.id, language=language
        ),
        expected=Text("one of: {languages}", "下列之一：{languages}").format(
            languages=", ".join(there)
        ),
        fix=Text("name one: --language LANGUAGE", "請指定：--language 語言"),
    )


def own_files(lab: Lab) -> list[Path]:
    """The learner's files of a lab, scripts and notebooks, the one changed last first.

    They are in the folders of a bundle or, if ``fundamentals start`` wrote them, at the root.
    """
    paths = {Path(f"{lab.id}{form.suffix}") for form in LabForm}
    paths |= {handed_out_path(lab, language, form) for language in LAB_FOLDERS for form in LabForm}
    files = [file for path in paths if (file := lab.root / path).is_file()]
    return sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)
