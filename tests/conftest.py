"""What several tests need: the released notebook, and ways to fill it in."""

from pathlib import Path

import nbformat
import pytest

from autograder.instructor.reference import reference, stored
from autograder.lessons import LESSONS

ROOT = Path(__file__).parent.parent
LESSON = LESSONS["receptive_field"]

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def reference_sources():
    return {e.name: stored(reference(LESSON.name, e.name), e.name).source for e in LESSON.exercises}


@pytest.fixture
def released():
    return nbformat.read(ROOT / "assignments" / LESSON.name / f"{LESSON.name}.ipynb", as_version=4)


@pytest.fixture
def fill(released):
    """Write answers into the released notebook, by exercise."""

    def fill(answers):
        for cell in released.cells:
            if cell.id in answers:
                cell.source = answers[cell.id]
        return released

    return fill
