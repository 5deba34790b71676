"""Every limit on a submission: what crosses it is stopped, the student is told, and the rest goes on."""

import pytest

from autograder.isolation import limits
from autograder.isolation.limits import DISK, MB, OUTPUT, RESULTS, Limits
from autograder.isolation.sandbox import NAMESPACES, Sandbox, strongest
from autograder.isolation.submission import Submission

SMALL = Limits(call=0.3, cell=3, exercise=1, asleep=5)
GOOD = "def good(): return 1"


def said_of(body, given=SMALL):
    """The error that a call ends with; afterwards another answer of the same notebook works."""
    with Submission([("bad", f"def bad():\n    {body}"), ("good", GOOD)], given) as submission:
        error = submission.call("bad", [])["error"]
        submission.begin_exercise()
        assert submission.call("good", [])["value"] == 1
        return error["message"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("while True: pass", "no answer within 0.3 seconds"),
        ("import time; time.sleep(99)", "it waited, and computed nothing, for too long"),
        ("return len(bytearray(3 << 30))", "A submission may use 2 GB of memory."),
        ("import torch; return torch.ones(10**10)", "A submission may use 2 GB of memory."),
        ("import threading, time\n    while True: threading.Thread(target=time.sleep, args=(9,), daemon=True).start()", "A submission may run 64 threads"),
        ("open('big', 'wb').write(bytes(65 << 20))", "A submission may write 64 MB of files."),
        ("kept = [open('/dev/null') for _ in range(300)]", "A submission may have 256 files open at a time."),
        ("return 'x' * (9 << 20)", "9 MB are more than the 8 MB that a value may have"),
        ("import numpy; return numpy.zeros((9 << 20,), numpy.int8)", "9 MB are more than the 8 MB that a value may have"),
        ("return list(range(10**6))", "more than 200,000 values"),
        ("return dict.fromkeys(range(10**4))", "a dict with more than 2,000 keys"),
        ("import os; os.fork()", "A submission can start no programs, send no signals and use no network."),
    ],
)
def test_what_crosses_a_limit_of_a_call_is_stopped_and_told(body, sentence):
    assert sentence in said_of(body, Limits(call=5, cell=5) if "torch" in body or "range" in body or "<< 20" in body else SMALL)


def test_files_count_together():
    body = f"for n in range(9):\n        open(f'part{{n}}', 'wb').write(bytes({DISK // 8}))"
    assert "A submission may write 64 MB of files." in said_of(body, Limits(call=5))


def test_removed_files_count_as_long_as_they_are_open():
    """Where there are no namespaces, and so no disk of its own."""
    body = f"""
    import os
    kept = []
    for n in range(9):
        kept.append(open('part', 'wb'))
        kept[-1].write(bytes({DISK // 8}))
        os.remove('part')
    while True: pass"""
    bare = Sandbox(strongest().layers - {NAMESPACES})
    with Submission([("c", f"def bad():{body}\n{GOOD}")], Limits(call=5), bare) as submission:
        assert submission.call("bad", [])["error"]["message"] == "it wrote more than 64 MB of files"
        assert submission.call("good", [])["value"] == 1


def test_results_have_a_limit_together():
    with Submission([("c", f"import numpy\ndef large(): return numpy.zeros(7 << 17)\n{GOOD}")]) as submission:
        for _ in range(RESULTS // (7 << 20) + 1):
            assert "value" in submission.call("large", [])
        assert submission.call("large", [])["error"]["message"] == "all answers together were more than 128 MB"
        submission.begin_exercise()
        assert submission.call("good", [])["value"] == 1


def test_a_cell_has_limits_of_its_own():
    cells = [("busy", "while True: pass"), ("asleep", "import time; time.sleep(99)"), ("good", GOOD)]
    with Submission(cells, Limits(call=1, cell=3)) as submission:
        assert submission.run()["busy"]["error"]["message"] == "no answer within 3 seconds"
        assert submission.run()["asleep"]["error"]["message"] == "it waited, and computed nothing, for too long"
        assert submission.call("good", [])["value"] == 1


def test_an_exercise_has_a_limit_on_all_its_calls_and_the_next_begins_anew():
    with Submission([("c", f"def slow():\n    while True: pass\n{GOOD}")], SMALL) as submission:
        messages = [submission.call("slow", [])["error"]["message"] for _ in range(6)]
        assert messages[0] == "no answer within 0.3 seconds"
        assert messages[-1] == "the exercise as a whole took more than 1 seconds"
        submission.begin_exercise()
        assert submission.call("good", [])["value"] == 1


def test_sleep_in_many_calls_adds_up():
    with Submission([("c", "import time\ndef nap(): time.sleep(0.4)")], Limits(call=1, asleep=1)) as submission:
        errors = [submission.call("nap", []).get("error") for _ in range(5)]
        assert errors[0] is None and "waited" in errors[-1]["message"]


def test_an_exercise_that_has_used_its_time_does_not_cost_cells_that_come_after():
    cells = [("c", f"def slow():\n    while True: pass\n{GOOD}"), ("later", "def later(): return 2")]
    with Submission(cells, SMALL) as submission:
        for _ in range(6):
            submission.call("slow", [])
        submission.begin_exercise()
        assert submission.call("later", [])["value"] == 2


def test_cells_have_a_limit_together():
    busy = [(f"busy {n}", "import time\nuntil = time.process_time() + 0.5\nwhile time.process_time() < until: pass") for n in range(6)]
    with Submission([("first", GOOD), *busy], Limits(exercise=1.2)) as submission:
        assert submission.run()["busy 5"]["error"]["message"] == "the cells as a whole took more than 1.2 seconds"
        assert submission.call("good", [])["value"] == 1


def test_output_is_cut_and_says_so():
    with Submission([("c", f"print('x' * {3 * OUTPUT})\nx = 1")]) as submission:
        printed = submission.run()["c"]["printed"]
        assert len(printed) == OUTPUT and "more than 64 KB were printed" in printed[-80:]


def test_the_sentences_tell_the_limits():
    assert str(limits.MEMORY // limits.GB) in limits.explained(["MemoryError"], "")
    assert str(DISK // MB) in limits.explained(["OSError"], "[Errno 28] No space left on device")
    assert limits.explained(["ValueError"], "no space") == ""
