"""nbgrader's autograding and feedback, made so that what a course has stored is never without the old or the new: not even when killed.

Both write into a hidden folder of their process; a file takes the place of its predecessor in one step, when the whole is done.
"""

import contextlib
import datetime
import fnmatch
import glob
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.instructor.records import follow, has_feedback, mark_of, record
from autograder.instructor.stored import Kept, compare, is_graded, remember, standing, stored_notebooks, verdicts_in

IN_WORK = f".rfpack-{socket.gethostname()}-"  # graders of several machines may share a disk
MOST_BYTES = 100 << 20


class Staged(BaseConverter):
    """What both converters have in common; `place` is the folder of the course that they write to in the end."""

    place = ""

    @property
    def course(self) -> Path:
        return Path(self.coursedir.root)

    @property
    def staging(self) -> str:
        return os.path.join(self.place, f"{IN_WORK}{os.getpid()}")

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        path: str = super()._format_source(assignment_id, student_id, escape)
        return f"(?s){path}" if escape else path

    def init_notebooks(self) -> None:
        """In the place of nbgrader's search for notebooks: everybody who has a folder, by the released names, whatever lies in it."""
        about = self.coursedir
        with Gradebook(about.db_url, about.course_id) as gradebook:
            try:
                names = [notebook.name for notebook in gradebook.find_assignment(about.assignment_id).notebooks]
            except MissingEntry:
                names = []
        names = fnmatch.filter(names, about.notebook_id)
        folders = [path for path in glob.glob(self._format_source(about.assignment_id, about.student_id)) if os.path.isdir(path)]
        self.assignments, self.notebooks = {path: [os.path.join(path, f"{name}.ipynb") for name in names] for path in folders}, []
        if not (names and folders):
            super().init_notebooks()

    def convert_notebooks(self) -> None:
        try:
            super().convert_notebooks()
        finally:
            shutil.rmtree(self.course / self.staging, ignore_errors=True)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what else was handed in, such as pictures: files alone, no links, pipes, devices or notebooks."""
        source, target = Path(self._format_source(assignment_id, student_id)), Path(self._format_dest(assignment_id, student_id))
        size = 0
        for path in files_in(source):
            if path.suffix.lower() == ".ipynb" or any(fnmatch.fnmatch(part, one) for one in self.coursedir.ignore for part in path.parts):
                continue
            size += (source / path).stat().st_size
            if size <= MOST_BYTES:
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / path, target / path)

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step of a conversion: what was made takes the place of what was there."""
        super().set_permissions(assignment_id, student_id)
        made, final = Path(self._format_dest(assignment_id, student_id)), self.course / self.place / student_id / assignment_id
        files = files_in(made)
        for path in sorted(files, key=lambda path: path.suffix == ".ipynb"):
            clear_the_way(final, path)
            (final / path).parent.mkdir(parents=True, exist_ok=True)
            with (made / path).open("rb") as file:
                os.fsync(file.fileno())
            os.replace(made / path, final / path)
        if self.coursedir.notebook_id == "*":
            for path in set(files_in(final)) - set(files):
                (final / path).unlink()


class CarefulAutograde(Autograde, Staged):
    """nbgrader's autograding; what has a verdict is not judged again, and no verdict gives way to a worse one silently."""

    place = "autograded"

    @property
    def _input_directory(self) -> str:
        return str(self.coursedir.submitted_directory) if self._sanitizing else self.staging

    @property
    def _output_directory(self) -> str:
        return self.staging

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether there is something to judge. If there is not, the gradebook is made to agree with the stored verdict."""
        if student_id in self.coursedir.student_id_exclude.split(","):
            return False
        stored = self.course / self.place / student_id / assignment_id
        handed_in_at, graded_at = map(self.coursedir.get_existing_timestamp, (self._format_source(assignment_id, student_id), str(stored)))
        newer = handed_in_at and graded_at and handed_in_at > graded_at
        if self.force or newer or not is_graded(self.course, assignment_id, student_id):
            return True
        self.log.info("Skipping existing assignment: %s", stored)
        follow(self, assignment_id, student_id)
        return False

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """Let the new verdict take the place of the old one, if it may; then write it into the gradebook."""
        stored = [path for path in stored_notebooks(self.course, assignment_id, student_id) if path.exists()]
        made = [Path(self._format_dest(assignment_id, student_id), os.path.basename(path)) for path in self.notebooks]
        old, new = standing(verdicts_in(stored)), standing(verdicts_in(made))
        try:
            compare(old, new, self.force)
        except Kept:
            follow(self, assignment_id, student_id)
            raise
        remember(made, stored, old, new)
        super().set_permissions(assignment_id, student_id)
        record(self, assignment_id, student_id)


class CarefulFeedback(GenerateFeedback, Staged):
    """nbgrader's feedback; a page stays until the new one is whole."""

    place = "feedback"

    @property
    def _output_directory(self) -> str:
        return self.staging

    def init_notebooks(self) -> None:
        super().init_notebooks()
        existing = {folder: list(filter(os.path.exists, paths)) for folder, paths in self.assignments.items()}
        self.assignments = {folder: paths for folder, paths in existing.items() if paths}

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether pages are to be made: by force, or where one is missing, or does not show the grades of now."""
        excluded = student_id in self.coursedir.student_id_exclude.split(",")
        return not excluded and (self.force or not has_feedback(self, assignment_id, student_id))

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """Write into the pages which grades they show."""
        mark = mark_of(self, assignment_id, student_id)
        for page in Path(self._format_dest(assignment_id, student_id)).glob("*.html"):
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\n{mark}")
        super().set_permissions(assignment_id, student_id)


def files_in(folder: Path) -> list[Path]:
    """The regular files in a folder, by their paths in it; no links."""
    found = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    return [path.relative_to(folder) for path in found if stat.S_ISREG(path.lstat().st_mode)]


def clear_the_way(folder: Path, path: Path) -> None:
    """Remove what lies in a folder where a file shall lie: a folder of its name, or files with the names of the folders above it."""
    for above in (folder / part for part in path.parents if part != Path()):
        if above.is_file() or above.is_symlink():
            above.unlink()
    if (folder / path).is_dir() and not (folder / path).is_symlink():
        shutil.rmtree(folder / path)


def timestamp(coursedir: CourseDirectory, folder: str) -> datetime.datetime | None:
    """When something was handed in, if there is a file that says so; in the place of nbgrader's, which fails on any other."""
    path = Path(folder, "timestamp.txt")
    try:
        said = path.read_text("utf-8").strip() if stat.S_ISREG(path.lstat().st_mode) and path.stat().st_size < 1000 else ""
        return parse_utc(said) if said else None
    except (OSError, ValueError, OverflowError):
        return None


def left_behind(course: Path) -> Iterator[Path]:
    """What killed graders were working at."""
    for folder in course.glob(f"*/{IN_WORK}*"):
        number = folder.name.removeprefix(IN_WORK)
        if number.isdigit() and not psutil.pid_exists(int(number)):
            yield folder


def install(course: Path) -> None:
    """Put our converters in the places of nbgrader's, for its commands and its API."""
    from nbgrader.apps import api, autogradeapp, generatefeedbackapp

    CourseDirectory.get_existing_timestamp = timestamp
    api.Autograde = autogradeapp.Autograde = CarefulAutograde
    api.GenerateFeedback = generatefeedbackapp.GenerateFeedback = CarefulFeedback
    for folder in left_behind(course):
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
