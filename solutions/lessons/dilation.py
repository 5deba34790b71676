# %% [markdown]
# # {{ lesson.title }}
#
# A network that recognises a face needs to see all of it. A network that draws its outline must not lose a single pixel.
# Strides and pools buy a wide view with resolution: the view doubles, and the map is half as large. A **dilated** convolution
# widens the view and keeps the map, with the same number of weights. That looks like a free lunch; in this notebook you find
# out where it is one, and what it costs where it is not.
#
# **You will be able to** compute the receptive field of dilated convolutions, pad them, see the holes that they leave and
# choose dilations that leave none, and turn a trained network with pools into one that answers at every pixel, with the same
# weights.
#
# **How it works.** There are {{ lesson.exercises | length }} exercises, for {{ lesson.exercises | sum(attribute="points") }}
# points, and a reflection for {{ lesson.reflection_points }} more; about {{ lesson.exercises | sum(attribute="minutes") }}
# minutes of work. Replace `raise NotImplementedError()` with your code, run the cell, then run the `check(...)` cell below it.
# It tells which checks pass and, for one that does not, a call, what you answered, and what was expected. Check as often as you
# like.
#
# **Conventions**, the same in all notebooks of this pack; lesson 1 takes its time over them:
#
# - Everything is told along one axis: a window of $5$ pixels stands for $5 \times 5$. A pixel is named by its index, and pixel
#   0 is the first.
# - The *size* of a receptive field counts the pixels from the first to the last that contributes, inclusive, and ignores the
#   border of the image. The input itself has receptive field 1.
# - The *jump* of a layer is the distance, in input pixels, between the windows of neighbouring units: the product of the
#   strides so far.
# - A kernel $k$ widens the window by $k - 1$ jumps, with the jump in front of the layer; the layer's stride then multiplies the
#   jump.
# - `Layer(kernel, stride=1, padding=0, dilation=1)` is a layer, and unpacks like a tuple of four. An empty list of layers is
#   valid everywhere, and means the input itself.

# %%
import copy
import math
import operator
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from autograder.student import Layer, check, scene, show_boxes, show_maps, show_mask, show_progression, show_reach


def ones(kernel, **settings):
    """A real convolution of one channel whose weights are all 1."""
    layer = nn.Conv2d(1, 1, kernel, bias=False, **settings)
    nn.init.ones_(layer.weight)
    return layer


def reaches(model, size, unit):
    """How much each pixel of a (size, size) image counts for a unit (row, column) of the model's output: a gradient."""
    image = torch.zeros(1, 1, size, size, requires_grad=True)
    row, column = unit
    model(image)[0, :, row, column].sum().backward()
    return image.grad[0, 0]

# %% [markdown]
# ## Taps that lie apart
#
# The weights of a kernel sit on its **taps**. A plain convolution lays them on neighbours. With dilation $d$ they lie $d$
# inputs apart, and what is between them is skipped. The idea is older than deep learning: Holschneider et al. (1989) called it
# the *algorithme à trous*, the algorithm with holes, which is why DeepLab speaks of atrous convolutions.
#
# A kernel of $k$ taps has $k - 1$ gaps between them. How many inputs lie from the first tap to the last, both counted, if every
# gap is $d$ wide? Decide for kernel $3$ with dilation $4$, and for kernel $4$ with dilation $3$, before you run the cell. It
# needs no formula: it slides real convolutions over $20$ pixels and counts the positions at which they fit.

# %% show=true
for kernel, dilation in [(3, 1), (3, 2), (3, 4), (4, 3)]:
    layer = ones(kernel, dilation=dilation)
    fits = layer(torch.zeros(1, 1, 20, 20)).shape[-1]
    print(f"kernel {kernel}, dilation {dilation}: {layer.weight.numel()} weights, {fits} positions, so it spans {20 - fits + 1} pixels")

show_maps(
    {
        "dilation 1": reaches(ones(3), 13, (5, 5)),
        "dilation 2": reaches(ones(3, dilation=2), 13, (4, 4)),
        "dilation 4": reaches(ones(3, dilation=4), 13, (2, 2)),
    },
    box={"dilation 1": (5, 5, 7, 7), "dilation 2": (4, 4, 8, 8), "dilation 4": (2, 2, 10, 10)},
    common=True,
)

# %% exercise="dilated_effective_kernel"

# %% show=true
def taps(kernel, dilation):
    """Where the taps of a real convolution lie, on as many pixels as your function says that it spans."""
    span = dilated_effective_kernel(kernel, dilation)
    return reaches(ones(kernel, dilation=dilation), 20, (0, 0))[0, :span]


show_mask(taps, {f"kernel {k}, dilation {d}": (k, d) for k, d in [(3, 1), (3, 4), (4, 3), (5, 3), (2, 6)]})

# %% [markdown]
# That picture shows the taps of real convolutions, and as many pixels of each row as your function says. Every row begins and
# ends with a tap. A span that is too long would end with a hole, one that is too short would lack a tap.
#
# ## Wider and wider
#
# Stack them. Three layers of kernel 3 see {{ oracles.size([(3, 1)] * 3) }} pixels. How many do they see with dilations
# $1, 2, 4$? Follow the connections in the first two pictures below, from the unit at the top down to the pixels; both networks
# have nine weights. Then guess how the curves in the third go on: what does one more layer add to each?
#
# What if there are strides as well? A dilation counts in *units of the layer below*, and neighbouring units lie a jump apart,
# so a kernel with dilation $d$ has gaps of $d \cdot j$ pixels, with the jump $j$ in front of it. A dilation skips inputs. It
# does not skip positions of the kernel: what does that say about the jump behind the layer?

# %% show=true
from matplotlib import pyplot as plt


def measured(dilations, size=140):
    """Receptive field of 3x3 convolutions at stride 1: the pixels that they take off an image, and one more."""
    stack = nn.Sequential(*(ones(3, dilation=dilation) for dilation in dilations))
    return size - stack(torch.zeros(1, 1, size, size)).shape[-1] + 1


show_reach([Layer(3), Layer(3), Layer(3)], unit=4)
show_reach([Layer(3), Layer(3, dilation=2), Layer(3, dilation=4)], unit=0)

_, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
for dilations, line, colour in (([1] * 6, "o-", "#0072B2"), ([1, 2, 4, 8, 16, 32], "s--", "#E69F00")):
    sizes = [measured(dilations[:depth]) for depth in range(7)]
    axes.plot(sizes, line, color=colour, label=f"dilations {', '.join(map(str, dilations))}: {sizes[-1]} pixels")
axes.set(xlabel="layers of 3x3", ylabel="receptive field (pixels)", title="Growth with equally many weights, measured on real convolutions")
axes.legend(frameon=False)
plt.show()

# %% exercise="dilated_rf"

# %% show=true
show_progression(dilated_rf, [(3, 1, dilation) for dilation in (1, 1, 2, 4, 8, 16, 1)])

# %% [markdown]
# With dilations $1, 2, 4$ and so on, each layer adds twice as much as the one before: $2^{n+1} - 1$ pixels after $n$ layers,
# where plain layers reach $2n + 1$. What your function has drawn is the context module of Yu and Koltun (2016), seven 3x3
# convolutions with dilations $1, 1, 2, 4, 8, 16, 1$ behind a segmentation network; compare it with table 1 of their paper. It
# ends at {{ oracles.size([(3, 1), (3, 1), (3, 1, 0, 2), (3, 1, 0, 4), (3, 1, 0, 8), (3, 1, 0, 16), (3, 1)]) }} pixels, without
# one stride.
#
# ## Keeping the size
#
# Strides are not all that shrinks a map. Without padding each layer takes some pixels off the border, and a wide kernel takes
# many. Zeros around the input give them back. How many, on each side? Below are real convolutions on $32$ pixels. Look in each
# row for the padding that gives $32$, and for the row in which there is none. There `nn.Conv2d(..., padding="same")` adds the
# odd zero at the right and at the bottom, which moves every window by half a pixel. Your function says so instead, with a
# `ValueError`.

# %% show=true
print("padding on each side           ", *(f"{padding:4}" for padding in range(7)))
for kernel, dilation in [(3, 1), (3, 2), (3, 5), (5, 3), (2, 1), (2, 2)]:
    sizes = [ones(kernel, dilation=dilation, padding=padding)(torch.zeros(1, 1, 32, 32)).shape[-1] for padding in range(7)]
    print(f"kernel {kernel}, dilation {dilation}: size of map", *(f"{size:4}" for size in sizes))

# %% exercise="same_padding"

# %% show=true
def contrast(picture, dilation):
    """How much each pixel differs from the mean of eight others, `dilation` pixels away; padded by your function."""
    weight = -torch.ones(1, 1, 3, 3) / 8
    weight[0, 0, 1, 1] = 1
    return F.conv2d(picture, weight, padding=same_padding(3, dilation), dilation=dilation)[0, 0].abs()


picture = torch.from_numpy(scene(96, 96)[:, :, 0])[None, None]
show_maps(contrast, {f"dilation {dilation}": (picture, dilation) for dilation in (1, 3, 8)}, common=True, label="contrast")

# %% [markdown]
# Nine weights, three scales, and every map as large as the picture: dilation 1 finds the rim of the sun, dilation $8$ the sun
# itself. The bright frame is the price of the zeros. It is as wide as the padding: there the filter compares with black pixels
# that are not in the picture.
#
# ## Gridding
#
# If dilation is free, why not dilate every layer by 2? Three such layers see {{ ref.dilated_rf([(3, 1, 2)] * 3)[-1] }} pixels,
# and three with dilations 1, 2, 3 see just as many. Below is what reaches two *neighbouring* units of the first network, and
# one unit of the second. How many pixels do the neighbours have in common? Predict it, then run the cell.
#
# The last lines run both networks on a checkerboard of zeros and ones. All weights are equal, so every unit answers with a
# weighted mean of what it reads. A mean over so many squares of a checkerboard should be close to one half.

# %% show=true
stacks = {dilations: nn.Sequential(*(ones(3, dilation=d) for d in dilations)) for dilations in [(2, 2, 2), (1, 2, 3)]}
here, beside = (reaches(stacks[2, 2, 2], 18, unit) for unit in [(2, 2), (2, 3)])
here_too, beside_too = (reaches(stacks[1, 2, 3], 18, unit) for unit in [(2, 2), (2, 3)])
show_maps(
    {"2, 2, 2: unit (2, 2)": here, "2, 2, 2: its neighbour (2, 3)": beside, "1, 2, 3: unit (2, 2)": here_too},
    box={"2, 2, 2: unit (2, 2)": (2, 2, 14, 14), "2, 2, 2: its neighbour (2, 3)": (2, 3, 14, 15), "1, 2, 3: unit (2, 2)": (2, 2, 14, 14)},
)
for dilations, one, other in (((2, 2, 2), here, beside), ((1, 2, 3), here_too, beside_too)):
    print(f"dilations {dilations}: {int(((one > 0) & (other > 0)).sum())} pixels reach both neighbours")

checkerboard = (torch.arange(18)[:, None] + torch.arange(18)) % 2.0
for dilations, stack in stacks.items():
    means = stack(checkerboard[None, None]).detach() / 9**3
    print(f"dilations {dilations} on a checkerboard: answers from {means.min():.2f} to {means.max():.2f}")

# %% [markdown]
# {% set rows = ref.contributing_pixels([(3, 2)] * 3).sum() %}
# {% set size = ref.contributing_pixels([(3, 2)] * 3) | length %}
# The window of 2, 2, 2 is as large as promised, but of its {{ size }} x {{ size }} pixels only {{ rows }} x {{ rows }} reach
# the unit: {{ (100 * rows**2 / size**2) | round | int }} in a hundred. Neighbours have none in common, so the checkerboard
# comes through as if nothing had been averaged. Wang et al. (2018) call this **gridding**.
#
# Which pixels get through? A pixel reaches the unit if one can choose a tap of each layer so that their offsets add up to where
# the pixel lies. Layer by layer: what the layers so far have reached is reached again from every tap of the next, moved by that
# tap.
#
# Wang et al. recommend dilations such as 1, 2, 5. When your function works, find out with it: does it matter whether the
# largest dilation comes first or last? And what is the largest third dilation behind 1, 2 that leaves no hole? Compare it with
# the receptive field of the first two layers.

# %% exercise="contributing_pixels"

# %% show=true
rows = [(2, 2, 2), (1, 2, 3), (1, 2, 5), (5, 2, 1), (2, 4, 8), (1, 2, 9)]
show_mask(contributing_pixels, {", ".join(map(str, row)): [(3, dilation) for dilation in row] for row in rows})

# %% [markdown]
# ## A classifier at every pixel
#
# A small network learns to say what lies at the center of its window: background, a disc, a square or a cross. It has two pools
# of stride 2, as classifiers do, and no padding.
#
# {% set toy = [(3, 1), (3, 2), (3, 1), (3, 2), (3, 1), (1, 1)] %}
# | | convolution | pool | convolution | pool | convolution | convolution |
# |---|---|---|---|---|---|---|
# | kernel | {{ toy | map(attribute=0) | join(" | ") }} |
# | stride | {{ toy | map(attribute=1) | join(" | ") }} |
# | receptive field after it | {{ oracles.growth(toy)[1:] | join(" | ") }} |
#
# Its windows are {{ oracles.size(toy) }} pixels wide and lie {{ oracles.jump(toy) }} apart, so unit $u$ is asked for the class
# of pixel ${{ oracles.center(toy) | int }} + {{ oracles.jump(toy) }} u$. Training takes a few seconds, and ends after eight at
# the latest. Then the network gets a larger picture that it has not seen. On the right each of its answers is drawn as
# {{ oracles.jump(toy) }} x {{ oracles.jump(toy) }} pixels; classes 0 to 3 are background, disc, square and cross. Which
# mistakes would be left if it were trained for a week?

# %% show=true
def draw(rng, side):
    """A noisy picture with at most one shape in every 20 x 20 pixels, and the class of each pixel."""
    rows, columns = np.mgrid[:side, :side]
    classes = np.zeros((side, side), dtype=int)
    for top in range(10, side, 20):
        for left in range(10, side, 20):
            down, across = abs(rows - top - rng.integers(-3, 4)), abs(columns - left - rng.integers(-3, 4))
            far, near = np.maximum(down, across), np.minimum(down, across)
            shapes = [far < 0, down**2 + across**2 <= 42, far <= 4, (far <= 6) & (near <= 1)]
            kind = rng.integers(4)
            classes[shapes[kind]] = kind
    picture = (classes > 0) + rng.normal(0, 0.2, classes.shape)
    return torch.from_numpy(picture.astype(np.float32))[None], torch.from_numpy(classes)


torch.manual_seed(0)
rng = np.random.default_rng(0)
network = nn.Sequential(
    nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(3, stride=2),
    nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(3, stride=2),
    nn.Conv2d(16, 24, 3), nn.ReLU(), nn.Conv2d(24, 4, 1),
)  # fmt: skip
pictures, labels = (torch.stack(part) for part in zip(*(draw(rng, 60) for _ in range(128))))
optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
start, steps = time.perf_counter(), 0
while steps < 300 and time.perf_counter() - start < 8:
    some = torch.from_numpy(rng.integers(len(pictures), size=8))
    loss = F.cross_entropy(network(pictures[some]), labels[some, 10:-10:4, 10:-10:4])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    steps += 1
print(f"{steps} steps in {time.perf_counter() - start:.1f} seconds, loss {loss:.2f}")

photo, truth = (part[None] for part in draw(rng, 100))
with torch.no_grad():
    coarse = network(photo)
blocks = coarse[0].argmax(0).repeat_interleave(4, dim=0).repeat_interleave(4, dim=1)
print(f"picture {tuple(photo.shape[-2:])}, answers {tuple(coarse.shape[-2:])}")
show_maps({"picture": photo[0, 0, 10:-10, 10:-10].clamp(min=0), "the network's answers": blocks}, label="brightness (left), class (right)")

# %% [markdown]
# Shapes come out as blocks, and a thin one may fall between the units and be missed altogether. No training changes that. To
# hear about the pixels between, one can move the picture: cut off its first row, and every window starts one pixel lower. With
# total stride $s$ there are $s^2$ such shifts. Run the network on all of them, and interleave the answers: that is **shift and
# stitch** (Giusti et al., 2013; Long et al., 2015). It is exact, and it takes as many passes as there are shifts.
#
# Nearly everything is computed again and again, though, since a shifted picture is still the same picture. What is really new?
# A pool with stride 2 throws away every second of its positions, and a shift by one pixel brings back just those. So keep them:
# give the pool stride 1. Then nothing is lost, but the layer behind it finds new inputs between those that it was trained on.
# Look at the two small networks below, a pool and a convolution. The second has lost the stride, and reads the wrong pixels.
# What must be done to its second layer, with the same three weights? What to a pool in its place? And what to the layers behind
# a second pool?
#
# Your function shall do it to any such network: its pools may come first, or twice in a row, and have strides that are not
# their kernels; its convolutions may have strides as well. `nn.AvgPool2d` knows no dilation, but an average is a sum with
# weights.

# %% show=true
def milliseconds(run):
    """Time of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


@torch.no_grad()
def shift_and_stitch(network, picture):
    """What the network, with total stride 4, answers at all shifts of the picture, interleaved."""
    stitched = torch.empty(1, 4, picture.shape[-2] - 20, picture.shape[-1] - 20)
    for i in range(4):
        for j in range(4):
            stitched[..., i::4, j::4] = network(picture[..., i:, j:])
    return stitched


stitched = shift_and_stitch(network, photo)
found = stitched[0].argmax(0)
centers = truth[0, 10:-10, 10:-10]
show_maps({"as trained": blocks, "shift and stitch": found, "true classes": centers}, common=True, label="class")
right = (found == centers).float().mean()
print(f"{stitched[0, 0].numel()} answers instead of {coarse[0, 0].numel()}, right for {right:.0%} of the pixels")
print(f"all shifts: {milliseconds(lambda: shift_and_stitch(network, photo)):.0f} ms")

show_reach([Layer(2, stride=2), Layer(3)], unit=1)
show_reach([Layer(2), Layer(3)], unit=2)

# %% exercise="dilate_instead_of_pool"

# %% [markdown]
# **Three networks without strides.** First comes yours. The other two take short cuts, with the same weights: one dilates all
# layers by 2, the other dilates too early and gives the dilations out from the front. All three answer at every pixel. The
# windows are as wide as they should be, too: {{ oracles.size([(3, 1, 0, 2)] * 5) }} pixels for the first short cut,
# {{ oracles.size([(3, 1, 0, 4), (3, 1, 0, 2), (3, 1, 0, 2), (3, 1), (3, 1)]) }} for the second,
# {{ oracles.size([(3, 1), (3, 2), (3, 1), (3, 2), (3, 1), (1, 1)]) }} for the network as it was trained. Resolution and
# receptive field are right. Are the answers?

# %% show=true
def without_strides(picture, dilations):
    """The trained weights at stride 1, with these dilations for convolution, pool, convolution, pool, convolution."""
    early, middle, late, last = (layer for layer in network if isinstance(layer, nn.Conv2d))
    x = F.conv2d(picture, early.weight, early.bias, dilation=dilations[0]).relu()
    x = F.max_pool2d(x, 3, stride=1, dilation=dilations[1])
    x = F.conv2d(x, middle.weight, middle.bias, dilation=dilations[2]).relu()
    x = F.max_pool2d(x, 3, stride=1, dilation=dilations[3])
    return last(F.conv2d(x, late.weight, late.bias, dilation=dilations[4]).relu())


with torch.no_grad():
    answers = {"all by 2": without_strides(photo, (2, 2, 2, 2, 2)), "too early": without_strides(photo, (4, 2, 2, 1, 1))}
    try:
        dense = dilate_instead_of_pool(copy.deepcopy(network))
        answers = {"yours": dense(photo), **answers}
        print(f"one pass of yours: {milliseconds(lambda: dense(photo)):.0f} ms", end=", ")
        print(f"all shifts: {milliseconds(lambda: shift_and_stitch(network, photo)):.0f} ms")
    except Exception as error:
        print("One picture waits for your dilate_instead_of_pool:", repr(error))

print(f"answers are as large as {stitched.abs().max():.0f}")
for name, answer in answers.items():
    words = f"{name}: {tuple(answer.shape[-2:])} answers"
    if answer.shape == stitched.shape:
        agree = (answer[0].argmax(0) == found)[found > 0].float().mean()
        words += f", largest difference from shift and stitch {(answer - stitched).abs().max():.1g}"
        words += f", same class on {agree:.0%} of the shapes"
    print(words)
show_maps({name: answer[0].argmax(0) for name, answer in answers.items()}, common=True, label="class")

# %% [markdown]
# A difference of about $10^{-5}$ is rounding. The short cuts get size and receptive field right and the answers wrong, because
# the weights now meet inputs at distances for which they were not trained. A stride becomes a dilation of the layers *behind*
# it, and of nothing else; only a comparison of the answers, at every shift, tells. And the network dilated by 2 throughout
# draws its shapes as a lattice: that is gridding, in a trained network.
#
# {% set stem = [(7, 2), (3, 2)] + [(3, 1)] * 3 + [(3, 2)] + [(3, 1)] * 3 %}
# {% set careless = stem + [(3, 1, 0, 2)] * 6 + [(3, 1, 0, 4)] * 3 %}
# Torchvision does it with care. `replace_stride_with_dilation` turns the strides of a ResNet's last stages into dilations, and
# the first block of a stage, which had the stride, still gets the dilation of the stage before. So the C5 of a ResNet-50 sees
# exactly as many pixels with total stride $8$ as with $32$. Were whole stages dilated, it would see
# {{ oracles.size(careless) - whole.receptive_field(whole.resnet(50, dilate=(False, True, True)), "C5")[0] }} more, and weights
# trained at stride $32$ would no longer fit.
#
# ## Several dilations at once: ASPP
#
# Objects come in all sizes. DeepLab (Chen et al., 2017) therefore runs a 1x1 and several 3x3 convolutions side by side on the
# same map, each 3x3 with a dilation of its own, there called its *rate*, and concatenates them: **atrous spatial pyramid
# pooling**. The rates are $6, 12, 18$ where the map has total stride $16$, in DeepLab's words *output stride* $16$.
#
# Rates that large meet the border. A picture of $513$ pixels gives a map of {{ (513 - 1) // 16 + 1 }} units, drawn below with the taps of its middle
# unit; what looks like a pixel is a unit of the map here. How many of the nine weights of the branch with rate $18$ are of any
# use there?
#
# {% set c5 = whole.receptive_field(whole.resnet(50, dilate=(False, False, True)), "C5")[0] %}
# {% set deeplab = networks.aspp(whole.resnet(50, dilate=(False, False, True)), rates=(6, 12, 18)) %}
# In pixels a gap is as wide as the rate times the jump. Behind a ResNet-50 with output stride $16$ the branches see
# {{ whole.receptive_field(deeplab, "aspp_6")[0] - c5 }}, {{ whole.receptive_field(deeplab, "aspp_12")[0] - c5 }} and
# {{ whole.receptive_field(deeplab, "aspp_18")[0] - c5 }} pixels more than its C5. At output stride $8$ the paper doubles the
# rates. Why? Behind the exercise your function is asked about a small backbone whose last stride is 2 or 1.

# %% show=true
maps = {f"rate {rate}": reaches(ones(3, dilation=rate, padding=rate), 33, (16, 16)) for rate in (6, 12, 18)}
show_maps(maps, box={f"rate {rate}": (16 - rate, 16 - rate, 16 + rate, 16 + rate) for rate in (6, 12, 18)}, common=True)
for name, taps_read in maps.items():
    print(f"{name}: {int(taps_read.sum())} of 9 taps lie on the map")

# %% exercise="aspp_rf"

# %% show=true
def windows(backbone, rates, middle=256):
    """The boxes (top, left, bottom, right) that the branches see around a pixel, by your function."""
    halves = [size // 2 for size in aspp_rf(backbone, rates)]
    return {f"rate {rate}": (middle - half, middle - half, middle + half, middle + half) for rate, half in zip(rates, halves)}


stride_16 = [(7, 2), (3, 2), (3, 1), (3, 2), (3, 1), (3, 2)]
stride_8 = [*stride_16[:-1], (3, 1)]
show_boxes(scene(513, 513), windows, stride_16, [6, 12, 18])
try:
    for name, backbone, rates in [
        ("output stride 16", stride_16, [6, 12, 18]),
        ("output stride 8", stride_8, [6, 12, 18]),
        ("output stride 8", stride_8, [12, 24, 36]),
    ]:
        print(f"{name}, rates {rates}: {list(aspp_rf(backbone, rates))} pixels")
except Exception as error:
    print("These numbers wait for your aspp_rf:", repr(error))

# %% [markdown]
# Doubled rates at half the jump reach exactly as far. Nothing complains if they do not fit: torchvision's DeepLab was found to
# run the rates of output stride $8$ behind a MobileNet of output stride $16$ (pytorch/vision, issue $7956$). And a 3x3 whose
# outer taps all read zeros, as that of rate $18$ did, is a 1x1 that has been expensive; this is why Chen et al. (2017) added a
# branch that averages the whole map.
#
# ## What to take with you
#
# - A dilation widens a kernel, in units of the jump in front of it. It changes neither the jump nor the number of weights.
# - A large window can have holes, and neighbours can look at different pixels altogether. Count pixels, not only the size.
# - A stride can be traded for dilations of all layers behind it, and the trained network answers the same, at every pixel.
# - The equal size of two receptive fields does not prove that two networks compute the same.

# %% [markdown] question=true
# ## Reflection
#
# Somebody builds a segmentation network of ten 3x3 convolutions with dilations $2, 4, 8, 2, 4, 8$ and so on, at full
# resolution, and is proud of its receptive field. **What is lost when dilations share a common factor, and how do 1, 2, 5 avoid
# it?** Write five to ten sentences below: which pixels reach a unit and which reach its neighbours, what that does to a
# segmentation, and which property of 1, 2, 5 makes the window whole. Is it enough that the dilations have no common factor? Try
# $1, 2, 9$.
#
# ### BEGIN MARK SCHEME
#
# | points | for saying that |
# |---|---|
# | 2 | with a common factor $g$ all steps are multiples of $g$: one pixel in $g$ along each axis, one in $g^2$ of the image, is read |
# | 2 | neighbouring units read disjoint pixels: the image falls into $g^2$ interleaved images that never exchange anything, at any depth |
# | 2 | what follows: detail between the taps is invisible, neighbouring answers may contradict each other (lattice, checkerboard) |
# | 2 | 1, 2, 5: each dilation is at most the receptive field of the layers with smaller ones, so that whole windows join without a gap |
# | 2 | no common factor is not enough: 1, 2, 9 has holes, as 1, 2 see fewer than nine pixels; or: the order does not matter |
#
# Half points for a claim without its reason. Right arguments that are not in this table count as much.
#
# ### END MARK SCHEME

# %% [markdown] reflection=true
# A pixel reaches a unit if it lies a sum of steps away, one step of $-d$, $0$ or $d$ for each layer. If all dilations are
# multiples of $g$, so are all sums: along each axis only every $g$-th pixel reaches the unit, in the image one of $g^2$. The
# unit beside it reads other pixels, and has none in common with it. The image falls into $g^2$ interleaved, coarser images, and
# the network treats each of them by itself, however many layers it has. So detail between the taps is lost, a thin line may be
# seen by one unit and missed by the next, and neighbouring answers contradict each other: the lattice that Wang et al. (2018)
# call gridding. The network of the question does that with $g = 2$; its receptive field is large, and about three quarters of
# it are holes.
#
# Behind dilation 1 a unit sees $1 + 2 = 3$ pixels without a gap. Dilation 2 lays three such windows 2 pixels apart, which is
# less than they are wide, and so joins them to one of $3 + 2 \cdot 2 = 7$. Dilation 5 lays three of those 5 apart, again less
# than they are wide. In general a stack at stride 1 is whole if, with its dilations sorted, each is at most the receptive field
# of the layers sorted before it; the order in which they are stacked does not matter, since it does not matter to a sum.
# Numbers without a common factor are not enough: $9$ is more than $7$, so in $1, 2, 9$ the three windows do not touch, and the
# pixels between them are never read.
