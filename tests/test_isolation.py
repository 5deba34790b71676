"""The worker: cells run as in Jupyter, limits hold, and what one answer does costs no other."""

import contextlib
import time

import psutil
import pytest

from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import TRUSTED
from autograder.isolation.submission import Submission
from autograder.layer import Layer

QUICK = Limits(call=0.5, cell=0.5, start=30)


def answers(*cells):
    return Submission([(f"c{number}", source) for number, source in enumerate(cells)], QUICK)


def test_a_call_gives_the_value_and_the_arguments_afterwards():
    with answers("def pop(xs): return xs.pop()") as submission:
        assert submission.call("pop", [[1, 2]]) == {"value": 2, "after": [[1]], "earlier": None}


def test_a_call_tells_what_it_has_made_of_the_value_before():
    with answers("kept = []\ndef keep(x):\n    kept.append(x)\n    return kept") as submission:
        submission.call("keep", [1])
        assert submission.call("keep", [2], fresh=False)["earlier"] == [1, 2]
        assert submission.call("keep", [3], fresh=True)["earlier"] is None


def test_values_that_can_be_read_only_once_do_not_change():
    with answers("def count(n):\n    return [iter(range(n))]") as submission:
        submission.call("count", [2])
        assert submission.call("count", [3], fresh=False)["earlier"] is None


def test_students_import_layer_and_get_layers():
    with answers("from autograder.student import Layer\ndef f(x): return isinstance(x, Layer) and x.dilation") as submission:
        assert submission.call("f", [Layer(3, dilation=2)])["value"] == 2


@pytest.mark.parametrize("module", ["autograder.oracles", "autograder.judge", "autograder.lessons", "solutions", "solutions.receptive_field"])
def test_nothing_that_judges_or_answers_can_be_imported(module):
    with answers(f"import {module}") as submission:
        assert submission.run()["c0"]["error"]["type"] == "ModuleNotFoundError"


def test_pictures_and_checks_do_nothing_here():
    with answers("from autograder.student import check, show_growth\nx = check(None), show_growth(1, 2)\ndef f(): return 1") as submission:
        assert submission.call("f", [])["value"] == 1


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\ndef f(): return 7",
        "!pip install nothing\ndef f(): return 7",
        "%%time\ndef f(): return 7",
        "%%capture out\ndef f(): return 7",
        "files = !ls\ndef f(): return 7",
        "display(1)\nget_ipython().run_line_magic('pylab', '')\ndef f(): return 7",
    ],
)
def test_magics_and_shell_lines_are_skipped(source):
    with answers(source) as submission:
        assert submission.call("f", [])["value"] == 7


def test_shell_cells_are_not_run(tmp_path):
    with answers(f"%%bash\ntouch {tmp_path}/run", f"!touch {tmp_path}/run") as submission:
        submission.run()
    assert not (tmp_path / "run").exists()


def test_a_cell_that_raises_keeps_what_it_defined_and_says_where():
    with answers("def f(): return 1\nf() / 0", "def g(): return 2") as submission:
        error = submission.run()["c0"]["error"]
        assert (error["type"], error["line"], error["number"]) == ("ZeroDivisionError", "f() / 0", 2)
        assert submission.call("f", [])["value"] == 1
        assert submission.call("g", [])["value"] == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("while True: pass", "time"),
        ("import time; time.sleep(100)", "time"),
        ("import os; os._exit(0)", "died"),
        ("import ctypes; ctypes.string_at(0)", "died"),
        ("import sys; sys.exit(0)", "raised"),
        ("raise KeyboardInterrupt", "died"),
        ("return object", None),
        ("return (n for n in iter(int, 1))", "unusable"),
        ("x = bytearray(10**10)", "raised"),
    ],
)
def test_a_call_that_goes_wrong_costs_only_itself(body, kind):
    with answers(f"def bad():\n    {body}", "def good(): return 1") as submission:
        assert submission.call("bad", []).get("error", {}).get("kind") == kind
        assert submission.call("good", [])["value"] == 1


def test_a_cell_that_hangs_is_left_out_and_the_others_run():
    with answers("def f(): return 1", "while True: pass", "def g(): return 2") as submission:
        assert submission.run()["c1"]["error"]["kind"] == "time"
        assert submission.call("f", [])["value"] + submission.call("g", [])["value"] == 3


def test_an_exercise_as_a_whole_has_a_limit():
    limits = Limits(call=0.5, exercise=0.3)
    with Submission([("c", "def f():\n    while True: pass")], limits) as submission:
        assert submission.call("f", [])["error"]["kind"] == "time"
        assert "as a whole" in submission.call("f", [])["error"]["message"]


def test_children_die_with_the_worker():
    source = "import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\ndef f(): return child.pid"
    with Submission([("c", source)], sandbox=TRUSTED) as submission:
        child = psutil.Process(submission.call("f", [])["value"])
    deadline = time.monotonic() + 10
    with contextlib.suppress(psutil.NoSuchProcess):
        while child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline


@pytest.mark.parametrize(
    "source",
    [
        "def f(seen=[]):\n    seen.append(1)\n    return len(seen)",
        "seen = []\ndef f():\n    seen.append(1)\n    return len(seen)",
        "n = 0\ndef f():\n    global n\n    n += 1\n    return n",
        "n = 0\ndef add():\n    global n\n    n += 1\ndef f():\n    add()\n    return n",
        "from collections import deque\ndef f(seen=deque()):\n    seen.append(1)\n    return len(seen)",
        "import numpy as np\nn = np.zeros(1)\ndef f():\n    n[0] += 1\n    return n[0]",
        "def f():\n    global late\n    late = globals().get('late', 0) + 1\n    return late",
        "def f():\n    f.n = getattr(f, 'n', 0) + 1\n    return f.n",
        "def make():\n    seen = {}\n    def f():\n        seen[len(seen)] = 1\n        return len(seen)\n    return f\nf = make()",
    ],
)
def test_a_fresh_call_remembers_nothing_and_another_does(source):
    with answers(source) as submission:
        assert [submission.call("f", [], fresh=fresh)["value"] for fresh in (True, True, False, True)] == [1, 1, 2, 1]


def test_a_reply_that_trickles_in_is_cut_off():
    source = """
import gc, struct, time
def f():
    [end] = [o for o in gc.get_objects() if type(o).__name__ == "Channel"]
    end.channel.sendall(struct.pack("<QQ", 10**6, end.number))
    while True:
        end.channel.sendall(b"x")
        time.sleep(0.001)
"""
    with answers(source, "def good(): return 1") as submission:
        assert submission.call("f", [])["error"]["kind"] == "time"
        assert submission.call("good", [])["value"] == 1


def test_the_notebook_is_the_main_module():
    source = """
import __main__, dataclasses, pickle, typing
@dataclasses.dataclass
class Pair:
    first: "int" = 1
def f(x):
    typing.get_type_hints(Pair)
    return pickle.loads(pickle.dumps(Pair(x))).first + __main__.K
K = 5
"""
    with answers(source) as submission:
        assert submission.call("f", [2])["value"] == 7


def test_computing_is_no_sleep():
    source = "import time\ndef f():\n    until = time.process_time() + 0.02\n    while time.process_time() < until: pass"
    with answers(source) as submission:
        submission.run()
        for _ in range(40):
            submission.call("f", [])
        assert submission._clock.slept < 0.1


@pytest.mark.parametrize("draw", ["random.random()", "float(np.random.rand())", "float(torch.rand(1))"])
def test_chance_is_the_same_every_time_and_goes_on_between_calls(draw):
    with Submission([("f", f"import random, numpy as np, torch\ndef f():\n    return {draw}")]) as submission:
        first, again, later = (submission.call("f", [], fresh=fresh)["value"] for fresh in (True, True, False))
        assert first == again != later
