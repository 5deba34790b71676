"""What students read, held word by word: every way to fail has a sentence of its own, in at most ten lines.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/test_messages.py`, and read the difference.
"""

import linecache
import os
from pathlib import Path

import pytest

from autograder import card
from autograder.answer import Local, Remote
from autograder.exercise import Exercise
from autograder.instructor.reference import IMPORTS, reference, stored
from autograder.isolation.limits import Limits
from autograder.isolation.submission import Submission
from autograder.judge import judge
from autograder.kinds import NUMBER
from autograder.lessons import EXERCISES

GOLDEN = Path(__file__).parent / "golden"
RIGHT = stored(reference("receptive_field", "compute_rf"), "compute_rf").source


def right_but(first_line):
    """The reference to `compute_rf`, with a line put in front of its body."""
    head, _, body = RIGHT.partition("\n")
    return f"{head}\n    {first_line}\n{body}"


HERE_AND_THERE = {
    "not_implemented": ("compute_rf", "def compute_rf(layers):\n    raise NotImplementedError"),
    "partly_not_implemented": ("compute_rf", right_but("if len(layers) > 1: raise NotImplementedError('later')")),
    "wrong_signature": ("compute_rf", "def compute_rf(kernels, strides):\n    return [1]"),
    "nothing_returned": ("compute_rf", right_but("if layers: return print('so far', len(layers))")),
    "wrong_type": ("compute_rf", "def compute_rf(layers):\n    return 'three'"),
    "wrong_length": ("compute_rf", "def compute_rf(layers):\n    return [1]"),
    "wrong_shape": ("unet_merge", "def unet_merge(up, skip):\n    return torch.cat([skip[..., : up.shape[-2], :], up[..., :1]], 1)"),
    "shape_but_for_one_row": ("upsample_nearest", "def upsample_nearest(x, size):\n    return F.interpolate(x, size)[..., 1:, :]"),
    "wrong_value": ("compute_rf", "def compute_rf(layers):\n    return [1] + [3 for _ in layers]"),
    "a_known_misconception": (
        "compute_rf",
        "def compute_rf(layers):\n    rf, step = [1], 1\n    for k, s in layers:\n        step = step * s\n        rf = rf + [rf[-1] + step * (k - 1)]\n    return rf",
    ),
    "changed_argument": ("compute_rf", RIGHT.replace("return sizes", "layers.clear()\n    return sizes")),
    "remembered": ("compute_rf", "calls = []\n" + right_but("calls.append(1); layers = layers + [(2, 1)] * (len(calls) - 1)")),
    "raised": ("compute_rf", right_but("assert len(layers) < 2, 'too deep for me'")),
    "raised_by_a_library": ("rf_heatmap", "def rf_heatmap(model, image, unit):\n    return np.linalg.inv(np.zeros((3, 3)))"),
    "another_error": ("compute_rf", RIGHT.replace("ValueError", "KeyError")),
    "no_error": ("compute_rf", RIGHT.replace("if min(kernel, stride) < 1:", "if False:")),
    "not_a_number": ("erf_sigma", "def erf_sigma(heatmap):\n    return (float('nan'), 1.0)"),
    "a_heatmap": ("rf_heatmap", "def rf_heatmap(model, image, unit):\n    return torch.ones(image.shape[2:])"),
    "a_pyramid": ("fpn_top_down", "def fpn_top_down(laterals):\n    return [0 * x for x in laterals]"),
    "a_module": ("FPN", "def FPN(in_channels, out_channels):\n    return nn.Identity()"),
}
ONLY_THERE = {
    "missing": ("compute_rf", "def compute_fr(layers):\n    return [1]"),
    "syntax_error": ("compute_rf", "def compute_rf(layers):\n    return [1"),
    "no_function": ("compute_rf", "compute_rf = [1, 3]"),
    "died": ("compute_rf", "import os\ndef compute_rf(layers):\n    os._exit(3)"),
}


def verdict_there(exercise, source):
    with Submission([("imports", IMPORTS), (exercise, source)]) as submission:
        return judge(EXERCISES[exercise], Remote(submission, exercise))


def verdict_here(exercise, source):
    namespace = {"__name__": "__main__"}
    exec(IMPORTS, namespace)
    linecache.cache["answer"] = (len(source), None, source.splitlines(keepends=True), "answer")
    exec(compile(source, "answer", "exec"), namespace)
    return judge(EXERCISES[exercise], Local(namespace[exercise]))


def holds(name, verdict):
    text = card.as_text(verdict) + "\n"
    for result, looks, hint in card.told(verdict):
        assert not result.failure or len(card.failure_lines(result.failure, looks, hint)) <= 10
    for word in ("hypothesis", "Falsifying", "Traceback", "autograder/", "site-packages"):
        assert word not in text
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HERE_AND_THERE)
def test_the_words_in_grading(name):
    holds(name, verdict_there(*HERE_AND_THERE[name]))


@pytest.mark.parametrize("name", HERE_AND_THERE)
def test_the_words_in_a_notebook_are_the_same(name):
    holds(name, verdict_here(*HERE_AND_THERE[name]))


@pytest.mark.parametrize("name", ONLY_THERE)
def test_the_words_for_what_cannot_be_called(name):
    holds(name, verdict_there(*ONLY_THERE[name]))


def test_the_words_for_an_endless_loop():
    exercise = Exercise("double", NUMBER, 1, 1, ("Two is one and one.", ""))

    @exercise.check(points=1)
    def twice_the_number(answer):
        """Twice, not once."""
        answer.equals(2, 1)

    with Submission([("double", "def double(n):\n    while True: pass")], Limits(call=0.5)) as submission:
        holds("endless_loop", judge(exercise, Remote(submission, "double")))
