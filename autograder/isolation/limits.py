"""What one submission may use. Every limit stands here, and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

KB, MB, GB = 1 << 10, 1 << 20, 1 << 30

MEMORY = 2 * GB  # of address space
FREE = 1300 * MB  # of it, for the submission itself, however much Python's packages have mapped (torch for a GPU maps a lot)
DISK = 64 * MB  # of files, all together
PROCESSES = 64  # of which a notebook may start threads only
OPEN_FILES = 256
CPU = 4 * 3600  # seconds, should the judge die first; it watches more closely while it lives
OUTPUT = 64 * KB  # of what a cell or a call prints; the rest is left out
RESULT = 8 * MB  # of what one call returns
QUESTION = 1 * MB  # of what an answer asks of a function that is taken as given
RESULTS = 128 * MB  # of what all calls of an exercise return, which the judge has to look through


@dataclass(frozen=True)
class Limits:
    """Seconds that a submission may take: of CPU time, so that a crowd on the same machine costs nobody points.

    Time spent asleep counts separately, and only while the process is seen sleeping: waiting for a processor is not sleep.

    call      CPU time of one call of an answer, and the time that it may sleep
    cell      the same of one cell of the notebook
    exercise  CPU time of all calls that the checks of one exercise make, and of all cells
    asleep    sleep in all calls of an exercise, and in all cells
    starting  what each new worker process counts, after the first
    start     time on the clock until a worker is there; if it takes longer it is the grader who failed
    """

    call: float = 10
    cell: float = 30
    exercise: float = 300
    asleep: float = 60
    starting: float = 0.1
    start: float = 60

    @property
    def said_of_exercise(self) -> str:
        return f"the exercise as a whole took more than {self.exercise:g} seconds"

    @property
    def said_of_results(self) -> str:
        return f"all answers together were more than {RESULTS // MB} MB"

    @property
    def said_of_cells(self) -> str:
        return f"the cells as a whole took more than {self.exercise:g} seconds"


MET = (
    ("MemoryError", "", f"A submission may use {MEMORY // GB} GB of memory."),
    ("RuntimeError", "can't allocate memory", f"A submission may use {MEMORY // GB} GB of memory."),
    ("OSError", "Cannot allocate memory", f"A submission may use {MEMORY // GB} GB of memory."),
    ("OSError", "No space left on device", f"A submission may write {DISK // MB} MB of files."),
    ("OSError", "File too large", f"A submission may write {DISK // MB} MB of files."),
    ("OSError", "Too many open files", f"A submission may have {OPEN_FILES} files open at a time."),
    ("RuntimeError", "can't start new thread", f"A submission may run {PROCESSES} threads at a time."),
    ("PermissionError", "Permission denied", "A submission sees no files but its own and Python's."),
    ("OSError", "Read-only file system", "A submission can write into its own folder only."),
    ("PermissionError", "Operation not permitted", "A submission can start no programs, send no signals and use no network."),
)


def explained(kinds: Iterable[str], message: str) -> str:
    """What a limit has to do with an error that a submission ran into: a sentence for the student, empty if nothing.

    >>> explained(["OSError", "Exception"], "[Errno 28] No space left on device: 'big'")
    'A submission may write 64 MB of files.'
    """
    return next((sentence for kind, part, sentence in MET if kind in kinds and part in message), "")
