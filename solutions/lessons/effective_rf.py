# %% [markdown]
# # {{ lesson.title }}
#
# The receptive field of a unit is the part of the input that *can* change its value. It is easy to compute, and it flatters:
# a pixel in the corner of the window counts as much in it as the pixel in the middle, and in a network it does not. What a
# unit really looks at is called its **effective receptive field** (ERF; Luo et al., 2016). No formula in kernels and strides
# tells it for every network, but every network tells it itself, if you ask for a gradient.
#
# **You will be able to** draw what a unit of any network looks at, say in numbers how wide that is, predict it for simple
# networks, and judge what depth, large kernels, dilation, training and attention do for it.
#
# **How it works.** There are {{ lesson.exercises | length }} exercises, for {{ lesson.exercises | sum(attribute="points") }}
# points, and a reflection for {{ lesson.reflection_points }} more; about {{ lesson.exercises | sum(attribute="minutes") }}
# minutes of work. Replace `raise NotImplementedError()` with your code, run the cell, then run the `check(...)` cell below
# it. Check as often as you like. Pictures that need a function of yours wait until it is written.
#
# **Conventions**, as in lesson 1. A pixel is named by its index, row before column, and pixel 0 is the first. The *size* of a
# receptive field (RF) counts the pixels from the first to the last that contributes, inclusive. The *jump* is the distance,
# in pixels, between the windows of neighbouring units: the product of the strides so far. A layer is a pair
# `(kernel, stride)` or a `Layer(kernel, stride=1, padding=0, dilation=1)`, and an empty list of layers means the input itself. A
# window, or a box, is `(top, left, bottom, right)`, both ends inclusive.

# %%
import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from autograder import networks
from autograder.student import Layer, check, scene, show_boxes, show_law, show_maps, show_profile, show_reach

torch.set_num_threads(1)  # the networks of this notebook are small, and faster so

# %% [markdown]
# ## A window says who, not how much
#
# {% set five = [(3, 1)] * 5 %}
# Take five 3x3 convolutions that only average. Their RF is {{ oracles.size(five) }} x {{ oracles.size(five) }} pixels. Poke
# the pixels of an image one after the other, and write down how much the unit in the middle changes.
#
# *Before you run the cell:* by what factor does the pixel in the middle of the window matter more than the one in its corner?
# Two, ten, a hundred? And on how many paths, along one axis, does the unit read each of the pixels?

# %% show=true
def averaging(layers, shortcut=False):
    """A linear network of one channel whose kernels average; with shortcuts, half of each unit is its own input."""
    net = nn.Sequential(*(nn.Conv2d(1, 1, *layer, bias=False) for layer in layers)).requires_grad_(False)
    for conv, layer in zip(net, layers):
        conv.weight[:] = (0.5 if shortcut else 1) / layer.kernel**2
        conv.weight[0, 0, layer.kernel // 2, layer.kernel // 2] += 0.5 * shortcut
    return net


def poke(net, image, unit):
    """By how much does a unit change if one pixel changes by 1? One pixel after the other."""
    change = np.zeros(image.shape[2:])
    with torch.no_grad():
        for i, j in np.ndindex(*change.shape):
            poked = image.clone()
            poked[0, :, i, j] += 1
            change[i, j] = net(poked)[0, 0][unit] - net(image)[0, 0][unit]
    return abs(change)


torch.manual_seed(0)
pokes = poke(averaging([Layer(3)] * 5).double(), torch.rand(1, 1, 15, 15).double(), unit=(2, 2))
print(f"the middle matters {pokes[7, 7] / pokes[2, 2]:.0f} times as much as the corner")
show_maps({"five 3x3 averages": pokes}, box=(2, 2, 12, 12), label="change of the unit")

show_reach([(3, 1)] * 5, unit=0)
ends = [sum(taps) for taps in itertools.product(range(3), repeat=5)]
print("paths that end at each pixel:", *(ends.count(pixel) for pixel in range(11)))

# %% [markdown]
# {% set five = [(3, 1)] * 5 %}
# Every pixel of the box is noticed, but most of them hardly. The drawing of the connections, along one axis, says why. The
# unit reads the pixel in the middle on many paths, and the outermost pixel on exactly one: the outermost tap, five times in a
# row. Each path carries the product of the weights on it, and here all products are equal, so what counts is the number of
# paths. The factor that you saw is the square of {{ "%d" | format((ref.uniform_erf(five) * 3**5).max().round()) }}, because
# there are two axes.
#
# ## All pokes at once
#
# A poke, made small and divided by its size, is a derivative. Backpropagation finds the derivatives of *one* number by *all*
# pixels in a single pass, so one backward pass draws the whole map. With an image $x$ of several channels and a unit $y(u)$
# of several channels, there is a choice to make. We let the channels of the unit add up, then take absolute values, then add
# up the colours of the pixel:
#
# $$\text{heat}[i, j] = \sum_c \Bigl|\, \frac{\partial \sum_o y_o(u)}{\partial x_c[i, j]} \,\Bigr|$$
#
# The map belongs to the network *as it is used*. A network in training mode is another function: batch normalisation then
# computes its mean from all pixels of the image, and so one 3x3 convolution with a batch normalisation behind it may read
# more than its window. *How many pixels of an image of `24 x 24` does it notice in each mode?*

# %% show=true
torch.manual_seed(0)
image = torch.rand(1, 1, 24, 24)
small = nn.Sequential(nn.Conv2d(1, 1, 3, padding=1), nn.BatchNorm2d(1))
for mode in ("train", "eval"):
    small.train(mode == "train")
    print(f"{mode}: the unit notices {np.count_nonzero(poke(small, image, unit=(12, 12)))} pixels")

# %% exercise="rf_heatmap"

# %% show=true
torch.manual_seed(0)
padded = [part for c in (3, *[8] * 9) for part in (nn.Conv2d(c, 8, 3, padding=1, bias=False), nn.ReLU())]
padded = nn.Sequential(*padded[:-1])
house = torch.from_numpy(scene(48, 48)).permute(2, 0, 1)[None]
units = {"middle": (24, 24), "at the side": (24, 3), "in the corner": (3, 3)}
show_maps(
    rf_heatmap,
    {name: (padded, house, unit) for name, unit in units.items()},
    box={name: (row - 10, column - 10, row + 10, column + 10) for name, (row, column) in units.items()},
)

# %% [markdown]
# **What your function says** about an untrained network with ten 3x3 convolutions, that looks at a drawing of a house and a
# cat. The dashed boxes are the RFs by the formula. Padding lets windows hang over the border of the image, and there is
# nothing to be seen out there: a unit near the border looks at fewer pixels. Weights and image are random or accidental, so
# the maps are rough. For statements about an architecture one averages over many networks and images.
#
# ## Two traps
#
# Two habits ruin such maps. The first is to feed an image of **zeros**, "since the gradient of a convolution does not depend
# on the image"; published tools do so. Between the convolutions are ReLUs, and at zero the derivative of a ReLU is taken to
# be zero. (Ones are no remedy: in a max pool all candidates then tie, and one of them gets the whole gradient.) The second
# habit is to be sparing with **channels**. A gradient gets through a ReLU only where it is switched on. In a network of one
# channel all paths can be switched off at once.
#
# *Before you run the cell:* of two hundred networks with ten layers and one channel, how many have a map that is zero
# everywhere?
#
# The helper below asks for the middle unit of a whole batch. Unlike your function it leaves its gradients lying about in the
# network.

# %% show=true
def untrained(layers, channels=8, colours=3):
    """A network with random weights and ReLUs between its layers, without biases."""
    sizes = [colours, *[channels] * len(layers)]
    parts = [part for c, layer in zip(sizes, layers) for part in (nn.Conv2d(c, channels, *layer, bias=False), nn.ReLU())]
    return nn.Sequential(*parts[:-1])


def backward(net, images):
    """Send a 1 back from the middle unit: the gradient at every pixel of every image."""
    pixels = images.clone().requires_grad_()
    units = net(pixels)
    ones = torch.zeros_like(units)
    ones[:, :, units.shape[2] // 2, units.shape[3] // 2] = 1
    units.backward(ones)
    return pixels.grad


torch.manual_seed(0)
ten = untrained([Layer(3)] * 10)
for name, images in {"zeros": torch.zeros(1, 3, 21, 21), "noise": torch.randn(1, 3, 21, 21)}.items():
    print(f"image of {name}: the gradient is not zero at {backward(ten, images).abs().sum(1).count_nonzero()} of {21 * 21} pixels")
for channels in (1, 2, 8):
    dead = sum(not backward(untrained([Layer(3)] * 10, channels), torch.randn(1, 3, 21, 21)).any() for _ in range(200))
    print(f"channels: {channels}; networks with a map of zeros: {dead} of 200")

# %% [markdown]
# A map of zeros is no receptive field of size 0. It is a question badly asked. From here on all random networks have eight
# channels or more, and look at noise.
#
# ## Does the map fill its box?
#
# The experiment of Luo et al.: networks of more and more 3x3 convolutions, each map averaged over many random networks and
# images. *Predict:* the box grows by two pixels a layer. Does the spot in it grow as fast?

# %% show=true
def mean_map(make, size, runs=30, power=1):
    """Mean over networks and images of |gradient| ** power at each pixel; the map sums to 1."""
    total = torch.zeros(size, size, dtype=torch.float64)
    for _ in range(runs):
        net = make()
        gradient = backward(net, torch.randn(1, net[0].in_channels, size, size))[0].double()
        total += (gradient / gradient.abs().max()).abs().pow(power).sum(0)
    return (total / total.sum()).numpy()


torch.manual_seed(0)
depths = (5, 10, 20)
spots = {depth: mean_map(lambda depth=depth: untrained([Layer(3)] * depth), size=45) for depth in depths}
show_maps(
    {f"{depth} layers of 3x3": spot for depth, spot in spots.items()},
    box={f"{depth} layers of 3x3": (22 - depth, 22 - depth, 22 + depth, 22 + depth) for depth in depths},
)
for depth, spot in spots.items():
    counts = ", ".join(f"{(spot > cut).sum()} above {cut:g}" for cut in (1e-3, 1e-6, 1e-9, 0))
    print(f"{depth} layers, {(2 * depth + 1) ** 2} pixels in the box: {counts}")

# %% [markdown]
# It does not. At twenty layers most of the box looks empty, and yet the count above zero is the count of the box, to the last
# pixel. Both are true: the box is where the map is not zero, the spot is where its mass is.
#
# That gives you a way to *measure* the RF of a network that you have no formula for: find the bounds of the map. A cut-off
# would spoil it, as the counts show. Outside the window a gradient is exactly zero, inside it may be as small as you like, so
# the only fair border is zero itself.

# %% exercise="support_window"

# %% show=true
def measured_windows(net, image, units):
    """The windows of some units, by your functions."""
    maps = {f"unit {unit}": torch.as_tensor(rf_heatmap(net, image, unit)) for unit in units}
    return {name: support_window(heatmap.detach().numpy()) for name, heatmap in maps.items()}


torch.manual_seed(0)
strided = untrained([Layer(5, 2, 2), Layer(3, 1, 2, 2), Layer(3, 1, 1)], channels=16)
show_boxes(house, measured_windows, strided, house, [(0, 0), (12, 12), (18, 4)])

# %% [markdown]
# {% set strided = [(5, 2, 2, 1), (3, 1, 2, 2), (3, 1, 1, 1)] %}
# The network has a stride and a dilation, and each unit sees {{ oracles.size(strided) }} x {{ oracles.size(strided) }} pixels
# by the formula. Do the measured windows agree? One of them lies in the corner. Its map shows what is left of the window
# inside the image.
#
# ## How wide is the spot?
#
# The window of a map says nothing about its width, for the thinnest tail counts in full. Read the map as a *distribution*
# instead: let it draw pixels, each as often as its share of the mass says, and look where they fall. The standard deviation
# $\sigma$ of their row index says how far they scatter up and down, that of their column index how far to the left and right.
# With $p_i$ the share of row $i$,
#
# $$\mu = \sum_i p_i\, i \qquad\qquad \sigma^2 = \sum_i p_i\, (i - \mu)^2$$
#
# The cell draws two thousand pixels from each of the maps above. Drawing is for looking; it is never exact. Your function
# then computes what it estimates. It should also refuse maps that are no distribution: all zeros, as in the trap above,
# something negative, or something not finite.

# %% show=true
from matplotlib import pyplot as plt


def draw(heatmap, count=100_000):
    """Draw pixels at random, each as often as its share of the map says: their rows, their columns."""
    drawn = np.random.default_rng(0).choice(heatmap.size, count, p=heatmap.ravel() / heatmap.sum())
    return np.unravel_index(drawn, heatmap.shape)


figure, panels = plt.subplots(1, len(spots), figsize=(8, 3.2), layout="compressed", sharey=True)
for ax, (depth, spot) in zip(panels, spots.items()):
    down, right = draw(spot, 2000)
    ax.plot(right, down, "s", ms=2, alpha=0.2, color="#0072B2")
    ax.plot([22 - depth, 22 + depth, 22 + depth, 22 - depth, 22 - depth], [22 - depth] * 2 + [22 + depth] * 2 + [22 - depth], "k--")
    ax.set(title=f"{depth} layers", xlabel="pixel column", xlim=(-1, 45), ylim=(45, -1), aspect="equal")
panels[0].set_ylabel("pixel row")
plt.show()
for depth, spot in spots.items():
    print(f"{depth} layers: RF {2 * depth + 1}, sigma of 100 000 drawn rows about {draw(spot)[0].std():.2f} pixels")

# %% exercise="erf_sigma"

# %% [markdown]
# ## The law
#
# From five to twenty layers the RF grows nearly fourfold. *By what factor did sigma grow in the drawn pixels?*
#
# The reason is old. A path from the unit to a pixel takes a step in every layer: one tap to the left, none, or one to the
# right. Where it ends is the sum of its steps. The *largest* possible sum grows by the largest step in every layer: that is
# the RF, and it grows linearly. For the *typical* sum one adds variances. With kernels that average, all taps are equally
# likely; a step of $k$ taps has the variance $v = (k^2 - 1)/12$, and after $n$ layers
#
# $$\sigma = \sqrt{n\,v} \qquad\text{while}\qquad \text{RF} = n\,(k - 1) + 1$$
#
# Do real kernels follow, which do not average? For random weights of mean zero, the *squared* gradients add up along the
# paths, on average, like probabilities. Absolute values do not: where the mean square falls off like a Gaussian, its root
# falls off like a Gaussian $\sqrt 2$ times as wide. So the same networks have two widths, and whoever reports one should say
# which measure it is of. Both are below, and averages with shortcuts, as in a ResNet, too: half of each unit is then its own
# input, and takes no step at all.
#
# *Predict the order of the four lines, and how steep they are, before you run the cell.*

# %% show=true
torch.manual_seed(0)
many = (3, 6, 10, 20, 30)
stacks = {
    "averaging": lambda depth: mean_map(lambda: averaging([Layer(3)] * depth), 2 * depth + 1, runs=1),
    "averaging, shortcuts": lambda depth: mean_map(lambda: averaging([Layer(3)] * depth, shortcut=True), 2 * depth + 1, runs=1),
    "random, mean |g|": lambda depth: mean_map(lambda: untrained([Layer(3)] * depth), 2 * depth + 1, runs=60),
    "random, mean g^2": lambda depth: mean_map(lambda: untrained([Layer(3)] * depth), 2 * depth + 1, runs=60, power=2),
}
maps = {name: {depth: make(depth) for depth in many} for name, make in stacks.items()}
drawn = {name: [draw(heatmap)[0].std() for heatmap in by_depth.values()] for name, by_depth in maps.items()}
show_law({name: (many, sigmas) for name, sigmas in drawn.items()})
print("layers  RF  sigma (averaging)  sigma / RF")
for depth, sigma in zip(many, drawn["averaging"]):
    print(f"{depth:6} {2 * depth + 1:3} {sigma:18.2f} {sigma / (2 * depth + 1):11.3f}")
show_law(lambda heatmap: erf_sigma(heatmap)[0], maps)

# %% [markdown]
# {% macro sigma(layers) %}{{ "%.2f" | format(ref.erf_sigma(ref.uniform_erf(layers).reshape(1, -1))[1]) }}{% endmacro %}
# Straight lines over the square root of depth, all of them. The first picture is drawn with random pixels, the second with
# your `erf_sigma`. For averaging kernels the law is exact: {{ sigma([(3, 1)] * 10) }} pixels after ten layers,
# {{ sigma([(3, 1)] * 40) }} after forty. The first points for mean $|g|$ lie a little low. Their Gaussian is wider than the
# window allows, and is cut off.
#
# The RF is a straight line over depth itself, so the *share* of the window that a unit uses shrinks like $1/\sqrt n$.
# Shortcuts shrink it further.
#
# ## Large kernels
#
# If depth is such a poor way to look further, why not take the large step at once? ConvNeXt went to 7x7, RepLKNet to 31x31.
# Their receptive fields, in pixels, computed from descriptions of these networks:
#
# {% set convnext, replknet = networks.convnext("T"), networks.replknet() %}
# {% set stages = ("C2", "C3", "C4", "C5") %}
# | | C2 | C3 | C4 | C5 |
# |---|---|---|---|---|
# | ConvNeXt-T (Liu et al., 2022) |{% for stage in stages %} {{ whole.receptive_field(convnext, stage)[0] }} |{% endfor %}
#
# | RepLKNet-31B (Ding et al., 2022) |{% for stage in stages %} {{ whole.receptive_field(replknet, stage)[0] }} |{% endfor %}
#
#
# The last of these windows are far larger than the images that such networks are trained on, and by now you know better than
# to be impressed. What matters is the mass.
#
# The authors of RepLKNet measure it so: around the middle of the map they grow a square until it holds a given part of the
# mass, the **threshold**, and divide its area by that of the map. The smallest square is the middle pixel alone, and sides
# are odd, since the square is centred. The larger this *area ratio*, the more evenly the unit looks around.
#
# The cell first counts the pixels that reach one unit, as a check of the table. Then it compares three networks with
# **equal** RFs, all with random weights: one kernel of 31x31, five of 7x7, fifteen of 3x3. *Predict* the area ratios for half
# of the mass. What would it be for a map that is the same everywhere?

# %% show=true
for name, net in {"ConvNeXt-T": networks.convnext("T"), "RepLKNet-31B": networks.replknet()}.items():
    for stage, jump in {"C2": 4, "C3": 8, "C4": 16, "C5": 32}.items():
        pixels = networks.reached(networks.along(net, axis=0), stage, unit=(5120 // jump, 0), size=(10240, 1))
        print(f"{name}: {pixels.sum()} pixels reach a unit of {stage}, along one axis")


def half_of_mass(heatmap):
    """Share of the area in the middle square that holds half of the drawn pixels."""
    distance = abs(np.array(draw(heatmap)) - len(heatmap) // 2).max(axis=0)
    return (2 * np.sort(distance)[len(distance) // 2] + 1) ** 2 / heatmap.size


torch.manual_seed(0)
equals = {"1 x 31x31": [Layer(31)], "5 x 7x7": [Layer(7)] * 5, "15 x 3x3": [Layer(3)] * 15}
kernels = {name: mean_map(lambda layers=layers: untrained(layers), 31) for name, layers in equals.items()}
show_maps({f"{name}\nhalf of the mass in {half_of_mass(spot):.0%}": np.pad(spot, 4) for name, spot in kernels.items()}, box=(4, 4, 34, 34))

# %% exercise="area_ratio"

# %% show=true
def squares(heatmap):
    """The smallest centred squares for some thresholds, by your area_ratio."""
    boxes = {}
    for threshold in (0.2, 0.3, 0.5, 0.99):
        reach = round(math.sqrt(area_ratio(heatmap, threshold)) * len(heatmap)) // 2
        boxes[f"{threshold:.0%} of the mass"] = tuple(len(heatmap) // 2 + step for step in (-reach, -reach, reach, reach))
    return boxes


for spot in (kernels["1 x 31x31"], kernels["15 x 3x3"]):
    show_boxes(spot / spot.max(), squares, spot)

scales = {"the map": spot} | {f"log10({scale:.0e} map + 1)": np.log10(scale * spot + 1) for scale in (1e4, 1e7)}
measured = {name: f"half of the mass in {half_of_mass(shown):.0%}\nsigma {draw(shown)[0].std():.1f}" for name, shown in scales.items()}
show_maps({f"{name}\n{measured[name]}": shown for name, shown in scales.items()}, label="value")

# %% [markdown]
# {% set flat = ref.uniform_erf([(31, 1)]) %}
# Equal windows, very unequal looks. That is what RepLKNet's paper argues: more layers of small kernels do little for what a
# unit looks at, a few large kernels do much. A flat map would have the ratio
# {{ "%.2f" | format(ref.area_ratio(flat.reshape(-1, 1) * flat, 0.5)) }}, that of the first odd square with at least half of the
# area. The nested squares come from your function, on the two extremes.
#
# The last three pictures show a **trap**. ERFs are often drawn on a logarithmic scale, so that one sees the tails, and that
# is fine for looking. But the published script that goes with RepLKNet takes $\log_{10}(x + 1)$ *before* it measures. What it
# reports then depends on the scale of the gradients, which means nothing: multiply the last weights by a constant, and the
# network looks wider. Measure on the raw map.
#
# ## Predict instead of measure
#
# For averaging kernels no network is needed. Along one axis, the weight of a pixel is the share of the paths that end there,
# as in the list that you saw at the beginning. Listing does not go far: forty 3x3s have $3^{40}$ paths. But they can be
# counted layer by layer. If you know the shares behind some layers, what does one more layer do to them? It averages copies
# of them, and neighbouring copies lie one jump apart.
#
# Steps in different layers are independent, so their variances $v_l = (k_l^2 - 1)/12$ add. Behind strides the steps are
# longer, by the jump $j_l$ in front of the layer:
#
# $$\sigma^2 = \sum_l j_l^2\, v_l$$

# %% exercise="uniform_erf"

# %% [markdown]
# ## Gaussian, and not
#
# A sum of many independent steps of about the same size is nearly normal, says the central limit theorem, and so the ERF of a
# deep stack of equal layers is nearly a **Gaussian**. Luo et al. are often quoted as if *every* ERF were one. The theorem
# needs steps of which none dominates. With the dilations `1, 2, 4, 8, 16`, nearly those of Yu and Koltun's context network
# (2016), each step is longer than all before it together. The same goes for strides of 2.
#
# *Predict the shape of such a profile.* One number tells it from a Gaussian: the excess kurtosis, which is 0 for a Gaussian
# and negative for flatter shapes; a uniform distribution has $-1.2$.

# %% show=true
doubling = [Layer(3, dilation=rate) for rate in (1, 2, 4, 8, 16)]
nets = {"31 x 3x3": [Layer(3)] * 31, "dilations up to 16": doubling, "5 x 3x3, stride 2": [Layer(3, stride=2)] * 5}
profiles = {name: mean_map(lambda layers=layers: averaging(layers), 63, runs=1) for name, layers in nets.items()}
show_profile({name: spot.sum(axis=0) for name, spot in profiles.items() if "stride" not in name}, gaussian=True)
for name, spot in profiles.items():
    z = draw(spot, 1_000_000)[0] - 31
    print(f"{name}: excess kurtosis about {(z**4).mean() / (z**2).mean() ** 2 - 3:.2f}")
yours = {f"{depth} x 3x3": [(3, 1)] * depth for depth in (5, 10, 31)} | {"5 x 3x3, stride 2": [(3, 2)] * 5}
show_profile(uniform_erf, yours, gaussian=True)

# %% [markdown]
# {% set doubled = [(3, 2)] * 5 %}
# {% macro sigma(layers) %}{{ "%.2f" | format(ref.erf_sigma(ref.uniform_erf(layers).reshape(1, -1))[1]) }}{% endmacro %}
# All three networks of the demonstration have an RF of {{ oracles.size(doubled) }} pixels. Thirty-one equal layers have a
# sigma of {{ sigma([(3, 1)] * 31) }} pixels, five layers whose steps double one of {{ sigma(doubled) }}; and their profile is
# no bell but a jagged, broad hill. A Gaussian fitted to it would say little. When steps double, *sigma grows as fast as the
# RF*, and the square root is gone. It was never a law about depth. It is a law about adding equal steps.
#
# ## Training
#
# All of this was about weights that know nothing. What does training do? Here is a task that cannot be solved by looking at
# what is near. The image is smooth noise, and each unit has to say whether two pixels, a certain distance to its left and to
# its right, have the *same* sign or *different* ones. The network has eight 3x3 convolutions. It is trained twice from the
# same weights, once with a distance of 5 pixels and once of 2.
#
# *Predict:* will the ERF grow? Up and down, left and right?

# %% show=true
def smooth_noise(count, size=25):
    return 5 * F.avg_pool2d(torch.randn(count, 1, size + 4, size + 4), 5, stride=1)


def quiz(net, distance, count):
    """What a network answers, and whether the pixels `distance` to the left and to the right have the same sign."""
    images = smooth_noise(count)
    same = (images[..., : -2 * distance] * images[..., 2 * distance :] > 0).float()
    return net(images)[..., distance:-distance], same


def train(net, distance, steps=150):
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    for _ in range(steps):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(*quiz(net, distance, 16)).backward()
        optimizer.step()
    answers, same = quiz(net, distance, 200)
    return ((answers > 0) == (same > 0)).float().mean().item()


def pupil():
    torch.manual_seed(0)
    layers = [part for c in (1, *[16] * 6) for part in (nn.Conv2d(c, 16, 3, padding=1), nn.ReLU())]
    net = nn.Sequential(*layers, nn.Conv2d(16, 1, 3, padding=1))
    for conv in net[::2]:
        nn.init.kaiming_normal_(conv.weight, nonlinearity="relu")
    return net


trained = {}
for name, distance in {"untrained": None, "trained, distance 5": 5, "trained, distance 2": 2}.items():
    net = pupil()
    score = f"{train(net, distance):.0%} of its answers right" if distance else "knows nothing"
    torch.manual_seed(1)
    trained[name] = backward(net, smooth_noise(64)).abs().sum((0, 1)).numpy().astype(float)
    down, right = draw(trained[name])
    widths = f"sigma up and down {down.std():.2f}, left and right {right.std():.2f}"
    print(f"{name}: {score}; {widths}; half of the mass in {half_of_mass(trained[name]):.1%} of the image")
show_maps(trained, box=(4, 4, 20, 20))

# %% [markdown]
# Training moved the look to where the answer is, and away from where it is not. At the distance of 5 the ERF got wider
# and less high; at the distance of 2 it shrank both ways. Luo et al. saw ERFs grow in training. The safer
# statement is: *they follow the task*, within the window that the architecture allows. The maps are in `trained`; what do your
# `erf_sigma` and `area_ratio` say to them?
#
# ## Attention
#
# In a self-attention layer every token reads every other, weighted by how well they match. If tokens are pixels, the RF of
# one such layer is the whole image, whatever its size; computed as a number it is
# `{{ whole.receptive_field(networks.attention_layer(), "attention")[0] }}`. Below are a 3x3 convolution, a
# `nn.MultiheadAttention` with random weights, and an attention whose queries, keys and values are the colours of the pixels,
# so that like attends to like.
#
# *Predict:* the unit in the middle lies on the grey fur of the cat. What will the last map look like?

# %% show=true
class Attention(nn.Module):
    """Self-attention between pixels, with random weights."""

    def __init__(self):
        super().__init__()
        self.embed, self.attend = nn.Conv2d(3, 16, 1), nn.MultiheadAttention(16, 2, batch_first=True)

    def forward(self, image):
        tokens = self.embed(image).flatten(2).transpose(1, 2)
        return self.attend(tokens, tokens, tokens)[0].transpose(1, 2).reshape(1, -1, *image.shape[2:])


class ColourAttention(nn.Module):
    """Self-attention between pixels, whose scores fall with the squared distance of the colours."""

    def forward(self, image):
        tokens = image.flatten(2).transpose(1, 2)
        scores = -40 * ((tokens[:, :, None] - tokens[:, None]) ** 2).sum(-1)
        return (scores.softmax(-1) @ tokens).transpose(1, 2).reshape(image.shape)


torch.manual_seed(0)
cat = torch.from_numpy(scene(32, 32)).permute(2, 0, 1)[None]
looks = {
    "3x3 convolution": nn.Conv2d(3, 16, 3, padding=1),
    "attention, random weights": Attention(),
    "attention by colour": ColourAttention(),
}
looks = {name: backward(net, cat).abs().sum((0, 1)).numpy() for name, net in looks.items()}
plt.figure(figsize=(2.4, 2.4))
plt.imshow(scene(32, 32))
plt.title("the image", fontsize=10)
plt.xlabel("pixel column")
plt.ylabel("pixel row")
plt.show()
for name, look in looks.items():
    own = look[16, 16] / look.sum()
    print(f"{name}: {np.count_nonzero(look)} of {look.size} pixels reach the unit; {own:.1%} of the mass is its own pixel")
show_maps({name: np.where(look == look.max(), 0, look) if "attention" in name else look for name, look in looks.items()})

# %% [markdown]
# No law of depth is left here. A pixel's weight depends neither on how far away it is nor on how many paths lead there, but
# on *what is in the image*: the fur looks at the fur. With random weights the scores hardly differ, and the unit averages the
# whole image. In both maps of attention the unit's own pixel is set to 0: it is the query too, and outshines all others. All
# this has a price: a weight for every pair of pixels, so the cost grows with the square of their number.
#
# ## What to take with you
#
# - The RF is a border, the ERF is what lies inside it, and a gradient shows both.
# - Widths need a stated measure: which gradient is averaged, on which scale, over which images.
# - Equal layers add variances: sigma grows with the square root of depth, the RF with depth itself.
# - Large kernels, strides and growing dilations take steps that dominate; then the square root and the Gaussian are gone.
# - Training moves the ERF to where the task is, attention to where the content is.

# %% [markdown] question=true
# ## Reflection
#
# Somebody wants a unit to look at an object as wide as two hundred pixels, and proposes to stack 3x3 convolutions until the
# RF is that large. **Why does sigma grow with the square root of depth while the RF grows linearly, and what do dilation and
# attention change about it?** Write five to ten sentences: what adds up in the one and in the other, what follows for the
# proposal, and what happens to the argument if steps are no longer alike, or if there are none.
#
# ### BEGIN MARK SCHEME
#
# | points | for saying that |
# |---|---|
# | 2 | the RF adds the largest step of every layer: only the one path that takes it every time reaches the corner |
# | 3 | a path's end is the sum of independent steps; their variances add, so the variance grows with depth and sigma with its root |
# | 1 | so the used share of the window falls like one over the root of depth, and the proposal hardly looks at the rim of the object |
# | 2 | dilation makes steps longer, RF and sigma alike; if dilations grow, the last steps dominate and sigma grows as fast as the RF |
# | 2 | attention reaches all pixels in one layer, weighted by content and not by the number of paths: no law of depth is left |
#
# Half points for a claim without its reason. Right arguments that are not in this table count as much.
#
# ### END MARK SCHEME

# %% [markdown] reflection=true
# A unit reads a pixel along paths, and each path takes one step per layer. The RF is about the extreme: the corner is reached
# by the one path that takes the largest step every time, and the largest steps add up, so the RF grows linearly. Sigma is
# about the typical path. Steps in different layers are independent, so their variances add: after n equal layers the variance
# is n times that of one, and sigma is the root of that. Most paths end near the middle, and the used share of the window
# falls like one over the root of n. A stack of 3x3s whose RF just covers the object hardly looks at its rim; sigma must be
# compared with the object, and to double it takes four times the layers.
#
# A constant dilation d makes every step d times as long. RF and sigma both grow by about that factor, their ratio stays, and
# the window gets holes. If steps double from layer to layer, by dilation or by strides, the last one is longer than all before it
# together. Then no sum of many small steps is left: sigma grows in proportion to the RF, and the profile is a broad hill and
# no Gaussian.
#
# Attention takes no steps at all. One layer reaches every pixel, and the weight of a pixel depends on how well it matches and
# not on its distance or on the number of paths. Where it looks is learned and differs from image to image, at the cost of a
# weight for every pair of pixels.
