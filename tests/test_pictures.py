"""The pictures of the notebooks: drawn from solved exercises, patient with unsolved ones, and legible."""

import base64
import io
import re
import subprocess
import sys

import numpy as np
import pytest
import torch
from matplotlib import colormaps, pyplot
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from PIL import Image, ImageSequence

from autograder import oracles, student
from autograder.layer import Layer
from autograder.student import (
    animate_growth,
    scene,
    show_boxes,
    show_features,
    show_growth,
    show_law,
    show_levels,
    show_maps,
    show_mask,
    show_profile,
    show_progression,
    show_reach,
    show_windows,
)
from autograder.student.pictures import canvas
from solutions.receptive_field import compute_rf, input_window


def contributing_pixels(layers):
    reached = oracles.pixels_of([Layer(kernel, dilation=dilation) for kernel, dilation in layers])
    return [pixel in reached for pixel in range(max(reached) + 1)]


def uniform_erf(layers):
    row = np.ones(1)
    for kernel, _ in layers:
        row = np.convolve(row, np.full(kernel, 1 / kernel))
    return row


def rf_heatmap(model, image, unit):
    image = image.clone().requires_grad_()
    model(image)[0, :, unit[0], unit[1]].sum().backward()
    return image.grad[0].abs().sum(dim=0)


def assign_level(width, height):
    return 5 if width * height > 1000 else 2


def sigma(kernel, depth):
    row = uniform_erf([(kernel, 1)] * depth)
    return np.sqrt(np.average((np.arange(len(row)) - (len(row) - 1) / 2) ** 2, weights=row))


def stub(*args):
    raise NotImplementedError


MODEL = torch.nn.Conv2d(3, 2, 3, padding=1)
IMAGE = torch.from_numpy(scene(24, 32)).permute(2, 0, 1)[None]
PYRAMID = {f"P{level}": torch.randn(1, 4, 64 >> level, 96 >> level) for level in (2, 3, 4)}
DRAWN = {
    show_reach: ([(3, 1), (3, 2)],),
    show_growth: (compute_rf, {"small": [(3, 1)] * 3}),
    show_windows: (input_window, [(3, 1, 1)], range(3)),
    show_progression: (compute_rf, [(3, 1)] * 3),
    show_mask: (contributing_pixels, {"2, 2": [(3, 2), (3, 2)]}),
    show_maps: (rf_heatmap, {"convolution": (MODEL, IMAGE, (9, 9))}),
    show_profile: (uniform_erf, {"five": [(3, 1)] * 5}),
    show_law: (sigma, {"kernel 3": {depth: (3, depth) for depth in (1, 4, 9)}}),
    show_features: (lambda: PYRAMID,),
    show_levels: (assign_level, scene(24, 32), {"cat": (2, 3, 8, 9)}),
    show_boxes: (scene(24, 32), lambda: {"window": (2, 3, 8, 9)}),
}


@pytest.fixture
def drawn(monkeypatch):
    """The figures that were shown, laid out and drawn."""
    figures = []

    def show():
        figures.append(pyplot.gcf())
        figures[-1].canvas.draw()
        figures[-1].dots = np.array(figures[-1].canvas.buffer_rgba())

    pyplot.switch_backend("agg")
    monkeypatch.setattr(pyplot, "show", show)
    return figures


def texts(figure):
    return [found for text in figure.findobj(lambda artist: hasattr(artist, "get_text")) if (found := text.get_text())]


def by_name(calls):
    return pytest.mark.parametrize(("picture", "args"), calls.items(), ids=[picture.__name__ for picture in calls])


@by_name(DRAWN)
def test_a_solved_exercise_is_drawn_with_titles_and_units(picture, args, drawn):
    picture(*args)
    [figure] = drawn
    assert len(np.unique(figure.dots.reshape(-1, 4), axis=0)) > 10
    for axes in (axes for axes in figure.axes if axes.get_label() != "<colorbar>"):
        labels = axes.get_xlabel() + axes.get_ylabel()
        assert axes.get_title() and axes.get_xlabel() and re.search("pixel|column", labels)
    assert not pyplot.get_fignums()


@by_name(DRAWN)
def test_nothing_is_clipped(picture, args, drawn):
    picture(*args)
    [figure] = drawn
    needed, given = figure.get_tightbbox(), figure.bbox_inches
    assert min(needed.x0, needed.y0, given.x1 - needed.x1, given.y1 - needed.y1) > -0.02


@by_name({picture: args for picture, args in DRAWN.items() if callable(args[0]) or callable(args[-1])})
def test_an_unsolved_exercise_is_waited_for(picture, args, drawn, capsys):
    picture(*(stub if callable(arg) else arg for arg in args))
    assert capsys.readouterr().out == "This picture waits for your stub.\n" and not drawn and not pyplot.get_fignums()


@pytest.mark.parametrize("answer", [None, [], "words", [float("nan")], [-1], [[1, 3]], {"a": 1}, 10**400], ids=repr)
@pytest.mark.parametrize("picture", [show_progression, animate_growth])
def test_an_answer_of_another_kind_is_told(picture, answer, drawn, capsys):
    def compute_rf(layers):
        return answer

    assert picture(compute_rf, []) is None and not drawn
    assert capsys.readouterr().out.startswith("This picture waits for your compute_rf, which gives ")


@by_name({picture: args for picture, args in DRAWN.items() if callable(args[0]) or callable(args[-1])})
@pytest.mark.parametrize(
    "answer",
    [None, "words", [None], float("nan"), np.full((3, 3), np.nan), object(), {"a": None}, [[[]]], {"a": (None, 1, 2, 3)}],
    ids=["None", "words", "[None]", "nan", "a map of nan", "object", "a dict of None", "[[[]]]", "a dict of tuples"],
)
def test_no_answer_breaks_a_notebook(picture, args, answer, drawn, capsys):
    picture(*((lambda *_: answer) if callable(arg) else arg for arg in args))
    assert capsys.readouterr().out.startswith("This picture waits for your lambda, which gives ") and not drawn


def test_the_one_that_is_not_written_is_named(drawn, capsys):
    class FPN:
        def __init__(self):
            raise NotImplementedError

    def erf_sigma(row):
        raise NotImplementedError

    def broken(*args):
        return 1 / 0

    show_law(lambda depth: erf_sigma(uniform_erf([(3, 1)] * depth)), {"kernel 3": {1: 1, 4: 4}})
    show_features(lambda: FPN()(PYRAMID))
    show_profile(broken, {"five": [(3, 1)]})
    assert capsys.readouterr().out.splitlines() == [
        "This picture waits for your erf_sigma.",
        "This picture waits for your FPN.",
        "This picture waits for your broken, which says ZeroDivisionError: division by zero.",
    ]
    assert not drawn


def test_a_picture_leaves_arguments_and_memory_alone(drawn):
    seen = []

    def compute_rf(layers):
        seen.append(layers)
        layers.append((3, 1))
        return [1, 3]

    stack = [(3, 1)]
    show_progression(compute_rf, stack)
    assert drawn and stack == [(3, 1)] and seen == []


def test_the_mask_counts_what_the_oracle_counts(drawn):
    networks = {"gridding": [(3, 2), (3, 2)], "even": [(2, 3)], "full": [(3, 1), (3, 2)]}
    show_mask(contributing_pixels, networks)
    masks = [contributing_pixels(layers) for layers in networks.values()]
    assert [text for text in texts(drawn[0]) if text.endswith(" pixels")] == [f"{sum(mask)} of {len(mask)} pixels" for mask in masks]
    bars = [patch for patch in drawn[0].axes[0].patches if isinstance(patch, Rectangle)]
    filled = {(bar.get_x() + 0.5, round(bar.get_y() + 0.35, 9)) for bar in bars if not bar.get_hatch()}
    assert {(pixel, row) for row, mask in enumerate(masks) for pixel, reaches in enumerate(mask) if reaches} == filled
    assert len(bars) == sum(map(len, masks))


def test_a_map_shows_its_box_and_its_range(drawn):
    show_maps(rf_heatmap, {"convolution": (MODEL, IMAGE, (0, 9))}, box=(-1, 8, 1, 10))
    axes, bar = drawn[0].axes
    [box] = axes.patches
    assert (*box.get_xy(), box.get_width(), box.get_height()) == (7.5, -1.5, 3, 3) and box.get_linestyle() == "--"
    assert "3 x 3 pixels" in axes.get_title() and axes.get_ylim()[1] < -1.5
    heat = np.asarray(axes.images[0].get_array())
    assert heat == pytest.approx(rf_heatmap(MODEL, IMAGE, (0, 9)).numpy()) and {*zip(*np.nonzero(heat))} == {
        (row, column) for row in (0, 1) for column in (8, 9, 10)
    }
    assert axes.images[0].get_clim() == pytest.approx((0, heat.max())) and bar.get_xlabel() == "gradient"


def test_maps_may_have_a_colour_bar_in_common(drawn):
    maps = {"small": np.eye(3), "large": 5 * np.eye(4), "third": np.ones((2, 2)), "fourth": np.ones((2, 3))}
    show_maps(maps, common=True)
    show_maps(maps, box={"large": (1, 1, 2, 2)})
    limits = [{axes.images[0].get_clim() for axes in figure.axes if axes.images} for figure in drawn]
    assert limits == [{(0, 5)}, {(0, 1), (0, 5)}]
    assert [bool(axes.patches) for axes in drawn[1].axes[:4]] == [False, True, False, False]


@pytest.mark.parametrize("kernel", [2, 3, 5])
def test_a_profile_says_its_sigma_and_lies_in_the_middle(kernel, drawn):
    show_profile(uniform_erf, {"ten": [(kernel, 1)] * 10}, gaussian=True)
    profile, gaussian, *_ = drawn[0].axes[0].lines
    assert f"ten: sigma {np.sqrt(10 * (kernel**2 - 1) / 12):.2f} pixels" in texts(drawn[0])
    assert profile.get_xdata().sum() == pytest.approx(0) and len(profile.get_xdata()) == oracles.size([(kernel, 1)] * 10)
    assert np.interp(profile.get_xdata(), *gaussian.get_data()) == pytest.approx(profile.get_ydata(), abs=0.03 * profile.get_ydata().max())
    assert gaussian.get_linestyle() == "--" and profile.get_linestyle() == "-"


def test_the_law_of_the_square_root(drawn):
    show_law(sigma, {f"kernel {kernel}": {depth: (kernel, depth) for depth in (1, 2, 5, 20)} for kernel in (3, 5)})
    axes = drawn[0].axes[0]
    for kernel, points, line in zip((3, 5), axes.lines[::2], axes.lines[1::2]):
        slope = np.sqrt((kernel**2 - 1) / 12)
        assert points.get_ydata() == pytest.approx(slope * points.get_xdata()) and line.get_ydata() == pytest.approx(
            slope * line.get_xdata()
        )
        assert f"kernel {kernel}: {slope:.2f} " in points.get_label()
    assert [(tick, label.get_text()) for tick, label in zip(axes.get_xticks(), axes.get_xticklabels())] == [
        (n, str(n * n)) for n in range(5)
    ]


def test_levels_of_a_pyramid_are_drawn_over_the_same_extent(drawn):
    show_features(PYRAMID, image_size=(64, 96))
    show_features([level[0].numpy() for level in PYRAMID.values()])
    maps = [axes for axes in drawn[0].axes if axes.images]
    assert [axes.get_title() for axes in maps] == ["P2: 16 x 24, stride 4", "P3: 8 x 12, stride 8", "P4: 4 x 6, stride 16"]
    assert {tuple(axes.images[0].get_extent()) for axes in maps} == {(-0.5, 95.5, 63.5, -0.5)}
    assert [axes.get_title() for axes in drawn[1].axes if axes.images] == ["level 1: 16 x 24", "level 2: 8 x 12", "level 3: 4 x 6"]
    for axes, level in zip(maps, PYRAMID.values()):
        assert np.asarray(axes.images[0].get_array()) == pytest.approx(level[0].abs().mean(dim=0).numpy())


def test_boxes_of_the_same_level_look_alike(drawn):
    levels = {(6, 4): 2.0, (16, 17): 3, (10, 14): 3}  # by width and height
    boxes = {"a": (0, 0, 3, 5), "b": (5, 5, 21, 20), "c": (-4, 10, 9, 19)}
    show_levels(lambda width, height: levels[width, height], scene(30, 40), boxes)
    a, b, c = drawn[0].axes[0].patches
    assert {(patch.get_edgecolor(), patch.get_linestyle()) for patch in (b, c)} == {(b.get_edgecolor(), b.get_linestyle())}
    assert a.get_edgecolor() != b.get_edgecolor() and a.get_linestyle() != b.get_linestyle()
    assert {"a: P2", "b: P3", "c: P3"} <= set(texts(drawn[0])) and (a.get_width(), a.get_height()) == (6, 4)


@pytest.mark.parametrize("image", [scene(30, 40), scene(30, 40)[:, :, 0], IMAGE, IMAGE[0], IMAGE[:, :1]])
def test_any_image_takes_boxes(image, drawn):
    show_boxes(image, {"inside": (2, 3, 8, 9), "outside": (-9, -9, 50, 50)})
    axes = drawn[0].axes[0]
    assert {"inside: 7 x 7 pixels", "outside: 60 x 60 pixels"} <= set(texts(drawn[0]))
    assert axes.get_xlim()[0] < -9.5 and axes.get_xlim()[1] > 50.5 and axes.get_ylim()[0] > 50.5 and axes.get_ylim()[1] < -9.5


def test_no_picture_of_anything_else():
    with pytest.raises(ValueError, match="1 or 3 channels"):
        show_boxes(np.ones((2, 5, 5, 3)), {})


def test_the_growth_is_played_in_the_notebook():
    stack = [(3, 1), (2, 2), (3, 1)]
    html = animate_growth(compute_rf, stack).data
    alt, encoded = re.fullmatch('<img alt="([^"]*)" src="data:image/gif;base64,([^"]*)">', html).groups()
    assert alt.endswith(": " + ", ".join(map(str, oracles.growth(stack))) + " pixels")
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as image:
        frames = [np.asarray(frame.convert("RGB")).astype(int) for frame in ImageSequence.Iterator(image)]
    widths = [np.any((frame[:, :, 0] > 200) & (frame[:, :, 1] < 40), axis=0).sum() for frame in frames]
    assert [width / widths[0] for width in widths] == oracles.growth(stack)


def test_receptive_fields_of_any_size_are_drawn(drawn):
    deep = [(3, 2)] * 70
    show_progression(compute_rf, deep)
    show_growth(compute_rf, {"deep": deep})
    assert len(drawn) == 2 and animate_growth(compute_rf, deep)


def test_the_scene_is_the_same_at_every_resolution():
    large, small = scene(480, 480), scene(96, 96)
    assert large.shape == (480, 480, 3) and large.dtype == np.float32 and large.min() >= 0 and large.max() <= 1
    assert (scene(96, 96) == small).all()
    assert np.abs(large.reshape(96, 5, 96, 5, 3).mean(axis=(1, 3)) - small).mean() < 0.05
    assert (scene(48, 96)[:, 24:72] == scene(48, 48)).all()
    assert not ((large[:, :, 0] > 0.75) & (large[:, :, 1:].max(axis=2) < 0.4)).any()
    for side in (33, 128):
        grey = scene(side, side).mean(axis=2)
        assert grey.std() > 0.1 and len(np.unique(scene(side, side).reshape(-1, 3), axis=0)) >= 15


def grey_of(colour):
    return np.dot(to_rgb(colour), (0.299, 0.587, 0.114))


def test_a_map_grows_lighter_and_lines_differ_by_more_than_colour():
    greys = [grey_of(colour) for colour in colormaps[canvas.MAP](np.linspace(0, 1, 50))]
    assert (np.diff(greys) > 0).all() and greys[-1] - greys[0] > 0.5
    assert len(set(canvas.MARKERS)) == len(set(canvas.LINES)) == len(set(canvas.COLOURS)) == 5
    assert all(grey_of(colour) < 0.75 for colour in canvas.COLOURS)


def test_a_notebook_imports_the_pictures_without_matplotlib():
    script = "import sys, autograder.student; assert not {'matplotlib', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert set(student.pictures.__all__) | {"Layer", "check"} == set(student.__all__)
