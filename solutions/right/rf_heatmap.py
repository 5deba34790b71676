"""Right answers to rf_heatmap."""

import itertools

import numpy as np
import torch


def backward_on_a_copy(model, image, unit):
    import copy

    model = copy.deepcopy(model).eval()
    x = image.detach().clone().requires_grad_(True)
    out = model(x)
    out[0, :, unit[0], unit[1]].sum().backward()
    return x.grad.abs().sum(dim=1)[0]


def one_hot_backward(model, image, unit):
    was = [(part, part.training) for part in model.modules()]
    for part, _ in was:
        part.training = False
    try:
        x = image.clone()
        x.requires_grad = True
        out = model(x)
        seed = torch.zeros_like(out)
        seed[:, :, unit[0], unit[1]] = 1
        gradient = torch.autograd.grad(out, x, grad_outputs=seed)[0]
    finally:
        for part, training in was:
            part.training = training
    return np.abs(gradient.numpy()).sum(axis=(0, 1))


def jacobian_of_the_library(model, image, unit):
    modes = [part.training for part in model.modules()]
    model.eval()
    row, column = unit
    jacobian = torch.autograd.functional.jacobian(lambda x: model(x)[0, :, row, column].sum(), image)
    for part, mode in zip(model.modules(), modes, strict=True):
        part.training = mode
    return torch.linalg.vector_norm(jacobian[0], ord=1, dim=0)


def channel_by_channel(model, image, unit):
    import contextlib

    @contextlib.contextmanager
    def resting(model):
        training = {name for name, part in model.named_modules() if part.training}
        model.eval()
        yield
        for name, part in model.named_modules():
            part.training = name in training

    with resting(model):
        x = torch.nn.Parameter(image.clone())
        out = model(x)[0]
        gradient = torch.zeros_like(image)
        for channel in out:
            gradient += torch.autograd.grad(channel[unit], x, retain_graph=True)[0]
    return (gradient.relu() + (-gradient).relu()).sum(1).squeeze(0)


def nudged_pixels(model, image, unit):
    import copy

    double = copy.deepcopy(model).double().eval()
    step = 1e-6
    heat = np.zeros(tuple(image.shape[-2:]))
    with torch.no_grad():
        for place in itertools.product(*map(range, image.shape[1:])):
            more, less = image.double(), image.double()
            more[(0, *place)] += step
            less[(0, *place)] -= step
            both = double(torch.cat([more, less]))[:, :, unit[0], unit[1]].sum(dim=1)
            heat[place[1:]] += abs(float(both[0] - both[1])) / (2 * step)
    return heat


def functional_gradient(model, image, unit):
    import copy

    skeleton = copy.deepcopy(model)
    skeleton.eval()
    state = {name: tensor.detach() for name, tensor in model.state_dict().items()}

    def response(x):
        return torch.func.functional_call(skeleton, state, (x,)).select(3, unit[1]).select(2, unit[0]).sum()

    return torch.func.grad(response)(image).abs().sum(dim=(0, 1))


def forward_mode(model, image, unit):
    import copy

    resting = copy.deepcopy(model).eval().requires_grad_(False)
    jacobian = torch.func.jacfwd(lambda x: resting(x)[0, :, unit[0], unit[1]].sum())(image)
    return jacobian.abs().sum(dim=1).squeeze(dim=0)


def vector_jacobian_product(model, image, unit):
    flags = [part.training for part in model.modules()]
    out, pull = torch.func.vjp(model.eval(), image)
    for part, flag in zip(model.modules(), flags, strict=True):
        part.training = flag
    seed = torch.zeros_like(out)
    seed[0, :, unit[0], unit[1]] = 1.0
    heat = pull(seed)[0].abs()
    return heat[0].sum(0).detach().numpy()


def old_gradients_put_back(model, image, unit):
    modes = {name: part.training for name, part in model.named_modules()}
    grads = {name: parameter.grad for name, parameter in model.named_parameters()}
    model.eval()
    for parameter in model.parameters():
        parameter.grad = None
    x = image.clone().requires_grad_()
    model(x)[0, :, unit[0], unit[1]].sum().backward()
    for name, parameter in model.named_parameters():
        parameter.grad = grads[name]
    for name, part in model.named_modules():
        part.training = modes[name]
    heat = torch.zeros(image.shape[2:], requires_grad=True)
    for channel in x.grad[0]:
        heat = heat + channel.abs()
    return heat


def in_double_precision(model, image, unit):
    import copy

    twin = copy.deepcopy(model).to(torch.float64)
    for part in twin.modules():
        part.training = False
    row, column = unit
    x = image.to(torch.float64).requires_grad_()
    response = torch.einsum("nchw->hw", twin(x))[row][column]
    response.backward()
    return torch.einsum("nchw->hw", x.grad.abs())


def hooks_on_the_image(model, image, unit):
    import copy
    import warnings

    print("image:", image.shape)
    warnings.warn("this may take a moment", stacklevel=2)
    resting, seen = copy.deepcopy(model), []
    resting.train(False)
    watched = image.clone().requires_grad_()
    watched.register_hook(lambda gradient: seen.append(gradient.clone()))
    sum(resting(watched)[0, channel][unit] for channel in range(resting(image).shape[1])).backward()
    return np.add.reduce(np.abs(seen[0][0].numpy()), axis=0).tolist()


def recursive(model, image, unit, channel=0):
    if channel == image.shape[1]:
        return torch.zeros(image.shape[2:])
    modes = [part.training for part in model.modules()]
    model.eval()
    before, after = image[:, :channel], image[:, channel + 1 :]
    one = image[:, channel : channel + 1].clone().requires_grad_()
    number = model(torch.cat([before, one, after], dim=1))[0, :, unit[0], unit[1]].sum()
    heat = torch.autograd.grad(number, one)[0][0, 0].abs()
    for part, mode in zip(model.modules(), modes, strict=True):
        part.training = mode
    return heat + recursive(model, image, unit, channel + 1)


def cached(model, image, unit, known={}):
    import copy
    import pickle

    weights = {name: tensor.numpy().tobytes() for name, tensor in model.state_dict().items()}
    key = pickle.dumps((repr(model), weights, tuple(image.shape), image.numpy().tobytes(), tuple(unit)))
    if key not in known:
        resting = copy.deepcopy(model).eval().requires_grad_(False)
        x = image.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(resting(x)[0, :, unit[0], unit[1]].sum(), x)
        known[key] = gradient[0].abs().sum(0).numpy()
    return known[key].copy()
