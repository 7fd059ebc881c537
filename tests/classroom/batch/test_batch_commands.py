"""``fundamentals grade`` with a class, as an instructor runs it."""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from batch_class import LAB, export, scores, times_graded

from fundamentals.classroom.batch import _cluster, merge_strangers, open_class, take_in
from fundamentals.classroom.gradebook import Attempt, Gradebook, Learner, Roster
from fundamentals.classroom.rehearsal import SyntheticClass, synthetic_class
from fundamentals.cli import main
from fundamentals.cli.graders._grade_intake import print_intake
from fundamentals.language import LANGUAGES, use_language

COMMAND = (sys.executable, "-m", "fundamentals", "--language", "en", "grade")
ATTACKS = Path(__file__).parents[2] / "sandbox" / "attacks"
# Quick ones: what dies, floods and forges.
CHOSEN = ("abort.py", "close_everything.py", "flood_of_output.py", "forge_answers_in_advance.py")

# What a submission earns that solves this task alone.
ONE_TASK = next(task.points for task in LAB.tasks if task.function == "output_size")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


def arguments(folder: Path, path: Path, *options: str) -> list[str]:
    return [str(folder), "--lab", "lab03a", "--gradebook", str(path), *options]


@pytest.mark.parametrize("name", ["folder", "class.zip"])
def test_a_class_without_a_gradebook_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    assert main(["grade", str(tmp_path / name), "--lab", "lab03a"]) == 2
    assert "add --gradebook class.db" in capsys.readouterr().err


def test_an_option_of_a_class_without_a_gradebook_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", str(tmp_path / "a.py"), "--lab", "lab03a", "--workers", "2"]) == 2
    assert "--workers without --gradebook" in capsys.readouterr().err


def test_options_of_one_submission_are_refused_with_a_gradebook(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", *arguments(tmp_path, path, "--no-sandbox")]) == 2
    assert "--no-sandbox with --gradebook" in capsys.readouterr().err
    assert not path.exists()


def test_resuming_a_gradebook_that_is_not_there_is_refused(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", *arguments(tmp_path, path, "--resume")]) == 2
    assert "there is no gradebook" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    "option", [("--deadline", "soon"), ("--workers", "0"), ("--workers", "many")]
)
def test_a_malformed_option_is_refused(
    option: tuple[str, str], tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["grade", *arguments(tmp_path, path, *option)])
    assert f"argument {option[0]}" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_says_that_a_run_goes_on_where_the_last_one_ended(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--language", language, "grade", "--help"])
    shown = capsys.readouterr().out
    assert "--resume" in shown
    assert {"en": "the same command grades the rest", "zh-Hant": "只會評分剩下的部分"}[
        language
    ] in " ".join(shown.split())


def test_a_class_with_nothing_that_can_be_read_needs_no_worker(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    (folder / "s1").mkdir(parents=True)
    (folder / "s1" / "essay.docx").write_text("words")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\ns2,Mei Chen\n")
    assert main(["grade", *arguments(folder, path, "--roster", str(roster))]) == 0
    shown = capsys.readouterr().err
    assert "1 not on the roster" in shown
    assert "1 cannot be read" in shown
    assert "s1/essay.docx" in shown
    assert scores(path) == {"s1": None, "s2": None}
    assert json.loads(log_of(path).read_text("utf-8"))["what"] == "unreadable"


def test_a_roster_whose_encoding_nothing_proves_is_refused_before_anything_is_graded(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    (folder / "García").mkdir(parents=True)
    (folder / "García" / "essay.docx").write_text("words")
    roster = tmp_path / "roster.csv"
    roster.write_bytes("id,name\nb1,García\n".encode("cp1252"))
    command = ["grade", *arguments(folder, path, "--roster", str(roster))]
    assert main(command) == 2
    assert "--roster-encoding" in capsys.readouterr().err
    assert main([*command, "--roster-encoding", "cp1252"]) == 0
    assert scores(path) == {"b1": None}


def test_an_encoding_without_a_roster_is_refused(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "class").mkdir()
    assert main(["grade", *arguments(tmp_path / "class", path, "--roster-encoding", "big5")]) == 2
    assert "--roster-encoding without --roster" in capsys.readouterr().err


def test_a_roster_of_another_class_stops_the_run_before_anything_is_recorded(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    for name in ("ann_1_5_a.pdf", "bo_2_6_a.pdf", "cy_3_7_a.pdf", "wangming_4_8_a.py"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("words")
    (folder / "Thumbs.db").write_text("")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\n1,Ming Wang\n2,Wang Ming\n")
    for language, *expected in (
        (
            "en",
            "the roster has 0 of the 3 people",
            "“ann (canvas 1)”, “bo (canvas 2)”, “cy (canvas 3)”",
            "Expected: names or ids on the roster: “1 Ming Wang”, “2 Wang Ming”",
        ),
        ("zh-Hant", "名單只認得 0 個", "「ann (canvas 1)」、「bo (canvas 2)」", "「1 Ming Wang」"),
    ):
        command = ["--language", language, "grade"]
        assert main([*command, *arguments(folder, path, "--roster", str(roster))]) == 2
        shown = capsys.readouterr().err
        assert all(each in shown for each in expected)
    with Gradebook.open(path) as gradebook:
        assert (gradebook.labs(), gradebook.learners()) == ((), ())
    command = ["--language", "en", "grade", *arguments(folder, path, "--strangers")]
    assert main([*command, "--roster", str(roster)]) == 0
    shown = capsys.readouterr().err
    assert "wangming_4_8_a.py: “wangming” could be 1 Ming Wang / 2 Wang Ming" in shown
    assert "Thumbs.db" in shown
    # The roster of an earlier run counts, too.
    assert main(command) == 0
    assert "3 not on the roster, entered under" in capsys.readouterr().err
    assert scores(path) == dict.fromkeys(("1", "2", "canvas-1", "canvas-2", "canvas-3"))
    what = [json.loads(line)["what"] for line in log_of(path).read_text("utf-8").splitlines()]
    assert what[:5] == ["unreadable"] * 3 + ["passed over", "no known owner"]


def test_a_corrected_roster_merges_what_it_can_and_lists_the_rest(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    names = ("annlee_1_5_a.pdf", "bochen_2_6_a.pdf", "cy_3_7_a.pdf", "deewu_4_8_a.pdf")
    for name in names:
        (folder / name).write_text("words")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nb1,Ann Lee\nb2,Dee Wu\n")
    command = ["--language", "en", "grade", *arguments(folder, path, "--roster", str(roster))]
    assert main(command) == 0
    assert set(scores(path)) == {"b1", "b2", "canvas-2", "canvas-3"}
    # The ids of two had been exchanged, one was missing, one has left.
    roster.write_text("id,name\nb1,Dee Wu\nb3,Bo Chen\nb4,Ann Lee\n")
    capsys.readouterr()
    assert main(["gradebook", "roster", str(path), str(roster)]) == 0
    shown = capsys.readouterr().err
    assert "canvas-2 is the same person as b3" in shown
    assert "1 stranger remains" in shown
    assert "canvas-3  cy: no learner on the roster has that name" in shown
    assert "1 learner is in the gradebook but not in this roster" in shown
    # Two learners of that name: nobody's, until one of them is removed.
    assert main(command) == 0
    assert "“deewu” could be b1 Dee Wu / b2 Dee Wu" in capsys.readouterr().err
    assert main(["gradebook", "remove", str(path), "b2", "--comment", "wrong id"]) == 0
    assert main(command) == 0
    with Gradebook.open(path) as gradebook:
        owners = {
            each.attempt.path: each.learner.id
            for each in gradebook.sheet(LAB.id).standings
            if each.attempt is not None
        }
        assert "roster" in {each.made_by for each in gradebook.decisions().trail}
    assert owners == dict(zip(names, ("b4", "b3", "canvas-3", "b1"), strict=True))


def test_two_people_of_one_name_are_not_made_one_by_a_roster(tmp_path: Path, path: Path) -> None:
    roster = [Learner("b1", "Mei Chen"), Learner("b2", "Bo Li")]
    strangers = [
        Learner(f"canvas-{number}", name, lms_id=str(number), platform="canvas", stranger=True)
        for number, name in ((7, "chenmei"), (8, "libo"), (9, "libo"))
    ]
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([*roster, *strangers])
        gradebook.enter(
            LAB.id,
            [
                Attempt(learner, learner * 8, "a.py", f"{learner}/a.py", 1)
                for learner in ("b1", "canvas-7", "canvas-8", "canvas-9")
            ],
        )
        outcome = merge_strangers(gradebook, roster)
        assert [made.learner for made in outcome.merged] == ["canvas-8"]
        assert [stranger.id for stranger, _ in outcome.left] == ["canvas-7", "canvas-9"]
        assert all("two people" in why.en for _, why in outcome.left)


def test_hidden_names_that_the_platform_shows_later_become_learners(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The same upload, number 77, first without a name and then with one.
    for folder, name in (("hidden", "anon_k3Q9x_77_a.py"), ("shown", "annlee_5_77_a.py")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("def pad(): ...", encoding="utf-16")
    roster = [Learner("b1", "Ann Lee"), Learner("b2", "Bo Chen")]
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners(roster)
        for folder, owners in (
            ("hidden", {"b1", "b2", "canvas-anonymous-k3Q9x"}),
            ("shown", {"b1", "b2"}),
        ):
            intake = take_in(open_class(tmp_path / folder), roster, lab=LAB)
            gradebook.add_learners(intake.learners)
            gradebook.enter(LAB.id, intake.attempts)
            with use_language("en"):
                print_intake(intake, roster)
            standings = gradebook.sheet(LAB.id).standings
            assert {each.learner.id for each in standings} == owners
        assert standings[0].attempts == 1
    assert "The platform hid the names of 1." in capsys.readouterr().err


def test_seat_numbers_are_ids_only_if_the_instructor_says_so(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("01.pdf", "2.pdf", "3.pdf"):
        (folder / name).write_text("words")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\n1,Ann Lee\n2,Dee Wu\n3,Bo Chen\n")
    options = ("--roster", str(roster), "--names-are-ids")
    assert main(["grade", *arguments(folder, path, *options)]) == 0
    with Gradebook.open(path) as gradebook:
        attempts = [each.attempts for each in gradebook.sheet(LAB.id).standings]
    assert attempts == [1, 1, 1]
    for name in ("01", "2", "3"):
        (folder / f"{name}.pdf").rename(folder / f"{name}.py")
    intake = take_in(open_class(folder), Roster.read(roster).learners, lab=LAB)
    capsys.readouterr()
    with use_language("en"):
        print_intake(intake, Roster.read(roster).learners)
    assert "“2”, “3”, “01”" in (shown := capsys.readouterr().err)
    assert "run this again with --names-are-ids" in shown


def test_an_assigned_file_is_graded_for_that_learner_in_the_next_run(
    tmp_path: Path, path: Path
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "wangming.py").write_text("def pad(): ...", encoding="utf-16")
    (folder / "annlee.py").write_text("")
    learners = [Learner("b1", "Ming Wang"), Learner("b2", "Wang Ming"), Learner("b3", "Ann Lee")]
    intake = take_in(open_class(folder), learners, lab=LAB)
    assert [each.path for each in intake.set_aside] == ["wangming.py"]
    assigned = {"wangming.py": learners[1]}
    again = take_in(open_class(folder), learners, lab=LAB, assigned=assigned)
    owners = {each.path: each.learner_id for each in again.attempts}
    assert owners == {"annlee.py": "b3", "wangming.py": "b2"}
    assert again.set_aside == ()


def test_an_unknown_order_and_what_is_no_attempt_are_told_before_grading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"b1/one.py": "def pad(): ...", "b1/two.py": "def pad(): pass", "b1/utils.py": ""}
    files |= {"b2/one.py": "def pad(): ...", "b2/two.py": "def pad(): pass"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
        os.utime(tmp_path / name, (1e9, 1e9))
    os.utime(tmp_path / "b2" / "two.py", (2e9, 2e9))
    print_intake(take_in(open_class(tmp_path), lab=LAB), [])
    shown = capsys.readouterr().err
    assert "1 not graded because it is not an attempt:\n  b1/utils.py: it defines none of" in shown
    assert "1 handed in several files, and nothing says which is the latest" in shown
    assert shown.rstrip().endswith("the best of them counts: b1")


# With the sandbox


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> SyntheticClass:
    folder = tmp_path_factory.mktemp("synthetic")
    shares = {"right": 0.5, "wrong": 0.5}
    return synthetic_class(folder, LAB, learners=24, seed=5, shares=shares, layout="moodle")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def undisturbed(synthetic: SyntheticClass, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("undisturbed") / "class.db"
    completed = run(synthetic, path)
    assert completed.returncode == 0, completed.stderr
    assert f"{len(times_graded(path))} to grade" in completed.stderr
    lines = [json.loads(line) for line in log_of(path).read_text("utf-8").splitlines()]
    assert [line["what"] for line in lines] == ["graded"] * len(times_graded(path))
    return export(path)


def options_of(synthetic: SyntheticClass) -> tuple[str, ...]:
    return ("--roster", str(synthetic.roster), "--workers", "2")


def run(synthetic: SyntheticClass, path: Path) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *arguments(synthetic.path, path, *options_of(synthetic))]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def log_of(path: Path) -> Path:
    return path.with_name("class.db.log.jsonl")


def end_amid(synthetic: SyntheticClass, path: Path, sent: signal.Signals) -> tuple[int, str]:
    """Send a signal to a run after two more gradings; return its exit status and output."""
    before = lines_in(log_of(path))
    command = [*COMMAND, *arguments(synthetic.path, path, *options_of(synthetic))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        wait_until(lambda: lines_in(log_of(path)) >= before + 2)
        time.sleep(random.random() / 4)
        processes = psutil.Process(process.pid).children(recursive=True)
        assert len(processes) >= 6  # two workers, and in the sandbox of each one at least two more
        os.kill(process.pid, sent)
        _, shown = process.communicate(timeout=60)
    _, left = psutil.wait_procs(processes, timeout=60)
    assert left == []
    return process.returncode, shown


def lines_in(path: Path) -> int:
    return path.read_text("utf-8").count("\n") if path.exists() else 0


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_run_that_is_ended_leaves_no_process_and_is_finished_by_the_next(
    synthetic: SyntheticClass, undisturbed: bytes, path: Path
) -> None:
    status, _ = end_amid(synthetic, path, signal.SIGKILL)
    assert status == -signal.SIGKILL
    status, shown = end_amid(synthetic, path, signal.SIGINT)
    assert status == 130
    assert "Run the same command to continue" in shown
    assert "Traceback" not in shown
    assert 4 <= len(times_graded(path)) < 24
    assert run(synthetic, path).returncode == 0
    assert export(path) == undisturbed
    assert set(times_graded(path)) == {1}


@pytest.mark.slow
def test_two_runs_at_once_grade_nothing_twice(
    synthetic: SyntheticClass, undisturbed: bytes, path: Path
) -> None:
    command = [*COMMAND, *arguments(synthetic.path, path, "--roster", str(synthetic.roster))]
    command += ["--workers", "1"]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    shown = [process.communicate(timeout=300)[1] for process in runs]
    assert [process.returncode for process in runs] == [0, 0], shown
    assert export(path) == undisturbed
    assert set(times_graded(path)) == {1}


LAYOUTS = {
    "moodle.zip": {
        "Lin Hua_3_assignsubmission_file_/lab03a.py": "none",
        "Chen Wei_1_assignsubmission_file_/lab03a.py": "one",
        "Chen Wei_1_assignsubmission_file_/utils.py": "module",
        "Wang Ming_2_assignsubmission_file_/lab03a.py": "all",
    },
    "canvas.zip": {
        "linhua_3_90210_lab03a.py": "all",
        "linhua_3_90210_lab03a-1.py": "none",
        "chenwei_1_90211_lab03a.py": "one",
        "wangming_2_90212_x_1_assignsubmission_file_lab03a.py": "all",
    },
    "wrapped.zip": {
        "hw1/Wang Ming (1).py": "all",
        "hw1/lab 3 Lin Hua.py": "none",
        "hw1/Chen Wei 2026.py": "one",
        "hw1/3.py": "two",
    },
    "groups.zip": {
        "A/Wang Ming/lab03a.py": "all",
        "A/Lin Hua/lab03a.py": "none",
        "B/Chen Wei/lab03a.py": "one",
        "B/Thumbs.db": "module",
        "grades.csv": "module",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
def test_grades_go_to_whom_the_whole_name_means(name: str, tmp_path: Path, path: Path) -> None:
    right = LAB.solution_path.read_text(encoding="utf-8")
    one = "def output_size(size, kernel, stride=1, padding=0):\n"
    one += "    return (size + 2 * padding - kernel) // stride + 1\n"
    contents = {"all": right, "one": one, "none": "def pad(): ...", "module": "x = 1"}
    contents["two"] = f"{right}# another's"
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for file, content in LAYOUTS[name].items():
            archive.writestr(file, contents[content])
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\n1,Lin Hua\n2,Chen Wei\n3,Wang Ming\n")
    options = ("--roster", str(roster), "--workers", "1")
    assert main(["grade", *arguments(tmp_path / name, path, *options)]) == 0
    target = tmp_path / "grades.csv"
    command = ["gradebook", "export", str(path), "--policy", "latest", "--format", "moodle"]
    assert main([*command, "--output", str(target)]) == 0
    assert target.read_text("utf-8-sig").splitlines()[1:] == [
        "1,Lin Hua,,0",
        f"2,Chen Wei,,{ONE_TASK}",
        f"3,Wang Ming,,{LAB.points}",
    ]


@pytest.mark.slow
def test_attackers_change_nobody_elses_score(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    right = LAB.solution_path.read_text(encoding="utf-8")
    for number in range(4):
        (folder / f"right{number}.py").write_text(f"{right}\n# {number}\n", encoding="utf-8")
    for name in CHOSEN:
        (folder / name).write_bytes((ATTACKS / name).read_bytes())
    (folder / "endless.py").write_text(f"{right}\n\ndef output_size(*_):\n    while True: pass\n")
    assert main(["grade", *arguments(folder, path, "--workers", "2")]) == 0
    got = scores(path)
    assert all(got[f"right{number}"] == LAB.points for number in range(4))
    assert got["endless"] == LAB.points - ONE_TASK
    assert all(got[Path(name).stem] is not None for name in CHOSEN)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_grades_the_class_all_the_same(
    synthetic: SyntheticClass, undisturbed: bytes, tmp_path: Path, path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=":0",
            local_directory=str(tmp_path),
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim, survivor = client.run(os.getpid).values()
        killer = threading.Thread(target=kill_amid, args=(victim, log_of(path)))
        killer.start()
        options = ("--roster", str(synthetic.roster), "--cluster", cluster.scheduler_address)
        assert main(["grade", *arguments(synthetic.path, path, *options)]) == 0
        killer.join()
        assert victim not in client.run(os.getpid).values()
        assert psutil.pid_exists(survivor)
    assert export(path) == undisturbed
    assert set(times_graded(path)) == {1}


def kill_amid(pid: int, log: Path) -> None:
    wait_until(lambda: lines_in(log) >= 4)
    os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_refused(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(_cluster, "_SECONDS_TO_CONNECT", 0.1)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "a.py").write_text("")
    options = arguments(tmp_path / "class", path, "--cluster", "tcp://127.0.0.1:9")
    assert main(["grade", *options]) == 2
    assert "no cluster answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_a_missing_cluster_package_is_named(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "a.py").write_text("")
    options = arguments(tmp_path / "class", path, "--cluster", "tcp://127.0.0.1:9")
    assert main(["grade", *options]) == 2
    assert 'pip install "fundamentals-of-deep-learning[cluster]"' in capsys.readouterr().err
