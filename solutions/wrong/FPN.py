"""Wrong answers to FPN."""

from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import fpn_top_down, upsample_nearest
from solutions.wrong import loses

NAMES = "weights_are_found_under_the_agreed_names"
LATERAL = "a_lateral_is_a_1x1_convolution"
ORDER = "the_finest_level_comes_first"
DOWN = "coarse_levels_reach_all_the_finer_ones"
OUTPUT = "an_output_is_a_3x3_convolution_with_zeros_around"
OWN = "outputs_come_last_and_every_level_has_its_own"
PURE = "a_pyramid_changes_nothing_and_answers_the_same_again"
SHARED = "two_pyramids_share_no_weights"


@loses(NAMES)
class OtherNames(nn.Module):
    """Whoever has trained weights looks for them under `lateral` and `output`: other names do not fit."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.inner_blocks = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.layer_blocks = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.inner_blocks, features)])
        return [conv(x) for conv, x in zip(self.layer_blocks, merged)]


@loses(NAMES)
class CoarsestFirstInTheLists(nn.Module):
    """`lateral.0` belongs to the finest level, so that the numbers mean the same everywhere."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in reversed(in_channels))
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        laterals = [conv(x) for conv, x in zip(reversed(self.lateral), features)]
        return [conv(x) for conv, x in zip(reversed(self.output), fpn_top_down(laterals))]


@loses(NAMES)
class WithoutBiases(nn.Module):
    """The paper's laterals and outputs have biases, and trained weights bring theirs: do not switch them off."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1, bias=False) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(NAMES)
class OneMoreConvolution(nn.Module):
    """Every parameter turns up in the state dict, and one that is never used does too."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        self.upsample = nn.ConvTranspose2d(out_channels, out_channels, 2, stride=2)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(NAMES)
class LaterallyLinear(nn.Module):
    """A linear layer over the channels computes the same as a 1x1 convolution, but its weight has another shape."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Linear(c, out_channels) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        laterals = [conv(x.movedim(1, -1)).movedim(-1, 1) for conv, x in zip(self.lateral, features)]
        return [conv(x) for conv, x in zip(self.output, fpn_top_down(laterals))]


@loses(LATERAL)
class RectifiedLaterals(nn.Module):
    """There is no nonlinearity in the pyramid: a lateral is a convolution and nothing else."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x).relu() for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(LATERAL, OUTPUT, OWN)
class RectifiedOutputs(nn.Module):
    """There is no nonlinearity in the pyramid: heads that read it want the negative values as well."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x).relu() for conv, x in zip(self.output, merged)]


@loses(DOWN)
class NoTopDownPath(nn.Module):
    """Each level sees itself alone: merge the laterals before the outputs."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        return [output(lateral(x)) for lateral, output, x in zip(self.lateral, self.output, features)]


@loses(DOWN)
class UnmergedPassedDown(nn.Module):
    """What is passed down is the sum at the level above, not its lateral alone: the coarsest level has to reach the finest."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        laterals = [conv(x) for conv, x in zip(self.lateral, features)]
        merged = [low + upsample_nearest(high, low.shape[-2:]) for low, high in zip(laterals, laterals[1:])]
        return [conv(x) for conv, x in zip(self.output, [*merged, laterals[-1]])]


@loses(DOWN)
class BilinearTopDown(nn.Module):
    """The paper enlarges by nearest neighbour; bilinear makes up values in between."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = []
        for conv, x in zip(reversed(self.lateral), reversed(features)):
            x = conv(x)
            if merged:
                x = x + F.interpolate(merged[0], size=x.shape[-2:], mode="bilinear")
            merged.insert(0, x)
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(DOWN)
class FactorOfTwo(nn.Module):
    """Twice 7 rows are 14, and the finer map may have 13: enlarge to its size, not by a factor."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = [self.lateral[-1](features[-1])]
        for conv, x in zip(reversed(self.lateral[:-1]), reversed(features[:-1])):
            merged.insert(0, conv(x) + F.interpolate(merged[0], scale_factor=2))
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(OWN)
class OutputsPassedDown(nn.Module):
    """The 3x3s are applied at the very end: what goes down to the next level has not been through them."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        maps = []
        for lateral, output, x in zip(reversed(self.lateral), reversed(self.output), reversed(features)):
            x = lateral(x)
            if maps:
                x = x + upsample_nearest(maps[0], x.shape[-2:])
            maps.insert(0, output(x))
        return maps


@loses(OWN)
class OutputsBeforeMerging(nn.Module):
    """The 3x3s come after the sum, where they smooth over the blocks that upsampling leaves."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        return fpn_top_down([output(lateral(x)) for lateral, output, x in zip(self.lateral, self.output, features)])


@loses(NAMES, OWN)
class OneOutputForAll(nn.Module):
    """A list with the same convolution in every place holds one convolution: each level has an output of its own."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1)] * len(in_channels))

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(OWN)
class OutputsInTheWrongOrder(nn.Module):
    """The laterals are numbered finest first, and so are the outputs."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(reversed(self.output), merged)]


@loses(OUTPUT, OWN)
class CoarsestNotSmoothed(nn.Module):
    """The coarsest level has an output convolution as well, though nothing is added to it."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        *finer, coarsest = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [*(conv(x) for conv, x in zip(self.output, finer)), coarsest]


@loses(OUTPUT)
class EdgesRepeated(nn.Module):
    """The padding is zeros; repeating the border pixels is another convolution."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1, padding_mode="replicate") for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(OUTPUT)
class Unpadded(nn.Module):
    """Without padding a 3x3 costs a pixel on each side: every level keeps its size."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(NAMES, LATERAL)
class KernelsOfThreeThroughout(nn.Module):
    """A lateral only changes the number of channels; for that it looks at one pixel at a time."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 3, padding=1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(NAMES, OUTPUT)
class KernelsOfOneThroughout(nn.Module):
    """The outputs smooth over the blocks that upsampling leaves: for that they have to see the neighbours."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(NAMES, LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class PlainLists(nn.Module):
    """A Python list hides its modules from torch: their parameters are neither trained nor in the state dict."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = [nn.Conv2d(c, out_channels, 1) for c in in_channels]
        self.output = [nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels]

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(ORDER)
class CoarsestFirst(nn.Module):
    """The maps are returned as the features came: finest first."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)][::-1]


@loses(LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class FourLevelsExactly(nn.Module):
    """A pyramid has as many levels as it gets features; four is only the usual number."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        c2, c3, c4, c5 = (conv(x) for conv, x in zip(self.lateral, features))
        return [conv(x) for conv, x in zip(self.output, fpn_top_down([c2, c3, c4, c5]))]


@loses(PURE)
class FeaturesReplaced(nn.Module):
    """The list of features is the caller's: write the laterals to a list of your own."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        for level, conv in enumerate(self.lateral):
            features[level] = conv(features[level])
        return [conv(x) for conv, x in zip(self.output, fpn_top_down(features))]


@loses(PURE)
class ChannelsTurnedAround(nn.Module):
    """`reverse` turns the caller's list of channels around; `reversed` leaves it alone."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        in_channels.reverse()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels[::-1])
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(PURE)
class FirstAnswerKept(nn.Module):
    """A pyramid is asked about many images: what it computed for one is not the answer for the next."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        self.maps = []

    def forward(self, features):
        if not self.maps:
            laterals = [conv(x) for conv, x in zip(self.lateral, features)]
            self.maps = [conv(x) for conv, x in zip(self.output, fpn_top_down(laterals))]
        return self.maps


@loses(SHARED)
def convolutions_made_once(in_channels, out_channels, made={}):
    """Convolutions kept in a default dict are the same ones for all pyramids: make new ones for each."""

    class Pyramid(nn.Module):
        def __init__(self):
            super().__init__()
            key = (tuple(in_channels), out_channels)
            if key not in made:
                made[key] = (
                    nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels),
                    nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels),
                )
            self.lateral, self.output = made[key]

        def forward(self, features):
            merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
            return [conv(x) for conv, x in zip(self.output, merged)]

    return Pyramid()


@loses(NAMES)
class NamedAfterTheLevels(nn.Module):
    """The names in the state dict are numbers, finest first: `P2` and so on are what the maps are called, in one network or another."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        names = [f"P{level}" for level, _ in enumerate(in_channels, 2)]
        self.lateral = nn.ModuleDict({name: nn.Conv2d(c, out_channels, 1) for name, c in zip(names, in_channels)})
        self.output = nn.ModuleDict({name: nn.Conv2d(out_channels, out_channels, 3, padding=1) for name in names})

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral.values(), features)])
        return [conv(x) for conv, x in zip(self.output.values(), merged)]


@loses(NAMES, LATERAL, ORDER, DOWN, OUTPUT, OWN)
class Normalised(nn.Module):
    """The pyramid of the paper has convolutions only; normalisation brings parameters of its own and undoes the scale of the sums."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [self.norm(conv(x)) for conv, x in zip(self.output, merged)]


@loses(LATERAL, PURE)
class FeaturesRectifiedInPlace(nn.Module):
    """Features are taken as they come: a ReLU is not part of the pyramid, and `inplace=True` writes into the maps of the caller."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.relu = nn.ReLU(inplace=True)
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(self.relu(x)) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(DOWN, OUTPUT)
class AveragedOnTheWay(nn.Module):
    """Laterals and what comes from above are added, not averaged: a mean halves what the coarse levels say at every step."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = []
        for conv, x in zip(reversed(self.lateral), reversed(features)):
            x = conv(x)
            if merged:
                x = (x + upsample_nearest(merged[0], x.shape[-2:])) / 2
            merged.insert(0, x)
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class HeightForBothAxes(nn.Module):
    """A map has a height and a width, and an image is seldom square: enlarge to both."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = []
        for conv, x in zip(reversed(self.lateral), reversed(features)):
            x = conv(x)
            if merged:
                x = x + F.interpolate(merged[0], size=x.shape[2])
            merged.insert(0, x)
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(ORDER)
class OneMoreLevel(nn.Module):
    """Detectors put a pooled P6 on top; the pyramid that is asked for has as many maps as it gets features."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        maps = [conv(x) for conv, x in zip(self.output, merged)]
        return [*maps, F.max_pool2d(maps[-1], 1, stride=2)]


@loses(ORDER, DOWN, OUTPUT, OWN)
class OnlyTheFinest(nn.Module):
    """Every level of the pyramid is read by a head of its own: return all of them."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [self.output[0](merged[0])]


@loses(LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class NamedMaps(nn.Module):
    """Library pyramids return a dict; here a list is asked for, and the place in it tells the level."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return {f"P{level}": conv(x) for level, (conv, x) in enumerate(zip(self.output, merged), 2)}


@loses(LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class LevelsAsArguments(nn.Module):
    """`forward` is given one list with all the maps: a star in front of the parameter packs that list into another one."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, *features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(PURE, SHARED)
class MapsCollected(nn.Module):
    """A list that is made in `__init__` grows with every image: start a new one in `forward`."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)
        self.maps = []

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        self.maps += [conv(x) for conv, x in zip(self.output, merged)]
        return self.maps


@loses(NAMES, LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class NumbersOfResNet50(nn.Module):
    """These are the channels of one backbone: use those that the pyramid is made with."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, 256, 1) for c in (256, 512, 1024, 2048))
        self.output = nn.ModuleList(nn.Conv2d(256, 256, 3, padding=1) for _ in range(4))

    def forward(self, features):
        merged = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [conv(x) for conv, x in zip(self.output, merged)]


@loses(OUTPUT, OWN)
class FinestOutputAlone(nn.Module):
    """The blocks that upsampling leaves are smoothed at every level, not at the finest alone."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        finest, *coarser = fpn_top_down([conv(x) for conv, x in zip(self.lateral, features)])
        return [self.output[0](finest), *coarser]


@loses(NAMES, LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class NoConvolutions(nn.Module):
    """Nothing can be learned here: a pyramid brings its features to one number of channels, and smooths what is merged, by convolutions."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.in_channels, self.out_channels = in_channels, out_channels

    def forward(self, features):
        return fpn_top_down(features)


@loses(NAMES, LATERAL, ORDER, DOWN, OUTPUT, OWN, PURE, SHARED)
class FeaturesGivenBack(nn.Module):
    """What comes out are the features themselves: make the convolutions in `__init__`, and take the three steps in `forward`."""

    def __init__(self, in_channels, out_channels):
        super().__init__()

    def forward(self, features):
        return features
