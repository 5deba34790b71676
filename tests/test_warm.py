"""Workers that one warm process forks know nothing of each other, and nothing of that process."""

import os
import signal

import psutil
import pytest

from autograder.isolation.sandbox import NAMESPACES, Sandbox, strongest
from autograder.isolation.starts import Nursery
from autograder.isolation.submission import Submission

FEWER = Sandbox(strongest().layers - {NAMESPACES})
EVERYWHERE = pytest.mark.parametrize("sandbox", [strongest(), FEWER], ids=["namespaces", "no namespaces"])
GOOD = [("good", "def good(): return 1")]


def answers(source, sandbox, *names):
    with Submission([("c", source)], sandbox=sandbox) as submission:
        return [submission.call(name, []) for name in names]


def parents(sandbox):
    return [nursery.process.pid for nursery in Nursery.waiting[os.getpid(), sandbox]]


@EVERYWHERE
def test_one_process_serves_one_submission_after_the_other(sandbox):
    answers(GOOD[0][1], sandbox, "good")
    before = parents(sandbox)
    assert before and answers(GOOD[0][1], sandbox, "good")[0]["value"] == 1
    assert parents(sandbox) == before


@EVERYWHERE
def test_the_next_one_finds_nothing_of_the_one_before(sandbox):
    leave = """
import os, sys, threading, time, builtins, numpy, torch
os.makedirs('.cache/deep'); open('.cache/deep/table', 'w').write('x'); open('.hidden', 'w').close(); os.symlink('/etc', 'link')
builtins.planted = numpy.planted = torch.planted = sys.planted = 1
torch.Tensor.sum = len
os.environ['PLANTED'] = '1'
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
def left(): return sorted(os.listdir('.'))"""
    look = """
import os, sys, threading, builtins, numpy, torch
def found():
    planted = [name for thing in (builtins, numpy, torch, sys) for name in vars(thing) if name == 'planted']
    return [os.listdir('.'), planted, os.environ.get('PLANTED'), threading.active_count(), float(torch.ones(3).sum()), [n for n in sys.modules if 'planted' in n]]"""
    assert answers(leave, sandbox, "left")[0]["value"] == [".cache", ".hidden", "link"]
    assert answers(look, sandbox, "found")[0]["value"] == [[], [], None, 1, 3.0, []]


@EVERYWHERE
def test_the_parent_is_out_of_reach(sandbox):
    source = """
import os, signal
def reach():
    reached, parent = [], os.getppid()
    for name in ('mem', 'environ', 'maps', 'cmdline', 'fd', 'root', 'task'):
        path = f'/proc/{parent}/{name}'
        try: reached.append([name, os.listdir(path) if os.path.isdir(path) else len(open(path, 'rb').read(9))])
        except OSError: pass
    for number in (0, signal.SIGTERM, signal.SIGKILL):
        try: os.kill(parent, number); reached.append(number)
        except OSError: pass
    return reached
def links():
    return sorted({os.readlink(f'/proc/self/fd/{n}').partition(':')[0] for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')})"""
    reached, links = answers(source, sandbox, "reach", "links")
    assert reached["value"] == [] and set(links["value"]) == {"/dev/null", "socket"}


@EVERYWHERE
def test_what_cannot_be_removed_ends_the_parent_and_nobody_finds_it(sandbox):
    deep = "import os\nfor _ in range(150):\n    os.mkdir('d'); os.chdir('d')\nos.mkdir('locked', 0)\ndef good(): return 1"
    assert answers(deep, sandbox, "good")[0]["value"] == 1
    assert answers("import os\ndef found(): return os.listdir('.')", sandbox, "found")[0]["value"] == []


@EVERYWHERE
def test_a_parent_that_is_gone_is_replaced(sandbox):
    answers(GOOD[0][1], sandbox, "good")
    for parent in parents(sandbox):
        family = [psutil.Process(parent), *psutil.Process(parent).children(recursive=True)]
        for process in family:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family[1:], timeout=10)
    assert answers(GOOD[0][1], sandbox, "good")[0]["value"] == 1


@EVERYWHERE
def test_submissions_at_the_same_time_have_a_parent_each(sandbox):
    with Submission(GOOD, sandbox=sandbox) as one, Submission(GOOD, sandbox=sandbox) as other:
        assert one.call("good", [])["value"] == other.call("good", [])["value"] == 1
        above = [psutil.Process(submission.process.pid).ppid() for submission in (one, other)]
        assert len(set(above)) == 2
        worker = psutil.Process(one.process.pid)
    assert not worker.is_running()


def test_without_landlock_or_filter_every_worker_is_a_program_of_its_own():
    for layer in ("Landlock", "system call filter"):
        assert not Sandbox(strongest().layers - {layer}).forks
