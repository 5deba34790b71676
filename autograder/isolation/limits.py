"""What one submission may use. Every limit stands here, and nowhere else."""

from dataclasses import dataclass

KB, MB, GB = 1 << 10, 1 << 20, 1 << 30

MEMORY = 2 * GB  # of address space
DISK = 64 * MB  # of files, all together
PROCESSES = 64  # of which a notebook may start threads only
OPEN_FILES = 256
CPU = 900  # seconds, should the judge die first; it watches more closely while it lives
OUTPUT = 64 * KB  # of what a cell or a call prints; the rest is left out
RESULT = 64 * MB  # of what one call returns


@dataclass(frozen=True)
class Limits:
    """Seconds that a submission may take: of CPU time, so that a crowd on the same machine costs nobody points.

    Time spent asleep counts separately, and only while the process is seen sleeping: waiting for a processor is not sleep.

    call      CPU time of one call of an answer, and the time that it may sleep
    cell      the same of one cell of the notebook
    exercise  CPU time of all calls that the checks of one exercise make
    asleep    sleep in all calls of an exercise, and in all cells
    start     time on the clock until a worker is there; if it takes longer it is the grader who failed
    """

    call: float = 10
    cell: float = 30
    exercise: float = 600
    asleep: float = 60
    start: float = 60
