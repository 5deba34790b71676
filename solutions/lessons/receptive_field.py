# %% [markdown]
# # {{ lesson.title }}
#
# A convolutional network looks at an image through windows. A unit in the first layer sees a few pixels; a unit
# twenty layers up may see the whole picture, or may not, and then no amount of training lets it recognise what does not
# fit into its window. How large that window is can be computed with a pencil. In this notebook you find the formula,
# write it down as code, and use it on networks that people really train.
#
# **You will be able to** compute the receptive field of any stack of convolutions and pools, say where each unit's window
# lies in the image, follow windows through parallel branches, and read a published network by its receptive fields.
#
# **How it works.** There are {{ lesson.exercises | length }} exercises, for {{ lesson.exercises | sum(attribute="points") }} points,
# and a reflection for {{ lesson.reflection_points }} more; about {{ lesson.exercises | sum(attribute="minutes") }} minutes of work.
# Replace `raise NotImplementedError()` with your code, run the cell, then run the `check(...)` cell below it. It tells which
# checks pass and, for one that does not, a call, what you answered, and what was expected. Check as often as you like.

# %%
import math
import operator

import numpy as np

from autograder.student import Layer, animate_growth, check, show_growth, show_progression, show_reach, show_windows

# %% [markdown]
# ## What a receptive field is
#
# The **receptive field** of a unit is the part of the input that can change its value. Nothing shows that better than
# poking: change one pixel, and see whether the unit notices. All that follows happens along one axis; rows and columns of
# an image are treated alike, so a window of 5 pixels stands for a window of 5 x 5.
#
# Here is a convolution with a kernel of ones, just good enough for poking.

# %%
def convolve(x, kernel, stride=1):
    """Slide a kernel of ones over x: each output is the sum of `kernel` neighbours."""
    starts = range(0, len(x) - kernel + 1, stride)
    return np.array([x[start : start + kernel].sum() for start in starts])


def pixels_seen(network, unit, size=20):
    """Poke every pixel of a black image; which pokes does the unit notice?"""
    seen = []
    for pixel in range(size):
        x = np.zeros(size)
        x[pixel] = 1.0
        for kernel, stride in network:
            x = convolve(x, kernel, stride)
        if x[unit] != 0:
            seen.append(pixel)
    return seen


print("one layer of kernel 3, unit 4 sees", pixels_seen([(3, 1)], unit=4))
print("two such layers, unit 4 sees      ", pixels_seen([(3, 1), (3, 1)], unit=4))

# %% [markdown]
# One layer sees {{ ref.compute_rf([(3, 1)])[-1] }} pixels, two see {{ ref.compute_rf([(3, 1)] * 2)[-1] }}. The picture shows
# why: the unit at the top reads three units of the layer below, and each of those reads three pixels, but they
# share most of them.

# %% show=true
show_reach([(3, 1), (3, 1)], unit=4)

# %% [markdown]
# **Conventions**, the same in all notebooks of this pack:
#
# - A pixel is named by its index, and pixel 0 is the first. Windows and centers are in pixel indices.
# - The *size* of a receptive field counts the pixels from the first to the last that contributes, inclusive, and
#   ignores the border of the image. The input itself has receptive field 1.
# - The *jump* of a layer is the distance, in input pixels, between the windows of neighbouring units.
# - A layer is a pair `(kernel, stride)`, or a `Layer(kernel, stride=1, padding=0, dilation=1)`, which unpacks like a tuple of four.
# - An empty list of layers is valid everywhere, and means the input itself.
#
# ## The formula, step by step
#
# **Step 1: kernels add up.** At stride 1, neighbouring units have windows that lie one pixel apart. A unit with kernel $k$
# reads $k$ neighbours: it sees what the first of them sees, and one pixel more for each of the other $k - 1$.
#
# $$r_{\text{new}} = r + (k - 1)$$
#
# So two layers of kernel 3 see as much as one of kernel 5, and do so with fewer weights:

# %%
two_small = pixels_seen([(3, 1), (3, 1)], unit=0)
one_large = pixels_seen([(5, 1)], unit=0)
assert two_small == one_large
print("3 then 3 sees", two_small, "and a single 5 sees", one_large)
print("weights for 64 channels:", 2 * 3 * 3 * 64 * 64, "against", 5 * 5 * 64 * 64)

# %% [markdown]
# **Step 2: a stride pulls the units apart.** With stride 2 a layer keeps every second position. The windows of its own
# units are as large as before, but neighbours now lie two pixels apart. The layer *behind* it reads neighbours,
# and so reaches further.

# %% show=true
show_reach([(3, 2), (3, 1)], unit=1)

# %% [markdown]
# That distance is the **jump** $j$. A kernel of $k$ spans $k - 1$ gaps between neighbours, each of them $j$ pixels wide:
#
# $$r_{\text{new}} = r + (k - 1) \cdot j \qquad\qquad j_{\text{new}} = j \cdot s$$
#
# Order matters. A layer widens the window with the jump *in front of it*; only then does its own stride $s$ make the jump
# larger, for the layers after it. Strides multiply, so receptive fields can grow exponentially with depth.
#
# **Step 3: pooling is a layer like any other.** A pool of 2 with stride 2 has kernel 2 and stride 2. A small network by hand:
#
# | layer | kernel | stride | jump in front of it | receptive field after it |
# |---|---|---|---|---|
# | input | | | | 1 |
# {% set net = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)] %}
# {% for kernel, stride in net %}
# | {{ "pool" if kernel == 2 else "convolution" }} | {{ kernel }} | {{ stride }} | {{ oracles.jump(net[: loop.index0]) }} | {{ oracles.size(net[: loop.index]) }} |
# {% endfor %}
#
# Poking agrees:

# %%
network = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]
for depth in range(len(network) + 1):
    seen = pixels_seen(network[:depth], unit=0)
    print(f"after {depth} layers, unit 0 sees {len(seen)} pixels")

# %% [markdown]
# Poking is slow, and a formula is not. Your turn.

# %% exercise="compute_rf"

# %% [markdown]
# **What your function says.** Three networks of six layers: only small kernels, larger kernels, and small kernels with a
# pool of stride 2 now and then. Which of them would you choose to look at whole faces? Then the first of them once more: the windows
# of one unit of every layer, inside each other, and the same windows over a picture. What does a unit need to see to know the cat
# from the house?

# %% show=true
show_growth(
    compute_rf,
    {
        "kernel 3": [(3, 1)] * 6,
        "kernel 5": [(5, 1)] * 6,
        "kernel 3, pools between": [(3, 1), (2, 2)] * 3,
    },
)

# %% show=true
show_progression(compute_rf, [(3, 1)] * 6)
animate_growth(compute_rf, [(3, 1)] * 6)

# %% [markdown]
# A straight line for stride 1, a curve that bends upwards as soon as strides come in: kernels add, strides multiply. The
# last stride of a network, by the way, never shows in its receptive field. Do you see why in the formula?
#
# ## Where is the window?
#
# How *far* a unit sees is half the story. To draw a box around what a unit has seen you also need to know *where* its window
# lies. Three numbers describe it for all units of a layer at once: the size, the jump, and the **center** of unit 0.
#
# Two things enter here that have not mattered so far. **Padding** puts zeros in front of the image, so that unit 0
# starts earlier, outside of it. **Dilation** $d$ spreads the taps of a kernel: they lie $d$ inputs apart, and
# the kernel spans $d (k - 1)$ gaps instead of $k - 1$.

# %% show=true
show_reach([Layer(3, padding=1), Layer(3, stride=2, padding=1)], unit=0)
show_reach([Layer(3), Layer(3, dilation=3)], unit=0)

# %% [markdown]
# Follow unit 0. Its first tap lies $p$ inputs before input 0. The middle of its kernel lies half of the kernel's span
# after that, so
#
# $$c_{\text{new}} = c + \Bigl(\frac{d (k - 1)}{2} - p\Bigr) \cdot j$$
#
# with the jump in front of the layer, as ever. Two consequences to look for in the pictures above: padding moves windows but does not
# widen them, and even kernels put centers *between* two pixels. A single pool of 2 has its center at
# {{ ref.rf_geometry([(2, 2, 0, 1)])[2] }}.

# %% exercise="rf_geometry"

# %% [markdown]
# ## Every unit's window
#
# With size, jump and center you can find the window of any unit. You can also walk backwards, without any of
# them: unit `u` of a layer reads its inputs from `u * stride - padding` on. Those inputs are units of the layer below,
# and the same sentence holds for them.
#
# Choose the way you like better. Both ends of a window are whole numbers, and both may lie outside the image: near the border
# a unit looks at padding.

# %% exercise="input_window"

# %%
network = [Layer(3, padding=1), Layer(2, stride=2), Layer(3, padding=1)]
show_windows(input_window, network)

# %% [markdown]
# Windows overlap. Neighbouring units look at almost the same pixels, a jump apart; that is why feature maps are smooth, and why
# detectors that use one unit as one candidate box see each object many times.
#
# ## Branches: Inception
#
# Since GoogLeNet many networks run several stacks side by side and concatenate their outputs on the channel axis. A unit behind the
# concatenation reads all of them, so it sees the union of their windows. If all branches start at the same pixel,
# the largest window contains the others. Two branches behind the same stem:

# %%
stem = [(3, 2)]
branches = {"1x1": [(1, 1)], "1x1, then 3x3": [(1, 1), (3, 1)]}
for name, branch in branches.items():
    seen = pixels_seen(stem + branch, unit=0)
    print(f"stem and {name}: unit 0 sees pixels {seen[0]} to {seen[-1]}")

# %% [markdown]
# Maps of different sizes cannot be concatenated. A branch that has a stride of 2 somewhere needs partners that have it too,
# in one layer or spread over several; what counts is the product.

# %% exercise="branch_rf"

# %% [markdown]
# ## A network that people use
#
# A ResNet-50 starts with a 7x7 convolution of stride 2 (`conv1`) and a 3x3 pool of stride 2 (`pool1`). Then come four
# stages of **bottleneck blocks**; a block is a 1x1, a 3x3 and a 1x1 convolution, and a shortcut around them that adds the block's
# input to its output.
#
# | stage | blocks | stride of its first block |
# |---|---|---|
# | C2 | 3 | 1 |
# | C3 | 4 | 2 |
# | C4 | 6 | 2 |
# | C5 | 3 | 2 |
#
# All other strides are 1. The shortcut sees less than the three convolutions beside it, so it does not widen the window.
#
# *Which* layer of a stage's first block has the stride is where implementations differ. In the paper (He et al., 2016, table 1) it is the first 1x1.
# Torchvision, and most networks trained since, put it in the 3x3. It is a small change in the code with a visible effect:

# %%
blocks = {
    "stride in the 1x1": [(1, 2), (3, 1), (1, 1)],
    "stride in the 3x3": [(1, 1), (3, 2), (1, 1)],
}
for name, block in blocks.items():
    seen = pixels_seen(block, unit=2)
    print(f"{name}: unit 2 sees {seen}, a window of {seen[-1] - seen[0] + 1} pixels")

# %% [markdown]
# With the stride in the 1x1, three pixels of five are all that the block reads: every second one is never looked at. Its window is wider, and
# has holes.

# %% exercise="resnet50_rf"

# %% [markdown]
# ## What to take with you
#
# - A kernel widens the window by `(kernel - 1)` jumps; a stride multiplies the jump for all layers after it.
# - Padding moves windows, dilation widens them, and neither changes the jump.
# - Parallel branches see as far as the largest of them.
# - The receptive field is what a unit *can* see. How much it makes of the far corners of it is the subject of lesson 3.

# %% [markdown] question=true
# ## Reflection
#
# {% set resnet18 = [(7, 2), (3, 2)] + [(3, 1)] * 4 + ([(3, 2)] + [(3, 1)] * 3) * 3 %}
# A ResNet-18 has no bottlenecks: its blocks are two 3x3 convolutions each, two blocks a stage, with the strides in the first
# 3x3 of C3, C4 and C5. Its last stage sees {{ oracles.size(resnet18) }} pixels. Compare that with what your function says for the C5 of torchvision's
# ResNet-50. **Why does the shallower network see more, and why does it still recognise less?** Write five to ten sentences below: where the pixels come from,
# layer by layer, and what a receptive field in pixels does not tell.
#
# ### BEGIN MARK SCHEME
#
# | points | for saying that |
# |---|---|
# | 2 | only kernels larger than 1 widen a window; the 1x1s of a bottleneck see nothing new |
# | 2 | in C5, at the same jump, a ResNet-18 has four 3x3s and a ResNet-50 three |
# | 2 | the extra blocks of a ResNet-50 lie in earlier stages, at smaller jumps, so they do not make up for it |
# | 2 | the size tells what *can* reach a unit, not how strongly: the effective receptive field is smaller, or shortcuts favour small windows |
# | 2 | depth, width and nonlinearity decide what is made of what is seen; both windows exceed the 224 pixels of a training image |
#
# Half points for a claim without its reason. Right arguments that are not in this table count as much.
#
# ### END MARK SCHEME

# %% [markdown] reflection=true
# Only kernels larger than 1 widen a window. A ResNet-50 block has one 3x3 between two 1x1s, a ResNet-18 block has two 3x3s, so in C5 three
# blocks of the one count as three 3x3s and two blocks of the other as four, at the same jump. ResNet-50 is deeper mostly in
# 1x1s, which mix channels and see nothing new; its extra blocks in C3 and C4 lie at smaller jumps and nearly make up for it, not quite.
#
# Pixels are not the whole story. The size says what can reach a unit, not how strongly: the effective receptive field is far smaller
# and grows more slowly. Depth, width and nonlinearity decide what is made of what is seen; both windows are larger than the 224 pixels
# that these networks are trained on, so a few pixels more change nothing; and shortcuts let much of the signal take paths with small windows.
