"""Right answers to dilate_instead_of_pool."""

import math

import torch
from torch import nn
from torch.nn import functional as F


def deep_copy_edited(model):
    import copy

    class Mean(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            weight = torch.full((x.shape[1], 1, self.kernel, self.kernel), 1 / self.kernel**2)
            return F.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    dense, jump = copy.deepcopy(model), 1
    for place, layer in enumerate(dense):
        stride = getattr(layer, "stride", 1)
        if isinstance(layer, nn.Conv2d):
            stride = stride[0]
            layer.stride, layer.dilation = (1, 1), (jump, jump)
        elif isinstance(layer, nn.MaxPool2d):
            layer.stride, layer.dilation = 1, jump
        elif isinstance(layer, nn.AvgPool2d):
            dense[place] = Mean(layer.kernel_size, jump)
        jump *= stride
    return dense


def shift_and_stitch(model):
    class Interleaved(nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model
            strides = (getattr(layer, "stride", 1) for layer in model)
            self.total = math.prod(s[0] if isinstance(s, tuple) else s for s in strides)

        def forward(self, x):
            s = self.total
            parts = [[self.model(x[..., i:, j:]) for j in range(s)] for i in range(s)]
            rows, columns = sum(row[0].shape[-2] for row in parts), sum(part.shape[-1] for part in parts[0])
            out = x.new_empty(*parts[0][0].shape[:2], rows, columns)
            for i in range(s):
                for j in range(s):
                    out[..., i::s, j::s] = parts[i][j]
            return out

    return Interleaved()


def functional_steps(model):
    class Steps(nn.Module):
        def __init__(self, steps):
            super().__init__()
            self.steps = steps

        def forward(self, x):
            for step in self.steps:
                x = step(x)
            return x

    def mean(x, kernel, dilation):
        span = dilation * (kernel - 1)
        rows, columns = x.shape[-2] - span, x.shape[-1] - span
        shifts = range(0, span + 1, dilation)
        return sum(x[..., i : i + rows, j : j + columns] for i in shifts for j in shifts) / kernel**2

    steps, jump = [], 1
    for layer in model:
        match layer:
            case nn.Conv2d():
                steps.append(lambda x, layer=layer, d=jump: F.conv2d(x, layer.weight, layer.bias, dilation=d))
                jump *= layer.stride[0]
            case nn.MaxPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=jump: F.max_pool2d(x, k, 1, dilation=d))
                jump *= layer.stride
            case nn.AvgPool2d():
                steps.append(lambda x, k=layer.kernel_size, d=jump: mean(x, k, d))
                jump *= layer.stride
            case nn.ReLU():
                steps.append(torch.relu)
    return Steps(steps)


def unfolded_pools(model):
    class Pool(nn.Module):
        def __init__(self, kernel, dilation, reduce):
            super().__init__()
            self.kernel, self.dilation, self.reduce = kernel, dilation, reduce

        def forward(self, x):
            n, c, h, w = x.shape
            windows = F.unfold(x, self.kernel, dilation=self.dilation).view(n, c, self.kernel**2, -1)
            span = self.dilation * (self.kernel - 1)
            return self.reduce(windows, dim=2).view(n, c, h - span, w - span)

    layers, jump = [], 1
    for layer in model.children():
        if isinstance(layer, nn.ReLU):
            layers.append(nn.ReLU())
            continue
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None)
            conv.load_state_dict(layer.state_dict())
            layers.append(conv)
            jump *= layer.stride[1]
            continue
        layers.append(Pool(layer.kernel_size, jump, torch.amax if isinstance(layer, nn.MaxPool2d) else torch.mean))
        jump *= layer.stride
    return nn.Sequential(*layers)


def depthwise_averages(model):
    def channels_at(place):
        for layer in model[place:]:
            if isinstance(layer, nn.Conv2d):
                return layer.in_channels
        return [layer for layer in model if isinstance(layer, nn.Conv2d)][-1].out_channels

    layers, jump = nn.ModuleList(), 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.Conv2d):
            dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, 1, 0, jump, bias=layer.bias is not None)
            with torch.no_grad():
                for mine, theirs in zip(dense.parameters(), layer.parameters()):
                    mine.copy_(theirs)
        elif isinstance(layer, nn.AvgPool2d):
            channels, kernel = channels_at(place), layer.kernel_size
            dense = nn.Conv2d(channels, channels, kernel, dilation=jump, groups=channels, bias=False)
            nn.init.constant_(dense.weight, 1 / (kernel * kernel))
        elif isinstance(layer, nn.MaxPool2d):
            dense = nn.MaxPool2d(layer.kernel_size, 1, dilation=jump)
        else:
            dense = nn.ReLU(inplace=False)
        layers.append(dense)
        if hasattr(layer, "stride"):
            jump *= layer.stride if isinstance(layer.stride, int) else layer.stride[0]
    return nn.Sequential(*layers)


def phase_by_phase(model):
    class Phases(nn.Module):
        def __init__(self, layer, jump):
            super().__init__()
            self.layer, self.jump = layer, jump

        def forward(self, x):
            d = self.jump
            done = {(i, j): self.layer(x[..., i::d, j::d]) for i in range(d) for j in range(d)}
            rows = sum(done[i, 0].shape[-2] for i in range(d))
            columns = sum(done[0, j].shape[-1] for j in range(d))
            out = torch.zeros(*done[0, 0].shape[:2], rows, columns, dtype=x.dtype)
            for (i, j), part in done.items():
                out[:, :, i::d, j::d] = part
            return out

    layers, jump = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            same = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, bias=False)
            same.weight, same.bias = layer.weight, layer.bias
        elif isinstance(layer, nn.ReLU):
            layers.append(layer)
            continue
        else:
            same = type(layer)(layer.kernel_size, stride=1)
        layers.append(Phases(same, jump))
        jump *= layer.stride[0] if isinstance(layer, nn.Conv2d) else layer.stride
    return nn.Sequential(*layers)


def spread_kernels(model):
    class Spread(nn.Module):
        def __init__(self, layer, jump):
            super().__init__()
            self.layer, self.jump = layer, jump

        def widened(self, weight):
            span = self.jump * (weight.shape[-1] - 1) + 1
            wide = weight.new_zeros(*weight.shape[:2], span, span)
            wide[..., :: self.jump, :: self.jump] = weight
            return wide

        def forward(self, x):
            if isinstance(self.layer, nn.Conv2d):
                return F.conv2d(x, self.widened(self.layer.weight), self.layer.bias)
            kernel = self.layer.kernel_size
            if isinstance(self.layer, nn.MaxPool2d):
                return F.max_pool2d(x, kernel, stride=1, dilation=self.jump)
            n, c, h, w = x.shape
            weight = self.widened(torch.full((1, 1, kernel, kernel), kernel**-2.0))
            out = F.conv2d(x.reshape(n * c, 1, h, w), weight)
            return out.view(n, c, *out.shape[-2:])

    layers, jump = [], 1
    for layer in model:
        layers.append(layer if isinstance(layer, nn.ReLU) else Spread(layer, jump))
        stride = getattr(layer, "stride", 1)
        jump *= stride if isinstance(stride, int) else stride[0]
    return nn.Sequential(*layers)


def double_precision(model):
    class Doubled(nn.Module):
        def __init__(self):
            super().__init__()
            for place, layer in enumerate(model):
                if isinstance(layer, nn.Conv2d):
                    self.register_buffer(f"weight{place}", layer.weight.detach().double())
                    self.register_buffer(f"bias{place}", None if layer.bias is None else layer.bias.detach().double())
            self.kinds = [type(layer).__name__ for layer in model]
            self.kernels = [getattr(layer, "kernel_size", 1) for layer in model]
            self.strides = [getattr(layer, "stride", 1) for layer in model]

        def forward(self, x):
            x, jump = x.double(), 1
            for place, (kind, kernel, stride) in enumerate(zip(self.kinds, self.kernels, self.strides)):
                if kind == "Conv2d":
                    x = F.conv2d(x, getattr(self, f"weight{place}"), getattr(self, f"bias{place}"), dilation=jump)
                    stride = stride[0]
                elif kind == "ReLU":
                    x = x.clamp(min=0)
                else:
                    for axis in (2, 3):
                        length = x.shape[axis] - jump * (kernel - 1)
                        pieces = torch.stack([x.narrow(axis, tap * jump, length) for tap in range(kernel)])
                        x = pieces.amax(0) if kind == "MaxPool2d" else pieces.mean(0)
                jump *= stride
            return x

    return Doubled()


def recursive(model, jump=1):
    class Average(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            span = self.dilation * (self.kernel - 1) + 1
            windows = x.unfold(2, span, 1).unfold(3, span, 1)
            return windows[..., :: self.dilation, :: self.dilation].mean((-2, -1))

    if len(model) == 0:
        return nn.Sequential()
    layer, behind = model[0], model[1:]
    if isinstance(layer, nn.ReLU):
        return nn.Sequential(layer, *recursive(behind, jump))
    kernel, stride = (value[0] if isinstance(value, tuple) else value for value in (layer.kernel_size, layer.stride))
    if isinstance(layer, nn.Conv2d):
        first = nn.Conv2d(layer.in_channels, layer.out_channels, kernel, dilation=jump, bias=layer.bias is not None)
        first.weight.data = layer.weight.data.clone()
        if layer.bias is not None:
            first.bias.data = layer.bias.data.clone()
    else:
        first = nn.MaxPool2d(kernel, 1, 0, jump) if isinstance(layer, nn.MaxPool2d) else Average(kernel, jump)
    return nn.Sequential(first, *recursive(behind, jump * stride))


def subclasses(model):
    class Dense(nn.Sequential):
        def __init__(self, *layers):
            super().__init__()
            for number, layer in enumerate(layers):
                self.add_module(f"layer {number}", layer)

    class Average(nn.AvgPool2d):
        def __init__(self, kernel, dilation):
            super().__init__(kernel, stride=1)
            self.dilation = dilation

        def forward(self, x):
            d = self.dilation
            high, wide = -x.shape[2] % d, -x.shape[3] % d
            n, c = x.shape[:2]
            padded = F.pad(x, (0, wide, 0, high))
            h, w = padded.shape[2] // d, padded.shape[3] // d
            phases = padded.view(n, c, h, d, w, d).permute(0, 3, 5, 1, 2, 4).reshape(n * d * d, c, h, w)
            pooled = super().forward(phases)
            h, w = pooled.shape[-2:]
            whole = pooled.view(n, d, d, c, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, c, h * d, w * d)
            return whole[:, :, : whole.shape[2] - high, : whole.shape[3] - wide]

    def dilated(layer, jump):
        if isinstance(layer, nn.Conv2d):
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=(jump, jump), bias=False)
            conv.weight = nn.Parameter(layer.weight.detach())
            conv.bias = layer.bias
            return conv
        if isinstance(layer, nn.MaxPool2d):
            return nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump)
        return Average(layer.kernel_size, jump) if isinstance(layer, nn.AvgPool2d) else nn.ReLU()

    jumps = [1]
    for layer in model:
        stride = getattr(layer, "stride", 1)
        jumps.append(jumps[-1] * (stride[0] if isinstance(stride, tuple) else stride))
    return Dense(*map(dilated, model, jumps))


def noisy_and_strict(model):
    import sys
    import warnings

    warnings.warn("dilating", stacklevel=2)
    print("model:", model)

    class Mean(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.register_buffer("one", torch.ones(1, 1, kernel, kernel) / kernel / kernel, persistent=False)
            self.dilation = dilation

        def forward(self, x):
            print("averaging", tuple(x.shape))
            channels = [F.conv2d(x[:, c : c + 1], self.one, dilation=self.dilation) for c in range(x.shape[1])]
            return torch.cat(channels, dim=1)

    dense, jump = nn.Sequential(), 1
    for name, layer in model.named_children():
        kind = type(layer)
        if kind is nn.Conv2d:
            assert layer.stride[0] == layer.stride[1] and layer.padding == (0, 0)
            mine = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None)
            mine.weight = layer.weight
            if layer.bias is not None:
                mine.bias = layer.bias
            jump *= layer.stride[0]
        elif kind is nn.ReLU:
            mine = layer
        elif kind is nn.MaxPool2d:
            mine = nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump)
            jump *= layer.stride
        elif kind is nn.AvgPool2d:
            mine = Mean(layer.kernel_size, jump)
            jump *= layer.stride
        else:
            raise TypeError(kind)
        dense.add_module(name, mine)
        sys.stderr.write(f"{name}: {mine}\n")
    return dense


def gathered_taps(model):
    from functools import reduce

    class Gathered(nn.Module):
        def __init__(self, plan):
            super().__init__()
            self.plan = plan

        def forward(self, x):
            return reduce(self.step, self.plan, x)

        def step(self, x, planned):
            layer, kernel, jump = planned
            if isinstance(layer, nn.ReLU):
                return torch.where(x > 0, x, 0)
            rows, columns = (torch.arange(side - jump * (kernel - 1)) for side in x.shape[-2:])
            taps = jump * torch.arange(kernel)
            windows = x[:, :, rows[:, None, None, None] + taps[:, None], columns[:, None, None] + taps]
            if isinstance(layer, nn.MaxPool2d):
                return windows.amax((-2, -1))
            if isinstance(layer, nn.AvgPool2d):
                return windows.mean((-2, -1))
            units = torch.einsum("nchwij,ocij->nohw", windows, layer.weight)
            return units if layer.bias is None else units + layer.bias[:, None, None]

    def first(value):
        return value if isinstance(value, int) else value[0]

    plan, jump = [], 1
    for layer in model:
        plan.append((layer, first(getattr(layer, "kernel_size", 1)), jump))
        jump *= first(getattr(layer, "stride", 1))
    return Gathered(plan)


def built_when_it_runs(model):
    class Later(nn.Module):
        def __init__(self):
            super().__init__()
            self.weights = {name: weight.detach().clone() for name, weight in model.state_dict().items()}
            self.parts = [(name, type(layer).__name__, getattr(layer, "kernel_size", 0)) for name, layer in model.named_children()]
            self.strides = [getattr(layer, "stride", 1) for layer in model]

        def forward(self, x):
            jump, layers = 1, []
            for (name, kind, kernel), stride in zip(self.parts, self.strides):
                if kind == "Conv2d":
                    weight, bias = self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias")
                    layer = nn.Conv2d(weight.shape[1], weight.shape[0], kernel, dilation=jump, bias=bias is not None)
                    layer.load_state_dict({"weight": weight} | ({} if bias is None else {"bias": bias}))
                    channels, stride = weight.shape[0], stride[0]
                elif kind == "AvgPool2d":
                    channels = x.shape[1] if not any(isinstance(layer, nn.Conv2d) for layer in layers) else channels
                    layer = nn.Conv2d(channels, channels, kernel, dilation=jump, groups=channels, bias=False)
                    nn.init.constant_(layer.weight, 1 / kernel**2)
                else:
                    layer = nn.MaxPool2d(kernel, 1, dilation=jump) if kind == "MaxPool2d" else nn.ReLU()
                layers.append(layer)
                jump *= stride
            return nn.Sequential(*layers)(x)

    return Later()
