"""rfpack: the pack's commands."""

import argparse
from pathlib import Path


def main() -> None:
    """Run one command; each imports what it needs, so that students need no instructor's packages."""
    parser = argparse.ArgumentParser(prog="rfpack", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    course = commands.add_parser("course", help="make a course directory for nbgrader")
    course.add_argument("directory", type=Path)
    course.set_defaults(run=make_course)

    sample = commands.add_parser("sample", help="make a course with a sample class that has handed in lesson 1")
    sample.add_argument("directory", type=Path)
    sample.set_defaults(run=make_sample)

    grade = commands.add_parser("grade", help="grade what was handed in, and show the class")
    grade.add_argument("assignment")
    grade.add_argument("--course", type=Path, default=Path("."), metavar="DIR", help="the course directory (default: here)")
    grade.add_argument("--jobs", type=positive, metavar="N", help="how many to judge at a time (default: as many as this machine has cores and memory for)")
    grade.add_argument("--force", action="store_true", help="also what is graded already")
    grade.add_argument("--trust-submissions", action="store_true", help="grade even where submissions cannot be confined")
    grade.set_defaults(run=grade_class)

    doctor = commands.add_parser("doctor", help="try whether submissions are confined on this machine")
    doctor.add_argument("--course", type=Path, metavar="DIR", help="a course, into whose folder the canaries are put")
    doctor.set_defaults(run=examine_machine)

    notebooks = commands.add_parser("notebooks", help="build the notebooks that students open")
    notebooks.set_defaults(run=build_notebooks)

    fingerprints = commands.add_parser("fingerprints", help="record what the misconceptions in solutions/wrong do, for diagnosis")
    fingerprints.set_defaults(run=record_fingerprints)

    quality = commands.add_parser("quality", help="measure how often the verdicts are wrong, and write QUALITY.md")
    quality.add_argument("--check", action="store_true", help="write nothing; fail if QUALITY.md says otherwise")
    quality.set_defaults(run=measure_quality)

    arguments = parser.parse_args()
    arguments.run(arguments)


def positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def make_course(arguments: argparse.Namespace) -> None:
    from autograder.instructor.course import make_course

    folder = make_course(arguments.directory)
    print(f"{folder} is a course. Next: cd {folder} && nbgrader generate_assignment receptive_field")


def make_sample(arguments: argparse.Namespace) -> None:
    from autograder.instructor.sample import make_sample
    from autograder.isolation.sandbox import can_confine

    print(f"{make_sample(arguments.directory)} students have handed in receptive_field in {arguments.directory}.")
    if not can_confine():
        print("This machine cannot confine submissions. The sample class is trusted, and its course says so; `rfpack doctor` tells more.")


def grade_class(arguments: argparse.Namespace) -> None:
    from autograder.instructor.grade import grade_class
    from autograder.instructor.pool import as_many_as_fit

    jobs = arguments.jobs or as_many_as_fit()
    raise SystemExit(grade_class(arguments.course, arguments.assignment, arguments.force, arguments.trust_submissions, jobs))


def examine_machine(arguments: argparse.Namespace) -> None:
    from autograder.instructor.doctor import doctor

    raise SystemExit(doctor(arguments.course))


def build_notebooks(arguments: argparse.Namespace) -> None:
    from autograder.instructor.notebooks import build_all

    for path in build_all(Path.cwd()):
        print(path)


def record_fingerprints(arguments: argparse.Namespace) -> None:
    from autograder.instructor.fingerprints import record_all

    record_all()


def measure_quality(arguments: argparse.Namespace) -> None:
    from autograder.instructor.quality import quality

    raise SystemExit(quality(arguments.check))
