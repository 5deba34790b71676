"""Wrong answers to FPN in another style, by the name of their misconception."""

import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import fpn_top_down, upsample_nearest


def OtherNames(in_channels, out_channels):
    class Pyramid(nn.Module):
        def forward(self, features):
            above, maps = None, []
            for level in range(len(features) - 1, -1, -1):
                merged = self.reduce[level](features[level])
                if above is not None:
                    merged = merged + F.interpolate(above, size=merged.shape[-2:])
                above = merged
                maps.insert(0, self.smooth[level](merged))
            return maps

    pyramid = Pyramid()
    pyramid.reduce = nn.Sequential(*[nn.Conv2d(c, out_channels, 1) for c in in_channels])
    pyramid.smooth = nn.Sequential(*[nn.Conv2d(out_channels, out_channels, 3, padding=1) for c in in_channels])
    return pyramid


class CoarsestFirstInTheLists(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral, self.output = nn.ModuleList(), nn.ModuleList()
        for channels in in_channels[::-1]:
            self.lateral.append(nn.Conv2d(channels, out_channels, 1))
            self.output.append(nn.Conv2d(out_channels, out_channels, 3, 1, 1))

    def forward(self, features):
        sums, maps = None, []
        for step, (lateral, output) in enumerate(zip(self.lateral, self.output), start=1):
            own = lateral(features[-step])
            sums = own if sums is None else own + upsample_nearest(sums, own.shape[2:])
            maps = [output(sums)] + maps
        return maps


class WithoutBiases(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()

        class Kernel(nn.Module):
            def __init__(self, inputs, side):
                super().__init__()
                self.side = side
                self.weight = nn.Parameter(torch.randn(out_channels, inputs, side, side) / math.sqrt(inputs))

            def forward(self, x):
                return F.conv2d(x, self.weight, padding=self.side // 2)

        self.lateral = nn.ModuleList(Kernel(channels, 1) for channels in in_channels)
        self.output = nn.ModuleList(Kernel(out_channels, 3) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([kernel(x) for kernel, x in zip(self.lateral, features)])
        return tuple(kernel(x) for kernel, x in zip(self.output, merged))


class OneMoreConvolution(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, kernel_size=1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, kernel_size=3, padding="same") for _ in in_channels)
        self.coarser = nn.Conv2d(out_channels, out_channels, kernel_size=3, stride=2, padding=1)

    def forward(self, features):
        def down(level):
            own = self.lateral[level](features[level])
            if level + 1 == len(features):
                return [own]
            below = down(level + 1)
            return [own + F.interpolate(below[0], own.shape[2:]), *below]

        return [self.output[level](x) for level, x in enumerate(down(0))]


class LaterallyLinear(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleDict({str(i): nn.Linear(c, out_channels) for i, c in enumerate(in_channels)})
        self.output = nn.ModuleDict({str(i): nn.Conv2d(out_channels, out_channels, 3, padding=1) for i, _ in enumerate(in_channels)})

    def forward(self, features):
        laterals = []
        for level, x in enumerate(features):
            pixels = self.lateral[str(level)](x.flatten(2).mT)
            laterals.append(pixels.mT.unflatten(2, x.shape[2:]))
        return [self.output[str(level)](x) for level, x in enumerate(fpn_top_down(laterals))]


class RectifiedLaterals(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()

        class Lateral(nn.Conv2d):
            def forward(self, x):
                return F.relu(super().forward(x))

        self.lateral = nn.ModuleList([Lateral(c, out_channels, 1) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1) for c in in_channels])

    def forward(self, features):
        maps = [self.lateral[level](x) for level, x in enumerate(features)]
        for finer in reversed(range(len(maps) - 1)):
            maps[finer] = maps[finer] + upsample_nearest(maps[finer + 1], maps[finer].shape[-2:])
        return [self.output[level](x) for level, x in enumerate(maps)]


class RectifiedOutputs(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(map(lambda c: nn.Conv2d(c, out_channels, 1), in_channels))
        self.output = nn.ModuleList(map(lambda c: nn.Conv2d(out_channels, out_channels, 3, padding=1), in_channels))
        self.activation = nn.ReLU()

    def forward(self, features):
        def add(above, own):
            return own + F.interpolate(above, size=own.shape[-2:])

        laterals = map(lambda conv, x: conv(x), self.lateral, features)
        merged = list(itertools.accumulate(list(laterals)[::-1], add))[::-1]
        return list(map(lambda conv, x: self.activation(conv(x)), self.output, merged))


class NoTopDownPath(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.Sequential()
        self.output = nn.Sequential()
        for level, channels in enumerate(in_channels):
            self.lateral.add_module(str(level), nn.Conv2d(channels, out_channels, 1))
            self.output.add_module(str(level), nn.Conv2d(out_channels, out_channels, 3, padding=1))

    def forward(self, features):
        maps = []
        for level, x in enumerate(features):
            x = self.lateral[level](x)
            maps += [self.output[level](x)]
        return maps


class UnmergedPassedDown(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, 1) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1) for c in in_channels])

    def level(self, number, features):
        merged = self.lateral[number](features[number])
        if number + 1 < len(features):
            above = self.lateral[number + 1](features[number + 1])
            merged = merged + F.interpolate(above, merged.shape[2:])
        return self.output[number](merged)

    def forward(self, features):
        return [self.level(number, features) for number in range(len(features))]


class BilinearTopDown(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    @staticmethod
    def enlarged(x, size):
        for axis, after in zip((2, 3), size):
            before = x.shape[axis]
            place = ((torch.arange(after) + 0.5) * before / after - 0.5).clamp(0, before - 1)
            low = place.floor().long()
            high = (low + 1).clamp(max=before - 1)
            share = (place - low).reshape([-1 if dim == axis else 1 for dim in range(4)])
            x = x.index_select(axis, low) * (1 - share) + x.index_select(axis, high) * share
        return x

    def forward(self, features):
        merged = [conv(x) for conv, x in zip(self.lateral, features)]
        for level in range(len(merged) - 1, 0, -1):
            merged[level - 1] = merged[level - 1] + self.enlarged(merged[level], merged[level - 1].shape[2:])
        return [conv(x) for conv, x in zip(self.output, merged)]


class FactorOfTwo(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, (1, 1)) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, (3, 3), padding=(1, 1)) for _ in in_channels)
        self.upsample = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, features):
        def path(pairs):
            (conv, x), *coarser = pairs
            if not coarser:
                return [conv(x)]
            below = path(coarser)
            return [conv(x) + self.upsample(below[0]), *below]

        return [conv(x) for conv, x in zip(self.output, path(list(zip(self.lateral, features))))]


class OutputsPassedDown(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        for name, side, inputs in (("lateral", 1, in_channels), ("output", 3, [out_channels] * len(in_channels))):
            setattr(self, name, nn.ModuleList(nn.Conv2d(c, out_channels, side, padding=side // 2) for c in inputs))

    def forward(self, features):
        last = len(features) - 1
        maps = {last: self.output[last](self.lateral[last](features[last]))}
        for level in range(last)[::-1]:
            own = self.lateral[level](features[level])
            maps[level] = self.output[level](own + F.interpolate(maps[level + 1], size=own.shape[2:]))
        return [maps[level] for level in range(last + 1)]


class OutputsBeforeMerging(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList()
        self.output = nn.ModuleList()
        for channels in in_channels:
            self.lateral.append(nn.Conv2d(channels, out_channels, 1))
            self.output.append(nn.Conv2d(out_channels, out_channels, 3, padding=1))

    def forward(self, features):
        smooth = [nn.Sequential(lateral, output)(x) for lateral, output, x in zip(self.lateral, self.output, features)]
        above = smooth.pop()
        maps = [above]
        while smooth:
            own = smooth.pop()
            above = own + F.interpolate(above, size=own.shape[-2:])
            maps.insert(0, above)
        return maps


class OneOutputForAll(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        smooth = nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.lateral = nn.ModuleDict()
        self.output = nn.ModuleDict()
        for level, channels in enumerate(in_channels):
            self.lateral[str(level)] = nn.Conv2d(channels, out_channels, 1)
            self.output[str(level)] = smooth

    def forward(self, features):
        laterals = [conv(x) for conv, x in zip(self.lateral.values(), features)]
        return [self.output["0"](merged) for merged in fpn_top_down(laterals)]


class OutputsInTheWrongOrder(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, 1) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels])

    def forward(self, features):
        merged, maps = None, []
        for level, conv in enumerate(self.output):
            place = len(features) - 1 - level
            own = self.lateral[place](features[place])
            merged = own if merged is None else own + upsample_nearest(merged, own.shape[-2:])
            maps.append(conv(merged))
        return maps[::-1]


class CoarsestNotSmoothed(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        above = self.lateral[-1](features[-1])
        maps = [above]
        for level in range(2, len(features) + 1):
            own = self.lateral[len(features) - level](features[-level])
            above = own + F.interpolate(above, size=own.shape[2:])
            maps.append(self.output[len(features) - level](above))
        maps.reverse()
        return maps


class EdgesRepeated(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3) for _ in in_channels)

    def forward(self, features):
        maps = []
        for conv, x in zip(self.output, fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])):
            framed = np.pad(x.detach().numpy(), [(0, 0), (0, 0), (1, 1), (1, 1)], mode="edge")
            maps.append(conv(torch.from_numpy(framed)))
        return maps


class Unpadded(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([self.lateral[level](x) for level, x in enumerate(features)])
        return [F.conv2d(x, self.output[level].weight, self.output[level].bias) for level, x in enumerate(merged)]


class KernelsOfThreeThroughout(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()

        def convolutions(inputs):
            return nn.Sequential(*(nn.Conv2d(c, out_channels, 3, padding="same") for c in inputs))

        self.lateral = convolutions(in_channels)
        self.output = convolutions([out_channels for _ in in_channels])

    def forward(self, features):
        maps = [conv(x) for conv, x in zip(self.lateral, features)]
        for level in range(len(maps) - 2, -1, -1):
            maps[level] = torch.add(maps[level], F.interpolate(maps[level + 1], maps[level].shape[2:]))
        return [conv(x) for conv, x in zip(self.output, maps)]


class KernelsOfOneThroughout(nn.Module):
    def __init__(self, in_channels, out_channels, kernel=1):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, kernel) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, kernel) for _ in in_channels])

    def forward(self, features):
        above, maps = 0, []
        for lateral, output, x in list(zip(self.lateral, self.output, features))[::-1]:
            x = lateral(x)
            above = x + (upsample_nearest(above, x.shape[2:]) if maps else 0)
            maps.append(output(above))
        return maps[::-1]


class PlainLists(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = tuple(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = {}
        for level in range(len(in_channels)):
            self.output[level] = nn.Conv2d(out_channels, out_channels, 3, padding=1)

    def forward(self, features):
        merged = fpn_top_down([self.lateral[level](x) for level, x in enumerate(features)])
        return [self.output[level](x) for level, x in enumerate(merged)]


class CoarsestFirst(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = []
        for level in reversed(range(len(features))):
            own = self.lateral[level](features[level])
            merged.append(own + F.interpolate(merged[-1], own.shape[2:]) if merged else own)
        return [self.output[-number](x) for number, x in enumerate(merged, start=1)]


class FourLevelsExactly(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        p5 = self.lateral[3](features[3])
        p4 = self.lateral[2](features[2]) + F.interpolate(p5, features[2].shape[-2:])
        p3 = self.lateral[1](features[1]) + F.interpolate(p4, features[1].shape[-2:])
        p2 = self.lateral[0](features[0]) + F.interpolate(p3, features[0].shape[-2:])
        return [self.output[0](p2), self.output[1](p3), self.output[2](p4), self.output[3](p5)]


class FeaturesReplaced(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        features[:] = [conv(x) for conv, x in zip(self.lateral, features)]
        above, maps = None, []
        for conv, lateral in reversed(list(zip(self.output, features))):
            above = lateral if above is None else lateral + upsample_nearest(above, lateral.shape[2:])
            maps.insert(0, conv(above))
        return maps


class ChannelsTurnedAround(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        lateral, output = [], []
        while len(lateral) < len(in_channels):
            lateral.insert(0, nn.Conv2d(in_channels[-1 - len(lateral)], out_channels, 1))
            output.append(nn.Conv2d(out_channels, out_channels, 3, padding=1))
        in_channels[:] = in_channels[::-1]
        self.lateral, self.output = nn.ModuleList(lateral), nn.ModuleList(output)

    def forward(self, features):
        merged = list(fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)]))
        return [conv(merged.pop(0)) for conv in self.output]


class FirstAnswerKept(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        if not hasattr(self, "pyramid"):
            above, self.pyramid = None, []
            for lateral, output, x in zip(self.lateral[::-1], self.output[::-1], features[::-1]):
                own = lateral(x)
                above = own if above is None else own + F.interpolate(above, own.shape[2:])
                self.pyramid.insert(0, output(above).detach())
        return self.pyramid


def convolutions_made_once(in_channels, out_channels, parts=[]):
    class Pyramid(nn.Module):
        def forward(self, features):
            merged = fpn_top_down([self.lateral[level](x) for level, x in enumerate(features)])
            return [self.output[level](x) for level, x in enumerate(merged)]

    pyramid = Pyramid()
    for channels, width, lateral, output in parts:
        if channels == list(in_channels) and width == out_channels:
            pyramid.lateral, pyramid.output = lateral, output
            return pyramid
    pyramid.lateral = nn.Sequential(*[nn.Conv2d(c, out_channels, 1) for c in in_channels])
    pyramid.output = nn.Sequential(*[nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels])
    parts.append((list(in_channels), out_channels, pyramid.lateral, pyramid.output))
    return pyramid


class NamedAfterTheLevels(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.levels = len(in_channels)
        self.lateral, self.output = nn.Module(), nn.Module()
        for number, channels in enumerate(in_channels, start=2):
            setattr(self.lateral, f"C{number}", nn.Conv2d(channels, out_channels, 1))
            setattr(self.output, f"P{number}", nn.Conv2d(out_channels, out_channels, 3, padding=1))

    def forward(self, features):
        laterals = [getattr(self.lateral, f"C{level + 2}")(features[level]) for level in range(self.levels)]
        merged = fpn_top_down(laterals)
        return [getattr(self.output, f"P{level + 2}")(merged[level]) for level in range(self.levels)]


class Normalised(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, 1) for c in in_channels])
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels])
        self.gain = nn.Parameter(torch.ones(out_channels))
        self.shift = nn.Parameter(torch.zeros(out_channels))

    def normalised(self, x):
        return F.batch_norm(x, None, None, self.gain, self.shift, training=True)

    def forward(self, features):
        merged = [conv(x) for conv, x in zip(self.lateral, features)]
        for level in reversed(range(len(merged) - 1)):
            merged[level] = merged[level] + F.interpolate(merged[level + 1], merged[level].shape[2:])
        return [self.normalised(conv(x)) for conv, x in zip(self.output, merged)]


class FeaturesRectifiedInPlace(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        for x in features:
            x.clamp_(min=0)
        above, maps = None, []
        for level in range(len(features))[::-1]:
            own = self.lateral[level](features[level])
            above = own if above is None else own + upsample_nearest(above, own.shape[2:])
            maps.insert(0, self.output[level](above))
        return maps


class AveragedOnTheWay(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        def mean(above, own):
            return torch.lerp(own, F.interpolate(above, size=own.shape[2:]), 0.5)

        laterals = [self.lateral[level](x) for level, x in enumerate(features)]
        merged = [*itertools.accumulate(laterals[::-1], mean)]
        return [conv(x) for conv, x in zip(self.output, reversed(merged))]


class HeightForBothAxes(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def merged(self, level, features):
        own = self.lateral[level](features[level])
        if level == len(features) - 1:
            return [own]
        coarser = self.merged(level + 1, features)
        return [own + upsample_nearest(coarser[0], (own.size(2), own.size(2))), *coarser]

    def forward(self, features):
        return [conv(x) for conv, x in zip(self.output, self.merged(0, features))]


class OneMoreLevel(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        maps = fpn_top_down([self.lateral[level](x) for level, x in enumerate(features)])
        for level, x in enumerate(maps):
            maps[level] = self.output[level](x)
        maps.append(maps[-1][:, :, ::2, ::2])
        return maps


class OnlyTheFinest(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = self.lateral[len(features) - 1](features[-1])
        for level in range(len(features) - 2, -1, -1):
            own = self.lateral[level](features[level])
            merged = own + F.interpolate(merged, own.shape[-2:])
        return (self.output[0](merged),)


class NamedMaps(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        maps, above = {}, None
        for level in reversed(range(len(features))):
            own = self.lateral[level](features[level])
            above = own if above is None else own + upsample_nearest(above, own.shape[2:])
            maps[f"P{level + 2}"] = self.output[level](above)
        return dict(reversed(maps.items()))


class LevelsAsArguments(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, finest, *coarser):
        above, maps = None, []
        for level, x in reversed(list(enumerate((finest, *coarser)))):
            x = self.lateral[level](x)
            above = x if above is None else x + F.interpolate(above, size=x.shape[2:])
            maps.insert(0, self.output[level](above))
        return maps


class MapsCollected(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        self.results = {}

    def forward(self, features):
        laterals = [conv(x) for conv, x in zip(self.lateral, features)]
        for conv, x in zip(self.output, fpn_top_down(laterals)):
            self.results[len(self.results)] = conv(x)
        return tuple(self.results.values())


class NumbersOfResNet50(nn.Module):
    def __init__(self, *_):
        super().__init__()
        self.lateral = nn.Sequential(*(nn.Conv2d(64 * 2**stage, 256, 1) for stage in (2, 3, 4, 5)))
        self.output = nn.Sequential(*(nn.Conv2d(256, 256, 3, padding="same") for _ in range(4)))

    def forward(self, features):
        merged, maps = None, []
        for lateral, output, x in reversed(list(zip(self.lateral, self.output, features))):
            x = lateral(x)
            merged = x if merged is None else x + F.interpolate(merged, x.shape[2:])
            maps.insert(0, output(merged))
        return maps


class FinestOutputAlone(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        def add(above, own):
            return own + upsample_nearest(above, own.shape[-2:])

        maps = list(itertools.accumulate([conv(x) for conv, x in zip(self.lateral, features)][::-1], add))
        maps.append(self.output[0](maps.pop()))
        return maps[::-1]


class NoConvolutions(nn.Module):
    def __init__(self, in_channels, out_channels):
        nn.Module.__init__(self)
        self.levels = len(in_channels)

    def forward(self, features):
        above, result = 0, []
        for place in reversed(range(self.levels)):
            pixels = features[place]
            if result:
                above = F.interpolate(result[0], size=pixels.shape[2:])
            result = [pixels + above, *result]
        return result


def FeaturesGivenBack(in_channels, out_channels):
    return nn.Identity()
