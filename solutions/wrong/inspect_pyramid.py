"""Wrong answers to inspect_pyramid."""

import math

from solutions.wrong import loses

ORDER = "the_finest_level_comes_first"
STRIDE = "the_stride_is_the_quotient_of_image_and_map"
ROUNDED = "the_quotient_is_rounded_to_the_nearest"
SHAPE = "channels_and_size_are_those_of_the_map"
OWN = "every_row_tells_of_its_own_map"
CLASH = "another_stride_on_rows_than_on_columns_is_a_value_error"
PURE = "it_leaves_the_features_alone_and_answers_the_same_again"


@loses(ORDER)
def in_the_order_of_the_dict(features, image_size):
    """A backbone may hand over its maps in any order: sort the rows once you have them all."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows


@loses(ORDER)
def sorted_by_name(features, image_size):
    """Names are only names: what makes a level fine is its stride."""
    rows = []
    for name, feature in sorted(features.items(), key=lambda item: item[0]):
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows


@loses(ORDER)
def coarsest_first(features, image_size):
    """The finest level, the one with the smallest stride, comes first."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["size"])


@loses(ORDER)
def turned_around(features, image_size):
    """The dict need not be coarsest first either: sort, instead of turning around what you get."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows[::-1]


@loses(ORDER)
def sorted_by_channels(features, image_size):
    """More channels usually mean a coarser map, but nothing makes it so: in an FPN all levels have as many."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["channels"])


@loses(STRIDE, CLASH)
def image_size_read_as_width_and_height(features, image_size):
    """`image_size` is (height, width), in the order of a tensor's shape."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[1] / height)
        if stride != round(image_size[0] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def rounded_down(features, image_size):
    """100 pixels over 13 units are 7.7 pixels a unit, which is a stride of 8: round to the nearest."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = image_size[0] // height
        if stride != image_size[1] // width:
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def rounded_up(features, image_size):
    """100 pixels over 12 units are 8.3 pixels a unit, which is a stride of 8: round to the nearest."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = math.ceil(image_size[0] / height)
        if stride != math.ceil(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def not_rounded(features, image_size):
    """A stride is a whole number: 100 pixels over 13 units are a stride of 8 at a map that was padded."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": image_size[0] / height, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def powers_of_two_only(features, image_size):
    """Most strides are powers of two, but nothing makes them so."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        stride = 2 ** round(math.log2(image_size[0] / height))
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def quotients_compared_before_rounding(features, image_size):
    """Rows and columns have to agree on the stride, not on the quotients: 100 over 13 and 128 over 16 are both 8."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        if image_size[0] / height != image_size[1] / width:
            raise ValueError(name)
        stride = round(image_size[0] / height)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED)
def a_rest_is_an_error(features, image_size):
    """Quotients need not be whole: a rest of the division is no reason to refuse the map."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride, rest = divmod(image_size[0], height)
        if rest or (stride, rest) != divmod(image_size[1], width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def width_before_height(features, image_size):
    """`size` is (height, width), in the order of the tensor's shape."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (width, height)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def samples_for_channels(features, image_size):
    """A map is (1, C, H, W): the first number counts the samples."""
    rows = []
    for name, feature in features.items():
        channels, _, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def whole_shape_for_size(features, image_size):
    """`size` is (height, width): samples and channels do not belong there."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": tuple(feature.shape)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def size_of_the_image(features, image_size):
    """`size` is that of the map, which differs from level to level, not that of the image."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": image_size})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ORDER)
def another_key(features, image_size):
    """Whoever reads the rows looks for the key `name`."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"level": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(OWN)
def channels_of_the_last_map(features, image_size):
    """Behind the loop the variable holds the last map alone: every row needs the channels of its own."""
    rows = []
    for name, feature in features.items():
        height, width = feature.shape[-2:]
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "size": (height, width)})
    return sorted(({**row, "channels": feature.shape[1]} for row in rows), key=lambda row: row["stride"])


@loses(ORDER, OWN)
def one_dict_for_all(features, image_size):
    """There is a single dict here, which is in the list many times: make a new one for every map."""
    rows, row = [], {}
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        row["name"], row["channels"], row["size"] = name, channels, (height, width)
        row["stride"] = round(image_size[0] / height)
        if row["stride"] != round(image_size[1] / width):
            raise ValueError(name)
        rows.append(row)
    return sorted(rows, key=lambda row: row["stride"])


@loses(OWN)
def names_sorted_apart(features, image_size):
    """Columns that are sorted one by one no longer belong together: sort whole rows."""
    names, strides, channels, sizes = [], [], [], []
    for name, feature in sorted(features.items(), key=lambda item: -item[1].shape[2]):
        stride = round(image_size[0] / feature.shape[2])
        if stride != round(image_size[1] / feature.shape[3]):
            raise ValueError(name)
        names.append(name)
        strides.append(stride)
        channels.append(feature.shape[1])
        sizes.append(tuple(feature.shape[-2:]))
    columns = zip(names, sorted(strides), sorted(channels), sorted(sizes, reverse=True))
    return [dict(zip(("name", "stride", "channels", "size"), row)) for row in columns]


@loses(CLASH)
def rows_only(features, image_size):
    """A map has columns as well, and their stride may be another one: that is a ValueError."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        rows.append({"name": name, "stride": round(image_size[0] / height), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def mean_of_both_strides(features, image_size):
    """Two strides that differ have no mean that would be right for either axis: that is a ValueError."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round((round(image_size[0] / height) + round(image_size[1] / width)) / 2)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def nearly_the_same_will_do(features, image_size):
    """Rounded, the strides are equal or they are not: 3.4 and 4.1 pixels a unit are strides of 3 and 4."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        if abs(image_size[0] / height - image_size[1] / width) >= 1:
            raise ValueError(name)
        rows.append({"name": name, "stride": round(image_size[0] / height), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def assertion(features, image_size):
    """An AssertionError tells of a mistake in the program; data that do not fit are a ValueError."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        assert stride == round(image_size[1] / width)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def last_map_checked_only(features, image_size):
    """Any of the maps may be the one that does not fit: check each of them, inside the loop."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    if stride != round(image_size[1] / width):
        raise ValueError(name)
    return sorted(rows, key=lambda row: row["stride"])


@loses(PURE)
def emptied(features, image_size):
    """What is taken out of the dict is lost to its owner: read the maps, and leave them in it."""
    rows = []
    while features:
        name, feature = features.popitem()
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(PURE)
def collected_in_a_default_list(features, image_size, rows=[]):
    """A default value is made once, when the function is defined: the second call finds what the first left in it."""
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ORDER)
def sorted_by_number_of_elements(features, image_size):
    """A coarse map with many channels may hold more numbers than a fine one with few: what makes a level fine is its stride."""
    rows = []
    for name, feature in sorted(features.items(), key=lambda item: -item[1].numel()):
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows


@loses(PURE)
def cached_by_names(features, image_size, memory={}):
    """Maps of the same names may have other channels, or lie over another image: what is remembered is that of the first call."""
    key = tuple(features)
    if key not in memory:
        memory[key] = []
        for name, feature in features.items():
            _, channels, height, width = feature.shape
            stride = round(image_size[0] / height)
            if stride != round(image_size[1] / width):
                raise ValueError(name)
            memory[key].append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
        memory[key].sort(key=lambda row: row["stride"])
    return memory[key]


@loses(PURE)
def cached_by_sizes(features, image_size, memory={}):
    """Maps of the same size need not have the same channels: a cache has to know all that the answer depends on."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        row = {"name": name, "stride": stride, "channels": channels, "size": (height, width)}
        rows.append(memory.setdefault((name, height, width, image_size), row))
    return sorted(rows, key=lambda row: row["stride"])


@loses(PURE)
def squeezed_in_place(features, image_size):
    """A method with an underscore at its end changes the tensor itself, and the caller finds maps without their first axis."""
    rows = []
    for name, feature in features.items():
        channels, height, width = feature.squeeze_(0).shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(PURE)
def rows_put_in_place_of_maps(features, image_size):
    """The dict belongs to the caller, who still needs the maps: put the rows into a list of your own."""
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        features[name] = {"name": name, "stride": stride, "channels": channels, "size": (height, width)}
    return sorted(features.values(), key=lambda row: row["stride"])


@loses(ORDER, OWN, PURE)
def dicts_compared(features, image_size):
    """No dict is smaller than another: tell by which of their values rows are to be put in order."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"stride": stride, "name": name, "channels": channels, "size": (height, width)})
    return sorted(rows)


@loses(ORDER, STRIDE, ROUNDED, SHAPE, OWN, PURE)
def sort_returns_nothing(features, image_size):
    """`sort` puts the list itself in order and returns None: sort first, then return the list."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows.sort(key=lambda row: row["stride"])


@loses(ORDER)
def strides_compared_as_words(features, image_size):
    """As words, 16 comes before 4: compare strides as numbers."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: str(row["stride"]))


@loses(ORDER, STRIDE, ROUNDED, SHAPE, OWN)
def dict_by_name(features, image_size):
    """Asked is a list, whose order tells which map is the finest, with the name inside each row."""
    rows = {}
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows[name] = {"stride": stride, "channels": channels, "size": (height, width)}
    return rows


@loses(ORDER, OWN, CLASH)
def returned_inside_the_loop(features, image_size):
    """A `return` inside the loop ends it with the first map: look at how far it is indented."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
        return sorted(rows, key=lambda row: row["stride"])


@loses(STRIDE, ROUNDED)
def a_stride_for_each_axis(features, image_size):
    """Once rows and columns agree, the stride is a single number."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        strides = round(image_size[0] / height), round(image_size[1] / width)
        if strides[0] != strides[1]:
            raise ValueError(name)
        rows.append({"name": name, "stride": strides, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(STRIDE, ROUNDED)
def quotient_of_the_areas(features, image_size):
    """A stride is a distance along one axis; the quotient of the areas is its square."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        stride = round(image_size[0] * image_size[1] / (height * width))
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def root_of_the_quotient_of_the_areas(features, image_size):
    """Areas do not tell rows from columns: half the stride on one and twice that on the other look like a good map."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(math.sqrt(image_size[0] * image_size[1] / (height * width)))
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def clashing_map_left_out(features, image_size):
    """A map that is missing without a word is looked for in vain: what does not fit is a ValueError."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride == round(image_size[1] / width):
            rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(OWN)
def stride_over_the_finer_level(features, image_size):
    """The stride of every map is counted in pixels of the image, not in units of the next finer map."""
    rows, finer = [], image_size[0]
    for name, feature in sorted(features.items(), key=lambda item: -item[1].shape[2]):
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": round(finer / height), "channels": channels, "size": (height, width)})
        finer = height
    return rows


@loses(STRIDE, ROUNDED, OWN)
def strides_by_place(features, image_size):
    """Strides of 4, 8, 16 and 32 are usual, no more: a pyramid may begin elsewhere or leave a level out."""
    rows = []
    for name, feature in sorted(features.items(), key=lambda item: -item[1].shape[2]):
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": 4 * 2 ** len(rows), "channels": channels, "size": (height, width)})
    return rows


@loses(ORDER, STRIDE, ROUNDED)
def strides_of_a_table(features, image_size):
    """P3 has a stride of 8 in most papers, but names are free: the sizes tell the stride, not the name."""
    published = {"C2": 4, "C3": 8, "C4": 16, "C5": 32, "P2": 4, "P3": 8, "P4": 16, "P5": 32}
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": published.get(name, stride), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ORDER, STRIDE, ROUNDED, OWN, PURE)
def level_read_off_the_name(features, image_size):
    """A name need not end in a number: what makes a level fine is its stride."""
    rows = []
    for name, feature in sorted(features.items(), key=lambda item: int(item[0][1:])):
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows


@loses(STRIDE, CLASH)
def square_images_only(features, image_size):
    """An image has a height and a width: columns of the map go with the second of the two."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[0] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(STRIDE, ROUNDED, SHAPE)
def square_maps_only(features, image_size):
    """A map may be longer than it is high, as the image may: only the strides have to agree."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if height != width or stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def channels_left_out(features, image_size):
    """Each row has four keys, and the channels are one of them."""
    rows = []
    for name, feature in features.items():
        height, width = feature.shape[-2:]
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def number_of_units_for_size(features, image_size):
    """`size` is a pair of lengths: the number of units does not tell how they lie."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": height * width})
    return sorted(rows, key=lambda row: row["stride"])


@loses(SHAPE)
def channels_and_rows_for_size(features, image_size):
    """A map is (1, C, H, W): height and width are its last two axes, and counting starts at 0."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if stride != round(image_size[1] / width):
            raise ValueError(name)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": tuple(feature.shape[1:3])})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def columns_only(features, image_size):
    """Columns tell one stride, rows may tell another: compare the two before you believe one of them."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        rows.append({"name": name, "stride": round(image_size[1] / width), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(STRIDE, CLASH)
def width_of_the_image_over_the_rows(features, image_size):
    """The image is given as (height, width): its width has nothing to do with the rows of a map, and its columns tell a stride of their own."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        rows.append({"name": name, "stride": round(image_size[1] / height), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(ROUNDED, CLASH)
def rows_divided_in_whole_numbers(features, image_size):
    """`//` rounds 100 over 13 down to 7, where 8 is nearer, and the columns are left to be asked whether they agree."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        rows.append({"name": name, "stride": image_size[0] // height, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])


@loses(CLASH)
def mean_quotient_rounded(features, image_size):
    """A mean of the quotients hides that rows and columns disagree: round each by itself and compare them."""
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round((image_size[0] / height + image_size[1] / width) / 2)
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])
