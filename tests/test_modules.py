"""Networks in, modules out: by description and by handle, on both roads, and nothing that is left of them goes unseen."""

import numpy as np
import pytest
import torch
from torch import nn

from autograder.answer import Answer, Local, Remote
from autograder.exercise import Exercise, Wrong, show
from autograder.isolation.modules import Network, Part, build
from autograder.isolation.submission import Submission
from autograder.isolation.wire import WireError, pack, unpack
from autograder.kinds import ARRAY, ARRAYS, MAP, module

CONV = Part("Conv2d", {"in_channels": 1, "out_channels": 2, "kernel_size": 3})
NORM = Part("BatchNorm2d", {"num_features": 2}, training=False, frozen=True, has_grad=True)
WEIGHTS = {
    "0.weight": np.arange(18, dtype="f4").reshape(2, 1, 3, 3),
    "0.bias": np.array([1, -1], "f4"),
    "1.running_mean": np.array([3, 5], "f4"),
}
NET = Network((CONV, NORM, Part("Dropout", {"p": 0.5})), WEIGHTS)
IMAGE = torch.arange(30, dtype=torch.float32).reshape(1, 1, 5, 6)


def answers(source, name, kind):
    """The answer on both roads."""
    exercise = Exercise(name, kind, 1, 1, ("", ""))

    @exercise.check(points=1)
    def a_check(answer):
        """Because."""
        answer.leaves_untouched(())

    namespace = {"__name__": "__main__"}
    before = torch.is_grad_enabled(), torch.get_default_dtype()
    try:
        exec(source, namespace)
        here = Local(namespace[name])
    finally:
        torch.set_grad_enabled(before[0])
        torch.set_default_dtype(before[1])
    yield Answer(name, kind, here, exercise.checks[0])
    with Submission([("c", source)]) as submission:
        yield Answer(name, kind, Remote(submission, name), exercise.checks[0])


def test_a_network_is_built_as_described():
    built = unpack(pack(NET), tensors=True)
    assert [type(part).__name__ for part in built] == ["Conv2d", "BatchNorm2d", "Dropout"]
    assert [part.training for part in built] == [True, False, True] and built.training
    assert np.array_equal(built[0].weight.detach(), WEIGHTS["0.weight"]) and built[1].running_mean.tolist() == [3, 5]
    assert built[0].weight.requires_grad and built[0].weight.grad is None
    assert not built[1].weight.requires_grad and built[1].weight.grad.tolist() == [1, 1]


def test_parts_inside_a_part_are_built_with_their_weights_and_modes():
    nested = Network((CONV, Part("Sequential", {"parts": (NORM, Part("Tanh", {}))}, training=False)), {"1.0.running_mean": WEIGHTS["1.running_mean"]})
    model = build(unpack(pack(nested)))
    assert model[1][0].running_mean.tolist() == [3, 5]
    assert [part.training for part in model.modules()] == [True, True, False, False, True]
    assert show(nested).endswith("nn.Sequential(nn.BatchNorm2d(2), nn.Tanh()))")


def test_networks_of_the_same_kind_share_nothing():
    one, other = build(NET), build(NET)
    one[0].weight.data.zero_()
    one[1].running_mean.zero_()
    one[1].weight.grad.zero_()
    one[0].register_forward_hook(print)
    one[0].stride = (5, 5)
    assert other[0].weight.any() and other[1].running_mean.any() and other[1].weight.grad.any()
    assert not other[0]._forward_hooks and other[0].stride == (1, 1) and build(NET)[0].stride == (1, 1)


def test_a_network_survives_the_road_as_data():
    there = unpack(pack(NET))
    assert isinstance(there, Network) and there.parts == NET.parts and there.weights.keys() == WEIGHTS.keys()


def test_nothing_but_the_known_parts_is_built():
    with pytest.raises(ValueError, match="no part of kind Module"):
        build(Network((Part("Module", {}),), {}))
    with pytest.raises(WireError):
        unpack(pack(Network((Part("Conv2d", {"in_channels": 0, "out_channels": 1, "kernel_size": "x"}),), {})), tensors=True)


def test_a_network_is_shown_as_students_write_it():
    assert show(NET) == "nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(p=0.5))"


def test_an_answer_gets_a_module_and_gives_a_map():
    source = "def f(model, image): return model.eval()(image)[0, 0]"
    expected = build(NET).eval()(IMAGE)[0, 0].detach().numpy()
    for answer in answers(source, "f", MAP):
        answer.equals(expected, NET, IMAGE)


SPOIL = {
    "model[0].bias.data += 1": "model.0.bias",
    "model[0].weight.grad = torch.ones(2, 1, 3, 3)": "model.0.weight.grad",
    "model[1].weight.grad = None": "model.1.weight.grad",
    "model.zero_grad()": "model.1.weight.grad",
    "model[1].weight.requires_grad_(True)": "model.1.weight.requires_grad",
    "model.eval()": "model.training",
    "model.train()": "1.training",
    "model[2].train(False)": "2.training",
    "model[1].running_mean += 1": "1.running_mean",
    "model[0].stride = (2, 2)": "0.stride",
    "model[0].register_forward_hook(lambda *x: None)": "0.hooks",
    "model[0].forward = lambda x: x": "0.own forward",
    "model[2] = nn.Identity()": "2.",
    "image.requires_grad_()": "requires_grad",
    "image[0, 0, 0, 0] = 7": "",
    "image.requires_grad_(); image.sum().backward(); image.requires_grad_(False)": "grad",
}


def test_whatever_changes_in_an_argument_is_seen():
    branches = "".join(f"    if image.shape[2] == {n}:\n        {code}\n" for n, code in enumerate(SPOIL, 3))
    for answer in answers(f"import torch\nfrom torch import nn\ndef f(model, image):\n{branches}    return image.detach()", "f", ARRAY):
        for n, (code, words) in enumerate(SPOIL.items(), 3):
            image = torch.ones(1, 1, n, 3)
            answer(NET, image)
            with pytest.raises(Wrong) as caught:
                answer.leaves_untouched((NET, image))
            assert words in caught.value.failure.yours, code


def test_what_is_put_back_is_not_seen():
    source = (
        "import torch\ndef f(model, image):\n    modes = [(m, m.training) for m in model.modules()]\n    model.eval()\n"
        "    x = image.clone().requires_grad_()\n    g = torch.autograd.grad(model(x).sum(), x)[0]\n"
        "    for m, t in modes: m.training = t\n    return g"
    )
    for answer in answers(source, "f", ARRAY):
        answer(NET, IMAGE)
        answer.leaves_untouched((NET, IMAGE))


PYRAMID = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(c, 1, 1) for c in channels)

    def forward(self, xs):
        return tuple(f(x) for f, x in zip(self.convolutions, xs))
"""


def test_a_module_stays_where_it_is_and_takes_other_weights():
    for answer in answers(PYRAMID, "Net", module(ARRAYS)):
        net, other = answer([1, 2]), answer([1, 2])
        state = net.state_dict()
        assert state["convolutions.1.weight"].shape == (1, 2, 1, 1)
        net.load_state_dict({name: torch.ones(array.shape) for name, array in state.items()})
        maps = [torch.ones(1, 1, 2, 3), torch.ones(1, 2, 1, 1)]
        assert [values.flatten().tolist() for values in net(maps)] == [[2] * 6, [3]]
        assert [values.shape for values in other(maps)] == [(1, 1, 2, 3), (1, 1, 1, 1)]
        assert answer.call.startswith("Net([1, 2])([tensor([[[[1, 1, 1], [1, 1, 1]]]])")
        with pytest.raises(Wrong) as caught:
            net.load_state_dict({"bias": torch.ones(1)})
        assert "Missing key" in caught.value.failure.yours


def test_weights_of_no_dimension_go_there_and_back():
    source = PYRAMID + "class Gated(Net):\n    def __init__(self, channels):\n        super().__init__(channels)\n"
    source += "        self.register_buffer('n', torch.tensor(7))\n    def forward(self, xs): return [self.n * xs[0]]"
    for answer in answers(source, "Gated", module(ARRAYS)):
        net = answer([1])
        state = net.state_dict()
        net.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in (state | {"n": np.array(3)}).items()})
        assert [values.tolist() for values in net([torch.ones(1)])] == [[3]]


def test_a_module_that_spoils_what_it_was_made_of_is_seen_when_it_runs():
    source = PYRAMID + "class Lazy(nn.Module):\n    def __init__(self, model):\n        super().__init__()\n        self.model = model\n"
    source += "    def forward(self, x):\n        self.model[0].stride = (2, 2)\n        return self.model(x)\ndef f(model): return Lazy(model)"
    for answer in answers(source, "f", module(ARRAY)):
        lazy = answer(NET)
        answer.leaves_untouched((NET,))
        lazy(IMAGE)
        with pytest.raises(Wrong):
            answer.leaves_untouched((IMAGE, NET))


def test_something_that_is_no_module_is_of_the_wrong_kind():
    for answer in answers("def f(): return lambda x: x", "f", module(ARRAY)):
        with pytest.raises(Wrong) as caught:
            answer()
        assert caught.value.failure.expected == "an nn.Module"


@pytest.mark.parametrize("left", ["torch.set_grad_enabled(False)", "torch.set_default_dtype(torch.float64)", "torch.manual_seed(0)"])
def test_what_a_notebook_does_to_torch_spoils_nothing(left):
    source = f"import torch\n{left}\ndef f(image):\n    x = image.clone().requires_grad_()\n"
    source += "    y = torch.nn.Conv2d(1, 1, 1)(x)\n    return torch.autograd.grad((y * 0 + x).sum(), x)[0]"
    for answer in answers(source, "f", ARRAY):
        answer.equals(np.ones((1, 1, 5, 6)), IMAGE)


def test_an_answer_that_needs_what_its_notebook_did_to_torch_gets_it():
    source = "import torch\ntorch.set_default_dtype(torch.float64)\ndef f(image): return torch.ones(6) @ image.double()[0, 0, 0]"
    for answer in answers(source, "f", ARRAY):
        answer.equals(np.array(15.0), IMAGE)


def test_modules_of_a_worker_that_is_gone_are_gone_too():
    source = PYRAMID + "class Deadly(Net):\n    def forward(self, xs):\n        import os\n        os._exit(3)\n"
    *_, answer = answers(source, "Deadly", module(ARRAYS))
    net = answer([1])
    with pytest.raises(Wrong) as caught:
        net([torch.ones(1, 1, 1, 1)])
    assert "exit code 3" in caught.value.failure.yours


@pytest.mark.parametrize("training", [True, False])
def test_a_network_that_an_answer_built_is_described_as_it_is(training):
    network = nn.Sequential(
        nn.Conv2d(2, 3, (3, 1), stride=2, padding=1, dilation=2, bias=False),
        nn.BatchNorm2d(3),
        nn.ReLU(),
        nn.Tanh(),
        nn.MaxPool2d(2, 1),
        nn.AvgPool2d((1, 2), (1, 3)),
        nn.Dropout(0.25),
    ).train(training)
    network[4].eval()
    image = torch.randn(1, 2, 16, 16)
    network(image)
    again = unpack(pack([network]), tensors=True)[0]
    assert [module.training for module in again.modules()] == [module.training for module in network.modules()]
    assert torch.equal(again.eval()(image), network.eval()(image))


@pytest.mark.parametrize("module", [nn.Sequential(nn.Linear(1, 1)), nn.Conv2d(1, 1, 1), nn.Sequential(nn.Sequential(nn.ReLU()))])
def test_other_modules_are_not_described(module):
    assert not isinstance(unpack(pack([module]))[0], Network)
