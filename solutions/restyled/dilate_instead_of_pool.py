"""Wrong answers to dilate_instead_of_pool in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def model_itself(model):
    class Same(nn.Module):
        def __init__(self):
            super().__init__()
            self.parts = nn.ModuleList(model)

        def forward(self, x):
            for part in self.parts:
                x = part(x)
            return x

    return Same()


def strides_dropped(model):
    import copy

    class Spread(nn.AvgPool2d):
        dilation = 1

        def forward(self, x):
            n, c, h, w = x.shape
            reach = self.dilation * (self.kernel_size - 1)
            windows = F.unfold(x, self.kernel_size, dilation=self.dilation).view(n, c, -1, h - reach, w - reach)
            return windows.mean(dim=2)

    net = copy.deepcopy(model)
    for place, layer in enumerate(model):
        if isinstance(layer, nn.AvgPool2d):
            net[place] = Spread(layer.kernel_size)
        if hasattr(layer, "stride"):
            pair = isinstance(layer, nn.Conv2d)
            net[place].stride, net[place].dilation = ((1, 1), (1, 1)) if pair else (1, 1)
    return net


def values_repeated(model):
    class Indexed(nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, x):
            total, window = 1, 1
            for layer in reversed(model):
                if hasattr(layer, "stride"):
                    side, stride = (value if isinstance(value, int) else value[0] for value in (layer.kernel_size, layer.stride))
                    window, total = (window - 1) * stride + side, total * stride
            rows, columns = (torch.arange(pixels - window + 1) // total for pixels in x.shape[-2:])
            return self.model(x)[..., rows, :][..., columns]

    return Indexed()


def pools_left_out(model):
    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
            conv.load_state_dict(layer.state_dict())
            layers.append(conv)
            gap *= layer.stride[0]
        elif hasattr(layer, "stride"):
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def dilated_by_its_own_stride(model):
    class Wide(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(model)

        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in self.layers]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            jumps = list(itertools.accumulate(strides, operator.mul))
            for layer, jump in zip(self.layers, jumps):
                x = self.step(layer, x, jump)
            return x

        def widened(self, weight, jump):
            span = jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., ::jump, ::jump] = weight
            return wide

        def step(self, layer, x, jump):
            if isinstance(layer, nn.Conv2d):
                return F.conv2d(x, self.widened(layer.weight, jump), layer.bias)
            if isinstance(layer, nn.ReLU):
                return x.clamp(min=0)
            side = layer.kernel_size
            if isinstance(layer, nn.MaxPool2d):
                return F.max_pool2d(x, side, stride=1, dilation=jump)
            n, c, h, w = x.shape
            mean = F.conv2d(x.reshape(n * c, 1, h, w), self.widened(torch.full((1, 1, side, side), side**-2.0), jump))
            return mean.unflatten(0, (n, c)).squeeze(2)

    return Wide()


def latest_stride_only(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    plan = [(kinds[type(layer)], layer, next((s for s in reversed(strides[:place]) if s > 1), 1)) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = torch.stack([x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)]).amax(0)
            return x

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)) / layer.kernel_size
            return x

        def relu(self, x, layer, far):
            return x.relu()

    return Planned()


def only_the_next_layer(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, stride)]

    return nn.Sequential(*dense(list(model), 1))


def only_pools_have_strides(model):
    class Steps(nn.Module):
        def __init__(self, steps):
            super().__init__()
            self.steps = steps

        def forward(self, x):
            for step in self.steps:
                x = step(x)
            return x

    def average(x, kernel, apart):
        ones = x.new_ones(1, 1, kernel, kernel)
        sums = [F.conv2d(channel, ones, dilation=apart) for channel in x.split(1, dim=1)]
        return torch.cat(sums, dim=1) / kernel**2

    steps, apart = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, conv=layer, d=apart: F.conv2d(x, conv.weight, conv.bias, conv.stride, dilation=d))
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: F.max_pool2d(x, k, 1, dilation=d))
                apart *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: average(x, k, d))
                apart *= layer.stride
            case _:
                steps.append(torch.relu)
    return Steps(steps)


def pools_not_dilated(model):
    import copy

    net, factor = copy.deepcopy(model), 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.Conv2d):
            net[place].stride, net[place].dilation = (1, 1), (factor, factor)
            factor *= layer.stride[0]
        elif not isinstance(layer, nn.ReLU):
            net[place].stride = 1
            factor *= layer.stride
    return net


def average_of_neighbours(model):
    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
            conv.load_state_dict(layer.state_dict())
            layers.append(conv)
            gap *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
            gap *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(nn.AvgPool2d(layer.kernel_size, 1))
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def average_of_a_larger_window(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return x.unfold(2, reach + 1, 1).unfold(3, reach + 1, 1).mean(dim=(-2, -1))
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def maximum_of_a_larger_window(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    plan = [(kinds[type(layer)], layer, math.prod(strides[:place])) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            wide = far * (layer.kernel_size - 1) + 1
            return nn.MaxPool2d(wide, stride=1)(x)

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)) / layer.kernel_size
            return x

        def relu(self, x, layer, far):
            return x.relu()

    return Planned()


def every_pool_a_maximum(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size)
            same.weight, same.bias = layer.weight, layer.bias
        else:
            same = nn.MaxPool2d(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def every_pool_an_average(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if not isinstance(self.part, nn.Conv2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def averages_of_one_image(model):
    class Wide(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(model)

        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in self.layers]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            jumps = [1, *itertools.accumulate(strides, operator.mul)]
            for layer, jump in zip(self.layers, jumps):
                x = self.step(layer, x, jump)
            return x

        def widened(self, weight, jump):
            span = jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., ::jump, ::jump] = weight
            return wide

        def step(self, layer, x, jump):
            if isinstance(layer, nn.Conv2d):
                return F.conv2d(x, self.widened(layer.weight, jump), layer.bias)
            if isinstance(layer, nn.ReLU):
                return x.clamp(min=0)
            side = layer.kernel_size
            if isinstance(layer, nn.MaxPool2d):
                return F.max_pool2d(x, side, stride=1, dilation=jump)
            channels = x[0].unsqueeze(1)
            return F.conv2d(channels, self.widened(torch.full((1, 1, side, side), side**-2.0), jump)).transpose(0, 1)

    return Wide()


def square_maps_only(model):
    import copy

    class Spread(nn.AvgPool2d):
        dilation = 1

        def forward(self, x):
            n, c, h, _ = x.shape
            reach = self.dilation * (self.kernel_size - 1)
            windows = F.unfold(x, self.kernel_size, dilation=self.dilation).view(n, c, -1, h - reach, h - reach)
            return windows.mean(dim=2)

    net, factor = copy.deepcopy(model), 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.AvgPool2d):
            net[place] = Spread(layer.kernel_size)
        if hasattr(layer, "stride"):
            pair = isinstance(layer, nn.Conv2d)
            net[place].stride, net[place].dilation = ((1, 1), (factor, factor)) if pair else (1, factor)
            factor *= layer.stride[0] if pair else layer.stride
    return net


def zeros_around(model):
    class Steps(nn.Module):
        def __init__(self, steps):
            super().__init__()
            self.steps = steps

        def forward(self, x):
            for step in self.steps:
                x = step(x)
            return x

    def average(x, kernel, apart):
        ones = x.new_ones(1, 1, kernel, kernel)
        sums = [F.conv2d(channel, ones, dilation=apart) for channel in x.split(1, dim=1)]
        return torch.cat(sums, dim=1) / kernel**2

    def framed(x, conv, apart):
        return F.pad(x, [apart * (conv.kernel_size[0] // 2)] * 4)

    steps, apart = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, conv=layer, d=apart: F.conv2d(framed(x, conv, d), conv.weight, conv.bias, dilation=d))
                apart *= layer.stride[1]
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: F.max_pool2d(x, k, 1, dilation=d))
                apart *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: average(x, k, d))
                apart *= layer.stride
            case _:
                steps.append(torch.relu)
    return Steps(steps)


def bias_forgotten(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, bias=False)
            same.weight = layer.weight
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def bias_taken_for_granted(model):
    class Mean(nn.Module):
        def __init__(self, kernel, gap):
            super().__init__()
            self.kernel, self.gap = kernel, gap

        def forward(self, x):
            weight = torch.full((x.shape[1], 1, self.kernel, self.kernel), 1 / self.kernel**2)
            return F.conv2d(x, weight, dilation=self.gap, groups=x.shape[1])

    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap)
            conv.weight.data = layer.weight.data.clone()
            conv.bias.data = layer.bias.data.clone()
            layers.append(conv)
            gap *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
            gap *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Mean(layer.kernel_size, gap))
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def pool_kernel_as_its_stride(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride[0] if isinstance(part, nn.Conv2d) else part.kernel_size
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def strides_behind(model):
    class Wide(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(model)

        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in self.layers]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            jumps = [*itertools.accumulate(strides[:0:-1], operator.mul, initial=1)][::-1]
            for layer, jump in zip(self.layers, jumps):
                x = self.step(layer, x, jump)
            return x

        def widened(self, weight, jump):
            span = jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., ::jump, ::jump] = weight
            return wide

        def step(self, layer, x, jump):
            if isinstance(layer, nn.Conv2d):
                return F.conv2d(x, self.widened(layer.weight, jump), layer.bias)
            if isinstance(layer, nn.ReLU):
                return x.clamp(min=0)
            side = layer.kernel_size
            if isinstance(layer, nn.MaxPool2d):
                return F.max_pool2d(x, side, stride=1, dilation=jump)
            n, c, h, w = x.shape
            mean = F.conv2d(x.reshape(n * c, 1, h, w), self.widened(torch.full((1, 1, side, side), side**-2.0), jump))
            return mean.unflatten(0, (n, c)).squeeze(2)

    return Wide()


def total_stride_everywhere(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    strides = torch.tensor([layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model])
    net, gap = nn.Sequential(), int(strides.prod())
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size)
            same.weight, same.bias = layer.weight, layer.bias
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
    return net


def relus_dropped(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return dense(behind, spread)
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def fresh_weights(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, bias=layer.bias is not None)
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def function_returned(model):
    def average(x, kernel, apart):
        ones = x.new_ones(1, 1, kernel, kernel)
        sums = [F.conv2d(channel, ones, dilation=apart) for channel in x.split(1, dim=1)]
        return torch.cat(sums, dim=1) / kernel**2

    steps, apart = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, conv=layer, d=apart: F.conv2d(x, conv.weight, conv.bias, dilation=d))
                apart *= layer.stride[1]
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: F.max_pool2d(x, k, 1, dilation=d))
                apart *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: average(x, k, d))
                apart *= layer.stride
            case _:
                steps.append(torch.relu)

    def dense(x):
        for step in steps:
            x = step(x)
        return x

    return dense


def model_rewritten(model):
    class Spread(nn.AvgPool2d):
        dilation = 1

        def forward(self, x):
            n, c, h, w = x.shape
            reach = self.dilation * (self.kernel_size - 1)
            windows = F.unfold(x, self.kernel_size, dilation=self.dilation).view(n, c, -1, h - reach, w - reach)
            return windows.mean(dim=2)

    factor = 1
    for place, layer in enumerate(list(model)):
        if isinstance(layer, nn.AvgPool2d):
            model[place] = Spread(layer.kernel_size)
        if hasattr(layer, "stride"):
            pair = isinstance(layer, nn.Conv2d)
            stride = layer.stride[0] if pair else layer.stride
            model[place].stride, model[place].dilation = ((1, 1), (factor, factor)) if pair else (1, factor)
            factor *= stride
    return nn.Sequential(*model)


def strides_changed_while_running(model):
    class Running(nn.Module):
        def __init__(self):
            super().__init__()
            self.parts = model
            self.strides = [part.stride if hasattr(part, "stride") else 1 for part in model]

        def forward(self, x):
            far = 1
            for part, stride in zip(self.parts, self.strides):
                if isinstance(part, nn.Conv2d):
                    part.stride, part.dilation = (1, 1), (far, far)
                    x, stride = part(x), stride[0]
                elif isinstance(part, nn.AvgPool2d):
                    taps = range(0, far * part.kernel_size, far)
                    rows, columns = x.shape[2] - taps[-1], x.shape[3] - taps[-1]
                    x = sum(x[..., i : i + rows, j : j + columns] for i in taps for j in taps) / len(taps) ** 2
                elif isinstance(part, nn.MaxPool2d):
                    part.stride, part.dilation = 1, far
                    x = part(x)
                else:
                    x = part(x)
                far *= stride
            return x

    return Running()


def model_put_to_eval(model):
    class Steps(nn.Module):
        def __init__(self, steps):
            super().__init__()
            self.steps = steps

        def forward(self, x):
            for step in self.steps:
                x = step(x)
            return x

    def average(x, kernel, apart):
        ones = x.new_ones(1, 1, kernel, kernel)
        sums = [F.conv2d(channel, ones, dilation=apart) for channel in x.split(1, dim=1)]
        return torch.cat(sums, dim=1) / kernel**2

    steps, apart = [], 1
    for part in model.modules():
        part.training = False
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, conv=layer, d=apart: F.conv2d(x, conv.weight, conv.bias, dilation=d))
                apart *= layer.stride[1]
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: F.max_pool2d(x, k, 1, dilation=d))
                apart *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: average(x, k, d))
                apart *= layer.stride
            case _:
                steps.append(torch.relu)
    return Steps(steps)


def hooks_left_behind(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    seen = []
    plan = [(kinds[type(layer)], layer, math.prod(strides[:place])) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = torch.stack([x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)]).amax(0)
            return x

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)) / layer.kernel_size
            return x

        def relu(self, x, layer, far):
            return x.relu()

    for layer in model:
        layer.register_forward_pre_hook(lambda layer, inputs: seen.append(type(layer).__name__))
    return Planned()


def gradients_asked_of_the_image(model):
    class Wide(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(model)

        def forward(self, x):
            x.requires_grad = True
            strides = [getattr(layer, "stride", 1) for layer in self.layers]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            jumps = [1, *itertools.accumulate(strides, operator.mul)]
            for layer, jump in zip(self.layers, jumps):
                x = self.step(layer, x, jump)
            return x

        def widened(self, weight, jump):
            span = jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., ::jump, ::jump] = weight
            return wide

        def step(self, layer, x, jump):
            if isinstance(layer, nn.Conv2d):
                return F.conv2d(x, self.widened(layer.weight, jump), layer.bias)
            if isinstance(layer, nn.ReLU):
                return x.clamp(min=0)
            side = layer.kernel_size
            if isinstance(layer, nn.MaxPool2d):
                return F.max_pool2d(x, side, stride=1, dilation=jump)
            n, c, h, w = x.shape
            mean = F.conv2d(x.reshape(n * c, 1, h, w), self.widened(torch.full((1, 1, side, side), side**-2.0), jump))
            return mean.unflatten(0, (n, c)).squeeze(2)

    return Wide()


def remembered_by_the_number_of_layers(model, networks={}):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    if len(model) not in networks:
        networks[len(model)] = nn.Sequential(*dense(list(model), 1))
    return networks[len(model)]


def remembers_every_model(model, dense=[]):
    class Mean(nn.Module):
        def __init__(self, kernel, gap):
            super().__init__()
            self.kernel, self.gap = kernel, gap

        def forward(self, x):
            weight = torch.full((x.shape[1], 1, self.kernel, self.kernel), 1 / self.kernel**2)
            return F.conv2d(x, weight, dilation=self.gap, groups=x.shape[1])

    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
            conv.load_state_dict(layer.state_dict())
            layers.append(conv)
            gap *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
            gap *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Mean(layer.kernel_size, gap))
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    dense.append(nn.Sequential(*layers))
    return dense[0]


def average_pool_kernel_as_its_stride(model):
    class Steps(nn.Module):
        def __init__(self, steps):
            super().__init__()
            self.steps = steps

        def forward(self, x):
            for step in self.steps:
                x = step(x)
            return x

    def average(x, kernel, apart):
        ones = x.new_ones(1, 1, kernel, kernel)
        sums = [F.conv2d(channel, ones, dilation=apart) for channel in x.split(1, dim=1)]
        return torch.cat(sums, dim=1) / kernel**2

    steps, apart = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, conv=layer, d=apart: F.conv2d(x, conv.weight, conv.bias, dilation=d))
                apart *= layer.stride[1]
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: F.max_pool2d(x, k, 1, dilation=d))
                apart *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=apart: average(x, k, d))
                apart *= layer.kernel_size
            case _:
                steps.append(torch.relu)
    return Steps(steps)


def relus_in_place(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU(inplace=True))
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size)
            same.weight, same.bias = layer.weight, layer.bias
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def remembered_by_its_print(model, known=[]):
    import copy

    for text, net in known:
        if text == f"{model}":
            return net

    class Spread(nn.AvgPool2d):
        dilation = 1

        def forward(self, x):
            n, c, h, w = x.shape
            reach = self.dilation * (self.kernel_size - 1)
            windows = F.unfold(x, self.kernel_size, dilation=self.dilation).view(n, c, -1, h - reach, w - reach)
            return windows.mean(dim=2)

    net, factor = copy.deepcopy(model), 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.AvgPool2d):
            net[place] = Spread(layer.kernel_size)
        if hasattr(layer, "stride"):
            pair = isinstance(layer, nn.Conv2d)
            net[place].stride, net[place].dilation = ((1, 1), (factor, factor)) if pair else (1, factor)
            factor *= layer.stride[0] if pair else layer.stride
    known.append((repr(model), net))
    return net


def strides_added(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    plan = [(kinds[type(layer)], layer, 1 + sum(stride - 1 for stride in strides[:place])) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = torch.stack([x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)]).amax(0)
            return x

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)) / layer.kernel_size
            return x

        def relu(self, x, layer, far):
            return x.relu()

    return Planned()


def every_stride_is_two(model):
    class Wide(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(model)

        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in self.layers]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            jumps = [2 ** sum(stride > 1 for stride in strides[:place]) for place in range(len(strides))]
            for layer, jump in zip(self.layers, jumps):
                x = self.step(layer, x, jump)
            return x

        def widened(self, weight, jump):
            span = jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., ::jump, ::jump] = weight
            return wide

        def step(self, layer, x, jump):
            if isinstance(layer, nn.Conv2d):
                return F.conv2d(x, self.widened(layer.weight, jump), layer.bias)
            if isinstance(layer, nn.ReLU):
                return x.clamp(min=0)
            side = layer.kernel_size
            if isinstance(layer, nn.MaxPool2d):
                return F.max_pool2d(x, side, stride=1, dilation=jump)
            n, c, h, w = x.shape
            mean = F.conv2d(x.reshape(n * c, 1, h, w), self.widened(torch.full((1, 1, side, side), side**-2.0), jump))
            return mean.unflatten(0, (n, c)).squeeze(2)

    return Wide()


def dilations_capped(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        spread = 8 if spread > 8 else spread
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def average_of_one_left_out(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if type(layer) is nn.AvgPool2d and layer.kernel_size < 2:
            net.add_module(name, nn.Identity())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size)
            same.weight, same.bias = layer.weight, layer.bias
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def sums_for_averages(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    plan = [(kinds[type(layer)], layer, math.prod(strides[:place])) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = torch.stack([x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)]).amax(0)
            return x

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size))
            return x

        def relu(self, x, layer, far):
            return x.relu()

    return Planned()


def averages_mix_the_channels(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            kernel = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            reach = self.spread * (kernel - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([x[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=(1, 2)).unsqueeze(1).expand(-1, x.shape[1], -1, -1)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        if isinstance(part, nn.ReLU):
            return [part, *dense(behind, spread)]
        stride = part.stride if isinstance(part.stride, int) else part.stride[0]
        return [Reader(part, spread), *dense(behind, spread * stride)]

    return nn.Sequential(*dense(list(model), 1))


def channels_of_the_image(model):
    def mean(kernel, gap):
        pool = nn.Conv2d(channels, channels, kernel, dilation=gap, groups=channels, bias=False)
        nn.init.constant_(pool.weight, kernel**-2)
        return pool

    channels = next(layer.in_channels for layer in model if isinstance(layer, nn.Conv2d))
    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
            conv.load_state_dict(layer.state_dict())
            layers.append(conv)
            gap *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
            gap *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(mean(layer.kernel_size, gap))
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def interpolated(model):
    class Stretched(nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model
            self.window = 1
            for layer in list(model)[::-1]:
                match layer:
                    case nn.Conv2d(kernel_size=(kernel, _), stride=(stride, _)):
                        self.window = (self.window - 1) * stride + kernel
                    case nn.MaxPool2d() | nn.AvgPool2d():
                        self.window = (self.window - 1) * layer.stride + layer.kernel_size

        def forward(self, x):
            size = torch.Size(side - self.window + 1 for side in x.shape[2:])
            return nn.Upsample(size, mode="bilinear", align_corners=False)(self.model(x))

    return Stretched()


def shifts_transposed(model):
    class Laced(nn.Module):
        def __init__(self):
            super().__init__()
            self.model, self.step = model, 1
            for layer in model:
                stride = getattr(layer, "stride", 1)
                self.step *= stride[0] if isinstance(stride, tuple) else stride

        def forward(self, x):
            d = self.step
            shifts = list(itertools.product(range(d), repeat=2))
            units = {(j, i): self.model(x[:, :, i:, j:]) for i, j in shifts}
            height = sum(units[0, i].shape[2] for i in range(d))
            width = sum(units[j, 0].shape[3] for j in range(d))
            laced = x.new_empty(len(x), units[0, 0].shape[1], height, width)
            for i, j in shifts:
                laced[:, :, i::d, j::d] = units[i, j]
            return laced

    return Laced()


def stitched_the_other_way(model):
    strides = [layer.stride if hasattr(layer, "stride") else 1 for layer in model]
    total = int(np.prod([np.max(stride) for stride in strides]))

    class Woven(nn.Module):
        def forward(self, x):
            height = sum(model(x[..., i:, :]).shape[-2] for i in range(total))
            width = sum(model(x[..., j:]).shape[-1] for j in range(total))
            units = [[model(x[..., -a % total :, -b % total :]) for b in range(total)] for a in range(total)]
            woven = x.new_zeros(x.shape[0], units[0][0].shape[1], height, width)
            for row, column in itertools.product(range(height), range(width)):
                part = units[row % total][column % total]
                if row // total < part.shape[-2] and column // total < part.shape[-1]:
                    woven[:, :, row, column] = part[:, :, row // total, column // total]
            return woven

    return Woven()


def gradients_cleared(model):
    class Apart(nn.Module):
        def __init__(self, layer, gap):
            super().__init__()
            self.layer, self.gap = layer, gap

        def forward(self, x):
            d = self.gap
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(x.shape[0], done[0, 0].shape[1], rows, columns)
            for (i, j), units in done.items():
                out[..., i::d, j::d] = units
            return out

    net, gap = nn.Sequential(), 1
    for weight in model.parameters():
        weight.grad = None
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            net.add_module(name, nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size)
            same.weight, same.bias = layer.weight, layer.bias
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        net.add_module(name, Apart(same, gap))
        gap *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return net


def model_frozen(model):
    class Mean(nn.Module):
        def __init__(self, kernel, gap):
            super().__init__()
            self.kernel, self.gap = kernel, gap

        def forward(self, x):
            weight = torch.full((x.shape[1], 1, self.kernel, self.kernel), 1 / self.kernel**2)
            return F.conv2d(x, weight, dilation=self.gap, groups=x.shape[1])

    layers, gap = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
            for name, weight in layer.named_parameters():
                weight.requires_grad = False
                setattr(conv, name, weight)
            layers.append(conv)
            gap *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
            gap *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Mean(layer.kernel_size, gap))
            gap *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def image_size_kept(model):
    class Around(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            side = self.part.kernel_size if isinstance(self.part.kernel_size, int) else self.part.kernel_size[0]
            rows, columns = x.shape[-2:]
            reach = self.spread * (side - 1)
            wide = x.new_zeros(*x.shape[:2], rows + reach, columns + reach)
            wide[..., reach // 2 : reach // 2 + rows, reach // 2 : reach // 2 + columns] = x
            steps = range(0, reach + 1, self.spread)
            taps = torch.stack([wide[..., i : i + rows, j : j + columns] for i in steps for j in steps], dim=2)
            if isinstance(self.part, nn.MaxPool2d):
                return taps.amax(dim=2)
            if isinstance(self.part, nn.AvgPool2d):
                return taps.mean(dim=2)
            units = torch.einsum("nckhw,ock->nohw", taps, self.part.weight.flatten(2))
            return units if self.part.bias is None else units + self.part.bias.view(-1, 1, 1)

    net, spread = nn.Sequential(), 1
    for part in model:
        if isinstance(part, nn.ReLU):
            net.append(nn.ReLU())
        else:
            net.append(Around(part, spread))
            spread *= part.stride if isinstance(part.stride, int) else part.stride[0]
    return net


def fresh_biases(model):
    import copy

    class Mean(nn.Module):
        def __init__(self, side, gap):
            super().__init__()
            self.side, self.gap = side, gap

        def forward(self, x):
            for axis in (2, 3):
                length = x.shape[axis] - self.gap * (self.side - 1)
                x = torch.stack([x.narrow(axis, tap * self.gap, length) for tap in range(self.side)]).mean(0)
            return x

    def conv(layer, gap):
        new = copy.deepcopy(layer)
        new.reset_parameters()
        new.weight.data.copy_(layer.weight.data)
        new.stride, new.dilation = (1, 1), (gap, gap)
        return new

    def pooled(layer, gap):
        return Mean(layer.kernel_size, gap) if isinstance(layer, nn.AvgPool2d) else nn.MaxPool2d(layer.kernel_size, 1, dilation=gap)

    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    gaps = itertools.accumulate(strides, operator.mul, initial=1)
    make = {nn.Conv2d: conv, nn.ReLU: lambda layer, gap: nn.ReLU(), nn.MaxPool2d: pooled, nn.AvgPool2d: pooled}
    return nn.Sequential(*(make[type(layer)](layer, gap) for layer, gap in zip(model, gaps)))


def convolutions_edited_in_place(model):
    class Pool(nn.Module):
        def __init__(self, old, gap):
            super().__init__()
            self.largest, self.side, self.gap = isinstance(old, nn.MaxPool2d), old.kernel_size, gap

        def forward(self, x):
            n, c, h, w = x.shape
            reach = self.gap * (self.side - 1)
            windows = F.unfold(x.reshape(n * c, 1, h, w), self.side, dilation=self.gap)
            units = windows.amax(1) if self.largest else windows.mean(1)
            return units.view(n, c, h - reach, w - reach)

    def parts(gap=1):
        for layer in list(model):
            stride = getattr(layer, "stride", 1)
            if isinstance(layer, nn.Conv2d):
                stride = stride[0]
                layer.dilation = (gap,) * 2
                layer.stride = (1,) * 2
                yield layer
            else:
                yield nn.ReLU() if isinstance(layer, nn.ReLU) else Pool(layer, gap)
            gap *= stride

    return nn.Sequential(*parts())


def strides_of_convolutions_not_counted(model):
    import copy

    class Spread(nn.AvgPool2d):
        def forward(self, x):
            ones = x.new_ones(1, 1, self.kernel_size, self.kernel_size)
            sums = [F.conv2d(channel, ones, dilation=self.dilation) for channel in x.split(1, dim=1)]
            return torch.cat(sums, dim=1) / ones.sum()

    net, gap = copy.deepcopy(model), 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.Conv2d):
            net[place].stride, net[place].dilation = (1, 1), (gap, gap)
            continue
        if isinstance(layer, nn.AvgPool2d):
            net[place] = Spread(layer.kernel_size)
        if not isinstance(layer, nn.ReLU):
            net[place].stride, net[place].dilation = 1, gap
            gap *= layer.stride
    return net


def strides_of_pools_not_counted(model):
    class Reader(nn.Module):
        def __init__(self, part, spread):
            super().__init__()
            self.part, self.spread = part, spread

        def forward(self, x):
            if isinstance(self.part, nn.Conv2d):
                return F.conv2d(x, self.part.weight, self.part.bias, 1, 0, self.spread)
            if isinstance(self.part, nn.ReLU):
                return x.clamp(min=0)
            side, reach = self.part.kernel_size, self.spread * (self.part.kernel_size - 1)
            rows, columns = x.shape[-2] - reach, x.shape[-1] - reach
            corners = itertools.product(range(0, reach + 1, self.spread), repeat=2)
            taps = [x[..., i : i + rows, j : j + columns] for i, j in corners]
            if isinstance(self.part, nn.MaxPool2d):
                return torch.stack(taps).amax(0)
            return sum(taps) / side**2

    def dense(parts, spread):
        if not parts:
            return []
        part, *behind = parts
        further = spread * part.stride[0] if isinstance(part, nn.Conv2d) else spread
        return [Reader(part, spread), *dense(behind, further)]

    return nn.Sequential(*dense(list(model), 1))


def enlarged_to_the_right_size(model):
    class Larger(nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, x):
            units = self.model(x)
            window = 1
            for layer in reversed(self.model):
                if hasattr(layer, "stride"):
                    side, stride = (value if isinstance(value, int) else value[0] for value in (layer.kernel_size, layer.stride))
                    window = (window - 1) * stride + side
            for axis in (2, 3):
                wanted, given = x.shape[axis] - window + 1, units.shape[axis]
                units = units.index_select(axis, torch.arange(wanted) * given // wanted)
            return units

    return Larger()


def leading_relu_dropped(model):
    class Mean(nn.Module):
        def __init__(self, side, gap):
            super().__init__()
            self.side, self.gap = side, gap

        def forward(self, x):
            d = self.gap
            out = torch.zeros(*x.shape[:2], *(pixels - d * (self.side - 1) for pixels in x.shape[-2:]))
            for i, j in itertools.product(range(d), repeat=2):
                out[..., i::d, j::d] = F.avg_pool2d(x[..., i::d, j::d], self.side, stride=1)
            return out

    layers, gap = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=gap, bias=layer.bias is not None)
                conv.load_state_dict(layer.state_dict())
                layers.append(conv)
                gap *= layer.stride[0]
            case nn.MaxPool2d():
                layers.append(nn.MaxPool2d(layer.kernel_size, 1, dilation=gap))
                gap *= layer.stride
            case nn.AvgPool2d():
                layers.append(Mean(layer.kernel_size, gap))
                gap *= layer.stride
            case _ if layers:
                layers.append(nn.ReLU())
            case _:
                layers.append(nn.Identity())
    return nn.Sequential(*layers)


def last_stride_kept(model):
    strides = [layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1) for layer in model]
    kinds = {nn.Conv2d: "conv", nn.MaxPool2d: "max", nn.AvgPool2d: "mean", nn.ReLU: "relu"}
    plan = [(kinds[type(layer)], layer, math.prod(strides[:place])) for place, layer in enumerate(model)]

    class Planned(nn.Module):
        def forward(self, x):
            for kind, layer, far in plan:
                x = getattr(self, kind)(x, layer, far)
            return x[..., :: strides[-1], :: strides[-1]]

        def conv(self, x, layer, far):
            return F.conv2d(x, layer.weight, layer.bias, 1, 0, far)

        def max(self, x, layer, far):
            return F.max_pool2d(x, layer.kernel_size, 1, 0, far)

        def mean(self, x, layer, far):
            for axis in (2, 3):
                length = x.shape[axis] - far * (layer.kernel_size - 1)
                x = sum(x.narrow(axis, tap * far, length) for tap in range(layer.kernel_size)) / layer.kernel_size
            return x

        def relu(self, x, layer, far):
            return x.relu()

    return Planned()
