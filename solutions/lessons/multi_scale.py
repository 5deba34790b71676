# %% [markdown]
# # {{ lesson.title }}
#
# A photograph holds an eye of a few pixels, a cat of some hundreds, and a house that fills the frame. To find all of them, a
# network must look closely and from afar at the same time. A single map of an ordinary network cannot do that: where its
# units lie close together they see little, and where they see much they lie far apart. The networks of this notebook combine
# maps of several scales. You build the parts that do the combining, and find out what that does to receptive fields. It is
# not what most people expect, authors of good papers among them.
#
# **You will be able to** enlarge and merge maps the way an FPN, a U-Net and an HRNet do, write a feature pyramid that works
# with any backbone, choose the level for an object, and say what a unit behind upsampling really sees.
#
# **How it works.** There are {{ lesson.exercises | length }} exercises, for {{ lesson.exercises | sum(attribute="points") }}
# points, and a reflection for {{ lesson.reflection_points }} more; about {{ lesson.exercises | sum(attribute="minutes") }}
# minutes of work. Replace `raise NotImplementedError()` with your code, run the cell, then run the `check(...)` cell below
# it. It tells which checks pass and, for one that does not, a call, what you answered, and what was expected. Check as often
# as you like.
#
# **Conventions**, the same in all notebooks of this pack; lesson 1 explains them:
#
# - A pixel is named by its index, and pixel 0 is the first. A box is (top, left, bottom, right), both ends inclusive.
# - The *size* of a receptive field (RF) counts the pixels from the first to the last that can change a unit's value. The
#   input has RF 1.
# - The *jump* or *stride* of a map is the distance between neighbouring units, in pixels. A layer widens the window by kernel
#   minus 1 jumps; a stride multiplies the jump for all layers behind it.
# - Maps are tensors of shape `(N, C, H, W)`. A list of maps starts with the finest, and is never changed by your functions.

# %%
import math
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from autograder import networks
from autograder.student import check, scene, show_boxes, show_features, show_levels, show_maps

# %% [markdown]
# ## Side by side: Inception
#
# One answer is to look with several kernels at once. A module of GoogLeNet (Szegedy et al., 2015) has four branches, and
# concatenates what they find: a 1x1 convolution; a 1x1, then a 3x3; a 1x1, then a 5x5; a 3x3 pool, then a 1x1.
#
# The cell below draws two pictures. The first has the things that we want to find, in a photograph of a size that detectors
# get. The second has the windows of the four branches of GoogLeNet's first module, `3a`, in the 224 x 224 image that it
# reads. They are measured: in a replica of the network that averages wherever the network has weights, the gradient of one
# unit is followed back to the image, and the pixels where it is not zero are the ones that reach the unit. Before you run it:
# the branches differ by kernels of 1, 3 and 5. Do their windows differ by a few pixels, or by many?

# %% show=true
THINGS = {
    "nose": (492, 486, 531, 537),
    "eye": (429, 383, 502, 456),
    "sun": (56, 794, 230, 967),
    "face": (256, 338, 651, 685),
    "tree": (317, 727, 819, 1023),
    "cat": (256, 338, 1023, 685),
    "house": (82, 0, 788, 394),
}


def window_of(network, node, unit, length):
    """First and last pixel, in a column of so many pixels, at which the gradient of a unit is not zero."""
    column = networks.along(network, axis=0)
    seen = np.flatnonzero(networks.reached(column, node, (unit, 0), (length, 1)))
    return int(seen[0]), int(seen[-1])


show_boxes(scene(1024, 1024), THINGS)

branches = {}
for name in ("1x1", "3x3", "5x5", "pool_proj"):
    first, last = window_of(networks.googlenet(), f"3a_{name}", 14, 224)
    branches[name] = (first, first, last, last)
show_boxes(scene(224, 224), branches)

# %% [markdown]
# {% set googlenet = networks.googlenet() %}
# {% macro rf(node) %}{{ whole.receptive_field(googlenet, node)[0] }}{% endmacro %}
# The 1x1 sees what the layers in front of it see, {{ rf("3a_1x1") }} pixels. Neighbouring units lie
# {{ whole.geometry(googlenet, "3a_1x1").jump }} pixels apart there, and so much does every further tap add: the 3x3 and the
# pool see {{ rf("3a_3x3") }}, and the 5x5 {{ rf("3a_5x5") }}. The module sees the union of the four, which is the largest:
# {{ rf("3a") }}. The last of the nine modules, `5b`, sees {{ rf("5b") }}.
#
# {% set deeplab = networks.aspp(whole.resnet(50, dilate=(False, True, True))) %}
# {% set aspp = ["aspp_12", "aspp_24", "aspp_36"] %}
# DeepLab's ASPP, in lesson 2, is the same idea with dilations in place of larger kernels: on a ResNet-50 its 1x1 sees
# {{ whole.receptive_field(deeplab, "aspp_1x1")[0] }} pixels, its three dilated branches
# {% for branch in aspp %}{{ whole.receptive_field(deeplab, branch)[0] }}{{ ", " if not loop.last }}{% endfor %}, and a last
# branch pools over the whole image.
#
# ## Maps of several sizes, and how to enlarge one
#
# Branches side by side share one stride. What finds the eye as exactly as the house is a set of maps with strides of their
# own. To add two of them, the coarser one has to be enlarged. The simplest way copies: every new unit takes the value of the
# *nearest* old one.
#
# Where the size doubles, every unit is copied twice. Sizes are not always so kind: of 13 rows, a layer with stride 2 makes 7,
# and on the way back 7 have to become 13. Lay both rows of units over the same stretch, as in the picture below. Unit $i$ of
# $n_{\text{out}}$ begins at $i / n_{\text{out}}$ of the stretch, and there it looks down. The old unit that it hits is the
# one that it copies:
#
# $$\text{source}(i) = \Bigl\lfloor \, i \cdot \frac{n_{\text{in}}}{n_{\text{out}}} \Bigr\rfloor$$
#
# All old units but one are copied twice. Guess which one is not, then run the cell.

# %% show=true
from matplotlib import pyplot as plt

figure, ax = plt.subplots(figsize=(8, 2.4), layout="constrained")
for height, number in enumerate((7, 13)):
    ax.barh([height] * number, 1 / number, left=np.arange(number) / number, height=0.5, color="#E6E6E6", edgecolor="black")
    for unit in range(number):
        ax.text((unit + 0.5) / number, height, unit, ha="center", va="center")
for unit in range(13):
    ax.annotate("", (unit / 13, 0.2), (unit / 13, 0.75), arrowprops={"arrowstyle": "->", "color": "#0072B2", "lw": 1.5})
ax.set_yticks([0, 1], ["7 old units", "13 new units"])
ax.set_xlabel("position along the map, as a share of its length")
ax.set_title("Every new unit looks down from where it begins")
plt.show()

# %% exercise="upsample_nearest"

# %% [markdown]
# ## Feature pyramids: meaning comes down, detail stays
#
# {% set shares = ["C2", "C3", "C4", "C5"] %}
# The stages C2 to C5 of a ResNet have strides
# {% for level in shares %}{{ whole.geometry(whole.resnet(50), level).jump }}{{ ", " if not loop.last }}{% endfor %}. C5 knows
# best *what* there is, C2 *where* it is. A feature pyramid network (FPN; Lin et al., 2017) gives every level both, in three
# steps:
#
# 1. A 1x1 convolution, the **lateral**, brings each stage to the same number of channels: $L_2$ to $L_5$.
# 2. The **top-down path** starts with the coarsest and hands everything down. The merged map $M$ of a level is its lateral
#    plus the enlarged merged map above it:
#
#    $$M_5 = L_5 \qquad\qquad M_l = L_l + \text{up}(M_{l+1})$$
#
# 3. A 3x3 convolution on each merged map smooths the blocks that copying leaves: $P_l = \text{conv}_{3 \times 3}(M_l)$.
#
# In place of a trained ResNet, the notebook uses four fixed filters: vertical edges, horizontal edges, spots, and plain
# brightness, on an image that shrinks by half from level to level. That is enough to see what happens to maps. In the first
# picture, look for the windows of the house, and for the level at which they are gone. The second one is your
# `upsample_nearest` on a map of 3 x 4 numbers: which rows and columns are copied more often than others?
#
# The exercise after the pictures is step 2 alone. When it is done, three laterals go through your function that are zero, but
# for a single 1 in each, at different places. Before you run that picture: in which of the merged maps will the 1 of the
# finest lateral appear, and what does the 1 of the coarsest look like in the finest?

# %% show=true
EDGES = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
SPOTS = torch.tensor([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]) / 2
FILTERS = torch.stack([EDGES, EDGES.T, SPOTS, torch.ones(3, 3) / 9])[:, None]


def image_of(height, width):
    """The scene in grey, as a tensor (1, 1, H, W)."""
    return torch.from_numpy(scene(height, width)).mean(dim=2)[None, None]


def backbone(image):
    """C2 to C5: the four filters on the image at strides 4, 8, 16 and 32."""
    shrunk = [F.avg_pool2d(image, stride) for stride in (4, 8, 16, 32)]
    return [F.conv2d(F.pad(level, (1, 1, 1, 1), mode="replicate"), FILTERS) for level in shrunk]


stages = backbone(image_of(256, 320))
show_features(dict(zip(("C2", "C3", "C4", "C5"), stages)), image_size=(256, 320))

numbers = torch.arange(12.0).reshape(1, 1, 3, 4)
sizes = [(3, 4), (5, 7), (8, 8)]
show_maps(
    lambda size: upsample_nearest(numbers, size)[0, 0],
    {f"{height} x {width}": ((height, width),) for height, width in sizes},
    label="value",
)

# %% exercise="fpn_top_down"

# %% show=true
impulses = [torch.zeros(1, 1, 13, 18), torch.zeros(1, 1, 7, 9), torch.zeros(1, 1, 4, 5)]
for lateral, place in zip(impulses, ((2, 13), (5, 1), (1, 2))):
    lateral[..., place[0], place[1]] = 1
show_features(lambda: dict(zip(("M2", "M3", "M4"), fpn_top_down(impulses))))

# %% exercise="FPN"

# %% show=true
def filled(network):
    """Give an FPN on four channels weights to see through: laterals pass each channel on, outputs smooth it a little."""
    own = torch.eye(4)[:, :, None, None]
    smooth = torch.tensor([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    weights = {}
    for level in range(4):
        weights |= {f"lateral.{level}.weight": own, f"lateral.{level}.bias": torch.zeros(4)}
        weights |= {f"output.{level}.weight": own * smooth, f"output.{level}.bias": torch.zeros(4)}
    network.load_state_dict(weights)
    return network


def pyramid(features):
    """P2 to P5 from your FPN."""
    with torch.no_grad():
        return dict(zip(("P2", "P3", "P4", "P5"), filled(FPN([4, 4, 4, 4], 4))(features)))


show_features(pyramid, stages, image_size=(256, 320))

# %% [markdown]
# Compare with the picture of C2 to C5. P5 is C5, smoothed. P2 has the outlines of C2, and around them the glow of what came
# down from the coarse levels. A unit of P2 has a line at its exact place, and a hint that it belongs to something large.
#
# ## What does P2 see?
#
# {% set resnet = whole.resnet(50) %}
# P2 has the stride of C2, and a unit of C2 sees {{ whole.receptive_field(resnet, "C2")[0] }} pixels on a ResNet-50. How many
# does a unit of P2 see? Decide for one of these before you go on: as many as C2;
# {{ whole.receptive_field(resnet, "C2")[0] + 8 }}, since the 3x3 adds two jumps of 4 pixels; as many as C5; something else.
#
# The cell below describes a ResNet-50 (He et al., 2016; strides in the 3x3s, as in torchvision), puts a pyramid on it, and
# measures windows by the gradient of its replica, for eight neighbouring units of every level. Then come two pictures. In the
# first, each bar is the window of one unit of P2, drawn from the unit's own place: a window that is centered on its unit
# reaches as far up as down. The second shows what is left of the scene when only the pixels are kept that reach a unit: one
# of C2, and two of P2 that are a few units apart.

# %% show=true
layout = [("conv1", networks.same(7, 2)), ("pool1", networks.same(3, 2))]
for level, blocks, stride in (("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)):
    first = [networks.same(1), networks.same(3, stride), networks.same(1)]
    others = [[networks.same(1), networks.same(3), networks.same(1)]] * (blocks - 1)
    layout += networks.stage(level, [first, *others], layout[-1][0], shortcut=networks.same(1, stride))
detector = networks.fpn(networks.network(*layout))

strides = {"C2": 4, "C5": 32, "inner2": 4, "P5": 32, "P4": 16, "P3": 8, "P2": 4}
for node, stride in strides.items():
    found = [window_of(detector, node, 512 // stride + phase, 1056) for phase in range(8)]
    print(f"{node:6} sees {[last - first + 1 for first, last in found]} pixels")


def show_neighbours(windows, places, expected, title):
    """Draw windows (first, last) of neighbouring units, each from the place of its unit, and where an expected window would end."""
    figure, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
    found = {unit: last - first + 1 for unit, (first, last) in windows.items()}
    for size, colour, hatch in zip(sorted(set(found.values())), ("#0072B2", "#E69F00"), ("", "//")):
        units = [unit for unit in windows if found[unit] == size]
        ends = [windows[unit][0] - places[unit] - 0.5 for unit in units]
        label = f"{size} pixels: {len(units)} of {len(windows)} units"
        ax.bar(units, size, bottom=ends, width=0.8, color=colour, hatch=hatch, edgecolor="black", label=label)
    for name, size in expected.items():
        ax.axhline(size / 2, color="black", ls="--", label=f"{name}: {size} pixels")
        ax.axhline(-size / 2, color="black", ls="--")
    ax.use_sticky_edges = False
    ax.margins(y=0.05)
    ax.set_xlabel("unit")
    ax.set_ylabel("pixels from the unit's own place")
    ax.set_title(title)
    ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    plt.show()


units = range(128, 144)
show_neighbours(
    {unit: window_of(detector, "P2", unit, 1056) for unit in units},
    {unit: 4 * unit for unit in units},
    {"C2": np.ptp(window_of(detector, "C2", 128, 1056)) + 1},
    "Windows of neighbouring units of P2",
)

grey = scene(576, 576).mean(axis=2)
chosen = {"C2, unit (72, 72)": ("C2", 72), "P2, unit (72, 72)": ("P2", 72), "P2, unit (75, 75)": ("P2", 75)}
reach = {name: networks.reached(detector, node, (unit, unit), grey.shape) for name, (node, unit) in chosen.items()}
show_maps(
    {f"{name}:\n{seen.sum()} pixels": grey * seen for name, seen in reach.items()},
    common=True,
    label="brightness of what reaches the unit",
)

image = torch.ones(1, 1, *grey.shape, dtype=torch.float64, requires_grad=True)
part = networks.up_to(detector, "P2")
[gradient] = torch.autograd.grad(networks.replica(part)(image)["P2"][0, 0, 72, 72], image)
share = gradient[0, 0].numpy()[reach["C2, unit (72, 72)"]].sum() / gradient.sum()
print(f"Of the gradient of P2, unit (72, 72), a share of {share:.0%} lies on the pixels that C2 sees.")

# %% [markdown]
# {% set resnet = whole.resnet(50) %}
# {% set fpn = networks.fpn(resnet) %}
# {% macro seen(net, node) %}{{ whole.receptive_fields(net, node) | unique | sort | join(" or ") }}{% endmacro %}
# {% macro stage(node) %}{{ whole.receptive_field(resnet, node)[0] }}{% endmacro %}
# P2 sees {{ "%.0f" | format(whole.receptive_fields(fpn, "inner2")[0] / stage("C2") | int) }} times as far as C2. The merged
# map under it, `inner2`, sees {{ seen(fpn, "inner2") }} pixels, exactly what C5 sees: a copy sees what the original sees.
# Then comes the 3x3. It adds two jumps of C5 to P5, which sees {{ seen(fpn, "P5") }} pixels, and one to P4, which sees
# {{ seen(fpn, "P4") }}. P3 and P2 see {{ seen(fpn, "P3") }}, and which of the two depends on the unit's **phase**, its place
# in the block of copies. Nor are these windows centered on their units. With bilinear upsampling all four levels see
# {{ seen(networks.fpn(resnet, upsampling=networks.bilinear(2)), "P2") }}.
#
# It is easy to get this wrong. RFLA (Xu et al., 2022), a detector for tiny objects, chooses levels by their receptive fields,
# and its code lists {{ stage("C2") }}, {{ stage("C3") }}, {{ stage("C4") }} and {{ stage("C5") }} pixels for P2 to P5. The
# arithmetic is flawless. It is that of C2 to C5, and leaves the top-down path out. The idea of the paper does not stand or
# fall with it, and the last line of the output above hints at why. Keep it in mind for the reflection, where you explain the
# numbers of P2.
#
# ## U-Net: concatenate instead of add
#
# A U-Net (Ronneberger et al., 2015) also goes down and up again, but it concatenates the fine map, the **skip**, with what
# comes up, and lets convolutions decide how to combine them. In the original none of its convolutions is padded, so every one
# costs a border, and an image of 572 x 572 pixels has an answer for the {{ 572 - 184 }} x {{ 572 - 184 }} in the middle. For
# the same reason a skip is larger than what it meets on the way up. It is **cropped** to its centre, by the same amount on
# either side; where that is impossible, the odd row is cut off at the end.
#
# The cell below prints the sizes that meet on the four levels, draws which part of an image gets an answer, and measures
# windows again: those of some neighbouring pixels of the output. Dashed is what the formula of lesson 1 would say if you
# carried it on through the decoder: every 3x3 adds two jumps, and each upsampling halves the jump. For how many of them do
# you expect it to be right?

# %% show=true
unet = networks.unet()
with torch.no_grad():
    shapes = {node: found.shape[2:] for node, found in networks.replica(unet)(torch.zeros(1, 1, 572, 572)).items()}
for level in (4, 3, 2, 1):
    print(f"level {level}: the skip is {shapes[f'enc{level}'][0]} pixels wide, what comes up {shapes[f'up{level}'][0]}")

corners = [window_of(unet, "output", unit, 572) for unit in (0, 387)]
(first_top, first_bottom), (last_top, last_bottom) = corners
shown = {
    "part that gets an answer": (92, 92, 479, 479),
    "window of its first pixel": (first_top, first_top, first_bottom, first_bottom),
    "window of its last pixel": (last_top, last_top, last_bottom, last_bottom),
}
show_boxes(scene(572, 572), shown)

first, last = window_of(unet, "bottleneck", 14, 572)
print(f"a unit of the bottleneck sees {last - first + 1} pixels")
carried_on, jump = last - first + 1, 16
for _ in range(4):
    jump //= 2
    carried_on += 2 * 2 * jump
units = range(176, 208)
show_neighbours(
    {unit: window_of(unet, "output", unit, 572) for unit in units},
    {unit: unit + 92 for unit in units},
    {"formula carried on": carried_on},
    "Windows of neighbouring output pixels of a U-Net",
)

# %% exercise="unet_merge"

# %% [markdown]
# {% set unet = networks.unet() %}
# {% set sizes = whole.receptive_fields(unet, "output") %}
# {% set bottleneck = whole.receptive_field(unet, "bottleneck")[0] %}
# **What the formula missed.** It says {{ bottleneck + 2 * 2 * (8 + 4 + 2 + 1) }}, and not one pixel sees that many.
# Neighbours in the bottleneck see {{ bottleneck }} pixels each and lie {{ whole.geometry(unet, "bottleneck").jump }} apart,
# so whatever reads some of them in a row sees {{ bottleneck }} and a multiple of
# {{ whole.geometry(unet, "bottleneck").jump }}. Along one axis
# {% for size in sizes | unique | sort %}
# {{ sizes.count(size) }} of {{ sizes | length }} output pixels see {{ size }}{{ "," if not loop.last else "." }}
# {% endfor %}
# How many units of the bottleneck does each kind read? The skips see less than that, so they widen nothing. What they bring
# is detail.
#
# The next cell shows just that. A small U-Net with two poolings and the four filters from above looks at the scene: first the
# maps on its way down, then the maps on its way up, made with your `unet_merge`, and beside them what the last one would be
# without skips. Where do the cat's stripes come from?

# %% show=true
def blur(x):
    """A 3x3 convolution without padding that averages, channel by channel."""
    return F.avg_pool2d(x, 3, stride=1)


def way_down(image):
    """The encoder of a small U-Net: 124 pixels become 122, 59 and 25."""
    fine = F.conv2d(image, FILTERS)
    middle = blur(F.avg_pool2d(fine, 2))
    return {"encoder 1": fine, "encoder 2": middle, "bottleneck": blur(blur(F.avg_pool2d(middle, 2)))}


def up(x):
    """An up-convolution of 2x2 ones: each unit becomes four."""
    return torch.kron(x, torch.ones(2, 2))


def way_up(fine, middle, bottleneck):
    """The decoder, and what it would give without skips."""
    second = blur(unet_merge(up(bottleneck), middle))
    return {
        "decoder 2": second,
        "decoder 1": unet_merge(up(second), fine),
        "without skips": up(blur(up(bottleneck))),
    }


down = way_down(image_of(124, 124))
show_features(down)
show_features(way_up, *down.values())

# %% [markdown]
# ## HRNet: never let go of the fine map
#
# {% set hrnet = networks.hrnet_w32() %}
# {% macro sees(node) %}{{ whole.receptive_field(hrnet, node)[0] }}{% endmacro %}
# An HRNet (Sun et al., 2019; Wang et al., 2020) does not go down and up again. It keeps a fine branch from the first layer to
# the last, and adds coarser branches beside it, one a stage. Behind every few blocks comes an **exchange**: every branch gets
# the sum of all branches, each resampled to its size. A coarse branch is enlarged by copying, a fine one is shrunk by 3x3
# convolutions of stride 2; in the exercise average pooling over blocks of 2 x 2, 4 x 4 and so on takes their place, so that
# no weights are needed.
#
# The stem sees {{ sees("stem") }} pixels, and the blocks of `layer1` behind it {{ sees("layer1") }}. Then the branches begin
# to differ. In stage 2 all of them have the same blocks, eight 3x3s in a row, but the second branch has twice the jump: just
# in front of the exchange the fine one sees {{ sees("stage2.1.blocks1") }} pixels and the coarse one
# {{ sees("stage2.1.blocks2") }}. How many will the fine branch see behind the exchange? The cell below measures all branches
# in front of every exchange and behind it.

# %% show=true
hrnet = networks.hrnet_w32()
steps = {"stem": {1: "stem"}, "layer1": {1: "layer1"}}
for stage, modules in ((2, 1), (3, 4), (4, 3)):
    for module in range(1, modules + 1):
        end = f"stage{stage}" if module == modules else f"stage{stage}.{module}"
        present = range(1, stage + 1)
        steps[f"{stage}.{module} blocks"] = {branch: f"stage{stage}.{module}.blocks{branch}" for branch in present}
        steps[f"{stage}.{module} exchange"] = {branch: f"{end}_{branch}" for branch in present}

figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")
for branch, colour, marker in ((1, "#0072B2", "o"), (2, "#E69F00", "s"), (3, "#009E73", "D"), (4, "#CC79A7", "^")):
    stride = 2 ** (branch + 1)
    found = {}
    for step, nodes in steps.items():
        if branch in nodes:
            first, last = window_of(hrnet, nodes[branch], 3072 // stride, 6144)
            found[step] = last - first + 1
    places = [list(steps).index(step) for step in found]
    ax.plot(places, list(found.values()), color=colour, marker=marker, ms=11 - 2 * branch, label=f"branch {branch}, stride {stride}")
ax.set_xticks(range(len(steps)), list(steps), rotation=60, ha="right")
ax.set_yscale("log", base=2)
ticks = [8, 32, 128, 512, 2048]
ax.set_yticks(ticks, ticks)
ax.set_ylabel("receptive field (pixels)")
ax.set_xlabel("stage and module of the network")
ax.set_title("HRNet-W32: branches drift apart in the blocks and meet in the exchange")
ax.legend(frameon=False, loc="lower right")
plt.show()

# %% exercise="hrnet_fuse"

# %% show=true
patches = [torch.zeros(1, 1, 16, 16), torch.zeros(1, 1, 8, 8), torch.zeros(1, 1, 4, 4)]
patches[0][..., 4:8, 0:4] = 1
patches[1][..., 0:2, 4:6] = 1
patches[2][..., 3, 2] = 1
show_features(patches)
show_features(hrnet_fuse, patches)

# %% [markdown]
# {% set hrnet = networks.hrnet_w32() %}
# **Everyone learns from everyone.** The first row has one patch on every branch, the second, by your `hrnet_fuse`, all three
# patches on each. Compare with the impulses of your `fpn_top_down`, where nothing ever went from fine to coarse. For
# receptive fields this means that every exchange hands all branches the largest window:
# {% for stage in ("stage2", "stage3", "stage4") %}
# {{ whole.receptive_field(hrnet, stage + "_1")[0] }} pixels behind {{ stage }},
# {% endfor %}
# on every branch. Move the fine patch by one pixel and run the cell again: what happens on the coarse branches, and why?
#
# ## Which level for which thing?
#
# A detector with a pyramid reads each box from one level. The rule of the FPN paper (its equation 1) starts from the images
# of 224 x 224 pixels that backbones are trained on: a thing as large as such an image belongs to level 4, the level that
# detectors used when they had only one. A box twice as wide and twice as high goes one level up, one half the size a level
# down:
#
# $$l = \Bigl\lfloor 4 + \log_2 \frac{\sqrt{w \, h}}{224} \Bigr\rfloor \qquad \text{but never below 2 or above 5}$$
#
# | box | side of the square of that area | level |
# |---|---|---|
# {% for width, height in ((224, 224), (223, 223), (112, 112), (112, 448), (448, 448), (20, 20), (2000, 1000)) %}
# | {{ width }} x {{ height }} | {{ "%.0f" | format((width * height) ** 0.5) }} | {{ ref.assign_level(width, height) }} |
# {% endfor %}
#
# Go back to the first picture of this notebook, with its nose, eye, sun, face, tree, cat and house, and write down a level
# for each. The cell behind the exercise shows what your function says.
#
# The last exercise is a tool for every pyramid that you will meet: it tells the stride of each map from the sizes alone.
# Padding makes that a little harder than a division. Of 100 rows a level of stride 8 makes 13, and 100 / 13 is
# {{ "%.2f" | format(100 / 13) }}. The cell between the exercises prints such quotients for the levels of a real pyramid. At
# the end your function names the maps of your own FPN, which it gets coarsest first.

# %% exercise="assign_level"

# %% show=true
show_levels(assign_level, scene(1024, 1024), THINGS)

with torch.no_grad():
    shapes = {node: tuple(found.shape[2:]) for node, found in networks.replica(detector)(torch.zeros(1, 1, 798, 1330)).items()}
for node in ("P5", "P4", "P3", "P2"):
    height, width = shapes[node]
    print(f"{node} of an image of 798 x 1330: {height} x {width}, quotients {798 / height:.2f} and {1330 / width:.2f}")

# %% exercise="inspect_pyramid"

# %% show=true
def inspected():
    """The maps of your FPN, with what your inspect_pyramid says of each in its name."""
    maps = dict(reversed(pyramid(stages).items()))
    return {
        f"{found['name']}, {found['channels']} channels,\nstride {found['stride']}": maps[found["name"]]
        for found in inspect_pyramid(maps, (256, 320))
    }


show_features(inspected)

# %% [markdown] question=true
# ## What to take with you
#
# - Nearest upsampling copies; a copy sees what the original sees, however small the stride has become.
# - An FPN adds from coarse to fine, a U-Net concatenates a cropped skip, an HRNet adds in all directions.
# - Behind upsampling, neighbours have windows of different sizes and off their centers. No formula that adds kernels from
#   layer to layer says which; following one unit back to the image does.
# - What *can* reach a unit is one thing, what counts there another. Lesson 3 measures the second.
#
# ## Reflection
#
# {% set resnet = whole.resnet(50) %}
# On a ResNet-50, C2 sees {{ whole.receptive_field(resnet, "C2")[0] }} pixels, and P2, which has the same stride and gets C2
# through a 1x1, sees {{ whole.receptive_fields(networks.fpn(resnet), "P2") | unique | sort | join(" or ") }}. **Why does P2
# of an FPN not have the receptive field of C2, and why does it have two?** Write five to ten sentences below: follow a unit
# of P2 back along both of its paths, say which units of C5 it depends on and what its place in the block of copies has to do
# with it, and then argue whether it was a mistake to give the small boxes to a level that sees so much.
#
# ### BEGIN MARK SCHEME
#
# | points | for saying that |
# |---|---|
# | 2 | two kinds of paths lead to P2, laterally from C2 and down from C5; its window is the union, and the largest decides |
# | 2 | upsampling copies and shrinks no window: every unit of the merged map holds a copy of a unit of C5 and sees all of its window |
# | 2 | eight neighbours share a unit of C5; the 3x3 reads copies of one unit inside of a block, and of two, a jump apart, at its ends |
# | 2 | so two phases of eight see one jump of C5 more, {{ whole.geometry(resnet, "C5").jump }} pixels; the two jumps of P2 play no part |
# | 2 | small boxes still belong to P2: the lateral brings detail and keeps much of the weight in C2's window; context from afar helps |
#
# Half points for a claim without its reason. Right arguments that are not in this table count as much.
#
# ### END MARK SCHEME

# %% [markdown] reflection=true
# Two kinds of paths lead from a unit of P2 back to the image. The lateral one goes through a 1x1 to C2, and sees what C2
# sees. The other goes up to the merged maps of the coarser levels, and in the end to C5. The window is the union of what all
# paths see. The windows on the way down from C5 contain those of the laterals, so C5 decides.
#
# Upsampling makes the stride small again but not the window. It copies: each unit of the merged map under P2 holds a copy of
# one unit of C5, and with it everything that this unit has seen. Eight neighbours in a row share the same unit of C5. The 3x3
# behind the merged map reads three neighbours. In the middle of a block all three share one unit of C5, and P2 sees exactly
# as much as C5; at either end of a block one of the three belongs to the next unit of C5, whose window lies a jump of C5
# further, and P2 sees that many pixels more. That happens for two phases of eight. The windows are not centered either, since
# a whole block of copies shares one window.
#
# Giving small boxes to P2 was no mistake. The receptive field says what can reach a unit, not how much it counts. The lateral
# path is short and has weights of its own, so the detail of C2 arrives at its exact place, and in our network of averages a
# good part of the gradient stays within the window of C2. What comes down from C5 spreads thinly over its large window and
# adds context: whether the spot is an eye or a stone. A table of levels should only not claim that P2 could see no further
# than C2.
