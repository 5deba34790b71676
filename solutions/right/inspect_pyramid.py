"""Right answers to inspect_pyramid."""

import itertools
import math
import operator

import numpy as np
import torch


def sorted_by_height(features, image_size):
    rows = []
    for name, feature in sorted(features.items(), key=lambda item: -item[1].shape[2]):
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if round(image_size[1] / width) != stride:
            raise ValueError(f"{name}: {stride} on rows, {image_size[1] / width} on columns")
        rows.append({"name": name, "stride": stride, "channels": channels, "size": (height, width)})
    return rows


def comprehension(features, image_size):
    def strides(feature):
        return [int(pixels / units + 0.5) for pixels, units in zip(image_size, feature.shape[-2:])]

    if any(len(set(strides(feature))) != 1 for feature in features.values()):
        raise ValueError("strides differ")
    return sorted(
        (
            dict(name=name, stride=strides(feature)[0], channels=feature.shape[1], size=feature.shape[2:])
            for name, feature in features.items()
        ),
        key=operator.itemgetter("stride"),
    )


def numpy_rounding(features, image_size):
    rows = {}
    for name in features:
        size = np.array(features[name].shape[-2:])
        vertical, horizontal = np.rint(np.array(image_size) / size)
        if vertical != horizontal:
            raise ValueError(name)
        rows[vertical] = {"stride": vertical, "size": size, "channels": features[name].numpy().shape[1], "name": name}
    return [rows[stride] for stride in np.sort(list(rows))]


def torch_rounding(features, image_size):
    rows = []
    for name, feature in features.items():
        quotients = torch.tensor(image_size) / torch.tensor(feature.shape[-2:])
        strides = torch.round(quotients).long().unique()
        if len(strides) != 1:
            raise ValueError(f"{quotients} at {name}")
        channels, *size = torch.tensor(feature.shape[1:])
        rows.append({"name": name, "stride": strides[0], "channels": channels, "size": torch.stack(size)})
    rows.sort(key=lambda row: int(row["stride"]))
    return rows


def inserted_in_place(features, image_size):
    from bisect import insort

    rows = []
    for name, feature in features.items():
        height, width = map(int, feature.shape[-2:])
        low, high = sorted([math.floor(image_size[0] / height + 0.5), math.floor(image_size[1] / width + 0.5)])
        if low < high:
            raise ValueError(name)
        insort(rows, (low, name, feature.shape[1], [height, width]))
    return [dict(zip(("stride", "name", "channels", "size"), row)) for row in rows]


def recursive(features, image_size):
    if not features:
        return []
    name = max(features, key=lambda name: features[name][0, 0].numel())
    _, channels, height, width = features[name].shape
    strides = {round(image_size[0] / height), round(image_size[1] / width)}
    if len(strides) == 2:
        raise ValueError(strides)
    others = {other: feature for other, feature in features.items() if other != name}
    row = {"name": name, "stride": strides.pop(), "channels": channels, "size": (height, width)}
    return [row, *recursive(others, image_size)]


def generator(features, image_size):
    def check(stride, other):
        if stride != other:
            raise ValueError(f"{stride} is not {other}")
        return stride

    strides = {
        name: check(*(round(pixels / units) for pixels, units in zip(image_size, feature.shape[-2:])))
        for name, feature in features.items()
    }
    for name in sorted(strides, key=strides.get):
        yield {"name": name, "stride": float(strides[name]), "channels": len(features[name][0]), "size": features[name].shape[-2:]}


def with_more_keys(features, image_size):
    from collections import OrderedDict

    rows = []
    for number, (name, feature) in enumerate(features.items()):
        height, width = feature.shape[-2:]
        quotient = image_size[0] / height
        row = OrderedDict(name=name, stride=round(quotient), channels=feature.shape[-3], size=(height, width))
        row.update(quotient=quotient, units=height * width, number=number)
        if row["stride"] != round(image_size[1] / width):
            raise ValueError("rows and columns disagree")
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: row["units"], reverse=True))


def integers_only(features, image_size):
    def nearest(pixels, units):
        return (2 * pixels + units) // (2 * units)

    rows = []
    for name, feature in features.items():
        height, width = feature.shape[2], feature.shape[3]
        stride = nearest(image_size[0], height)
        if stride - nearest(image_size[1], width):
            raise ValueError("no stride")
        rows = [*rows, {"name": name, "stride": stride, "channels": feature.shape[1], "size": (height, width)}]
    order = sorted(range(len(rows)), key=lambda number: rows[number]["stride"])
    return [rows[number] for number in order]


def grouped(features, image_size):
    def stride(item):
        strides = [round(pixels / units) for pixels, units in zip(image_size, item[1].shape[2:])]
        if strides[0] != strides[1]:
            raise ValueError(item[0])
        return strides[0]

    rows = []
    for common, items in itertools.groupby(sorted(features.items(), key=stride), key=stride):
        for name, feature in items:
            rows.append({"name": name, "stride": common, "channels": feature.shape[1], "size": tuple(feature.shape[2:])})
    return rows


def lengths_of_a_stride(features, image_size):
    """Slow but plain: try every stride until one is as near as half a pixel on rows, then ask the columns."""

    def stride_of(pixels, units):
        stride = 1
        while abs(pixels - stride * units) * 2 > units:
            stride += 1
        return stride

    rows = []
    for name in features:
        height, width = features[name].size(2), features[name].size(3)
        if stride_of(image_size[0], height) != stride_of(image_size[1], width):
            raise ValueError(name)
        row = {"name": name, "stride": stride_of(image_size[0], height), "channels": features[name].size(1), "size": (height, width)}
        place = 0
        while place < len(rows) and rows[place]["stride"] < row["stride"]:
            place += 1
        rows.insert(place, row)
    return rows


def heap(features, image_size):
    from heapq import heappop, heappush

    waiting = []
    for name, feature in features.items():
        strides = np.rint(np.divide(image_size, feature.shape[2:])).astype(np.int64)
        if np.ptp(strides):
            raise ValueError(f"strides {strides}")
        heappush(waiting, (strides[0], name, np.int32(feature.shape[1]), np.array(feature.shape[2:], dtype=np.int16)))
    return [dict(zip(("stride", "name", "channels", "size"), heappop(waiting))) for _ in features]


def folded(features, image_size):
    from functools import reduce

    def inserted(rows, item):
        name, feature = item
        _, channels, *size = feature.shape
        strides = list(map(round, map(operator.truediv, image_size, size)))
        if operator.ne(*strides):
            raise ValueError(strides)
        row = {"name": name, "stride": strides[0], "channels": channels, "size": size}
        finer = [other for other in rows if other["stride"] < row["stride"]]
        return [*finer, row, *rows[len(finer) :]]

    return reduce(inserted, features.items(), [])


def lazily_mapped(features, image_size):
    """A map object: the error comes when it is read."""

    def row(name):
        strides = [round(pixels / units) for pixels, units in zip(image_size, features[name].shape[2:])]
        if len(set(strides)) > 1:
            raise ValueError(name)
        return {"name": name, "stride": torch.tensor(strides[0]), "channels": features[name].shape[1], "size": features[name].shape[2:]}

    return map(row, sorted(features, key=lambda name: features[name].shape[3], reverse=True))


def noisy(features, image_size):
    import sys
    import warnings

    rows = []
    for name, feature in features.items():
        print(name, feature.shape)
        quotients = image_size[0] / feature.shape[2], image_size[1] / feature.shape[3]
        if quotients[0] != quotients[1]:
            warnings.warn(f"{name}: {quotients}", stacklevel=2)
        if abs(np.subtract(*map(round, quotients))) > 0:
            print("no stride", file=sys.stderr)
            raise ValueError(quotients)
        rows.append({"name": name, "stride": round(quotients[0]), "channels": feature.shape[1], "size": tuple(feature.shape[2:])})
    rows.sort(key=lambda row: math.prod(row["size"]), reverse=True)
    print(*rows, sep="\n")
    return rows


def cached(features, image_size, memory={}):
    rows = []
    for name, feature in features.items():
        key = name, feature.shape, image_size
        if key not in memory:
            height, width = feature.shape[2:]
            memory[key] = round(image_size[0] / height), round(image_size[1] / width)
        vertical, horizontal = memory[key]
        if vertical != horizontal:
            raise ValueError(name)
        rows.append({"name": name, "stride": vertical, "channels": feature.shape[1], "size": feature.shape[2:]})
    return sorted(rows, key=operator.itemgetter("stride"))
