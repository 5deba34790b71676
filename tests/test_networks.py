"""Whole networks: interval arithmetic against published numbers, and against the gradient of a replica that knows no formula."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import networks
from autograder.networks import (
    IMAGE,
    JOIN,
    alexnet_v2,
    along,
    aspp,
    attention_layer,
    bilinear,
    convnext,
    crop,
    fpn,
    googlenet,
    hrnet_w32,
    mobilenet_v1,
    nearest,
    network,
    reached,
    replica,
    replknet,
    same,
    stage,
    transposed,
    unet,
    up_to,
    vgg16,
    window,
)
from solutions.networks import geometry, receptive_field, receptive_fields, resnet, unit_window

# Araujo et al., "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, with the end points from the table of
# its code (github.com/google-research/receptive_field, RECEPTIVE_FIELD_TABLE.md): receptive field, effective stride, effective padding.
# Where TF's SAME padding depends on the resolution, these are the rows for 321 pixels, at which it is the same on both sides.
PUBLISHED = {
    "alexnet_v2": (
        alexnet_v2(),
        {
            "conv1": (11, 4, 0),
            "pool1": (19, 8, 0),
            "conv2": (51, 8, 16),
            "conv3": (99, 16, 32),
            "conv4": (131, 16, 48),
            "conv5": (163, 16, 64),
            "pool5": (195, 32, 64),
        },
    ),
    "vgg_16": (
        vgg16(),
        {
            "conv1_1": (3, 1, 1),
            "pool1": (6, 2, 2),
            "conv2_1": (10, 2, 4),
            "pool2": (16, 4, 6),
            "conv3_1": (24, 4, 10),
            "conv3_2": (32, 4, 14),
            "pool3": (44, 8, 18),
            "conv4_1": (60, 8, 26),
            "conv4_2": (76, 8, 34),
            "pool4": (100, 16, 42),
            "conv5_1": (132, 16, 58),
            "conv5_2": (164, 16, 74),
            "pool5": (212, 32, 90),
        },
    ),
    "mobilenet_v1": (
        mobilenet_v1(),
        {
            "conv0": (3, 2, 1),
            "conv1": (7, 2, 3),
            "conv2": (11, 4, 5),
            "conv3": (19, 4, 9),
            "conv4": (27, 8, 13),
            "conv5": (43, 8, 21),
            "conv6": (59, 16, 29),
            "conv7": (91, 16, 45),
            "conv8": (123, 16, 61),
            "conv9": (155, 16, 77),
            "conv10": (187, 16, 93),
            "conv11": (219, 16, 109),
            "conv12": (251, 32, 125),
            "conv13": (315, 32, 157),
        },
    ),
    # The rows of inception_v2 whose layers GoogLeNet shares: its stem.
    "inception_v2": (googlenet(), {"conv1": (7, 2, 3), "pool1": (11, 4, 5), "conv2": (19, 4, 9), "stem": (27, 8, 13)}),
}

# TF-Slim's resnet_v1 has each stride in the last block of a stage and not in the first of the next. What a stage sees is that of the
# paper's network, and the stride of its end is that of the next stage.
PUBLISHED_RESNETS = {
    50: {"C2": (35, 8, 17), "C3": (99, 16, 49), "C4": (291, 32, 145), "C5": (483, 32, 241)},
    101: {"C2": (35, 8, 17), "C3": (99, 16, 49), "C4": (835, 32, 417), "C5": (1027, 32, 513)},
    152: {"C2": (35, 8, 17), "C3": (163, 16, 81), "C4": (1315, 32, 657), "C5": (1507, 32, 753)},
    200: {"C2": (35, 8, 17), "C3": (419, 16, 209), "C4": (1571, 32, 785), "C5": (1763, 32, 881)},
}


def rows_of(table):
    return [pytest.param(net, node, *row, id=f"{name}-{node}") for name, (net, rows) in table.items() for node, row in rows.items()]


@pytest.mark.parametrize(("net", "node", "size", "stride", "padding"), rows_of(PUBLISHED))
def test_the_table_of_araujo_et_al(net, node, size, stride, padding):
    found = geometry(net, node)
    assert (found.size, found.jump, found.padding) == (size, stride, padding)
    assert found.center == -padding + (size - 1) / 2


@pytest.mark.parametrize("depth", PUBLISHED_RESNETS)
def test_the_resnets_of_araujo_et_al(depth):
    net = resnet(depth, stride_in="1x1")
    behind = {"C2": "C3", "C3": "C4", "C4": "C5", "C5": "C5"}
    found = {name: (geometry(net, name).size, geometry(net, behind[name]).jump, geometry(net, name).padding) for name in behind}
    assert found == PUBLISHED_RESNETS[depth]


@pytest.mark.parametrize(
    ("net", "one_sided", "end", "padding"),
    [
        (mobilenet_v1(), {"conv0", "conv2", "conv4", "conv6", "conv12"}, "conv13", 126),
        (resnet(50, "1x1"), {"pool1"}, "C5", 239),
        (resnet(101, "1x1"), {"pool1"}, "C5", 511),
        (resnet(152, "1x1"), {"pool1"}, "C5", 751),
        (resnet(200, "1x1"), {"pool1"}, "C5", 879),
    ],
    ids=["mobilenet_v1", "resnet_v1_50", "resnet_v1_101", "resnet_v1_152", "resnet_v1_200"],
)
def test_their_effective_padding_at_224_pixels(net, one_sided, end, padding):
    """On even maps TF's SAME has nothing in front of a 3x3 of stride 2, and one pixel behind it. The receptive field stays."""
    at_224 = tuple(node._replace(operation=window(3, 2)) if node.name in one_sided else node for node in net)
    assert {node.name for node in at_224} >= one_sided
    assert geometry(at_224, end) == geometry(net, end)._replace(center=geometry(at_224, end).center, padding=padding)


DILATED_8 = resnet(50, dilate=(False, True, True))
DILATED_16 = resnet(50, dilate=(False, False, True))
R50, R50_PAPER = resnet(50), resnet(50, stride_in="1x1")
DETECTOR = network(("P6", same(3, 2), "P5"), ("P7", same(3, 2)), after=fpn(R50))

# Sizes by formula, each a number for all units of a node or a list by phase; a length of image in which a unit in the middle
# sees no border.
SIZES = {
    "vgg16": (
        vgg16(),
        1024,
        {"conv1_2": 5, "conv2_2": 14, "conv3_3": 40, "conv4_3": 92, "conv5_3": 196}
        | {"pool1": 6, "pool2": 16, "pool3": 44, "pool4": 100, "pool5": 212, "fc6": 404},
    ),
    "alexnet_v2": (alexnet_v2(), 1024, {"pool1": 19, "conv2": 51, "pool2": 67, "pool5": 195}),
    "mobilenet_v1": (mobilenet_v1(), 1024, {f"conv{n}": rows[0] for n, rows in enumerate(PUBLISHED["mobilenet_v1"][1].values())}),
    "googlenet": (
        googlenet(),
        3072,
        {"stem": 27, "3a": 59, "3b": 91, "pool3": 107, "4a": 171, "4b": 235, "4c": 299, "4d": 363, "4e": 427}
        | {"pool4": 459, "5a": 587, "5b": 715, "avgpool": 907},
    ),
    "resnet18": (resnet(18), 2048, {"conv1": 7, "pool1": 11, "C2": 43, "C3": 99, "C4": 211, "C5": 435}),
    "resnet34": (resnet(34), 2048, {"conv1": 7, "pool1": 11, "C2": 59, "C3": 179, "C4": 547, "C5": 899}),
    "resnet50": (R50, 2048, {"conv1": 7, "pool1": 11, "C2": 35, "C3": 91, "C4": 267, "C5": 427}),
    "resnet50 paper": (R50_PAPER, 2048, {"conv1": 7, "pool1": 11, "C2": 35, "C3": 99, "C4": 291, "C5": 483}),
    "resnet101": (resnet(101), 4096, {"C2": 35, "C3": 91, "C4": 811, "C5": 971}),
    "resnet101 paper": (resnet(101, "1x1"), 4096, {"C2": 35, "C3": 99, "C4": 835, "C5": 1027}),
    "resnet152": (resnet(152), 4096, {"C2": 35, "C3": 155, "C4": 1291, "C5": 1451}),
    "resnet152 paper": (resnet(152, "1x1"), 4096, {"C2": 35, "C3": 163, "C4": 1315, "C5": 1507}),
    "resnet50 dilated": (resnet(50, dilate=(True, True, True)), 2048, {"C5": 427}),
    "unet": (
        unet(),
        572,
        {"enc1": 5, "enc2": 14, "enc3": 32, "enc4": 68, "bottleneck": 140, "dec4": [172] * 2, "dec3": [188] * 4}
        | {"dec2": [188] * 4 + [204] * 4, "output": [188] * 4 + [204] * 12},
    ),
    "unet bilinear": (unet(bilinear(2)), 700, {"output": [220] * 5 + [236] * 10 + [220]}),
    "unet transposed 4": (unet(transposed(4, 2, 1)), 700, {"output": [220] * 5 + [236] * 10 + [220]}),
    "fpn": (
        DETECTOR,
        2048,
        {"P5": 491, "P4": [459] * 2, "P3": [459, 427, 427, 459], "P2": [459, *[427] * 6, 459], "P6": 555, "P7": 683}
        | {"inner5": 427, "inner4": [427] * 2, "inner3": [427] * 4, "inner2": [427] * 8},
    ),
    "fpn bilinear": (fpn(R50, upsampling=bilinear(2)), 2048, {"P5": 491, "P4": [491] * 2, "P3": [491] * 4, "P2": [491] * 8}),
    "fpn paper": (
        fpn(R50_PAPER),
        2048,
        {"P5": 547, "P4": [515] * 2, "P3": [515, 483, 483, 515], "P2": [515, *[483] * 6, 515]},
    ),
    "hrnet_w32": (
        hrnet_w32(),
        6144,
        {"stem": 7, "layer1": 39}
        | {f"stage2_{n}": [175] * (2 ** (2 - n)) for n in (1, 2)}
        | {f"stage3_{n}": [1215] * (2 ** (3 - n)) for n in (1, 2, 3)}
        | {f"stage4_{n}": [2783] * (2 ** (4 - n)) for n in (1, 2, 3, 4)},
    ),
    "deeplab stride 8": (aspp(DILATED_8), 3072, {"C5": 427, "aspp_1x1": 427, "aspp_12": 619, "aspp_24": 811, "aspp_36": 1003}),
    "deeplab stride 16": (aspp(DILATED_16, rates=(6, 12, 18)), 3072, {"C5": 427, "aspp_6": 619, "aspp_12": 811, "aspp_18": 1003}),
    "convnext T": (convnext("T"), 4096, {"stem": 4, "C2": 76, "C3": 224, "C4": 1096, "C5": 1688}),
    "convnext S": (convnext("S"), 8192, {"C2": 76, "C3": 224, "C4": 2824, "C5": 3416}),
    "convnext B": (convnext("B"), 8192, {"C2": 76, "C3": 224, "C4": 2824, "C5": 3416}),
    "replknet 31B": (replknet(), 32768, {"stem": 11, "C2": 251, "C3": 707, "C4": 8211, "C5": 9011}),
    "replknet 13": (replknet((13, 13, 13, 13)), 16384, {"C5": 4579}),
    "replknet 3": (replknet((3, 3, 3, 3)), 4096, {"C5": 819}),
    "vit patches": (attention_layer(), 64, {"patches": 16}),
}
every_network = pytest.mark.parametrize(("net", "length", "sizes"), SIZES.values(), ids=SIZES)


def by_phase(size):
    return size if isinstance(size, list) else [size]


@every_network
def test_sizes_by_interval_arithmetic(net, length, sizes):
    for axis in (0, 1):
        assert {node: receptive_fields(net, node, axis) for node in sizes} == {node: by_phase(size) for node, size in sizes.items()}


@every_network
def test_windows_by_the_gradient_of_the_replica(net, length, sizes):
    """One axis, as many neighbours from the middle of each map as it has phases, each with an image of its own in one batch."""
    nodes = {node: len(by_phase(size)) for node, size in sizes.items()}
    images = torch.ones(max(nodes.values()), 1, length, 1, dtype=torch.float64, requires_grad=True)
    maps = replica(along(net, 0))(images)
    for node, phases in nodes.items():
        first_unit = maps[node].shape[2] // 2 - phases // 2
        units = range(first_unit, first_unit + phases)
        chosen = sum(maps[node][number, 0, unit, 0] for number, unit in enumerate(units))
        [gradient] = torch.autograd.grad(chosen, images, retain_graph=True)
        windows = [ends(gradient[number, 0, :, 0].numpy()) for number in range(phases)]
        assert all(first > 0 and last < length - 1 for first, last in windows)
        assert windows == [unit_window(net, node, unit) for unit in units]
        measured = dict.fromkeys(range(phases))
        measured.update({unit % phases: last - first + 1 for unit, (first, last) in zip(units, windows, strict=True)})
        assert list(measured.values()) == by_phase(sizes[node])


def ends(line):
    """Indices of the first and the last entry that is not zero."""
    found = np.flatnonzero(line)
    return found[0], found[-1]


def box(pixels):
    """Ends of a boolean map's support along the rows and along the columns."""
    return ends(pixels.any(axis=1)), ends(pixels.any(axis=0))


RECTANGULAR = network(
    ("conv", window((3, 5), stride=(2, 1), padding=(0, 2))),
    ("1x7", same((1, 7))),
    ("7x1", same((7, 1), dilation=(2, 1))),
    ("pool", same(3), "conv"),
    ("mixed", JOIN, "7x1", "pool"),
    ("up", nearest((2, 3))),
    ("last", window((2, 4), stride=(1, 2))),
)


@pytest.mark.parametrize(
    ("net", "node", "unit", "image", "expected"),
    [
        (RECTANGULAR, "mixed", (20, 15), (80, 40), (27, 11)),
        (RECTANGULAR, "last", (40, 20), (80, 40), (27, 12)),
        (RECTANGULAR, "last", (39, 21), (80, 40), (29, 12)),
        (R50, "C5", (9, 8), (576, 544), (427, 427)),
        (fpn(R50), "P2", (64, 67), (544, 512), (459, 427)),
        (fpn(R50), "P2", (66, 71), (544, 512), (427, 459)),
        (unet(), "output", (192, 195), (572, 572), (188, 188)),
        (unet(), "output", (195, 196), (572, 572), (188, 204)),
        (unet(), "output", (207, 199), (572, 572), (204, 204)),
    ],
)
def test_both_axes_at_once(net, node, unit, image, expected):
    assert receptive_field(net, node, unit) == expected
    assert box(reached(net, node, unit, image)) == tuple(unit_window(net, node, unit[axis], axis) for axis in (0, 1))


def test_along_the_columns():
    strip = reached(along(RECTANGULAR, 1), "last", (21, 0), (40, 1))
    assert ends(strip[:, 0]) == unit_window(RECTANGULAR, "last", 21, axis=1)


def test_fractions_of_the_unet():
    """Along one axis a quarter of the output sees 188 pixels, and the naive sum over all kernels (200) holds for none of it."""
    sizes = receptive_fields(unet(), "output")
    assert {size: Fraction(sizes.count(size), len(sizes)) for size in set(sizes)} == {188: Fraction(1, 4), 204: Fraction(3, 4)}


def test_windows_of_an_fpn_are_off_centre():
    offsets = {sum(unit_window(fpn(R50), "P2", unit)) / 2 - 4 * unit for unit in range(8, 16)}
    assert (min(offsets), max(offsets)) == (-24, -4)


def test_any_backbone_carries_a_pyramid():
    on_vgg = fpn(vgg16(), levels=("pool2", "pool3", "pool4", "pool5"))
    assert receptive_fields(on_vgg, "P5") == [212 + 2 * 32]
    assert ends(reached(along(on_vgg, 0), "P5", (12, 0), (1024, 1))[:, 0]) == unit_window(on_vgg, "P5", 12)


@pytest.mark.parametrize(
    ("net", "node"), [(attention_layer(), "attention"), (aspp(R50), "aspp_pool"), (aspp(R50), "aspp")], ids=lambda value: str(value)[:9]
)
def test_behind_a_global_operation_every_pixel_counts(net, node):
    assert reached(net, node, (1, 0), (96, 64)).all()
    assert receptive_field(net, node) == (math.inf, math.inf)
    assert geometry(net, node).padding == math.inf


@pytest.mark.parametrize("size", [(572, 572), (188, 204)])
def test_the_unet_crops_to_the_size_of_what_comes_up(size):
    maps = replica(unet())(torch.ones(1, 1, *size))
    for level in (1, 2, 3, 4):
        assert maps[f"crop{level}"].shape == maps[f"up{level}"].shape
    assert maps["output"].shape[2:] == (size[0] - 184, size[1] - 184)


@pytest.mark.parametrize("name", [name for name in SIZES if not name.startswith("unet")])
def test_no_join_cuts_a_map(name):
    net = SIZES[name][0]
    maps = replica(net)(torch.ones(1, 1, 224, 256))
    for node in net:
        assert len({maps[source].shape for source in node.inputs}) == 1


@st.composite
def small_networks(draw):
    """Windows, upsamplings and joins in any order; what is joined has the same jumps. Names are numbers in their order."""
    axes = st.tuples
    small, paddings, spreads = st.sampled_from([3, 1, 2]), st.integers(0, 2), st.sampled_from([1, 2])
    windows = st.builds(window, axes(small, small), axes(spreads, spreads), axes(paddings, paddings), axes(spreads, spreads))
    upsamplings = st.one_of(
        st.builds(nearest, axes(spreads, st.integers(1, 3))),
        st.builds(bilinear, axes(st.integers(1, 3), spreads)),
        st.sampled_from([transposed(2, 2), transposed(4, 2, 1), transposed(3, 2), transposed((3, 2), (2, 1), (1, 0))]),
    )
    jumps, rows = {IMAGE: (Fraction(1), Fraction(1))}, []
    for number in range(draw(st.integers(1, 6))):
        source = draw(st.sampled_from(sorted(jumps)))
        others = [name for name in jumps if name != source and jumps[name] == jumps[source]]
        if others and draw(st.booleans()):
            rows.append((str(number), JOIN, source, *draw(st.sets(st.sampled_from(others), min_size=1))))
            jumps[str(number)] = jumps[source]
            continue
        operation = draw(st.one_of(windows, upsamplings) if min(jumps[source]) > Fraction(1, 4) else windows)
        change = [layer.stride if operation.kind == "window" else Fraction(1, layer.stride) for layer in operation[1:]]
        jumps[str(number)] = tuple(jump * times for jump, times in zip(jumps[source], change, strict=True))
        rows.append((str(number), operation, source))
    return network(*rows)


@settings(max_examples=150, deadline=None)
@given(small_networks(), st.tuples(st.integers(0, 5), st.integers(0, 5)))
def test_interval_arithmetic_finds_the_ends_of_the_gradient_in_any_network(net, offset):
    image, node = (220, 204), net[-1].name
    shape = replica(up_to(net, node))(torch.ones(1, 1, *image))[node].shape[2:]
    unit = tuple(length // 2 + shift for length, shift in zip(shape, offset, strict=True))
    pixels = box(reached(net, node, unit, image))
    assert all(first > 0 and last < length - 1 for (first, last), length in zip(pixels, image, strict=True))
    assert pixels == tuple(unit_window(net, node, unit[axis], axis) for axis in (0, 1))


@settings(max_examples=60, deadline=None)
@given(small_networks(), st.integers(0, 40), st.sampled_from([0, 1]))
def test_windows_repeat_with_the_phase(net, unit, axis):
    node = net[-1].name
    sizes, jump = receptive_fields(net, node, axis), geometry(net, node, axis).jump
    first, last = unit_window(net, node, unit, axis)
    assert last - first + 1 == sizes[unit % len(sizes)]
    shift = len(sizes) * jump
    assert unit_window(net, node, unit + len(sizes), axis) == (first + shift, last + shift)


def test_periods_of_joined_maps_combine():
    """Pools of 2 and of 3, each stretched again: their windows start together at every sixth unit."""
    net = network(
        ("pool2", window(2, 2)),
        ("halves", nearest(2)),
        ("pool3", window(3, 3), "image"),
        ("thirds", nearest(3)),
        ("sum", JOIN, "halves", "thirds"),
    )
    sizes = [int(reached(along(net, 0), "sum", (unit, 0), (36, 1)).sum()) for unit in range(12, 18)]
    assert receptive_fields(net, "sum") == sizes == [3, 3, 4, 4, 3, 3]


def test_a_shortcut_is_a_path():
    """The body of the first block reads the pixels beside the one that its shortcut reads."""
    net = network(*stage("C2", [[window(2, stride=2, padding=1, dilation=2)], [same(1)]], "image", shortcut=same(1, 2)))
    assert reached(along(net, 0), "C2", (5, 0), (20, 1))[:, 0].nonzero()[0].tolist() == [9, 10, 11]
    assert reached(along(net, 0), "C2.1.1", (5, 0), (20, 1))[:, 0].nonzero()[0].tolist() == [9, 11]


def test_an_identity_is_a_path():
    net = network(*stage("C2", [[window(2, padding=1, dilation=2)]] * 2, "image"))
    assert reached(along(net, 0), "C2", (8, 0), (20, 1))[:, 0].nonzero()[0].tolist() == [6, 7, 8, 9, 10]
    assert reached(along(net, 0), "C2.1", (8, 0), (20, 1))[:, 0].nonzero()[0].tolist() == [7, 8, 9]


def test_no_corner_is_lost_in_a_deep_network():
    """In single precision the corners of this window fall below the smallest number."""
    deep = network(*((str(number), same(3)) for number in range(60)))
    assert reached(deep, "59", (62, 61), (125, 123)).sum() == 121**2


def test_reached_works_whatever_the_state_of_torch_and_leaves_it_alone():
    before = torch.get_rng_state()
    with torch.no_grad():
        assert reached(vgg16(), "conv1_2", (5, 5), (12, 12)).sum() == 25
        assert not torch.is_grad_enabled()
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.get_default_dtype() == torch.float32


def test_the_replica_averages():
    """Far from the border, averages of ones are ones, in the type of the image."""
    maps = replica(fpn(R50))(torch.ones(1, 1, 576, 576, dtype=torch.float32))
    torch.testing.assert_close(maps["P2"][0, 0, 68:76, 68:76], torch.ones(8, 8, dtype=torch.float32))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("a", same(3)), ("a", same(3))], "two nodes 'a'"),
        ([("image", same(3))], "two nodes 'image'"),
        ([("a", same(3), "b"), ("b", same(3))], "'a' follows 'b'"),
        ([("a", same(3)), ("b", same(3), "a", "image")], "'b' has several inputs"),
    ],
)
def test_tables_that_describe_no_network(rows, problem):
    with pytest.raises(ValueError, match=problem):
        network(*rows)


def test_what_cannot_be():
    with pytest.raises(ValueError, match="see nothing"):
        transposed(2, 3)
    with pytest.raises(ValueError, match="joins jumps that differ: 2, 1"):
        geometry(network(("a", window(2, 2)), ("b", JOIN, "a", "image")), "b")
    for question in (lambda: unit_window(vgg16(), "C9", 0), lambda: reached(vgg16(), "C9", (0, 0), (9, 9))):
        with pytest.raises(KeyError, match="no node 'C9'"):
            question()


def test_a_crop_moves_windows():
    assert unit_window(network(("crop", crop((3, 4)))), "crop", 5, axis=1) == (9, 9)
    assert reached(network(("crop", crop((3, 4)))), "crop", (0, 5), (12, 20)).nonzero() == ([3], [9])


def test_everything_that_is_offered_is_there():
    assert [name for name in networks.__all__ if not hasattr(networks, name)] == []
