"""Which of a learner's attempts counts, and its score after corrections and late penalties."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fundamentals.classroom.gradebook._decisions import Decision, DecisionKind, Decisions, extension
from fundamentals.classroom.gradebook._entities import Attempt, Learner, latest
from fundamentals.classroom.gradebook._grade_sheet import GradedCheck, Standing, State
from fundamentals.classroom.late_penalty import LatePenalty, reduced, rounded
from fundamentals.classroom.rules import Late, Policy
from fundamentals.grading import CheckResult, Report
from fundamentals.language import Text

# The smallest possible lateness, for attempts that the platform marks late without a time.
_LATE_AT_ALL = timedelta(seconds=1)

_UNKNOWN_LATENESS = Text(
    "the platform marked it late without a time, so the smallest deduction applies",
    "平台標示遲交但沒有時間，因此只扣最少的一級",
)
_UNKNOWN_EXTENSION = Text(
    "the platform marked it late without a time: check that it came before the extended deadline",
    "平台標示遲交但沒有時間：請確認是否在延長的期限之前繳交",
)
_LATER_FILE = Text(
    "a file came in after decision {number}, which still holds",
    "第 {number} 號決定之後又收到檔案，該決定仍然有效",
)
_OTHER_WORTH = Text(
    "decision {number} was made when the lab was worth {of:g} points",
    "第 {number} 號決定時，這個實作是 {of:g} 分",
)
_NO_SCORE_YET = Text("decision {number} waits for a score", "第 {number} 號決定要等有分數才生效")


@dataclass(frozen=True)
class EnteredAttempt:
    """An attempt as the gradebook stores it.

    Attributes:
        attempt: The attempt.
        number: Its row in the gradebook: a later entry has a larger one.
        by_hand: Whether a person assigned it.
    """

    attempt: Attempt
    number: int
    by_hand: bool


@dataclass(frozen=True)
class AttemptScorer:
    """Decides which attempt counts, and computes its score.

    Attributes:
        lab_id: The lab.
        seed: Seed of the random inputs.
        deadline: When work was due; None if there is no deadline.
        checks: The checks that grade the lab.
        results: By the submission's hash and the check's id.
        notes: The reports' notes on files as a whole, by the submission's hash.
        tried: What submissions tried beyond their sandbox, by their hash.
        decisions: The instructor's decisions.
        policy: Which attempt counts.
        late: Whether a late one can count.
    """

    lab_id: str
    seed: int
    deadline: datetime | None
    checks: tuple[GradedCheck, ...]
    results: Mapping[str, Mapping[str, CheckResult]]
    notes: Mapping[str, tuple[Text, ...]]
    tried: Mapping[str, tuple[Text, ...]]
    decisions: Decisions
    policy: Policy
    late: Late

    def standing(self, learner: Learner, handed: Sequence[EnteredAttempt]) -> Standing:
        """Return the standing of ``learner``, who handed in ``handed``."""
        decided = self.decisions.about(self.lab_id, learner.id)
        one = _LearnerScorer(self, decided, extension(decided) or self.deadline)
        standing = one.standing(learner, handed)
        return _with_changes(standing, decided, handed, sum(each.points for each in self.checks))


@dataclass(frozen=True)
class _LearnerScorer:
    """The attempts and decisions of one learner."""

    lab: AttemptScorer
    decided: Sequence[Decision]
    due: datetime | None

    def standing(self, learner: Learner, handed: Sequence[EnteredAttempt]) -> Standing:
        attempts = [each.attempt for each in handed]
        counting = [
            each for each in attempts if _can_count(self.lab.late, late=self._is_late(each))
        ]
        if not counting:
            state = State.TOO_LATE if attempts else State.MISSING
            return Standing(
                learner, state, None, len(attempts), bool(attempts), None, None, due=self.due
            )
        candidates = _candidates(self.lab.policy, counting)
        attempt = max(candidates, key=self._worth)
        state, report = self._result(attempt)
        earned = report.score if report is not None and state is State.GRADED else None
        deduction = self._deduction(attempt)
        graded = self.lab.results.get(attempt.submission_sha256 or "", {})
        return Standing(
            learner,
            state,
            attempt,
            len(attempts),
            self._is_late(attempt),
            report,
            None if earned is None else reduced(earned, deduction),
            order_unknown=self.lab.policy == "latest" and len(candidates) > 1,
            earned=earned,
            deduction=deduction,
            due=self.due,
            doubts=self._doubts(attempt),
            corrected={
                result.id: graded[result.id].points
                for result in (report.checks if report else ())
                if result.points != graded[result.id].points
            },
            path_of_another=any(each.by_hand for each in handed if each.attempt is attempt),
        )

    def _is_late(self, attempt: Attempt) -> bool:
        return self._late_by(attempt) > timedelta()

    def _late_by(self, attempt: Attempt) -> timedelta:
        if attempt.received_at is None:
            unexcused = attempt.late and not self._is_extended
            return _LATE_AT_ALL if unexcused else timedelta()
        return timedelta() if self.due is None else attempt.received_at - self.due

    @property
    def _is_extended(self) -> bool:
        return any(each.kind is DecisionKind.EXTEND for each in self.decided)

    @property
    def _penalty(self) -> LatePenalty | None:
        return self.lab.decisions.rules.penalty(self.lab.lab_id)

    def _deduction(self, attempt: Attempt) -> float:
        return self._penalty.deduction(self._late_by(attempt)) if self._penalty else 0.0

    def _doubts(self, attempt: Attempt) -> tuple[Text, ...]:
        if attempt.received_at is not None or not attempt.late:
            return ()
        if self._is_extended:
            return (_UNKNOWN_EXTENSION,)
        # Even where the smallest deduction is none, the true one may be larger.
        return (_UNKNOWN_LATENESS,) if self._penalty else ()

    def _worth(self, attempt: Attempt) -> float:
        state, report = self._result(attempt)
        if state is State.GRADED and report is not None and report.score is not None:
            return reduced(report.score, self._deduction(attempt))
        # Attempts that can still get a score take precedence over those that cannot.
        return -2 if state is State.UNREADABLE else -1

    def _result(self, attempt: Attempt) -> tuple[State, Report | None]:
        if attempt.submission_sha256 is None:
            return State.UNREADABLE, None
        lab = self.lab
        results = lab.results.get(attempt.submission_sha256, {})
        report = Report(
            lab=lab.lab_id,
            submission=attempt.file_name,
            sha256=attempt.submission_sha256,
            seed=lab.seed,
            seconds=0.0,
            checks=tuple(
                _corrected(results[check.id], self.decided)
                for check in lab.checks
                if check.id in results
            ),
            notes=lab.notes.get(attempt.submission_sha256, ()),
            tried=lab.tried.get(attempt.submission_sha256, ()),
        )
        if len(report.checks) < len(lab.checks) or not lab.checks:
            return State.PENDING, report if report.checks else None
        return State.GRADER_ERROR if report.score is None else State.GRADED, report


def _can_count(rule: Late, *, late: bool) -> bool:
    match rule:
        case "accept":
            return True
        case "reject":
            return not late


def _candidates(policy: Policy, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Return the attempts of which the one with the most points counts."""
    match policy:
        case "best":
            return attempts
        case "latest":
            return latest(attempts)


def _corrected(result: CheckResult, decided: Sequence[Decision]) -> CheckResult:
    """Return ``result`` with the instructor's points for this check."""
    points = result.points
    for each in decided:
        if each.kind is not DecisionKind.ADJUST or each.detail["check"] != result.id:
            continue
        # The check's points may have changed since.
        scale = result.max_points / each.detail["of"] if each.detail["of"] else 1.0
        change = each.detail["points"] * scale
        if not each.detail["added"]:
            points = rounded(change)
        elif points is not None:
            points = rounded(min(max(points + change, 0.0), result.max_points))
    return result if points == result.points else replace(result, points=points)


def _with_changes(
    standing: Standing, decided: Sequence[Decision], handed: Sequence[EnteredAttempt], worth: float
) -> Standing:
    """Return ``standing`` after the decisions about the lab as a whole, in order."""
    score, state, doubts = standing.score, standing.state, list(standing.doubts)
    last = max((each.number for each in handed), default=0)
    for each in decided:
        if each.kind is DecisionKind.EXCUSE:
            score, state = None, State.EXCUSED
        if each.kind is not DecisionKind.ADJUST:
            continue
        if last > each.detail["seen"]:
            doubts.append(_LATER_FILE.format(number=each.number))
        if each.detail["check"]:
            continue
        if each.detail["of"] != worth:
            doubts.append(_OTHER_WORTH.format(number=each.number, of=each.detail["of"]))
        if not each.detail["added"]:
            state = state if state is State.GRADED else State.BY_HAND
            score = rounded(each.detail["points"])
        elif score is not None:
            # Decisions of earlier releases do not say it, and were not limited.
            most = math.inf if each.detail.get("beyond", True) else max(score, worth)
            score = rounded(min(max(score + each.detail["points"], 0.0), most))
        else:
            doubts.append(_NO_SCORE_YET.format(number=each.number))
    return replace(
        standing, score=score, state=state, doubts=tuple(doubts), decisions=tuple(decided)
    )
