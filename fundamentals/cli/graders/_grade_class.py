"""``fundamentals grade DIR --gradebook FILE``: grade a class into a gradebook."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Group, OneOf, Option
from fundamentals.cli._options import own_data, whole_number
from fundamentals.cli.graders._gradebook_options import moment
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fundamentals.classroom.batch import ClassFiles, Event, EventCounts, Intake
    from fundamentals.classroom.gradebook import Gradebook, Learner, Roster
    from fundamentals.grading import Rubric
    from fundamentals.manifest import Lab

EXIT_GRADER_ERROR = 3
EXIT_INTERRUPTED = 130

_OF_ONE = ("format", "output", "no_sandbox")


CLASS = Group(
    Text("a class", "全班評分"),
    Text(
        "Submissions already in the gradebook are not graded again: after an interruption, "
        "a crash or a change of the rubric, the same command grades the rest.",
        "成績簿裡已有的結果不會重新評分：中斷、當機或修改評分規準後，"
        "再執行同一個指令，只會評分剩下的部分。",
    ),
    Option(
        "--gradebook",
        Text(
            "grade a class into this file, for example class.db",
            "把全班成績記錄到此檔，例如 class.db",
        ),
        metavar=Text("FILE", "檔案"),
        type=Path,
    ),
    Option(
        "--resume",
        Text(
            "require that the gradebook exists already (a guard against a mistyped name)",
            "成績簿必須已經存在（避免打錯檔名）",
        ),
        action="store_true",
    ),
    Option(
        "--roster",
        Text(
            "the class list, from Canvas, Moodle or Gradescope, or with columns id,name",
            "班級名單，由 Canvas、Moodle 或 Gradescope 匯出，或含 學號,姓名 欄位",
        ),
        metavar=Text("CSV", "CSV"),
        type=Path,
    ),
    Option(
        "--roster-encoding",
        Text(
            "the roster's encoding, such as big5 or cp1252, if the file does not declare it",
            "名單的編碼，例如 big5 或 cp1252；檔案本身看不出編碼時才需要",
        ),
        metavar=Text("ENCODING", "編碼"),
    ),
    Option(
        "--names-are-ids",
        Text(
            "a file or folder that is called like an id of the roster is that learner's, even "
            "if the id is a seat number such as 7",
            "檔名或資料夾名稱就是名單上的編號，即使是 7 這樣的座號",
        ),
        action="store_true",
    ),
    Option(
        "--strangers",
        Text("grade even if the roster knows hardly anybody", "即使名單幾乎不認得任何人也照樣評分"),
        action="store_true",
    ),
    Option(
        "--deadline",
        Text(
            "the deadline, such as 2026-03-01T23:59, in this machine's time zone unless it "
            "names one; a date alone means the end of that day; later files are marked late",
            "截止時間，例如 2026-03-01T23:59；未註明時區時採用本機時區；只寫日期表示當天結束；"
            "之後的檔案標為遲交",
        ),
        metavar=Text("TIME", "時間"),
        type=moment,
    ),
    OneOf(
        Option(
            "--workers",
            Text(
                "number of submissions to grade at once (default: as cores and free memory allow)",
                "同時評分的數量（預設：依處理器核心與可用記憶體而定）",
            ),
            metavar=Text("N", "數量"),
            type=whole_number(1, 1024),
        ),
        Option(
            "--cluster",
            Text("grade on a Dask cluster: tcp://host:8786", "在 Dask 叢集上評分：tcp://host:8786"),
            metavar=Text("ADDRESS", "位址"),
        ),
    ),
    Option(
        "--log",
        Text(
            "append one line of JSON per submission (default: next to the gradebook, its name "
            "with .log.jsonl)",
            "每份作答附加一行 JSON（預設：在成績簿旁，檔名加 .log.jsonl）",
        ),
        metavar=Text("FILE", "檔案"),
        type=Path,
    ),
)


def refuse_class(options: argparse.Namespace) -> None:
    """Raise an error if ``options`` mean a class but name no gradebook.

    Raises:
        ArgumentError: The options are for a class.
    """
    given = _given(options, CLASS.dests)
    is_class = options.file.is_dir() or options.file.suffix.lower() == ".zip"
    if given or is_class:
        raise ArgumentError(
            Text("{received} without --gradebook", "{received}，但沒有 --gradebook").format(
                received=", ".join(given) or options.file
            ),
            expected=Text(
                "one file, or a class with a gradebook for its grades",
                "一個檔案，或全班的作答加上記錄成績的成績簿",
            ),
            fix=Text("add --gradebook class.db", "請加上 --gradebook class.db"),
        )


def grade_class(options: argparse.Namespace) -> int:
    """Grade a class into ``options.gradebook``."""
    from fundamentals.classroom.batch import open_class
    from fundamentals.classroom.gradebook import Gradebook
    from fundamentals.grading import load_rubric
    from fundamentals.manifest import find_course

    _refuse_options_of_one(options)
    lab = find_course().lab(options.lab)
    with (
        contextlib.closing(open_class(options.file)) as files,
        Gradebook.open(options.gradebook, create=not options.resume) as gradebook,
    ):
        given = _roster(options)
        intake, learners = _take_in(options, files, lab, gradebook, given)
        # From here on the gradebook changes: a class that is refused leaves it as it was.
        options.seed = gradebook.seed(lab.id, options.seed)
        rubric = load_rubric(lab, own_data(options))
        _enter(options, lab, gradebook, intake, given, learners)
        try:
            outcomes = _grade(options, rubric, gradebook, intake)
        except KeyboardInterrupt:
            _print(
                Text(
                    "interrupted; finished grades are kept. Run the same command to continue.",
                    "已中斷；評好的結果都已保存。再執行同一個指令即可接續。",
                )
            )
            return EXIT_INTERRUPTED
    from fundamentals.classroom.batch import EventKind

    return EXIT_GRADER_ERROR if outcomes[EventKind.GRADER_ERROR] else 0


def _refuse_options_of_one(options: argparse.Namespace) -> None:
    if given := _given(options, _OF_ONE):
        raise ArgumentError(
            Text("{received} with --gradebook", "{received} 與 --gradebook 並用").format(
                received=", ".join(given)
            ),
            expected=Text("only options for a class", "只有全班評分的選項"),
            fix=Text(
                "remove it; `fundamentals gradebook` shows and exports grades",
                "請拿掉；查看與匯出成績請用 `fundamentals gradebook`",
            ),
        )


def _given(options: argparse.Namespace, names: Sequence[str]) -> list[str]:
    return [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]


def _roster(options: argparse.Namespace) -> Roster:
    from fundamentals.classroom.gradebook import Roster

    if options.roster is None:
        if options.roster_encoding is not None:
            raise ArgumentError(
                Text("--roster-encoding without --roster", "--roster-encoding，但沒有 --roster"),
                expected=Text("a roster in that encoding", "使用該編碼的名單"),
                fix=Text("add --roster CSV, or remove it", "請加上 --roster CSV，或拿掉它"),
            )
        return Roster(())
    return Roster.read(options.roster, encoding=options.roster_encoding)


def _take_in(
    options: argparse.Namespace, files: ClassFiles, lab: Lab, gradebook: Gradebook, given: Roster
) -> tuple[Intake, Sequence[Learner]]:
    """Return what the class handed in, and the learners that it may belong to.

    Raises:
        GradebookError: The learners are hardly those of the class.
    """
    from fundamentals.classroom.batch import take_in
    from fundamentals.cli.graders._grade_intake import refuse_mismatch

    ids = {each.id for each in given.learners}
    entered = gradebook.learners()
    known = [each for each in entered if each.id not in ids and not each.stranger]
    learners = (*given.learners, *known)
    decisions = gradebook.decisions()
    by_id = {each.id: each for each in (*entered, *given.learners)}
    intake = take_in(
        files,
        learners,
        lab=lab,
        assigned={
            path: by_id[decisions.owner(lab_id, path, "")]
            for lab_id, path in decisions.by_hand
            if lab_id == lab.id
        },
        names_are_ids=options.names_are_ids,
        gone=decisions.removed,
    )
    if not options.strangers:
        refuse_mismatch(intake, learners)
    return intake, learners


def _enter(
    options: argparse.Namespace,
    lab: Lab,
    gradebook: Gradebook,
    intake: Intake,
    given: Roster,
    learners: Sequence[Learner],
) -> None:
    """Enter learners and attempts, and report what needs attention."""
    from fundamentals.classroom.batch import heal
    from fundamentals.cli.graders._grade_intake import print_intake
    from fundamentals.cli.graders._gradebook_class import print_healed

    gradebook.add_learners((*intake.learners, *given.learners))
    gradebook.add_columns(given.columns)
    asides = {each.path: each.reason for each in intake.asides if each.is_nobodys}
    gradebook.enter(lab.id, intake.attempts, deadline=options.deadline, asides=asides)
    print_intake(intake, learners, merged=gradebook.decisions().is_merged)
    if given.learners:
        print_healed(heal(gradebook, learners))


def _grade(
    options: argparse.Namespace, rubric: Rubric, gradebook: Gradebook, intake: Intake
) -> EventCounts:
    from fundamentals.classroom.batch import grade_class as grade
    from fundamentals.cli.graders._grade_progress import GradingProgress, Log

    log_path = options.log or options.gradebook.with_name(f"{options.gradebook.name}.log.jsonl")
    with (
        Log(log_path) as log,
        GradingProgress() as progress,
        _executor(options, rubric.lab, progress.say) as (executor, capacity),
    ):

        def tell(event: Event) -> None:
            log.event(event)
            progress.show(event)

        for attempt in intake.attempts:
            if attempt.problem is not None:
                log.unreadable(attempt)
        for aside in intake.asides:
            log.aside(aside)
        return grade(
            rubric,
            gradebook,
            intake,
            executor,
            capacity=capacity,
            seed=options.seed,
            tell=tell,
            started=lambda total: progress.start(total, len(intake.paths)),
        )


@contextlib.contextmanager
def _executor(
    options: argparse.Namespace, lab: Lab, say: Callable[[Text], None]
) -> Iterator[tuple[Executor, Callable[[], int]]]:
    from fundamentals.classroom.batch import WorkerPool, open_cluster, workers_that_fit

    if options.cluster is not None:
        with open_cluster(options.cluster, lab, say) as cluster:
            yield cluster
        return
    from fundamentals.sandbox import SUBMISSION_SECONDS, require_isolation

    require_isolation()
    cores = len(os.sched_getaffinity(0))
    workers = options.workers or workers_that_fit(cores, _free_bytes())
    pool = WorkerPool(workers, seconds=SUBMISSION_SECONDS)
    try:
        yield pool, lambda: workers
    finally:
        # Submissions in flight no longer belong to this run.
        pool.shutdown(cancel_futures=True)


def _free_bytes() -> int:
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return 1024 * int(fields["MemAvailable"].split()[0])


def _print(text: Text) -> None:
    print(text, file=sys.stderr)
