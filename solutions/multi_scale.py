"""Lesson 4, the reference: networks that see at several scales.

Sources: T.-Y. Lin et al., "Feature Pyramid Networks for Object Detection", CVPR 2017, sections 3 and 4 (equation 1);
O. Ronneberger et al., "U-Net", MICCAI 2015, figure 1; K. Sun et al., "Deep High-Resolution Representation Learning for
Human Pose Estimation", CVPR 2019, section 3 (exchange unit).
"""

import math
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F


def upsample_nearest(x: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    """Enlarge maps (N, C, H, W) to (N, C, H2, W2), where `size` is (H2, W2).

    Row `i` of the result is row `floor(i * H / H2)` of `x`; so for columns.

    >>> upsample_nearest(torch.tensor([[[[1.0, 2.0]]]]), (1, 5))
    tensor([[[[1., 1., 1., 2., 2.]]]])
    """
    height, width = x.shape[-2:]
    rows = torch.arange(size[0]) * height // size[0]
    columns = torch.arange(size[1]) * width // size[1]
    return x[..., rows[:, None], columns]


def fpn_top_down(laterals: list[torch.Tensor]) -> list[torch.Tensor]:
    """Merge lateral maps from the coarsest down: each plus the enlarged merged map above it.

    `laterals` are (N, C, H, W), finest first, with equal channels; each coarser size is
    half the finer one, rounded up. The result has the same order and shapes.

    >>> [merged.tolist() for merged in fpn_top_down([torch.zeros(1, 1, 1, 2), torch.ones(1, 1, 1, 1)])]
    [[[[[1.0, 1.0]]]], [[[[1.0]]]]]
    """
    merged: list[torch.Tensor] = []
    for lateral in reversed(laterals):
        if merged:
            lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:])
        merged.insert(0, lateral)
    return merged


class FPN(nn.Module):
    """A feature pyramid: 1x1 laterals, the top-down path, and a padded 3x3 output convolution a level.

    `in_channels` holds the channels of each input map, finest first; every output map
    has `out_channels`. `forward` takes the maps (N, C, H, W), finest first, and returns
    a list of maps of the same sizes. The convolutions lie in `self.lateral` and
    `self.output`, finest first.

    >>> [m.shape[1] for m in FPN([8, 16], 4)([torch.zeros(1, 8, 6, 6), torch.zeros(1, 16, 3, 3)])]
    [4, 4]
    """

    def __init__(self, in_channels: list[int], out_channels: int) -> None:
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(channels, out_channels, 1) for channels in in_channels)
        self.output = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features: list[torch.Tensor]) -> list[torch.Tensor]:
        laterals = [convolve(feature) for convolve, feature in zip(self.lateral, features)]
        return [convolve(merged) for convolve, merged in zip(self.output, fpn_top_down(laterals))]


def unet_merge(up: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
    """Concatenate the centre of a skip map and an upsampled map on channels, the skip first.

    `up` is (N, C1, H, W), `skip` (N, C2, H2, W2) and at least as large, else ValueError;
    it is cropped at offset `(skip - up) // 2` on each axis. The result is (N, C2 + C1, H, W).

    >>> unet_merge(torch.zeros(1, 1, 1, 1), torch.arange(9.0).reshape(1, 1, 3, 3)).flatten()
    tensor([4., 0.])
    """
    height, width = up.shape[-2:]
    spare_rows, spare_columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(spare_rows, spare_columns) < 0:
        raise ValueError("the skip map is smaller than the upsampled one")
    top, left = spare_rows // 2, spare_columns // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


def hrnet_fuse(branches: list[torch.Tensor]) -> list[torch.Tensor]:
    """Give every branch the sum of all, resampled to its size: the exchange unit of an HRNet without its convolutions.

    `branches` are (N, C, H, W) with equal channels, each half the size of the one
    before. A finer branch comes down by average pooling, a coarser one up by nearest.

    >>> [fused.flatten().tolist() for fused in hrnet_fuse([torch.tensor([[[[1.0, 3.0], [1.0, 3.0]]]]), torch.ones(1, 1, 1, 1)])]
    [[2.0, 4.0, 2.0, 4.0], [3.0]]
    """

    def resample(branch: torch.Tensor, levels: int) -> torch.Tensor:
        return F.avg_pool2d(branch, 2**levels) if levels >= 0 else F.interpolate(branch, scale_factor=2**-levels)

    return [
        torch.stack([resample(branch, target - source) for source, branch in enumerate(branches)]).sum(dim=0)
        for target in range(len(branches))
    ]


def assign_level(width: float, height: float) -> int:
    """The pyramid level, 2 to 5, that a box of this size in pixels is read from.

    Level 4 for a box of 224 x 224, one level up for every doubling of the side. A side
    that is not positive and finite raises ValueError.

    >>> assign_level(224, 224), assign_level(56, 56)
    (4, 2)
    """
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(f"a box needs positive, finite sides, not {width} and {height}")
    level = math.floor(4 + math.log2(math.sqrt(width * height) / 224))
    return min(max(level, 2), 5)


def inspect_pyramid(features: dict[str, torch.Tensor], image_size: tuple[int, int]) -> list[dict[str, Any]]:
    """What is in a pyramid: a dict with name, stride, channels and size for every map, finest first.

    `features` holds maps (1, C, H, W) by name, `image_size` is (height, width). The
    stride is the quotient of image and map, rounded; rows and columns must agree on it,
    else ValueError. `size` is the (height, width) of the map.

    >>> inspect_pyramid({"P3": torch.zeros(1, 256, 13, 16)}, (100, 128))
    [{'name': 'P3', 'stride': 8, 'channels': 256, 'size': (13, 16)}]
    """
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        strides = {round(image_size[0] / height), round(image_size[1] / width)}
        if len(strides) > 1:
            raise ValueError(f"{name} has another stride on rows than on columns")
        rows.append({"name": name, "stride": strides.pop(), "channels": channels, "size": (height, width)})
    return sorted(rows, key=lambda row: row["stride"])
