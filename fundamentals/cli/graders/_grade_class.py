"""``fundamentals grade DIR --gradebook FILE``: grade a class into a gradebook."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._exit_statuses import GRADER_ERROR, INTERRUPTED
from fundamentals.cli._options import own_data
from fundamentals.cli.graders._class_options import refuse_options_of_one
from fundamentals.cli.graders._grading_course import grading_course
from fundamentals.cli.graders._notices import notice
from fundamentals.cores import usable_cores
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fundamentals.classroom.batch import ClassFiles, Event, EventCounts, Intake
    from fundamentals.classroom.gradebook import Gradebook, Learner, Roster
    from fundamentals.grading import Rubric
    from fundamentals.manifest import Lab


def grade_class(options: argparse.Namespace) -> int:
    """Grade a class into ``options.gradebook``."""
    from fundamentals.classroom.batch import open_class
    from fundamentals.classroom.gradebook import Gradebook
    from fundamentals.grading import load_rubric

    refuse_options_of_one(options)
    lab = grading_course(options.file).lab(options.lab)
    given = _roster(options)
    with (
        contextlib.closing(open_class(options.file)) as files,
        Gradebook.open(options.gradebook, create=not options.resume) as gradebook,
    ):
        intake, learners = _take_in(options, files, lab, gradebook, given)
        # From here on the gradebook changes: a class that is refused leaves it as it was.
        options.seed = gradebook.seed(lab.id, options.seed)
        rubric = load_rubric(lab, own_data(options))
        _enter(options, lab, gradebook, intake, given, learners)
        try:
            outcomes = _grade(options, rubric, gradebook, intake)
        except KeyboardInterrupt:
            notice(
                Text(
                    "interrupted; finished grades are kept. Run the same command to continue.",
                    "已中斷；評好的結果都已保存。再執行同一個指令即可接續。",
                )
            )
            return INTERRUPTED
    from fundamentals.classroom.batch import EventKind

    return GRADER_ERROR if outcomes[EventKind.GRADER_ERROR] else 0


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
    from fundamentals.classroom.batch import merge_strangers
    from fundamentals.cli.graders._grade_intake import print_intake
    from fundamentals.cli.graders._gradebook_class import print_merged

    gradebook.add_learners((*intake.learners, *given.learners))
    gradebook.add_columns(given.columns)
    set_aside = {each.path: each.reason for each in intake.set_aside if each.has_no_owner}
    gradebook.enter(lab.id, intake.attempts, deadline=options.deadline, set_aside=set_aside)
    print_intake(intake, learners, merged=gradebook.decisions().is_merged)
    if given.learners:
        print_merged(merge_strangers(gradebook, learners))


def _grade(
    options: argparse.Namespace, rubric: Rubric, gradebook: Gradebook, intake: Intake
) -> EventCounts:
    from fundamentals.classroom.batch import grade_class as grade
    from fundamentals.cli.graders._grade_log import Log
    from fundamentals.cli.graders._grade_progress import GradingProgress

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
        for file in intake.set_aside:
            log.set_aside(file)
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
    workers = options.workers or workers_that_fit(usable_cores(), _free_bytes())
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
