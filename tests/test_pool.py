"""Several processes judge: it makes no difference to anything but the time, and whatever stops them, the class is graded to the end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from test_batch import ANSWERS, NAME, RFPACK, all_is_well, answers, course, points, released_course, rows, stored
from test_judging import asked
from test_nbgrader import nbgrader

from autograder.instructor import ahead, judging, pool
from autograder.instructor.course import api
from autograder.instructor.grade import grade_class
from autograder.instructor.judging import KEPT, read
from autograder.instructor.pool import Pool, Worker
from autograder.instructor.reference import wrong_answers
from autograder.isolation.sandbox import strongest

__all__ = ["course", "released_course"]  # fixtures
ENDLESS = "while True: pass"
linux = pytest.mark.skipif(sys.platform != "linux", reason="signals and processes as Linux has them")


@pytest.fixture
def handed_in(course, reference_sources):
    """Four true answers, two of them the same."""
    wrong = [answer.source for answer in wrong_answers("compute_rf").values()]
    for student, source in zip(ANSWERS, [reference_sources["compute_rf"], wrong[0], wrong[1], reference_sources["compute_rf"]]):
        answers(course, student, source)
    return course


@pytest.fixture
def in_this_process(monkeypatch):
    """The notebooks that this process judges itself."""
    judge, seen = judging.judge_notebook, []
    monkeypatch.setattr(judging, "judge_notebook", lambda exercises, cells, *about, **named: seen.append(cells) or judge(exercises, cells, *about, **named))
    return seen


@pytest.fixture
def in_others(monkeypatch):
    """The questions that other processes are asked."""
    ask, seen = Worker.ask, []
    monkeypatch.setattr(Worker, "ask", lambda worker, question: seen.append(question) or ask(worker, question))
    return seen


def family(process):
    return psutil.Process(process.pid).children(recursive=True)


def made(course):
    """All that instructors and students get to see, but for how long it took."""
    paths = [*course.glob("feedback/*/*/*"), *course.glob("autograded/*/*/*"), *course.glob("*.csv")]
    return {str(path.relative_to(course)): re.sub(r'"seconds": [\d.e-]+', "", path.read_text()) for path in paths} | {"points": points(course)}


def forget(course):
    """Take away all that is graded."""
    for path in (course / "autograded", course / "feedback"):
        shutil.rmtree(path)
    (course / "gradebook.db").unlink()
    assert api(course).generate_assignment(NAME)["success"]


@linux
def test_a_worker_that_died_says_nothing_and_is_replaced(tmp_path, reference_sources):
    question = asked(reference_sources["branch_rf"], sandbox=strongest())
    with Pool(1, tmp_path, anew=True) as many:
        hanging = many.ask(asked(ENDLESS, sandbox=strongest()))
        while not many.workers:
            time.sleep(0.01)
        many.workers[0].process.kill()
        assert hanging.result() == ""
        verdicts, _ = read(many.ask(question).result())
        assert verdicts["branch_rf"].points == verdicts["branch_rf"].max_points
        assert many.ask(question).done() and len(many.workers) == 2
        started = [process for worker in many.workers[1:] for process in family(worker.process)]
    assert started and not psutil.wait_procs(started, timeout=10)[1]


@pytest.mark.slow
def test_nothing_depends_on_how_many_judge(handed_in, tmp_path, in_others):
    found = {}
    for way in (1, 2, 3, "nbgrader"):
        folder = tmp_path / str(way) / "course"
        shutil.copytree(handed_in, folder)
        if way == "nbgrader":
            assert nbgrader(folder, "autograde", NAME).returncode == 0
        assert grade_class(folder, NAME, jobs=1 if way == "nbgrader" else way) == 0
        found[way] = made(folder)
        assert len(in_others) == {1: 0, 2: 3, 3: 6, "nbgrader": 6}[way]
    assert len({score for score in found[1]["points"].values()}) > 1
    assert found[1] == found[2] == found[3] == found["nbgrader"]


@pytest.mark.slow
def test_what_is_judged_is_not_judged_again(handed_in, in_this_process, in_others, reference_sources):
    assert grade_class(handed_in, NAME, jobs=2) == 0
    assert (len(in_others), len(in_this_process)) == (3, 0) and len(list((handed_in / KEPT).iterdir())) == 3
    before = made(handed_in)
    assert grade_class(handed_in, NAME, jobs=2) == 0
    forget(handed_in)
    assert grade_class(handed_in, NAME, jobs=2) == 0
    forget(handed_in)
    assert api(handed_in).autograde(NAME, "*")["success"]  # as formgrader does it
    assert grade_class(handed_in, NAME) == 0
    assert (len(in_others), len(in_this_process)) == (3, 0) and made(handed_in) == before
    answers(handed_in, "bob", reference_sources["compute_rf"] + "\n# at last")
    assert grade_class(handed_in, NAME, jobs=2) == 0
    assert (len(in_others), len(in_this_process)) == (3, 1) and points(handed_in)["bob"] == 25
    answers(handed_in, "cem", reference_sources["compute_rf"] + "\n# at last, too")
    assert nbgrader(handed_in, "autograde", NAME).returncode == 0
    assert len(list((handed_in / KEPT).iterdir())) == 5 and points(handed_in)["cem"] == 25


@pytest.mark.slow
def test_by_force_everything_is_judged_anew(handed_in, in_this_process, in_others):
    assert grade_class(handed_in, NAME, jobs=2) == 0
    kept = {path: path.stat().st_mtime_ns for path in (handed_in / KEPT).iterdir()}
    assert grade_class(handed_in, NAME, force=True, jobs=2) == 0
    assert (len(in_others), len(in_this_process)) == (6, 0)
    anew = {path: path.stat().st_mtime_ns for path in (handed_in / KEPT).iterdir()}
    assert anew.keys() == kept.keys() and all(anew[path] > kept[path] for path in kept)
    assert nbgrader(handed_in, "autograde", NAME, "--force").returncode == 0
    assert all(path.stat().st_mtime_ns > anew[path] for path in kept)


@linux
@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(handed_in, monkeypatch, in_this_process):
    ask, killed = Worker.ask, []

    def ask_once_in_vain(worker, question):
        if not killed:
            killed.append(worker.process.pid)
            worker.process.kill()
        return ask(worker, question)

    monkeypatch.setattr(Worker, "ask", ask_once_in_vain)
    assert grade_class(handed_in, NAME, jobs=2) == 0
    assert killed and len(in_this_process) == 1 and all_is_well(handed_in)


@pytest.mark.slow
def test_workers_that_cannot_start_cost_nothing(handed_in, monkeypatch, in_this_process):
    def fail(*about):
        raise OSError("no more processes")

    monkeypatch.setattr(Worker, "__init__", fail)
    assert grade_class(handed_in, NAME, jobs=2) == 0
    assert len(in_this_process) == 3 and all_is_well(handed_in)


@pytest.mark.slow
def test_what_cannot_be_read_is_told_as_by_one_process(handed_in, monkeypatch):
    monkeypatch.setattr(ahead, "take_in", lambda *about: 1 / 0)
    assert grade_class(handed_in, NAME, jobs=2) == 0 and all_is_well(handed_in)


@linux
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_stopped_in_the_middle_nothing_is_lost_and_nobody_is_left(handed_in, reference_sources, number):
    for student in ("cem", "dua"):
        answers(handed_in, student, f"import time\nwhile True: time.sleep(0.01)\n# {student}")
    grader = subprocess.Popen([*RFPACK, "--course", handed_in, "--jobs", "2"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    while not (stored(handed_in, "ann").exists() and stored(handed_in, "bob").exists()):
        assert grader.poll() is None
        time.sleep(0.01)
    time.sleep(2)
    started = family(grader)
    assert sum("multiprocessing.spawn" in " ".join(process.cmdline()) for process in started) >= 2
    os.killpg(grader.pid, number) if number == signal.SIGINT else grader.kill()
    out, _ = grader.communicate(timeout=20)
    _, left = psutil.wait_procs(started, timeout=20)
    assert not left
    if number == signal.SIGINT:
        assert grader.returncode == 130 and "Stopped. What is graded stays" in out and "Traceback" not in out
    kept = {path: path.stat().st_mtime_ns for path in [stored(handed_in, "ann"), stored(handed_in, "bob"), *(handed_in / KEPT).iterdir()]}
    assert len(kept) == 4
    for student in ("cem", "dua"):
        answers(handed_in, student, reference_sources["compute_rf"])
    assert grade_class(handed_in, NAME, jobs=2) == 0 and all_is_well(handed_in)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept and rows(handed_in)["dua"]["total"] == "25"


def test_a_number_of_jobs_is_a_number_of_processes():
    for jobs in ("0", "-1", "many"):
        assert subprocess.run([*RFPACK, "--jobs", jobs], capture_output=True, text=True).returncode == 2


def test_the_default_is_a_job_for_each_core_that_there_is_memory_for(monkeypatch):
    monkeypatch.setattr(pool.os, "sched_getaffinity", lambda process: set(range(8)), raising=False)
    for available, jobs in [(64 << 30, 8), (9 << 30, 4), (1 << 30, 1)]:
        monkeypatch.setattr(pool.psutil, "virtual_memory", lambda: type("Memory", (), {"available": available}))
        assert pool.as_many_as_fit() == jobs
