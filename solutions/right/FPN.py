"""Right answers to FPN."""

import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import fpn_top_down, upsample_nearest


class ModuleLists(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, kernel_size=1) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, kernel_size=3, padding="same") for _ in in_channels])

    def forward(self, features):
        merged = fpn_top_down([self.lateral[i](feature) for i, feature in enumerate(features)])
        return [self.output[i](m) for i, m in enumerate(merged)]


class Sequentials(nn.Module):
    """The containers are only there to hold the convolutions."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.output = nn.Sequential(*(nn.Conv2d(out_channels, out_channels, (3, 3), padding=(1, 1)) for _ in in_channels))
        self.lateral = nn.Sequential(*(nn.Conv2d(channels, out_channels, 1) for channels in in_channels))

    def forward(self, features):
        above, maps = None, []
        for lateral, output, feature in zip(reversed(self.lateral), reversed(self.output), reversed(features)):
            merged = lateral(feature)
            if above is not None:
                merged = merged + F.interpolate(above, size=merged.shape[-2:], mode="nearest")
            maps.insert(0, output(merged))
            above = merged
        return maps


class ModuleDicts(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleDict({str(i): nn.Conv2d(c, out_channels, 1) for i, c in enumerate(in_channels)})
        self.output = nn.ModuleDict({str(i): nn.Conv2d(out_channels, out_channels, 3, 1, 1) for i in range(len(in_channels))})

    def forward(self, features):
        features = [self.lateral[str(i)](feature) for i, feature in enumerate(features)]
        return tuple(self.output[str(i)](merged) for i, merged in enumerate(fpn_top_down(features)))


class AddedOneByOne(nn.Module):
    def __init__(self, in_channels, out_channels):
        nn.Module.__init__(self)
        self.add_module("lateral", nn.Module())
        self.add_module("output", nn.Module())
        self.levels = len(in_channels)
        for level in range(self.levels):
            self.lateral.add_module(str(level), nn.Conv2d(in_channels[level], out_channels, 1))
            self.output.add_module(str(level), nn.Conv2d(out_channels, out_channels, 3, padding=1))

    def forward(self, features):
        merged = {}
        for level in range(self.levels - 1, -1, -1):
            merged[level] = getattr(self.lateral, str(level))(features[level])
            if level + 1 in merged:
                merged[level] = merged[level] + upsample_nearest(merged[level + 1], merged[level].shape[2:])
        return [getattr(self.output, str(level))(merged[level]) for level in range(self.levels)]


def factory(in_channels, out_channels):
    class Pyramid(nn.Module):
        def forward(self, features):
            merged = fpn_top_down([convolve(f) for convolve, f in zip(self.lateral, features)])
            return [convolve(m) for convolve, m in zip(self.output, merged)]

    pyramid = Pyramid()
    pyramid.lateral = nn.ModuleList()
    pyramid.output = nn.ModuleList()
    for channels in in_channels:
        pyramid.lateral.append(nn.Conv2d(channels, out_channels, 1))
        pyramid.output.append(nn.Conv2d(out_channels, out_channels, 3, padding=1))
    return pyramid


class ParametersByHand(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()

        class Convolution(nn.Module):
            def __init__(self, inputs, kernel):
                super().__init__()
                bound = 1 / math.sqrt(inputs * kernel**2)
                self.weight = nn.Parameter(torch.empty(out_channels, inputs, kernel, kernel).uniform_(-bound, bound))
                self.bias = nn.Parameter(torch.zeros(out_channels))

            def forward(self, x):
                padding = self.weight.shape[-1] // 2
                x = F.pad(x, (padding,) * 4)
                return F.conv2d(x, self.weight, self.bias)

        self.lateral = nn.ModuleList([Convolution(c, 1) for c in in_channels])
        self.output = nn.ModuleList([Convolution(out_channels, 3) for c in in_channels])

    def forward(self, features):
        def top_down(levels):
            if not levels:
                return []
            convolve, feature = levels[0]
            below = top_down(levels[1:])
            own = convolve(feature)
            return [own + F.interpolate(below[0], own.shape[-2:]) if below else own, *below]

        merged = top_down(list(zip(self.lateral, features)))
        return [self.output[level](m) for level, m in enumerate(merged)]


class MatrixProducts(nn.Module):
    """1x1 as a product over channels, 3x3 by unfolding."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3) for _ in in_channels)

    def forward(self, features):
        laterals = []
        for conv, x in zip(self.lateral, features):
            product = torch.einsum("oc,nchw->nohw", conv.weight[:, :, 0, 0], x)
            laterals.append(product + conv.bias[None, :, None, None])
        maps = []
        for conv, x in zip(self.output, fpn_top_down(laterals)):
            columns = F.unfold(x, 3, padding=1)
            maps.append((conv.weight.flatten(1) @ columns + conv.bias[:, None]).reshape(len(x), -1, *x.shape[-2:]))
        return maps


class Lazy(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.LazyConv2d(out_channels, 1) for _ in in_channels)
        self.output = nn.ModuleList(nn.LazyConv2d(out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        laterals = list(map(lambda convolve, x: convolve(x), self.lateral, features))
        return list(map(lambda convolve, x: convolve(x), self.output, fpn_top_down(laterals)))


class GeneratorWithoutGradient(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        torch.manual_seed(0)
        self.in_channels = list(in_channels)
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in self.in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in self.in_channels)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    @torch.no_grad()
    def forward(self, features):
        print(f"{len(features)} levels")
        laterals = [convolve(feature) for convolve, feature in zip(self.lateral, features)]
        return (self.output[level](merged) for level, merged in enumerate(fpn_top_down(laterals=laterals)))


class NumpyInside(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        def convolve(conv, x):
            weight, bias = conv.weight.detach().numpy(), conv.bias.detach().numpy()
            reach = weight.shape[-1] // 2
            padded = np.pad(x, ((0, 0), (0, 0), (reach, reach), (reach, reach)))
            windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[-2:], axis=(2, 3))
            return np.tensordot(windows, weight, ((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2) + bias[:, None, None]

        laterals = [convolve(conv, x.numpy()) for conv, x in zip(self.lateral, features)]
        for level in range(len(laterals) - 2, -1, -1):
            height, width = laterals[level].shape[-2:]
            above = laterals[level + 1].repeat(2, axis=2).repeat(2, axis=3)
            laterals[level] = laterals[level] + above[:, :, :height, :width]
        return [convolve(conv, x) for conv, x in zip(self.output, laterals)]


class InheritedInPart(nn.Module):
    class Level(nn.Conv2d):
        def __init__(self, inputs, outputs, kernel):
            super().__init__(inputs, outputs, kernel, padding=(kernel - 1) // 2)

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral, self.output = (
            nn.ModuleList(self.Level(c, out_channels, kernel) for c in channels)
            for kernel, channels in ((1, in_channels), (3, [out_channels] * len(in_channels)))
        )

    def merge(self, laterals):
        result = list(laterals)
        for finer in reversed(range(len(result) - 1)):
            result[finer] = result[finer] + upsample_nearest(result[finer + 1], result[finer].shape[-2:])
        return result

    def forward(self, features):
        merged = self.merge(level(x) for level, x in zip(self.lateral, features))
        return [level(x) for level, x in zip(self.output, merged)]


class Noisy(nn.Module):
    def __init__(self, in_channels, out_channels):
        import sys
        import warnings

        super().__init__()
        warnings.warn("untrained")
        print(in_channels, out_channels, file=sys.stderr)
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        for convolve in (*self.lateral, *self.output):
            nn.init.xavier_uniform_(convolve.weight)
            nn.init.zeros_(convolve.bias)
        print(self)

    def forward(self, features):
        merged, maps = None, {}
        for level in reversed(range(len(features))):
            own = self.lateral[level](features[level])
            merged = own if merged is None else own + F.interpolate(merged, size=own.shape[-2:])
            maps[level] = self.output[level](merged)
            print(f"level {level}: {tuple(merged.shape)}, mean {merged.mean():.3f}")
        return [maps[level] for level in sorted(maps)]


class Accumulated(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(map(lambda channels: nn.Conv2d(channels, out_channels, 1), in_channels))
        self.output = nn.ModuleList(map(lambda _: nn.Conv2d(out_channels, out_channels, 3, padding=1), in_channels))

    def forward(self, features):
        def add(above, own):
            return own + upsample_nearest(above, own.shape[-2:])

        laterals = [convolve(x) for convolve, x in zip(self.lateral, features)]
        merged = itertools.accumulate(reversed(laterals), add)
        return map(lambda convolve, x: convolve(x), self.output, list(merged)[::-1])


class TapByTap(nn.Module):
    """A 3x3 as nine 1x1s on shifted maps; the features are summed over levels, each carried down to the level asked for."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        maps = []
        for level, convolve in enumerate(self.output):
            total = 0
            for source in range(level, len(features)):
                carried = self.lateral[source](features[source])
                for to in range(source - 1, level - 1, -1):
                    carried = F.interpolate(carried, size=features[to].shape[-2:])
                total = total + carried
            height, width = total.shape[-2:]
            framed = F.pad(total, (1, 1, 1, 1))
            taps = [
                F.conv2d(framed[:, :, i : i + height, j : j + width], convolve.weight[:, :, i, j, None, None])
                for i, j in itertools.product(range(3), repeat=2)
            ]
            maps.append(torch.stack(taps).sum(0) + convolve.bias[:, None, None])
        return maps


class LevelsInOneModule(nn.Module):
    """Each level computes its maps in a module that is not registered; double precision inside."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList()
        self.output = nn.ModuleList()
        self.levels = []
        for channels in in_channels:
            self.lateral.append(nn.Conv2d(channels, out_channels, 1, dtype=torch.float64))
            self.output.append(nn.Conv2d(out_channels, out_channels, 3, padding=1, dtype=torch.float64))
            self.levels.append((self.lateral[-1], self.output[-1]))

    def forward(self, features):
        def pyramid(levels, maps):
            if not levels:
                return None, []
            (lateral, output), *coarser = levels
            above, found = pyramid(coarser, maps[1:])
            merged = lateral(maps[0].double())
            if above is not None:
                merged = merged + F.interpolate(above, size=merged.shape[2:])
            return merged, [output(merged), *found]

        return pyramid(self.levels, features)[1]
