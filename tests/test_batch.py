"""A class is graded to the end, whatever happens meanwhile: nothing that was stored is lost, computed again, or silently made worse."""

import contextlib
import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.exercise import Failure, Result, Verdict
from autograder.instructor import judging
from autograder.instructor.course import CONFIG, api, make_course
from autograder.instructor.grade import grade_class, is_graded, verdicts
from autograder.instructor.sample import hand_in
from autograder.instructor.table import no_formula

NAME = "receptive_field"
NOTEBOOK = f"{NAME}.ipynb"
CELLS = ("compute_rf", "check_compute_rf", "reflection", "reflection_question")
ANSWERS = {"ann": "RIGHT", "bob": "HALF", "cem": "NOTHING", "dua": "RIGHT"}
pytestmark = pytest.mark.slow  # whole runs of the grader, most of them more than once
RFPACK = (sys.executable, "-c", "from autograder.cli import main; main()", "grade", NAME)
needs_root = pytest.mark.skipif(
    sys.platform != "linux" or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0, reason="needs mounts of its own"
)


@pytest.fixture(scope="session")
def released_course(tmp_path_factory):
    """A course with one exercise, released."""
    folder = make_course(tmp_path_factory.mktemp("batch") / "course")
    path = folder / "source" / NAME / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" not in cell.metadata or cell.id in CELLS]
    nbformat.write(notebook, path)
    for other in (folder / "source").iterdir():
        if other.name != NAME:
            shutil.rmtree(other)
    assert api(folder).generate_assignment(NAME)["success"]
    return folder


@pytest.fixture
def course(tmp_path, released_course):
    """The course with four students; a gradebook that is locked is waited for two seconds."""
    folder = tmp_path / "course"
    shutil.copytree(released_course, folder)
    with (folder / CONFIG).open("a") as file:
        file.write("\nc = get_config()\nc.CourseDirectory.db_url = c.CourseDirectory.db_url.replace('timeout=60', 'timeout=2')\n")
    for student, answer in ANSWERS.items():
        answers(folder, student, answer)
    return folder


def answers(folder, student, source, **metadata):
    notebook = nbformat.read(folder / "release" / NAME / NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        if cell.id == "compute_rf":
            cell.source = source
    notebook.metadata |= metadata
    hand_in(folder, student, nbformat.writes(notebook))


class Judge:
    """In the place of the judge: RIGHT passes all checks, HALF every other; it remembers whom it was asked about."""

    def __init__(self):
        self.asked = 0
        self.before = lambda: None
        self.worth = lambda text: {"RIGHT": 1, "HALF": 2}.get(text)

    def __call__(self, exercises, cells, seed, sandbox=None):
        self.asked += 1
        self.before()
        return {name: self.verdict(exercise, dict(cells)[name]) for name, exercise in exercises.items()}, {}

    def verdict(self, exercise, text):
        every = self.worth(text.strip())
        states = [every if isinstance(every, str) else "passed" if every and not number % every else "failed" for number, _ in enumerate(exercise.checks)]
        failures = {"passed": None, "failed": Failure("wrong"), "not graded": Failure("grader", why="The grader failed, not the answer: oh")}
        results = [Result(c.name, c.sentence, state, c.points, failures[state]) for c, state in zip(exercise.checks, states)]
        return Verdict(exercise.name, tuple(results))


@pytest.fixture
def judge(monkeypatch):
    judge = Judge()
    monkeypatch.setattr(judging, "judge_notebook", judge)
    monkeypatch.setattr(judging, "kept", lambda *question: "")  # what is counted here is who is judged, also where the answers are the same
    return judge


def stored(course, student):
    return course / "autograded" / student / NAME / NOTEBOOK


def points(course):
    """What the gradebook says."""
    found = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for submission in book.assignment_submissions(NAME):
            found[submission.student.id] = [g.auto_score for n in submission.notebooks for g in n.grades if g.name == "check_compute_rf"][0]
    return found


def rows(course):
    with (course / f"{NAME}.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def all_is_well(course, due=None):
    """Everybody has a verdict, and gradebook, CSV and feedback say the same; nothing lies about."""
    due = due or worth(course)
    assert points(course) == due
    assert {student: float(row["total"]) for student, row in rows(course).items()} == due
    assert all((course / "feedback" / student / NAME / f"{NAME}.html").exists() for student in due)
    assert not list(course.glob("*/.rfpack*")) and not list(course.glob(".*.csv*"))
    return True


def worth(course):
    return {student: sum(verdict.points for verdict in verdicts(course, NAME, student)) for student in ANSWERS}


@contextlib.contextmanager
def locked(course):
    connection = sqlite3.connect(course / "gradebook.db", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield connection
    finally:
        connection.close()


def test_a_class_is_graded_once(course, judge, capsys):
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and worth(course)["ann"] == 25 > worth(course)["bob"] > worth(course)["cem"] == 0
    assert all_is_well(course)
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and "4 of 4 graded (0 now)" in capsys.readouterr().out


@pytest.mark.parametrize("moment", ["submitted", "gradebook", "judged", "stored", "feedback"])
def test_killed_at_any_step_the_next_run_goes_on(course, judge, moment, tmp_path):
    """The grader is killed while it works at the second student; the child process dies as by kill -9."""
    from autograder.instructor import converters
    from autograder.instructor.grade import Run

    child = os.fork()
    if child == 0:
        die = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL) if stored(course, "ann").exists() else None
        if moment == "submitted":
            preprocessors_of = converters.Staged.init_assignment
            converters.Staged.init_assignment = lambda *a: (preprocessors_of(*a), die())
        elif moment == "gradebook":
            judge.before = die
        elif moment == "judged":
            converters.compare = die
        elif moment == "stored":
            record = converters.record
            converters.record = lambda about, name, who: die() if who == "bob" else record(about, name, who)
        else:
            convert = Run.convert
            Run.convert = lambda run, step, who, force: die() if who == "bob" and "feedback" in step.__name__ else convert(run, step, who, force)
        grade_class(course, NAME)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    kept = {student: stored(course, student).read_bytes() for student in ANSWERS if is_graded(course, NAME, student)}
    assert set(kept) == ({"ann", "bob"} if moment in ("stored", "feedback") else {"ann"})
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 - len(kept) and all_is_well(course)
    assert {student: stored(course, student).read_bytes() for student in kept} == kept


def test_killed_while_it_grades_again_the_old_verdict_is_there(course, judge):
    assert grade_class(course, NAME) == 0
    before = {student: stored(course, student).read_bytes() for student in ANSWERS}
    child = os.fork()
    if child == 0:
        judge.before = lambda: os.kill(os.getpid(), signal.SIGKILL)
        grade_class(course, NAME, force=True)
    os.waitpid(child, 0)
    assert {student: stored(course, student).read_bytes() for student in ANSWERS} == before
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and all_is_well(course)


def test_killed_by_the_system_in_the_middle(course, reference_sources, tmp_path):
    """The true command, killed as soon as the first verdict is stored."""
    for student in ANSWERS:
        answers(course, student, reference_sources["compute_rf"])
    grader = subprocess.Popen([*RFPACK, "--course", course], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not stored(course, "ann").exists():
        assert grader.poll() is None
        time.sleep(0.01)
    time.sleep(0.5)
    grader.kill()
    grader.wait()
    kept = {student: stored(course, student).stat().st_mtime_ns for student in ANSWERS if stored(course, student).exists()}
    assert kept and len(kept) < 4
    again = subprocess.run([*RFPACK, "--course", course], capture_output=True, text=True)
    assert again.returncode == 0, again.stdout + again.stderr
    assert f"4 of 4 graded ({4 - len(kept)} now)" in again.stdout
    assert {student: stored(course, student).stat().st_mtime_ns for student in kept} == kept
    assert all_is_well(course, dict.fromkeys(ANSWERS, 25))


def test_ctrl_c_keeps_what_is_there(course, judge, capsys):
    assert grade_class(course, NAME) == 0
    before = stored(course, "ann").read_bytes()

    def interrupt():
        raise KeyboardInterrupt

    judge.before = interrupt
    assert grade_class(course, NAME, force=True) == 130
    assert "Stopped. What is graded stays" in capsys.readouterr().out
    assert stored(course, "ann").read_bytes() == before and all_is_well(course)


def test_a_gradebook_locked_for_some_seconds_is_waited_for(course, judge):
    with locked(course) as connection:
        waker = threading.Timer(1, connection.close)
        waker.start()
        assert grade_class(course, NAME) == 0
        waker.join()
    assert all_is_well(course)


def test_a_gradebook_locked_for_long_is_told_before_anything_is_judged(course, judge, capsys):
    with locked(course):
        assert grade_class(course, NAME) == 2
    assert "Nothing was graded. The gradebook is locked by another program" in capsys.readouterr().out
    assert judge.asked == 0
    assert grade_class(course, NAME) == 0 and all_is_well(course)


def test_a_gradebook_locked_in_the_middle_costs_no_verdict(course, judge, capsys):
    with contextlib.ExitStack() as stack:
        judge.before = lambda: judge.asked == 2 and stack.enter_context(locked(course))
        assert grade_class(course, NAME) == 1
        out = capsys.readouterr().out
    assert "Stopped: the gradebook is locked by another program" in out and "What is graded stays" in out
    assert judge.asked == 2 and is_graded(course, NAME, "bob")
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and all_is_well(course)


def test_a_gradebook_that_was_lost_is_written_again_from_the_verdicts(course, judge):
    assert grade_class(course, NAME) == 0
    (course / "gradebook.db").unlink()
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and all_is_well(course)
    with sqlite3.connect(course / "gradebook.db") as connection:
        connection.execute("UPDATE grade SET auto_score = 1")
    connection.close()
    assert grade_class(course, NAME) == 0
    assert judge.asked == 4 and all_is_well(course)


def test_a_damaged_gradebook_is_told(course, judge, capsys):
    (course / "gradebook.db").write_bytes(b"no database" * 1000)
    assert grade_class(course, NAME) == 2
    assert "The gradebook is damaged" in capsys.readouterr().out


def in_mounts_of_its_own(script, course):
    """Run a shell script that may mount what it likes: all of it is gone afterwards."""
    grade = f"'{sys.executable}' -c 'from autograder.cli import main; main()' grade {NAME} --course '{course}'"
    script = f"cd '{course}'\ngrade() {{ code=0; {grade} || code=$?; echo \"exit code $code\"; }}\n{script}"
    done = subprocess.run(["unshare", "-m", "--propagation", "private", "sh", "-ec", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@needs_root
@pytest.mark.parametrize(
    ("place", "words"),
    [("gradebook.db", "The gradebook is read-only"), ("feedback", "feedback cannot be written"), (".", "cannot be written: Read-only file system")],
)
def test_what_is_read_only_is_told_and_the_next_run_grades(course, judge, place, words):
    assert grade_class(course, NAME) == 0
    before = stored(course, "bob").read_bytes()
    answers(course, "ann", "HALF")
    out = in_mounts_of_its_own(f"mount --bind {place} {place}; mount -o remount,ro,bind {place}; cd /; grade", course)
    assert "Nothing was graded." in out and words in out and "exit code 2" in out
    assert grade_class(course, NAME) == 0
    assert judge.asked == 5 and all_is_well(course) and stored(course, "bob").read_bytes() == before


@needs_root
def test_a_full_disk_loses_nothing(course, reference_sources):
    for student in ANSWERS:
        answers(course, student, reference_sources["compute_rf"])
    script = """
    cp -a . ../copy; mount -t tmpfs -o size=40m tmpfs .; cd .; cp -a ../copy/. .
    dd if=/dev/zero of=ballast bs=1M 2>/dev/null || true
    grade
    truncate -s -4700K ballast
    grade
    ls autograded/*/*/*.ipynb | wc -l
    mount -o remount,size=80m .
    grade; cat *.csv; ls -A autograded
    """
    out = in_mounts_of_its_own(script, course)
    first, second, third, _ = out.split("exit code")
    assert "Nothing was graded. The disk is full: make room" in first and second.startswith(" 2 ")
    assert "Stopped: the disk is full" in second and third.startswith(" 1 ")
    assert "4 of 4 graded" in third and out.endswith("ann bob cem dua")
    assert out.count(",25,35,") == 4


def test_a_disk_that_gets_full_while_a_verdict_is_written(course, judge, monkeypatch, capsys):
    assert grade_class(course, NAME) == 0
    before = {student: stored(course, student).read_bytes() for student in ANSWERS}

    def full(*arguments):
        raise OSError(28, "No space left on device", "somewhere")

    for student in ANSWERS:
        answers(course, student, "NOTHING # changed")
    with monkeypatch.context() as patch:
        patch.setattr("autograder.instructor.converters.os.replace", full)
        assert grade_class(course, NAME) == 1
    out = capsys.readouterr().out
    assert out.count("not graded anew: the disk is full: make room") == 4 and "0 of 4 graded" in out
    assert {student: stored(course, student).read_bytes() for student in ANSWERS} == before
    assert grade_class(course, NAME) == 0 and all_is_well(course)


def test_a_failure_of_the_grader_never_takes_the_place_of_a_verdict(course, judge, capsys):
    assert grade_class(course, NAME) == 0
    before = {student: stored(course, student).read_bytes() for student in ANSWERS}
    due, judge.worth = worth(course), lambda text: "not graded"
    answers(course, "dua", "HALF")
    for force in (False, True):
        assert grade_class(course, NAME, force=force) == 1
        out = capsys.readouterr().out
        assert "* dua: not graded anew: The grader failed, not the answer: oh; the verdict of before stays (25 of 25 for the answers)" in out
        assert {student: stored(course, student).read_bytes() for student in ANSWERS} == before
        assert points(course) == due


def test_an_exception_in_the_judge_never_takes_the_place_of_a_verdict(course, judge, capsys):
    assert grade_class(course, NAME) == 0

    def fail():
        raise RuntimeError("no such oracle")

    judge.before = fail
    assert grade_class(course, NAME, force=True) == 1
    assert "RuntimeError: no such oracle; the verdict of before stays" in capsys.readouterr().out
    assert all_is_well(course) and grade_class(course, NAME) == 0


def test_a_worse_verdict_counts_by_force_and_is_told(course, judge, capsys):
    assert grade_class(course, NAME) == 0
    judge.worth = lambda text: 2
    assert grade_class(course, NAME, force=True) == 0
    half = worth(course)["ann"]
    assert half < 25 and points(course)["ann"] == half
    for _ in range(2):
        remark = rows(course)["ann"]["remarks"]
        assert f"before: 25 of 25 for the answers, now {half:g} (lost: compute_rf: " in remark
        assert not rows(course)["bob"]["remarks"]
        assert grade_class(course, NAME, force=True) == 0
    judge.worth = lambda text: 1
    assert grade_class(course, NAME, force=True) == 0
    assert not rows(course)["ann"]["remarks"] and points(course)["ann"] == 25


def test_who_hands_in_something_worse_gets_less_and_it_is_told(course, judge):
    assert grade_class(course, NAME) == 0
    answers(course, "ann", "NOTHING")
    assert grade_class(course, NAME) == 0
    assert judge.asked == 5 and points(course)["ann"] == 0
    assert "before: 25 of 25" in rows(course)["ann"]["remarks"]


def test_who_takes_a_submission_away_keeps_the_verdict(course, judge):
    assert grade_class(course, NAME) == 0
    shutil.rmtree(course / "submitted" / "ann")
    assert grade_class(course, NAME) == 0
    assert rows(course)["ann"]["total"] == "25" and "no longer there" in rows(course)["ann"]["remarks"]


def test_the_command_of_nbgrader_keeps_verdicts_too(course, judge):
    """Forced, it replaces no verdict by a failure of the grader; without force, it writes a lost gradebook again."""
    assert grade_class(course, NAME) == 0
    due, before = worth(course), stored(course, "ann").read_bytes()
    judge.worth = lambda text: "not graded"
    assert not api(course).autograde(NAME, "*", force=True)["success"]
    assert stored(course, "ann").read_bytes() == before and points(course) == due
    with sqlite3.connect(course / "gradebook.db") as connection:
        connection.execute("UPDATE grade SET auto_score = NULL")
    connection.close()
    assert api(course).autograde(NAME, "*", force=False)["success"]
    assert judge.asked == 8 and points(course) == due


ODD_NAMES = [
    "Zoë 张伟 🎓",
    "two\nlines",
    " spaces ",
    "[a-z]*?",
    "<script>alert(1)<script>",
    "[link=file:x][bold",
    "=cmd|' c calc'!A1",
    "@SUM(1+1)",
    'a,"b";c',
    "\x1b[2J\u202eevil",
    "{0} %s {student_id}",
    "..name",
    "(?P<x>.*)",
    "'; DROP TABLE grade; --",
    "x" * 200,
    "KeyboardInterrupt",
]


def test_names_of_students_break_nothing(course, judge, capsys):
    for student in ODD_NAMES:
        answers(course, student, "RIGHT")
    assert grade_class(course, NAME) == 0
    out = capsys.readouterr().out
    assert "20 of 20 graded (20 now)" in out
    assert "\x1b" not in out and "\u202e" not in out and r"two\nlines" in out
    found = rows(course)
    assert not [name for name in found if name.startswith(("=", "@"))]
    assert {found[no_formula(name)]["total"] for name in ODD_NAMES} == {"25"}
    assert points(course) == worth(course) | dict.fromkeys(ODD_NAMES, 25)
    assert all((course / "feedback" / name / NAME / f"{NAME}.html").exists() for name in ODD_NAMES)
    assert grade_class(course, NAME) == 0
    assert judge.asked == 20


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode elsewhere")
def test_a_name_that_no_gradebook_can_hold_is_told(course, judge, capsys):
    answers(course, os.fsdecode(b"caf\xe9"), "RIGHT")
    assert grade_class(course, NAME) == 1
    assert r"* caf\udce9: not graded: " in (out := capsys.readouterr().out)
    assert "rename the folder" in out and "4 of 5 graded" in out
    assert rows(course)[r"caf\udce9"]["total"] == ""


def test_what_lies_beside_a_notebook_breaks_nothing(course, judge):
    """Pipes, links, devices, forged verdicts and times: only plain files are taken along, and no notebooks."""
    assert grade_class(course, NAME) == 0
    forged = stored(course, "ann").read_text()
    beside = course / "submitted" / "bob" / NAME
    (beside / "picture.png").write_bytes(b"png")
    os.mkfifo(beside / "data.csv")
    os.mkfifo(beside / "timestamp.txt")
    (beside / "nowhere").symlink_to(beside / "nothing")
    (beside / "endless").symlink_to("/dev/zero")
    (beside / "secret.txt").symlink_to(course / CONFIG)
    (beside / "answers").symlink_to(course / "source")
    (beside / "forged.ipynb").write_text(forged)
    (beside / "FORGED.IPYNB").write_text(forged)
    (beside / "cem").mkdir()
    (beside / "cem" / NOTEBOOK).write_text(forged)
    (course / "submitted" / "cem" / NAME / "timestamp.txt").write_text("the day before yesterday")
    half = worth(course)["bob"]
    assert grade_class(course, NAME, force=True) == 0
    assert sorted(path.name for path in stored(course, "bob").parent.iterdir()) == ["picture.png", NOTEBOOK]
    assert worth(course)["bob"] == points(course)["bob"] == half and all_is_well(course)
