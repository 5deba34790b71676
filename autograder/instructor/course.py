"""A course directory in which nbgrader's own commands work, with our judge in the place of its kernel."""

import hashlib
import json
import os
import secrets
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from autograder.exercise import Lesson
from autograder.instructor.notebooks import as_file, build_source
from autograder.lessons import LESSONS

CONFIG = "nbgrader_config.py"
BUILT = ".rfpack.json"  # digests of the source notebooks as they were built, so that edited ones are told from these
TEMPLATE = '''"""The course, for nbgrader. The seed is secret: who knows it knows the examples that submissions are asked."""

from pathlib import Path

from autograder.instructor.course import configure

configure(
    get_config(),  # noqa: F821
    root=Path(__file__).parent,
    course_id="{course_id}",
    seed="{seed}",
    trust_submissions={trust},  # True grades even where submissions cannot be confined; `rfpack doctor` tells whether they can
)
'''


def make_course(folder: Path, lessons: Iterable[Lesson] = tuple(LESSONS.values()), course_id: str = "receptive-fields", trust: bool = False) -> Path:
    """Write nbgrader's config and the source notebooks into a folder; a config that is there stays, and so does a notebook that was edited."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / CONFIG
    if not config.exists():
        config.write_text(TEMPLATE.format(course_id=course_id, seed=secrets.token_hex(16), trust=trust), encoding="utf-8")
    record = folder / BUILT
    built: dict[str, str] = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    for lesson in lessons:
        source = folder / "source" / lesson.name / f"{lesson.name}.ipynb"
        source.parent.mkdir(parents=True, exist_ok=True)
        text = as_file(build_source(lesson))
        if source.exists() and digest(source.read_text(encoding="utf-8")) not in (digest(text), built.get(lesson.name)):
            print(f"{source} was edited, and stays. To have it as the pack builds it, move it away and run this again.")
            continue
        source.write_text(text, encoding="utf-8")
        built[lesson.name] = digest(text)
    record.write_text(json.dumps(built, indent=1), encoding="utf-8")
    return folder


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def configure(c: Config, root: Path, course_id: str, seed: str, trust_submissions: bool = False) -> None:
    """Put our parts in the places that nbgrader leaves for them. This is the whole of our hold on nbgrader."""
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades

    from autograder.instructor.converters import install
    from autograder.instructor.intake import Intake
    from autograder.instructor.pages import FILTERS
    from autograder.instructor.preprocessors import JudgeNotebook

    find_alembic()
    install(root)
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    c.CourseDirectory.root = str(root.resolve())
    c.CourseDirectory.course_id = course_id
    c.CourseDirectory.db_url = f"sqlite:///{root.resolve()}/gradebook.db?timeout=60"
    c.Autograde.exporter_class = Intake
    c.OverwriteCells.add_missing_cells = True
    c.ClearMarkScheme.enforce_metadata = False  # the marking scheme stands with the question of the reflection
    parts = [part for part in Autograde.autograde_preprocessors.default() if part not in (SaveAutoGrades, AssignLatePenalties)]
    c.Autograde.autograde_preprocessors = [JudgeNotebook if part is Execute else part for part in parts]  # `record` saves the grades
    c.JudgeNotebook.seed = seed
    c.JudgeNotebook.trust_submissions = trust_submissions
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = FILTERS


def find_alembic() -> None:
    """nbgrader makes its gradebook with the command `alembic`, which lies beside this Python though maybe not on the PATH."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", os.defpath)])


def api(folder: Path, trust: bool = False, force: bool = False) -> Any:
    """nbgrader's own API on a course directory; it may be told to trust submissions that cannot be confined, and to judge all anew."""
    from nbgrader.apps import NbGraderAPI

    find_alembic()
    config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    if trust:
        config.JudgeNotebook.trust_submissions = True
    if force:
        config.Autograde.force = True  # as `nbgrader autograde --force` does; formgrader always forces, but not by this
    return NbGraderAPI(config=config)
