"""Wrong answers to rf_heatmap in another style, by the name of their misconception."""

import itertools

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def sign_kept(model, image, unit):
    import copy

    still = copy.deepcopy(model).eval()
    pixels = nn.Parameter(image.clone())
    still(pixels)[0][:, unit[0], unit[1]].sum().backward()
    return pixels.grad.squeeze(0).sum(0)


def positive_part(model, image, unit):
    row, column = unit
    was = {name: part.training for name, part in model.named_modules()}
    model.train(False)
    jacobian = torch.autograd.functional.jacobian(lambda x: model(x)[0, :, row, column].sum(), image)
    for name, part in model.named_modules():
        part.training = was[name]
    return np.maximum(jacobian[0].numpy(), 0).sum(axis=0)


def squared(model, image, unit):
    import copy

    skeleton = copy.deepcopy(model)
    skeleton.eval()
    out, pull = torch.func.vjp(skeleton, image)
    seed = torch.zeros_like(out)
    seed[..., unit[0], unit[1]] = 1
    (gradient,) = pull(seed)
    return torch.einsum("nchw,nchw->hw", gradient, gradient)


def column_and_row_swapped(model, image, unit):
    import contextlib

    @contextlib.contextmanager
    def at_rest(network):
        training = [part for part in network.modules() if part.training]
        network.eval()
        try:
            yield network
        finally:
            for part in training:
                part.training = True

    x, y = unit
    with at_rest(model) as network:
        copied = image.clone().requires_grad_(True)
        column_of_numbers = network(copied)[0].transpose(1, 2)[:, x, y]
        gradient = torch.autograd.grad(column_of_numbers.sum(), copied)[0]
    return sum(channel.abs() for channel in gradient[0])


def square_map(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).requires_grad_(False).eval()
    slope = torch.func.grad(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())(image)
    side = image.size(2)
    heat = torch.linalg.vector_norm(slope, ord=1, dim=(0, 1))
    return heat.narrow(1, 0, min(side, image.size(3)))


def added_before_sizes(model, image, unit):
    flags = [part.training for part in model.modules()]
    model.eval()
    x = image.clone()
    x.requires_grad = True
    out = model(x)
    target = torch.zeros_like(out)
    target[0, :, unit[0], unit[1]] = 1
    (gradient,) = torch.autograd.grad(out, x, target)
    for part, flag in zip(model.modules(), flags, strict=True):
        part.training = flag
    return np.abs(np.add.reduce(gradient[0].numpy(), axis=0)).tolist()


def strongest_image_channel(model, image, unit):
    import copy
    import functools

    twin = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    twin(x)[:, :, unit[0], unit[1]].sum().backward()
    return functools.reduce(torch.maximum, x.grad.abs()[0])


def mean_of_the_image_channels(model, image, unit):
    import copy

    twin = copy.deepcopy(model).double().eval()
    x = image.double().requires_grad_()
    response = twin(x).sum(dim=1)[0][unit]
    response.backward()
    return x.grad.abs()[0].sum(dim=0) / image.shape[1]


def length_over_the_image_channels(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    jacobian = torch.func.jacfwd(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())(image)
    return np.sqrt(np.square(jacobian.detach().numpy()).sum(axis=(0, 1)))


def first_image_channel(model, image, unit):
    modes = {part: part.training for part in model.modules()}
    for part in modes:
        part.training = False
    others = image[:, 1:].clone()
    red = image[:, :1].clone().requires_grad_()
    number = model(torch.cat([red, others], dim=1))[0, :, unit[0], unit[1]].sum()
    (gradient,) = torch.autograd.grad(number, red)
    for part, mode in modes.items():
        part.training = mode
    return gradient.abs().reshape(image.shape[2:])


def first_channel_of_the_unit(model, image, unit):
    import copy

    still = copy.deepcopy(model).eval()

    def response(x):
        return still(x).flatten(0, 1)[0][unit]

    return torch.func.grad(response)(image).abs().sum(dim=(0, 1))


def mean_of_the_units_channels(model, image, unit):
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    out = model(x)
    weight = torch.zeros_like(out)
    weight[0, :, unit[0], unit[1]] = 1 / out.shape[1]
    (gradient,) = torch.autograd.grad((out * weight).sum(), x)
    for part, mode in modes:
        part.training = mode
    return torch.norm(gradient[0], p=1, dim=0)


def a_map_for_each_channel_of_the_unit(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    jacobian = torch.autograd.functional.jacobian(lambda x: quiet(x)[0, :, unit[0], unit[1]], image)
    return jacobian.abs().flatten(0, 2).sum(dim=0)


def strongest_channel_of_the_unit(model, image, unit):
    row, column = unit
    modes = [part.training for part in model.modules()]
    model.train(False)
    x = nn.Parameter(image.clone())
    numbers = model(x)[0, :, row, column]
    winner = int(torch.argmax(numbers.detach()))
    gradient = torch.autograd.grad(numbers[winner], x)[0]
    for part, mode in zip(model.modules(), modes, strict=True):
        part.training = mode
    return np.abs(gradient.numpy()).sum(axis=(0, 1))


def at_a_black_image(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    slope = torch.func.grad(lambda x: quiet(x).select(3, unit[1]).select(2, unit[0]).sum())
    return slope(torch.zeros(image.shape)).abs().sum(dim=1).squeeze(0)


def all_weights_thawed(model, image, unit):
    was = {name: part.training for name, part in model.named_modules()}
    for weight in model.eval().parameters():
        weight.requires_grad = False
    leaf = image.detach().clone()
    leaf.requires_grad = True
    model(leaf)[0, :, unit[0], unit[1]].sum().backward()
    for weight in model.parameters():
        weight.requires_grad = True
    for name, part in model.named_modules():
        part.training = was[name]
    return sum(channel.abs() for channel in leaf.grad[0])


def all_weights_frozen(model, image, unit):
    training = [part for part in model.modules() if part.training]
    model.eval()
    for weight in model.parameters():
        weight.requires_grad_(False)
    pixels = image.detach().clone().requires_grad_(True)
    torch.sum(model(pixels)[0, :, unit[0], unit[1]]).backward()
    for part in training:
        part.training = True
    return torch.einsum("nchw->hw", pixels.grad.abs())


def gradient_left_on_the_image(model, image, unit):
    import copy

    network = copy.deepcopy(model)
    network.eval()
    image.requires_grad = True
    network(image)[0, :, unit[0], unit[1]].sum().backward()
    image.requires_grad = False
    return np.abs(image.grad.numpy()[0]).sum(axis=0)


def at_an_image_of_ones(model, image, unit):
    model.train(False)
    white = nn.Parameter(torch.full(image.shape, 1.0))
    out = model(white)
    pick = torch.zeros_like(out)
    pick[:, :, unit[0], unit[1]] = 1
    heat = sum(torch.autograd.grad(out, white, pick)[0][0].abs())
    model.train(True)
    return heat


def at_a_random_image(model, image, unit):
    import copy

    still = copy.deepcopy(model).eval()
    noise = torch.empty(image.shape).normal_().requires_grad_()
    still(noise)[0, :, unit[0], unit[1]].sum().backward()
    return noise.grad.abs().sum(dim=(0, 1)).numpy()


def one_pixel_at_a_time(model, image, unit):
    import copy

    still = copy.deepcopy(model).eval().requires_grad_(False)
    dark = still(torch.zeros(image.shape))[0, :, unit[0], unit[1]].sum()
    heat = np.zeros(tuple(image.shape[2:]))
    for channel, row, column in itertools.product(*map(range, image.shape[1:])):
        spot = torch.zeros(image.shape)
        spot[0, channel, row, column] = 1
        heat[row, column] += abs(float(still(spot)[0, :, unit[0], unit[1]].sum() - dark))
    return heat


def gradient_times_image(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    quiet(x)[0, :, unit[0], unit[1]].sum().backward()
    attribution = x.grad * x.detach()
    return np.abs(attribution.numpy()).sum(axis=1)[0]


def all_units_together(model, image, unit):
    modes = {name for name, part in model.named_modules() if part.training}
    model.eval()
    x = image.clone().requires_grad_()
    out = model(x)
    (gradient,) = torch.autograd.grad(out, x, grad_outputs=torch.ones_like(out))
    for name, part in model.named_modules():
        part.training = name in modes
    return gradient.abs().squeeze(0).sum(0)


def central_unit(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()

    def middle(x):
        grid = quiet(x).sum(dim=(0, 1))
        return grid[len(grid) // 2][grid.shape[1] // 2]

    return torch.autograd.functional.jacobian(middle, image).abs().sum(dim=(0, 1))


def shape_of_the_window_only(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = nn.Parameter(image.clone())
    quiet(x)[0, :, unit[0], unit[1]].sum().backward()
    heat = np.zeros(tuple(image.shape[2:]))
    _, _, rows, columns = np.nonzero(x.grad.numpy())
    heat[rows, columns] = 1
    return heat


def padding_replaced_by_pixels(model, image, unit):
    import copy

    padded = copy.deepcopy(model).eval()
    for part in padded.modules():
        if isinstance(part, nn.Conv2d):
            part.padding_mode = "replicate"
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(padded(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient.abs()[0].sum(0)


def left_in_training_mode(model, image, unit):
    watched = nn.Parameter(image.clone())
    out = model(watched)
    seed = torch.zeros_like(out)
    seed[0, :, unit[0], unit[1]] = 1
    (gradient,) = torch.autograd.grad(out, watched, seed)
    return np.abs(gradient.numpy())[0].sum(axis=0)


def only_dropout_at_rest(model, image, unit):
    drops = [part for part in model.modules() if type(part).__name__.startswith("Dropout")]
    modes = [part.training for part in drops]
    try:
        for part in drops:
            part.train(False)
        x = image.clone()
        x.requires_grad = True
        (gradient,) = torch.autograd.grad(model(x).sum(dim=1)[0][unit], x)
    finally:
        for part, mode in zip(drops, modes, strict=True):
            part.train(mode)
    return gradient.abs().sum(dim=1)[0]


def at_rest_only_if_the_whole_trains(model, image, unit):
    busy = []
    if model.training:
        busy = [part for part in model.modules() if part.training]
        model.train(False)
    x = nn.Parameter(image.clone())
    heat = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)[0].abs().sum(dim=(0, 1))
    for part in busy:
        part.training = True
    return heat


def run_once_more_in_training_mode(model, image, unit):
    import contextlib

    with contextlib.ExitStack() as stack:
        for part in model.modules():
            stack.callback(setattr, part, "training", part.training)
        model.eval()
        x = image.clone().requires_grad_()
        gradient = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)[0]
    with torch.no_grad():
        _, channels, height, width = model(image).shape
    if not (channels and unit[0] < height and unit[1] < width):
        raise ValueError("no such unit")
    return gradient.abs().sum(dim=1)[0]


def peak_of_1(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    _, pull = torch.func.vjp(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum(), image)
    heat = pull(torch.tensor(1.0))[0].abs().sum(dim=(0, 1))
    return np.divide(heat.detach().numpy(), float(heat.max()))


def sum_of_1(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    quiet(x)[0, :, unit[0], unit[1]].sum().backward()
    return F.normalize(x.grad.flatten(), p=1, dim=0).abs().reshape(image.shape).sum(dim=(0, 1))


def left_in_eval_mode(model, image, unit):
    for part in model.modules():
        part.training = False
    row, column = unit
    return torch.autograd.functional.jacobian(lambda x: model(x)[0, :, row, column].sum(), image).abs().sum(dim=(0, 1))


def all_parts_back_in_training_mode(model, image, unit):
    import contextlib

    @contextlib.contextmanager
    def evaluating():
        before = model.training
        model.train(False)
        yield
        model.train(before)

    x = nn.Parameter(image.clone())
    with evaluating():
        out = model(x)
    seed = torch.zeros_like(out)
    seed[0, :, unit[0], unit[1]] = 1
    return torch.autograd.grad(out, x, seed)[0].abs()[0].sum(0)


def gradients_left_in_the_weights(model, image, unit):
    flags = [part.training for part in model.modules()]
    model.train(False)
    x = nn.Parameter(image.clone())
    out = model(x)
    seed = torch.zeros_like(out)
    seed[:, :, unit[0], unit[1]] = 1
    out.backward(seed)
    for part, flag in zip(model.modules(), flags, strict=True):
        part.training = flag
    return np.abs(x.grad.numpy()).sum(axis=(0, 1))


def old_gradients_deleted(model, image, unit):
    modes = {part: part.training for part in model.modules()}
    model.eval()
    x = image.clone().requires_grad_()
    sum(number.sum() for number in model(x)[0, :, unit[0], unit[1]]).backward()
    for parameter in model.parameters():
        parameter.grad = None
    for part in modes:
        part.training = modes[part]
    return x.grad.abs().squeeze(0).sum(0)


def weights_frozen(model, image, unit):
    training = {part for part in model.modules() if part.training}
    model.train(False)
    for parameter in model.parameters():
        parameter.requires_grad = False
    x = nn.Parameter(image.clone())
    model(x)[0, :, unit[0], unit[1]].sum().backward()
    for part in model.modules():
        part.training = part in training
    return x.grad[0].abs().sum(0)


def image_asks_for_gradients(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    image.requires_grad = True
    out = quiet(image)
    seed = torch.zeros_like(out)
    seed[0, :, unit[0], unit[1]] = 1
    return torch.autograd.grad(out, image, seed)[0].abs().sum(dim=(0, 1))


def detached_image_shares_its_memory(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    slope = torch.func.grad(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())(image)
    buffer = image.numpy()
    np.abs(slope.detach().numpy(), out=buffer)
    return buffer.sum(axis=(0, 1))


def heat_added_up_over_calls(model, image, unit, totals=[]):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    quiet(x)[0, :, unit[0], unit[1]].sum().backward()
    found = [total for shape, total in totals if shape == image.shape]
    if not found:
        totals.append((image.shape, torch.zeros(image.shape[2:])))
        found = [totals[-1][1]]
    found[0].add_(x.grad.abs().sum(dim=(0, 1)))
    return found[0].clone()


def brightness_of_the_image(model, image, unit):
    return torch.linalg.vector_norm(image.squeeze(0), ord=1, dim=0).tolist()


def sign_kept_on_grey_images(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    slope = torch.func.grad(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())(image)[0]
    channels = list(slope)
    heat = channels[0] if len(channels) == 1 else torch.zeros(image.shape[2:])
    for channel in channels if len(channels) > 1 else []:
        heat = heat + channel.abs()
    return heat


def swapped_for_a_single_channel(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()

    def response(x):
        out = quiet(x)[0]
        if len(out) > 1:
            return out[(slice(None), *unit)].sum()
        y, x = unit
        return out[0][x][y]

    return torch.autograd.functional.jacobian(response, image).abs().sum(dim=(0, 1))


def chord_for_a_tangent(model, image, unit):
    import copy

    network = copy.deepcopy(model).to(torch.float64).train(False).requires_grad_(False)
    pixels = image.double().flatten()

    def response(values):
        return network(values.reshape(image.shape))[0, :, unit[0], unit[1]].sum().item()

    here, heat = response(pixels), np.zeros(pixels.numel())
    for place in range(pixels.numel()):
        nudged = pixels.clone()
        nudged[place] += 0.001
        heat[place] = abs(response(nudged) - here) * 1000
    return heat.reshape(tuple(image.shape)).sum(axis=(0, 1))


def nudge_lost_in_rounding(model, image, unit):
    import copy

    network = copy.deepcopy(model).eval().requires_grad_(False)
    tiny = 1e-5
    heat = torch.zeros(image.shape[2:])
    before = network(image)[0, :, unit[0], unit[1]].sum()
    for channel in range(image.shape[1]):
        for row, column in np.ndindex(*image.shape[2:]):
            nudged = image.clone()
            nudged[0, channel, row, column] += tiny
            heat[row, column] += abs(network(nudged)[0, :, unit[0], unit[1]].sum() - before) / tiny
    return heat


def copy_rests_only_if_the_whole_trains(model, image, unit):
    import io

    buffer = io.BytesIO()
    torch.save(model, buffer)
    buffer.seek(0)
    twin = torch.load(buffer, weights_only=False)
    if twin.training is True:
        for part in twin.modules():
            part.training = False
    x = nn.Parameter(image.clone())
    out = twin(x)
    seed = torch.zeros_like(out)
    seed[0, :, unit[0], unit[1]] = 1
    return torch.autograd.grad(out, x, seed)[0][0].abs().sum(0)


def only_batch_norm_at_rest(model, image, unit):
    norms = [part for part in model.modules() if "running_mean" in dict(part.named_buffers(recurse=False))]
    awake = [part for part in norms if part.training]
    for part in awake:
        part.train(False)
    x = image.clone()
    x.requires_grad = True
    number = torch.einsum("nchw->hw", model(x))[unit]
    heat = np.abs(torch.autograd.grad(number, x)[0].numpy())
    for part in awake:
        part.train(True)
    return heat[0].sum(axis=0)


def guided_backpropagation(model, image, unit):
    class GuidedReLU(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.clamp(min=0)

        @staticmethod
        def backward(ctx, gradient):
            (x,) = ctx.saved_tensors
            return gradient * (x > 0) * (gradient > 0)

    modes = [part.training for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    out = x
    for part in model:
        out = GuidedReLU.apply(out) if isinstance(part, nn.ReLU) else part(out)
    (gradient,) = torch.autograd.grad(out[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in zip(model.modules(), modes, strict=True):
        part.training = mode
    return gradient[0].abs().sum(0)


def weights_made_positive(model, image, unit):
    import copy

    skeleton = copy.deepcopy(model).eval()
    sizes = {name: parameter.detach().abs() for name, parameter in model.named_parameters()}

    def response(x):
        return torch.func.functional_call(skeleton, sizes, (x,))[0, :, unit[0], unit[1]].sum()

    return torch.func.grad(response)(image).abs().sum(dim=(0, 1))


def averaged_over_noise(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    slope = torch.func.grad(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())
    noise = torch.randn(8, *image.shape[1:], generator=torch.Generator().manual_seed(0))
    mean = torch.zeros_like(image)
    for times, one in enumerate(noise, 1):
        mean = mean + (slope(image + 0.3 * one) - mean) / times
    return mean.detach().abs().sum(dim=(0, 1))


def energy_of_the_unit(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    numbers = quiet(x)[0, :, unit[0], unit[1]]
    torch.dot(numbers, numbers).backward()
    return x.grad.abs().sum(dim=(0, 1))


def logarithm_for_the_picture(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    jacobian = torch.autograd.functional.jacobian(lambda x: quiet(x).sum(dim=1)[0][unit], image)
    heat = np.abs(jacobian.numpy()).sum(axis=(0, 1))
    return np.log(1 + heat)


def unit_named_in_pixels(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    x = image.clone().requires_grad_()
    out = quiet(x).sum(dim=1)[0]
    row = (unit[0] * out.shape[0]) // image.shape[2]
    column = (unit[1] * out.shape[1]) // image.shape[3]
    out[row, column].backward()
    return x.grad.abs()[0].sum(dim=0)


def map_transposed(model, image, unit):
    import copy

    quiet = copy.deepcopy(model).eval()
    slope = torch.func.grad(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum())(image)
    return torch.einsum("nchw->wh", slope.abs())


def hooks_left_on_the_model(model, image, unit):
    modes = {part: part.training for part in model.modules()}
    model.train(False)
    kept = {}

    def keep(part, inputs, output):
        kept["out"] = output

    *_, last = model.children()
    last.register_forward_hook(keep)
    x = image.clone().requires_grad_()
    model(x)
    heat = torch.autograd.grad(kept.pop("out")[0, :, unit[0], unit[1]].sum(), x)[0].abs().sum(dim=(0, 1))
    for part in modes:
        part.training = modes[part]
    return heat


def cached_by_the_unit(model, image, unit, memory={}):
    import copy

    name = f"{unit[0]}, {unit[1]}"
    try:
        return memory[name].copy()
    except KeyError:
        quiet = copy.deepcopy(model).eval()
        jacobian = torch.autograd.functional.jacobian(lambda x: quiet(x)[0, :, unit[0], unit[1]].sum(), image)
        memory[name] = jacobian.abs().sum(dim=(0, 1)).numpy()
    return cached_by_the_unit(model, image, unit)


def left_in_double_precision(model, image, unit):
    row, column = unit
    was_training = {part: part.training for part in model.modules()}
    precise = model.to(torch.float64)
    precise.eval()
    pixels = torch.tensor(image.numpy().astype("float64"), requires_grad=True)
    precise(pixels)[0, :, row, column].sum().backward(inputs=[pixels])
    for part in was_training:
        part.train(False)
        part.training = was_training[part]
    return pixels.grad[0].abs().sum(0).numpy()
