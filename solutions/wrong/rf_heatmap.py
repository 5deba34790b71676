"""Wrong answers to rf_heatmap."""

import numpy as np
import torch
from torch import nn

from solutions.wrong import loses

MOVES = "a_pixel_counts_as_much_as_it_moves_the_unit"
SIGN = "what_pushes_the_unit_down_counts_as_well"
ROWS = "a_unit_is_found_by_row_and_column"
IMAGE_CHANNELS = "image_channels_add_up_without_cancelling"
UNIT_CHANNELS = "the_channels_of_the_unit_are_added_before_the_gradient"
POINT = "the_gradient_is_taken_at_the_image"
REST = "dropout_and_batch_norm_rest"
STRIDES = "strides_and_padding_are_no_obstacle"
SCALE = "the_map_is_not_normalised"
LEFT = "model_and_image_are_left_as_they_came"
WHOLE = "whole_networks_work_too"


@loses(SIGN, IMAGE_CHANNELS, WHOLE)
def sign_kept(model, image, unit):
    """A pixel that pushes the unit down acts on it, too: heat is the size of the gradient."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].sum(dim=0)


@loses(SIGN, IMAGE_CHANNELS, WHOLE)
def positive_part(model, image, unit):
    """A negative gradient is an influence like a positive one, and its size counts."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].clamp(min=0).sum(dim=0)


@loses(MOVES, IMAGE_CHANNELS, SCALE, WHOLE)
def squared(model, image, unit):
    """The size of the gradient is asked for, not its square, which makes faint pixels fainter."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return (gradient[0] ** 2).sum(dim=0)


@loses(ROWS, WHOLE)
def column_and_row_swapped(model, image, unit):
    """A tensor is (N, C, H, W): the row is the third index, the column the fourth."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    column, row = unit
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, row, column].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(ROWS, WHOLE)
def square_map(model, image, unit):
    """An image need not be square: its height and its width are two numbers."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    height = image.shape[2]
    return gradient[0].abs().sum(dim=0)[:height, :height]


@loses(IMAGE_CHANNELS, WHOLE)
def added_before_sizes(model, image, unit):
    """Red that pushes up and green that pushes down cancel if they are added first: take sizes, then add."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].sum(dim=0).abs()


@loses(IMAGE_CHANNELS, WHOLE)
def strongest_image_channel(model, image, unit):
    """All channels of a pixel act on the unit, not only the strongest one."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().amax(dim=0)


@loses(IMAGE_CHANNELS)
def mean_of_the_image_channels(model, image, unit):
    """The heat of a pixel is what its channels do together, so it is their sum and not their mean."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().mean(dim=0)


@loses(IMAGE_CHANNELS, WHOLE)
def length_over_the_image_channels(model, image, unit):
    """The sizes of the channels are added up; their root of summed squares is another measure."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].norm(dim=0)


@loses(IMAGE_CHANNELS, WHOLE)
def first_image_channel(model, image, unit):
    """An image may have several channels, and each of them acts on the unit."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0, 0].abs()


@loses(UNIT_CHANNELS, WHOLE)
def first_channel_of_the_unit(model, image, unit):
    """A unit has as many numbers as the output has channels, and all of them belong to it."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, 0, unit[0], unit[1]], x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(UNIT_CHANNELS)
def mean_of_the_units_channels(model, image, unit):
    """The unit's channels are added up; their mean moves less far."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].mean(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(UNIT_CHANNELS, WHOLE)
def a_map_for_each_channel_of_the_unit(model, image, unit):
    """Where two channels of the unit move against each other their sum stands still: add them first, then differentiate."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    heat = torch.zeros(image.shape[2:])
    for number in model(x)[0, :, unit[0], unit[1]]:
        (gradient,) = torch.autograd.grad(number, x, retain_graph=True)
        heat += gradient[0].abs().sum(dim=0)
    for part, mode in modes:
        part.training = mode
    return heat


@loses(UNIT_CHANNELS, WHOLE)
def strongest_channel_of_the_unit(model, image, unit):
    """A unit is all of its channels together, not the one that answers most."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].max(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(POINT, WHOLE)
def at_a_black_image(model, image, unit):
    """On a black image other ReLUs are open than on this one: differentiate where the image is."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = torch.zeros_like(image).requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(POINT, LEFT, WHOLE)
def at_an_image_of_ones(model, image, unit):
    """In an even image every maximum has rivals, and each ReLU has its own answer: differentiate where the image is."""
    model.eval()
    x = torch.ones_like(image).requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    model.train()
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def all_weights_thawed(model, image, unit):
    """Some weights were frozen by the caller: note for each of them whether it asked for gradients, and put that back."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    model.requires_grad_(False)
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    model.requires_grad_(True)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def all_weights_frozen(model, image, unit):
    """A model whose weights ask for no gradients any more cannot be trained: leave their flags as they came."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    model.requires_grad_(False)
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def gradient_left_on_the_image(model, image, unit):
    """The image no longer asks for gradients, but it still carries one in `.grad`: work on a clone, which takes it along."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    image.requires_grad_()
    (gradient,) = torch.autograd.grad(model(image)[0, :, unit[0], unit[1]].sum(), image)
    image.requires_grad_(False)
    image.grad = gradient
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(POINT, LEFT, WHOLE)
def at_a_random_image(model, image, unit):
    """The image is given: another one opens other ReLUs."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = torch.randn(image.shape).requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(POINT, WHOLE)
def one_pixel_at_a_time(model, image, unit):
    """Only a linear network answers to one bright pixel on black as it does on the image."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    with torch.no_grad():
        pixels = torch.eye(image.numel()).reshape(-1, *image.shape[1:])
        moved = (model(pixels) - model(torch.zeros_like(image)))[:, :, unit[0], unit[1]].sum(dim=1)
    for part, mode in modes:
        part.training = mode
    return moved.reshape(image.shape[1:]).abs().sum(dim=0)


@loses(MOVES, WHOLE)
def gradient_times_image(model, image, unit):
    """How far the unit moves does not depend on how bright the pixel is: the gradient alone is asked for."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return (gradient * image)[0].abs().sum(dim=0)


@loses(MOVES, ROWS, STRIDES, WHOLE)
def all_units_together(model, image, unit):
    """One unit is asked for: adding up the whole output asks for all of them."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x).sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(MOVES, ROWS, STRIDES, WHOLE)
def central_unit(model, image, unit):
    """The unit is given by its row and column, and is not always the central one."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    out = model(x)
    (gradient,) = torch.autograd.grad(out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(MOVES, SIGN, ROWS, IMAGE_CHANNELS, UNIT_CHANNELS, POINT, REST, STRIDES, SCALE, WHOLE)
def shape_of_the_window_only(model, image, unit):
    """A map of ones shows the receptive field; how much each of its pixels counts is what is asked for."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return (gradient[0].abs().sum(dim=0) > 0).float()


@loses(STRIDES, WHOLE)
def padding_replaced_by_pixels(model, image, unit):
    """At the border a part of the window is padding: the pixels next to it do not count twice for that."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    padded = x
    for part in model:
        padding = getattr(part, "padding", 0)
        width = padding[0] if isinstance(padding, tuple) else padding
        if width and isinstance(part, nn.Conv2d):
            padded = nn.functional.pad(padded, (width,) * 4, mode="replicate")
            padded = nn.functional.conv2d(padded, part.weight, part.bias, part.stride, 0, part.dilation)
        else:
            padded = part(padded)
    (gradient,) = torch.autograd.grad(padded[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(REST, LEFT, WHOLE)
def left_in_training_mode(model, image, unit):
    """In training mode dropout drops at random, and batch norm looks at the whole image: call `model.eval()` first."""
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient[0].abs().sum(dim=0)


@loses(REST, LEFT, WHOLE)
def only_dropout_at_rest(model, image, unit):
    """Batch norm has an eval mode as well, in which it uses the statistics that it has learnt."""
    modes = [(part, part.training) for part in model.modules()]
    for part in model.modules():
        if isinstance(part, nn.Dropout):
            part.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(REST, LEFT)
def at_rest_only_if_the_whole_trains(model, image, unit):
    """`model.training` is the flag of the outermost module alone: its parts may train while it rests, so call `eval()` in any case."""
    modes = [(part, part.training) for part in model.modules()]
    if model.training:
        model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def run_once_more_in_training_mode(model, image, unit):
    """In training mode each run of a batch norm changes its statistics: run the model in eval mode only."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    heat = gradient[0].abs().sum(dim=0)
    return heat.reshape(heat.shape if model(image).ndim == 4 else image.shape[2:])


@loses(SCALE)
def peak_of_1(model, image, unit):
    """Divided by its peak the map makes a good picture, but it no longer tells how far the unit moves."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    heat = gradient[0].abs().sum(dim=0)
    return heat / heat.max()


@loses(SCALE)
def sum_of_1(model, image, unit):
    """A distribution is made of the map later, where one is needed: the heat itself is the gradient."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    heat = gradient[0].abs().sum(dim=0)
    return heat / heat.sum()


@loses(LEFT)
def left_in_eval_mode(model, image, unit):
    """`eval()` stays: the caller finds a model that no longer trains."""
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def all_parts_back_in_training_mode(model, image, unit):
    """`train()` reaches every part, also a batch norm that was in eval mode before: note the mode of each of them."""
    training = model.training
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    model.train(training)
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def gradients_left_in_the_weights(model, image, unit):
    """`backward()` adds to the `.grad` of every weight as well, which the next training step would use."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    model(x)[0, :, unit[0], unit[1]].sum().backward()
    for part, mode in modes:
        part.training = mode
    return x.grad[0].abs().sum(dim=0)


@loses(LEFT)
def old_gradients_deleted(model, image, unit):
    """`zero_grad()` also takes away gradients that were there before."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    model(x)[0, :, unit[0], unit[1]].sum().backward()
    model.zero_grad()
    for part, mode in modes:
        part.training = mode
    return x.grad[0].abs().sum(dim=0)


@loses(LEFT)
def weights_frozen(model, image, unit):
    """Freezing the weights is quick, but the model comes back untrainable."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval().requires_grad_(False)
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def image_asks_for_gradients(model, image, unit):
    """`image.requires_grad_()` changes the image of the caller: work on a clone."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    image.requires_grad_()
    (gradient,) = torch.autograd.grad(model(image)[0, :, unit[0], unit[1]].sum(), image)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def detached_image_shares_its_memory(model, image, unit):
    """`detach()` makes no copy: what is written into it is written into the image."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    heat = image.detach()
    heat[...] = gradient.abs()
    return heat[0].sum(dim=0)


@loses(LEFT)
def heat_added_up_over_calls(model, image, unit, heat={}):
    """A default dict is made once, when the function is defined: the second call adds to what the first has found."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    heat[image.shape] = heat.get(image.shape, 0) + gradient[0].abs().sum(dim=0)
    return heat[image.shape]


@loses(MOVES, IMAGE_CHANNELS, SCALE, WHOLE)
def brightness_of_the_image(model, image, unit):
    """The image alone does not tell which of its pixels the unit looks at: ask the model."""
    return np.abs(image.numpy())[0].sum(axis=0)


@loses(SIGN)
def sign_kept_on_grey_images(model, image, unit):
    """With a single channel there is nothing to add, but there still is a sign to take away."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    if image.shape[1] == 1:
        return gradient[0, 0]
    return gradient[0].abs().sum(dim=0)


@loses(ROWS)
def swapped_for_a_single_channel(model, image, unit):
    """Rows come first in every map, with channels and without: without them the row is the first index."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    out = model(x)
    number = out[0, 0, unit[1], unit[0]] if out.shape[1] == 1 else out[0, :, unit[0], unit[1]].sum()
    (gradient,) = torch.autograd.grad(number, x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(POINT)
def chord_for_a_tangent(model, image, unit):
    """Between the image and a nudged one a curve has a chord: the gradient is the slope at the image, so ask torch for it."""
    import copy

    resting = copy.deepcopy(model).double().eval()
    step = 1e-3
    with torch.no_grad():
        nudges = step * torch.eye(image.numel(), dtype=torch.float64).reshape(-1, *image.shape[1:])
        moved = (resting(image + nudges) - resting(image.double()))[:, :, unit[0], unit[1]].sum(dim=1) / step
    return moved.reshape(image.shape[1:]).abs().sum(dim=0)


@loses(MOVES, SIGN, ROWS, IMAGE_CHANNELS, UNIT_CHANNELS, POINT, REST, STRIDES, SCALE, WHOLE)
def nudge_lost_in_rounding(model, image, unit):
    """Single precision has seven digits, and of a tiny difference hardly any are left: ask torch for the gradient."""
    import copy

    resting = copy.deepcopy(model).eval()
    step = 1e-5
    with torch.no_grad():
        nudges = step * torch.eye(image.numel()).reshape(-1, *image.shape[1:])
        moved = (resting(image + nudges) - resting(image))[:, :, unit[0], unit[1]].sum(dim=1) / step
    return moved.reshape(image.shape[1:]).abs().sum(dim=0)


@loses(REST)
def copy_rests_only_if_the_whole_trains(model, image, unit):
    """`model.training` tells of the outermost module alone: its parts may train while it rests, so send all of them to rest."""
    import copy

    twin = copy.deepcopy(model)
    if twin.training:
        twin.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(twin(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient[0].abs().sum(dim=0)


@loses(REST, WHOLE)
def only_batch_norm_at_rest(model, image, unit):
    """Dropout has to rest as well: as long as it trains it drops at random, and each call sees another network."""
    modes = [(part, part.training) for part in model.modules()]
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(WHOLE)
def guided_backpropagation(model, image, unit):
    """Guided backpropagation drops what comes back negative at a ReLU: a fine picture, but no longer the gradient."""
    import copy

    guided = copy.deepcopy(model).eval()
    for part in guided.modules():
        if isinstance(part, nn.ReLU):
            part.register_full_backward_hook(lambda part, inward, outward: (inward[0].clamp(min=0),))
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(guided(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient[0].abs().sum(dim=0)


@loses(SIGN, UNIT_CHANNELS, WHOLE)
def weights_made_positive(model, image, unit):
    """Weights of both signs cancel on their way: with their sizes the map tells what could be seen, not what acts on the unit."""
    import copy

    positive = copy.deepcopy(model).eval()
    with torch.no_grad():
        for parameter in positive.parameters():
            parameter.abs_()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(positive(x)[0, :, unit[0], unit[1]].sum(), x)
    return gradient[0].abs().sum(dim=0)


@loses(POINT, WHOLE)
def averaged_over_noise(model, image, unit):
    """Noisy copies of the image open other ReLUs: their mean is a smoother picture, but not the gradient at this image."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    noise = 0.3 * torch.randn(8, *image.shape[1:], generator=torch.Generator().manual_seed(0))
    x = (image + noise).requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[:, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient.mean(dim=0).abs().sum(dim=0)


@loses(IMAGE_CHANNELS, UNIT_CHANNELS, SCALE, WHOLE)
def energy_of_the_unit(model, image, unit):
    """The unit's numbers themselves are differentiated: squared first, each of them counts by how large it happens to be."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad((model(x)[0, :, unit[0], unit[1]] ** 2).sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(MOVES, IMAGE_CHANNELS, SCALE, WHOLE)
def logarithm_for_the_picture(model, image, unit):
    """A logarithm shows faint pixels better, and is for the picture: the map itself tells how far the unit moves."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0).log1p()


@loses(MOVES, ROWS, STRIDES, WHOLE)
def unit_named_in_pixels(model, image, unit):
    """The unit is named by its place in the output already: it is no pixel, and not to be divided by a stride."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    out = model(x)
    row, column = (place * smaller // larger for place, smaller, larger in zip(unit, out.shape[2:], image.shape[2:], strict=True))
    (gradient,) = torch.autograd.grad(out[0, :, row, column].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(MOVES, ROWS, IMAGE_CHANNELS, WHOLE)
def map_transposed(model, image, unit):
    """The map is as high and as wide as the image: its rows are those of the image and need not be turned into columns."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0).T


@loses(LEFT)
def hooks_left_on_the_model(model, image, unit):
    """A hook stays until it is removed, and is called whenever the caller uses the model: remove it, or do without."""
    modes = [(part, part.training) for part in model.modules()]
    seen = []
    model.eval()
    model.register_forward_hook(lambda module, inputs, output: seen.append(output))
    x = image.clone().requires_grad_()
    model(x)
    (gradient,) = torch.autograd.grad(seen[0][0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)


@loses(LEFT)
def cached_by_the_unit(model, image, unit, known={}):
    """Another model or another image has another map, though the unit is the same: a cache has to look at all it depends on."""
    modes = [(part, part.training) for part in model.modules()]
    if unit not in known:
        model.eval()
        x = image.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
        for part, mode in modes:
            part.training = mode
        known[unit] = gradient[0].abs().sum(dim=0)
    return known[unit]


@loses(LEFT)
def left_in_double_precision(model, image, unit):
    """`double()` changes the weights of the caller's model, which then refuses the images it took before: work on a copy."""
    modes = [(part, part.training) for part in model.modules()]
    model.double().eval()
    x = image.double().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x)[0, :, unit[0], unit[1]].sum(), x)
    for part, mode in modes:
        part.training = mode
    return gradient[0].abs().sum(dim=0)
