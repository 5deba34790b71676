"""Wrong answers to inspect_pyramid in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch


def in_the_order_of_the_dict(features, image_size):
    def row(name, feature):
        strides = {round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:])}
        if len(strides) > 1:
            raise ValueError(f"{name}: {strides}")
        return dict(name=name, stride=strides.pop(), channels=feature.shape[1], size=tuple(feature.shape[2:]))

    return list(itertools.starmap(row, features.items()))


def sorted_by_name(features, image_size):
    rows = []
    for name in sorted(features):
        size = np.array(features[name].shape[2:])
        vertical, horizontal = np.rint(np.array(image_size) / size).astype(int)
        if vertical != horizontal:
            raise ValueError("rows and columns disagree")
        rows.append({"size": size, "channels": features[name].shape[1], "stride": vertical, "name": name})
    return rows


def coarsest_first(features, image_size):
    found = {}
    for name, feature in features.items():
        down, across = (math.floor(image_size[axis] / feature.shape[axis + 2] + 0.5) for axis in (0, 1))
        if down - across:
            raise ValueError(name)
        found[down] = {"name": name, "stride": down, "channels": len(feature[0]), "size": list(feature[0, 0].shape)}
    return [found[stride] for stride in sorted(found, reverse=True)]


def turned_around(features, image_size):
    from collections import deque

    rows = deque()
    for name, feature in features.items():
        quotients = torch.tensor(image_size) / torch.tensor(feature.shape[-2:])
        down, across = quotients.round().long().tolist()
        if down != across:
            raise ValueError(quotients)
        rows.appendleft({"name": name, "stride": down, "channels": feature.size(1), "size": (feature.size(2), feature.size(3))})
    return list(rows)


def sorted_by_channels(features, image_size):
    by_depth = sorted(features.items(), key=lambda item: item[1].shape[1])
    for _, feature in by_depth:
        if round(image_size[0] / feature.shape[2]) != round(image_size[1] / feature.shape[3]):
            raise ValueError("no common stride")
    return [
        {"name": name, "stride": round(image_size[0] / x.shape[2]), "channels": x.shape[1], "size": x.shape[2:]} for name, x in by_depth
    ]


def image_size_read_as_width_and_height(features, image_size):
    width, height = image_size
    rows = []
    for name in features:
        _, channels, map_height, map_width = features[name].shape
        if round(height / map_height) != round(width / map_width):
            raise ValueError(f"{name} does not fit")
        rows += [{"name": name, "stride": round(width / map_width), "channels": channels, "size": (map_height, map_width)}]
    rows.sort(key=operator.itemgetter("stride"))
    return rows


def rounded_down(features, image_size):
    def stride_of(shape):
        down, across = np.floor_divide(image_size, shape[2:])
        if down != across:
            raise ValueError(shape)
        return int(down)

    order = sorted(features, key=lambda name: stride_of(features[name].shape))
    columns = ((name, stride_of(features[name].shape), *features[name].shape[1:]) for name in order)
    return [{"name": name, "stride": stride, "channels": c, "size": (h, w)} for name, stride, c, h, w in columns]


def rounded_up(features, image_size):
    rows = []
    for name, feature in features.items():
        down, across = (-(-pixels // units) for pixels, units in zip(image_size, feature.shape[-2:]))
        if down > across or down < across:
            raise ValueError((down, across))
        row = {"name": name, "stride": down, "channels": feature.shape[-3], "size": feature.shape[-2:]}
        place = sum(other["stride"] <= down for other in rows)
        rows.insert(place, row)
    return rows


def not_rounded(features, image_size):
    quotients = {name: np.divide(image_size, x.shape[2:]) for name, x in features.items()}
    if any(np.ptp(np.rint(pair)) for pair in quotients.values()):
        raise ValueError(quotients)
    for name in sorted(quotients, key=lambda name: quotients[name][0]):
        yield {"name": name, "stride": quotients[name][0], "channels": features[name].shape[1], "size": tuple(features[name].shape[2:])}


def powers_of_two_only(features, image_size):
    def nearest(quotient):
        return min((2**k for k in range(12)), key=lambda power: abs(math.log(quotient / power)))

    rows = []
    for name, (_, channels, height, width) in ((name, x.shape) for name, x in features.items()):
        quotient = image_size[0] / height
        if int(quotient + 0.5) != int(image_size[1] / width + 0.5):
            raise ValueError(name)
        rows.append({"name": name, "stride": nearest(quotient), "channels": channels, "size": (height, width)})
    return sorted(rows, key=operator.itemgetter("stride"))


def quotients_compared_before_rounding(features, image_size):
    rows = {}
    for name, feature in features.items():
        height, width = feature.shape[2:]
        if image_size[0] * width != image_size[1] * height:
            raise ValueError("image and map have different shapes")
        rows[name] = {"name": name, "stride": round(image_size[1] / width), "channels": feature.shape[1], "size": (height, width)}
    return [rows[name] for name in sorted(rows, key=lambda name: rows[name]["stride"])]


def a_rest_is_an_error(features, image_size):
    def exactly(pixels, units):
        if pixels % units != 0:
            raise ValueError(f"{pixels} pixels are no multiple of {units}")
        return pixels // units

    rows = []
    for name, feature in features.items():
        strides = list(map(exactly, image_size, feature.shape[-2:]))
        if min(strides) != max(strides):
            raise ValueError(strides)
        rows.append((strides[0], name, feature.shape[1], list(feature.shape[-2:])))
    return [dict(zip(("stride", "name", "channels", "size"), row)) for row in sorted(rows)]


def width_before_height(features, image_size):
    rows = []
    for name, feature in features.items():
        size = feature.shape[:1:-1]
        across, down = (round(pixels / units) for pixels, units in zip(reversed(image_size), size))
        if across != down:
            raise ValueError(name)
        rows.append({"size": tuple(size), "name": name, "stride": across, "channels": feature.shape[1]})
    return sorted(rows, key=lambda row: -row["size"][0])


def samples_for_channels(features, image_size):
    class Row(dict):
        def __lt__(self, other):
            return self["stride"] < other["stride"]

    rows = []
    for name, feature in features.items():
        strides = np.round(np.array(image_size) / feature.shape[2:])
        if strides[0] != strides[1]:
            raise ValueError(strides)
        rows.append(Row(name=name, stride=strides[0], channels=len(feature), size=tuple(feature.shape[2:])))
    return sorted(rows)


def whole_shape_for_size(features, image_size):
    strides = {}
    for name, feature in features.items():
        down, across = round(image_size[0] / feature.size(2)), round(image_size[1] / feature.size(3))
        if down != across:
            raise ValueError(name)
        strides[name] = down
    names = sorted(features, key=strides.get)
    return [{"name": n, "stride": strides[n], "channels": features[n].shape[1], "size": features[n].size()} for n in names]


def size_of_the_image(features, image_size):
    rows = []
    for name, feature in features.items():
        row = {"name": name, "channels": feature.shape[1], "size": np.array(image_size)}
        candidates = set(np.rint(row["size"] / np.array(feature.shape[2:])).tolist())
        if len(candidates) == 2:
            raise ValueError(candidates)
        row["stride"] = int(candidates.pop())
        rows.append(row)
    return sorted(rows, key=lambda row: row["stride"])


def another_key(features, image_size):
    keys = ["level", "stride", "channels", "size"]

    def values(name):
        _, channels, *size = features[name].shape
        one, two = [round(pixels / units) for pixels, units in zip(image_size, size)]
        if one != two:
            raise ValueError(size)
        return name, one, channels, size

    table = sorted(map(values, features), key=lambda row: row[1])
    return [dict(zip(keys, row)) for row in table]


def channels_of_the_last_map(features, image_size):
    rows, channels = [], None
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride, other = round(image_size[0] / height), round(image_size[1] / width)
        if stride != other:
            raise ValueError(f"{stride}, {other}")
        rows.append([name, stride, (height, width)])
    rows.sort(key=lambda row: row[1])
    return [{"name": name, "stride": stride, "channels": channels, "size": size} for name, stride, size in rows]


def one_dict_for_all(features, image_size):
    row = dict.fromkeys(["name", "stride", "channels", "size"])
    rows = [row] * len(features)
    for name, feature in features.items():
        size = tuple(feature.shape[2:])
        strides = tuple(round(pixels / units) for pixels, units in zip(image_size, size))
        if strides[0] != strides[1]:
            raise ValueError(strides)
        row.update(name=name, stride=strides[0], channels=feature.shape[1], size=size)
    return rows


def names_sorted_apart(features, image_size):
    table = {"name": [], "stride": [], "channels": [], "size": []}
    for name in sorted(features, key=lambda name: features[name].shape[3], reverse=True):
        feature = features[name]
        if round(image_size[0] / feature.shape[2]) != round(image_size[1] / feature.shape[3]):
            raise ValueError(name)
        table["name"].append(name)
        table["stride"].append(round(image_size[1] / feature.shape[3]))
        table["channels"].append(feature.shape[1])
        table["size"].append(tuple(feature.shape[2:]))
    table["stride"].sort()
    table["channels"].sort()
    return [{key: column[place] for key, column in table.items()} for place in range(len(features))]


def rows_only(features, image_size):
    height = image_size[0]
    return sorted(
        ({"name": n, "stride": round(height / x.shape[2]), "channels": x.shape[1], "size": x.shape[2:]} for n, x in features.items()),
        key=operator.itemgetter("stride"),
    )


def mean_of_both_strides(features, image_size):
    rows = []
    for name, feature in features.items():
        strides = np.rint(np.array(image_size) / np.array(feature.shape[2:]))
        rows.append({"name": name, "stride": np.rint(strides.mean()), "channels": feature.shape[1], "size": list(feature.shape[2:])})
    rows.sort(key=lambda row: row["stride"])
    return rows


def nearly_the_same_will_do(features, image_size):
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        down, across = image_size[0] / height, image_size[1] / width
        if not down - 1 < across < down + 1:
            raise ValueError((down, across))
        rows.append((math.floor(down + 0.5), {"name": name, "channels": channels, "size": (height, width)}))
    return [{**row, "stride": stride} for stride, row in sorted(rows, key=lambda pair: pair[0])]


def assertion(features, image_size):
    def stride_of(feature):
        down, across = (round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:]))
        if down != across:
            raise AssertionError(f"{down} pixels a row, {across} a column")
        return down

    rows = [
        {"name": name, "stride": stride_of(feature), "channels": feature.shape[1], "size": tuple(feature.shape[2:])}
        for name, feature in features.items()
    ]
    return sorted(rows, key=lambda row: row["stride"])


def last_map_checked_only(features, image_size):
    strides = {}
    for name, feature in features.items():
        strides[name] = [round(pixels / units) for pixels, units in zip(image_size, feature.shape[-2:])]
    if len(set(strides[name])) != 1:
        raise ValueError(strides)
    names = sorted(features, key=lambda name: strides[name][0])
    return [{"name": n, "stride": strides[n][0], "channels": features[n].shape[1], "size": tuple(features[n].shape[2:])} for n in names]


def emptied(features, image_size):
    rows = []
    for name in list(features):
        _, channels, *size = features.pop(name).shape
        vertical, horizontal = map(lambda pixels, units: round(pixels / units), image_size, size)
        if vertical != horizontal:
            raise ValueError(name)
        rows.append(dict(name=name, stride=vertical, channels=channels, size=size))
    return sorted(rows, key=lambda row: row["stride"])


def collected_in_a_default_list(features, image_size, found={"rows": []}):
    for name, feature in features.items():
        height, width = feature.shape[2:]
        if round(image_size[0] / height) != round(image_size[1] / width):
            raise ValueError(name)
        row = {"name": name, "stride": round(image_size[0] / height), "channels": feature.shape[1], "size": (height, width)}
        found["rows"] = [*found["rows"], row]
    return sorted(found["rows"], key=operator.itemgetter("stride"))


def sorted_by_number_of_elements(features, image_size):
    names = list(features)
    names.sort(key=lambda name: np.prod(features[name].shape), reverse=True)
    rows = []
    for name in names:
        strides = torch.round(torch.tensor(image_size) / torch.tensor(features[name].shape[2:])).unique()
        if strides.numel() > 1:
            raise ValueError(strides)
        rows.append({"name": name, "stride": strides.item(), "channels": features[name].shape[1], "size": features[name].shape[2:]})
    return rows


def cached_by_names(features, image_size, known={}):
    def described():
        for name, feature in features.items():
            stride, other = (round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:]))
            if stride != other:
                raise ValueError(name)
            yield {"name": name, "stride": stride, "channels": feature.shape[1], "size": tuple(feature.shape[2:])}

    names = " ".join(features)
    try:
        return known[names]
    except KeyError:
        known[names] = sorted(described(), key=lambda row: row["stride"])
    return known[names]


def cached_by_sizes(features, image_size, channels={}):
    rows = []
    for name, feature in features.items():
        size = tuple(feature.shape[2:])
        down, across = (round(pixels / units) for pixels, units in zip(image_size, size))
        if down != across:
            raise ValueError(name)
        if (name, size, image_size) not in channels:
            channels[name, size, image_size] = feature.shape[1]
        rows.append({"name": name, "stride": down, "channels": channels[name, size, image_size], "size": size})
    rows.sort(key=operator.itemgetter("stride"))
    return rows


def squeezed_in_place(features, image_size):
    for feature in features.values():
        feature.resize_(feature.shape[1:])
    rows = []
    for name, feature in features.items():
        strides = {round(pixels / units) for pixels, units in zip(image_size, feature.shape[1:])}
        if len(strides) != 1:
            raise ValueError(strides)
        rows.append({"name": name, "stride": min(strides), "channels": len(feature), "size": feature.shape[1:]})
    return sorted(rows, key=lambda row: row["stride"])


def rows_put_in_place_of_maps(features, image_size):
    def row(name, shape):
        down, across = round(image_size[0] / shape[2]), round(image_size[1] / shape[3])
        if down != across:
            raise ValueError(shape)
        return {"name": name, "stride": down, "channels": shape[1], "size": tuple(shape[2:])}

    features.update({name: row(name, feature.shape) for name, feature in features.items()})
    return [features[name] for name in sorted(features, key=lambda name: features[name]["stride"])]


def dicts_compared(features, image_size):
    from heapq import heapify, heappop

    def row(name, channels, height, width):
        strides = {round(image_size[0] / height), round(image_size[1] / width)}
        if len(strides) == 2:
            raise ValueError(name)
        return {"stride": strides.pop(), "name": name, "channels": channels, "size": (height, width)}

    heap = [row(name, *feature.shape[1:]) for name, feature in features.items()]
    heapify(heap)
    return [heappop(heap) for _ in features]


def sort_returns_nothing(features, image_size):
    rows = []
    for name, feature in features.items():
        strides = np.rint(np.divide(image_size, feature.shape[2:]))
        if strides.min() < strides.max():
            raise ValueError(strides)
        rows.append({"name": name, "stride": strides[0], "channels": feature.shape[1], "size": feature.shape[2:]})
    finest_first = rows.sort(key=operator.itemgetter("stride"))
    return finest_first


def strides_compared_as_words(features, image_size):
    rows = {}
    for name, feature in features.items():
        size = tuple(feature.shape[2:])
        words = [f"{pixels / units:.0f}" for pixels, units in zip(image_size, size)]
        if words[0] != words[1]:
            raise ValueError(" is not ".join(words))
        rows[words[0]] = {"name": name, "stride": int(words[0]), "channels": feature.shape[1], "size": size}
    return [row for _, row in sorted(rows.items())]


def dict_by_name(features, image_size):
    def stride_of(feature):
        strides = [round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:])]
        if strides != strides[::-1]:
            raise ValueError(strides)
        return strides[0]

    return {n: dict(stride=stride_of(x), channels=x.shape[1], size=list(x.shape[2:])) for n, x in features.items()}


def returned_inside_the_loop(features, image_size):
    for name, feature in features.items():
        channels, height, width = feature[0].shape
        vertical, horizontal = int(image_size[0] / height + 0.5), int(image_size[1] / width + 0.5)
        if vertical == horizontal:
            return [{"name": name, "stride": vertical, "channels": channels, "size": (height, width)}]
        raise ValueError(name)


def a_stride_for_each_axis(features, image_size):
    rows = []
    for name, feature in features.items():
        size = np.array(feature.shape[2:])
        strides = np.rint(image_size / size).astype(int)
        if len(np.unique(strides)) == 2:
            raise ValueError(strides)
        rows.append({"name": name, "stride": strides, "channels": feature.shape[1], "size": size})
    return sorted(rows, key=lambda row: row["stride"][0])


def quotient_of_the_areas(features, image_size):
    pixels = math.prod(image_size)
    rows = []
    for name, feature in features.items():
        down, across = (math.floor(p / n + 0.5) for p, n in zip(image_size, feature.shape[2:]))
        if down != across:
            raise ValueError(name)
        units = feature[0, 0].numel()
        rows.append({"name": name, "stride": round(pixels / units), "channels": feature.shape[1], "size": tuple(feature.shape[2:])})
    return sorted(rows, key=lambda row: row["stride"])


def root_of_the_quotient_of_the_areas(features, image_size):
    def described(item):
        name, feature = item
        quotients = np.divide(image_size, feature.shape[2:])
        return {"name": name, "stride": np.rint(np.sqrt(quotients.prod())), "channels": feature.shape[1], "size": feature.shape[2:]}

    return sorted(map(described, features.items()), key=operator.itemgetter("stride"))


def clashing_map_left_out(features, image_size):
    def strides(name):
        return [round(pixels / units) for pixels, units in zip(image_size, features[name].shape[2:])]

    fitting = filter(lambda name: len(set(strides(name))) == 1, features)
    rows = [(strides(name)[0], name) for name in fitting]
    return [{"name": n, "stride": s, "channels": features[n].shape[1], "size": tuple(features[n].shape[2:])} for s, n in sorted(rows)]


def stride_over_the_finer_level(features, image_size):
    for feature in features.values():
        if len({round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:])}) == 2:
            raise ValueError("no stride")
    names = sorted(features, key=lambda name: features[name].shape[2], reverse=True)
    heights = [image_size[0], *(features[name].shape[2] for name in names)]
    strides = [round(finer / coarser) for finer, coarser in itertools.pairwise(heights)]
    return [{"name": n, "stride": s, "channels": features[n].shape[1], "size": features[n].shape[2:]} for n, s in zip(names, strides)]


def strides_by_place(features, image_size):
    levels = itertools.count(2)
    rows = []
    for feature, name in sorted(((x, n) for n, x in features.items()), key=lambda pair: pair[0].shape[3], reverse=True):
        _, channels, height, width = feature.shape
        if round(image_size[0] / height) - round(image_size[1] / width) != 0:
            raise ValueError(name)
        rows.append({"name": name, "stride": 1 << next(levels), "channels": channels, "size": [height, width]})
    return rows


def strides_of_a_table(features, image_size):
    rows = []
    for name, feature in features.items():
        _, channels, *size = feature.shape
        strides = {round(pixels / units) for pixels, units in zip(image_size, size)}
        if len(strides) > 1:
            raise ValueError(strides)
        (stride,) = strides
        if len(name) == 2 and name[0] in "CP" and name[1] in "2345":
            stride = 2 ** int(name[1])
        rows.append({"name": name, "stride": stride, "channels": channels, "size": size})
    rows.sort(key=operator.itemgetter("stride"))
    return rows


def level_read_off_the_name(features, image_size):
    by_level = {}
    for name, feature in features.items():
        letter, *digits = name
        level = int("".join(digits))
        down, across = (round(pixels / units) for pixels, units in zip(image_size, feature.shape[2:]))
        if down != across:
            raise ValueError(letter)
        row = {"name": name, "stride": down, "channels": feature.shape[1], "size": tuple(feature.shape[2:])}
        by_level.setdefault(level, []).append(row)
    return [row for level in sorted(by_level) for row in by_level[level]]


def square_images_only(features, image_size):
    side, _ = image_size
    rows = []
    for name, feature in features.items():
        strides = [round(side / units) for units in feature.shape[2:]]
        if strides[0] != strides[1]:
            raise ValueError(strides)
        rows.append({"name": name, "stride": strides[0], "channels": feature.shape[1], "size": tuple(feature.shape[2:])})
    return sorted(rows, key=lambda row: row["stride"])


def square_maps_only(features, image_size):
    rows = []
    for name, feature in features.items():
        channels, (side, *others) = feature.shape[1], set(feature.shape[2:])
        if others:
            raise ValueError("not square")
        down, across = np.rint(np.array(image_size) / side)
        if down != across:
            raise ValueError(name)
        rows.append({"name": name, "stride": int(down), "channels": channels, "size": (side, side)})
    return sorted(rows, key=lambda row: -row["size"][0])


def channels_left_out(features, image_size):
    rows = []
    for name, feature in features.items():
        *_, height, width = feature.shape
        stride = round(image_size[1] / width)
        if abs(stride - round(image_size[0] / height)) > 0:
            raise ValueError(name)
        rows.append(dict(size=(height, width), stride=stride, name=name))
    rows.sort(key=lambda row: row["stride"])
    return tuple(rows)


def number_of_units_for_size(features, image_size):
    def stride_of(name):
        down, across = map(round, map(operator.truediv, image_size, features[name].shape[2:]))
        if down != across:
            raise ValueError(name)
        return down

    for name in sorted(features, key=stride_of):
        yield {"name": name, "stride": stride_of(name), "channels": features[name].shape[1], "size": features[name][0, 0].numel()}


def channels_and_rows_for_size(features, image_size):
    rows = []
    for name, feature in features.items():
        samples, *size, last = feature.shape
        height, width = size[1], last
        down, across = round(image_size[0] / height), round(image_size[1] / width)
        if down != across:
            raise ValueError((down, across))
        rows.append({"name": name, "stride": down, "channels": feature.numel() // (samples * height * width), "size": size})
    return sorted(rows, key=operator.itemgetter("stride"))


def columns_only(features, image_size):
    def row(item):
        name, pixels = item
        size = tuple(pixels.shape)[2:]
        return dict(zip(("name", "stride", "channels", "size"), (name, int(np.rint(image_size[-1] / size[-1])), pixels.size(1), size)))

    return sorted(map(row, features.items()), key=operator.itemgetter("stride"))


def width_of_the_image_over_the_rows(features, image_size):
    _, wide = image_size
    found = {name: (round(wide / len(x[0, 0])), x.shape) for name, x in features.items()}
    ordered = sorted(found, key=lambda name: found[name][0])
    return [{"size": found[name][1][2:], "channels": found[name][1][1], "stride": found[name][0], "name": name} for name in ordered]


def rows_divided_in_whole_numbers(features, image_size):
    result = []
    for name in features:
        pixels = features[name].numpy()[0]
        stride = math.floor(image_size[0] / pixels.shape[1])
        place = sum(other["stride"] <= stride for other in result)
        result.insert(place, {"name": name, "stride": stride, "channels": len(pixels), "size": pixels.shape[1:]})
    return result


def mean_quotient_rounded(features, image_size):
    strides = {name: np.mean([image / length for image, length in zip(image_size, x.shape[2:])]) for name, x in features.items()}
    return [
        {"name": name, "stride": round(float(stride)), "channels": features[name].size(1), "size": tuple(features[name].shape[-2:])}
        for name, stride in sorted(strides.items(), key=lambda pair: round(float(pair[1])))
    ]
