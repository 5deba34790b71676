"""The repository keeps its own rules."""

import subprocess
import sys
import zipfile
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from autograder.instructor.reference import reference
from autograder.lessons import LESSONS

ROOT = Path(__file__).parent.parent


def test_the_import_contracts_are_kept(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


def test_an_old_python_is_told_what_to_do():
    script = "import runpy, sys; sys.version_info = (3, 8, 0); runpy.run_path('bootstrap.py', run_name='__main__')"
    outcome = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert outcome.returncode and outcome.stderr.startswith("This needs Python 3.11 or newer, and ")
    assert outcome.stderr.count("\n") == 1


def test_the_wheel_holds_nothing_that_answers(tmp_path):
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "solutions" in name or "tests" in name]
        text = b"\n".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    for lesson in LESSONS.values():
        for exercise in lesson.exercises:
            assert reference(lesson.name, exercise.name).__doc__ not in text
