"""The sandbox holds on this machine, and the doctor sees when a layer of it is gone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.instructor import doctor
from autograder.instructor.doctor import NotConfined, examine, summary, ward
from autograder.isolation import sandbox
from autograder.isolation.sandbox import LAYERS, LIMITS, NAMESPACES, PACK, USER, Sandbox, python, strongest
from autograder.isolation.submission import Submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a sandbox")

ROOT = Path(autograder.__file__).parents[1]


def alive(rows):
    return [row.tried for row in rows if not row.fine]


def test_every_canary_dies_here():
    assert alive(examine()) == []


@pytest.mark.parametrize(
    ("layer", "canaries"),
    [
        (USER, {"user that the machine sees"}),
        (NAMESPACES, {"see that a file of the course exists"}),
        ("Landlock", {"environment of process 1"}),
        ("system call filter", {"fork"}),
        (LIMITS, {"the same in shared memory"}),
    ],
)
def test_without_a_layer_the_doctor_refuses_and_a_canary_shows_it(layer, canaries):
    if layer == USER and os.geteuid():
        pytest.skip("the grader is not root, so there is nothing to take away")
    found = alive(examine(Sandbox(strongest().layers - {layer})))
    assert {f"layer: {layer}", *canaries} <= set(found)


def test_nothing_of_the_pack_that_judges_is_in_the_sandbox():
    source = f"""
import os
def find():
    found = []
    for folder, _, files in os.walk("/"):
        if not folder.startswith(("/proc", "/sys", "/dev")):
            found += [os.path.join(folder, name) for name in files if name in {NAMES!r} or "rfpack" in name or "gradebook" in name]
    return found
"""
    with Submission([("c", source)]) as submission:
        assert submission.call("find", [], seconds=60)["value"] == []


NAMES = {path.name for folder in ("lessons", "instructor") for path in (PACK / folder).rglob("*.py") if len(path.stem) > 12}


def run_elsewhere(code, *prefix):
    """Run code in a process of its own; what it printed as JSON."""
    done = subprocess.run([*prefix, sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


IN_A_CONTAINER = """
import errno, json, pyseccomp as seccomp
rules = seccomp.SyscallFilter(seccomp.ALLOW)
for name in ("unshare", "mount", "setns", "pivot_root", "umount2"):
    rules.add_rule(seccomp.ERRNO(errno.EPERM), name)
rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000):
    rules.add_rule(seccomp.ERRNO(errno.EPERM), "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
rules.load()
import ctypes
for capability in (2, 21):  # DAC_READ_SEARCH and SYS_ADMIN, which Docker takes away
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
from autograder.instructor.doctor import examine, summary
from autograder.isolation.sandbox import strongest
rows = examine()
print(json.dumps([str(strongest()), [row.tried for row in rows if not row.fine], summary(rows)]))
"""


def test_in_a_container_without_namespaces_the_other_layers_hold_and_it_says_so():
    layers, found, words = run_elsewhere(IN_A_CONTAINER)
    assert NAMESPACES not in layers and "Landlock" in layers
    assert found == []
    assert "It could be tighter: no namespaces: bubblewrap says" in words


def test_without_bubblewrap_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert "apt install bubblewrap" in sandbox.why_no_namespaces.__wrapped__()


AS_A_USER = """
import json, os, sys
os.environ["HOME"] = "/tmp"
from autograder.instructor.doctor import examine
from autograder.isolation.sandbox import NAMESPACES, Sandbox, strongest
fewer = Sandbox(strongest().layers - {NAMESPACES})
print(json.dumps([os.getuid(), *([row.tried for row in examine(layers) if not row.fine] for layers in (strongest(), fewer))]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="all other tests run as a plain user already")
def test_a_plain_user_needs_no_privilege():
    """The interpreter is shown to user 1234 at another place, since where it lies may be closed to all but root."""
    stage = next(path for path in ("/mnt", "/media", "/srv") if os.path.isdir(path))
    interpreter = Path(python()).relative_to(sys.base_prefix)
    packages = Path(sandbox.packages()[0]).relative_to(sys.prefix)
    code = f"import sys; sys.path[:0] = ['{stage}/1', '{stage}/2/{packages}']\n{AS_A_USER}"
    places = json.dumps([sys.base_prefix, str(ROOT), sys.prefix])
    command = [python(), "-I", "-S", str(PACK / "isolation" / "unprivileged.py"), "1234", stage, places, f"{stage}/0/{interpreter}", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [1234, [], ["layer: namespaces", "see that a file of the course exists"]]


def test_grading_refuses_where_a_canary_lives_unless_submissions_are_trusted(monkeypatch, tmp_path):
    weak = Sandbox(frozenset({USER, LIMITS}))
    monkeypatch.setattr(doctor, "strongest", lambda: weak)
    monkeypatch.setattr("autograder.isolation.submission.strongest", lambda: weak)
    with pytest.raises(NotConfined, match="cannot be confined here.*--trust-submissions"):
        ward.__wrapped__(tmp_path, False)
    trusted = ward.__wrapped__(tmp_path, True)
    assert trusted.sandbox == weak and "trusted" in trusted.words


def test_the_summary_tells_what_lives():
    rows = examine(Sandbox(strongest().layers - {LIMITS}))
    assert summary(rows).startswith(f"{len(alive(rows))} of {len(rows)} are not as they should be")


def test_all_layers_have_a_test():
    assert set(LAYERS) == {USER, NAMESPACES, "Landlock", "system call filter", LIMITS}
