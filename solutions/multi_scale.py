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
    """Enlarge maps (N, C, H, W) to (N, C, H2, W2) by nearest neighbour.

    `size` is (H2, W2). Row `i` of the result is row `floor(i * H / H2)` of `x`;
    columns likewise.

    >>> upsample_nearest(torch.tensor([[[[1.0, 2.0]]]]), (1, 5))
    tensor([[[[1., 1., 1., 2., 2.]]]])
    """
    height, width = x.shape[-2:]
    rows = torch.arange(size[0]) * height // size[0]
    columns = torch.arange(size[1]) * width // size[1]
    return x[..., rows[:, None], columns]


def fpn_top_down(laterals: list[torch.Tensor]) -> list[torch.Tensor]:
    """Merge lateral maps from the coarsest down: each plus the merged map above it.

    `laterals` are (N, C, H, W), finest first, with equal channels; each coarser size is
    half the finer one, rounded up (7 for 13). The merged coarser map is enlarged to the
    finer size by nearest neighbour. The result has the order and the shapes of the
    laterals.

    >>> finer = torch.tensor([[[[1.0, 2.0, 3.0]]]])
    >>> coarser = torch.tensor([[[[10.0, 20.0]]]])
    >>> fpn_top_down([finer, coarser])
    [tensor([[[[11., 12., 23.]]]]), tensor([[[[10., 20.]]]])]
    """
    merged: list[torch.Tensor] = []
    for lateral in reversed(laterals):
        if merged:
            lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:])
        merged.insert(0, lateral)
    return merged


class FPN(nn.Module):
    """A feature pyramid: 1x1 laterals, the top-down path, and padded 3x3 outputs.

    `in_channels` holds the channels of each input map, finest first; every output map
    has `out_channels`. `forward` takes maps (N, C, H, W), finest first, each coarser
    one half the size, rounded up; it returns a list of maps of the same sizes in the
    same order. Each level has a lateral and an output convolution of its own, with
    biases, the output padded with zeros. They lie in `self.lateral` and `self.output`,
    finest first: the state dict has `lateral.i.weight`, `lateral.i.bias`,
    `output.i.weight` and `output.i.bias` for each level `i`, and nothing else.

    >>> fpn = FPN([8, 16], 4)
    >>> maps = fpn([torch.zeros(1, 8, 13, 6), torch.zeros(1, 16, 7, 3)])
    >>> [tuple(m.shape) for m in maps]
    [(1, 4, 13, 6), (1, 4, 7, 3)]
    """

    def __init__(self, in_channels: list[int], out_channels: int) -> None:
        super().__init__()
        self.lateral = nn.ModuleList(
            nn.Conv2d(channels, out_channels, 1) for channels in in_channels
        )
        self.output = nn.ModuleList(
            nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels
        )

    def forward(self, features: list[torch.Tensor]) -> list[torch.Tensor]:
        laterals = [convolve(x) for convolve, x in zip(self.lateral, features)]
        merged = fpn_top_down(laterals)
        return [convolve(x) for convolve, x in zip(self.output, merged)]


def unet_merge(up: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
    """Concatenate the centre of a skip map with an upsampled map, on channels.

    `up` is (N, C1, H, W), `skip` (N, C2, H2, W2), cropped at offset `(skip - up) // 2`
    on each axis. The result is (N, C2 + C1, H, W): the skip channels first. A skip map
    that is smaller than `up` on either axis raises ValueError.

    >>> skip = torch.arange(9.0).reshape(1, 1, 3, 3)
    >>> unet_merge(torch.zeros(1, 1, 1, 1), skip).flatten()
    tensor([4., 0.])
    """
    height, width = up.shape[-2:]
    spare_rows, spare_columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(spare_rows, spare_columns) < 0:
        raise ValueError("the skip map is smaller than the upsampled one")
    top, left = spare_rows // 2, spare_columns // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


def hrnet_fuse(branches: list[torch.Tensor]) -> list[torch.Tensor]:
    """Give every branch the sum of all, resampled to its size, as in an HRNet.

    This is HRNet's exchange unit without its convolutions. `branches` are (N, C, H, W)
    with equal channels, finest first, each exactly half the size of the one before. A
    finer branch comes down by average pooling, a coarser one up by nearest neighbour.
    The result has the order and the shapes of the branches.

    >>> finer = torch.tensor([[[[1.0, 3.0], [5.0, 3.0]]]])
    >>> fused = hrnet_fuse([finer, torch.ones(1, 1, 1, 1)])
    >>> [branch.flatten() for branch in fused]
    [tensor([2., 4., 6., 4.]), tensor([4.])]
    """

    def resample(branch: torch.Tensor, steps_down: int) -> torch.Tensor:
        if steps_down >= 0:
            return F.avg_pool2d(branch, 2**steps_down)
        return F.interpolate(branch, scale_factor=2**-steps_down, mode="nearest")

    fused = []
    for target in range(len(branches)):
        terms = [resample(x, target - source) for source, x in enumerate(branches)]
        fused.append(torch.stack(terms).sum(dim=0))
    return fused


def assign_level(width: float, height: float) -> int:
    """The pyramid level, 2 to 5, that a box of this size in pixels is read from.

    Level 4 begins at a square of 224 x 224, and each level at twice the side of the one
    before; other boxes go by the square of the same area. No box is below level 2 or
    above level 5. A side that is not positive and finite raises ValueError.

    >>> assign_level(224, 224), assign_level(56, 56)
    (4, 2)
    """
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(f"a box has positive, finite sides, not {width} and {height}")
    level = math.floor(4 + math.log2(math.sqrt(width * height) / 224))
    return min(max(level, 2), 5)


def inspect_pyramid(
    features: dict[str, torch.Tensor], image_size: tuple[int, int]
) -> list[dict[str, Any]]:
    """What is in a pyramid: name, stride, channels and size of every map, finest first.

    `features` holds maps (1, C, H, W) by name, in any order, with different strides;
    `image_size` is (height, width). Each map has a dict with these four keys. `stride`
    is the quotient of image and map, rounded to the nearest integer; where rows and
    columns disagree on it, ValueError. `size` is the (height, width) of the map.

    >>> inspect_pyramid({"P3": torch.zeros(1, 256, 13, 16)}, (100, 128))
    [{'name': 'P3', 'stride': 8, 'channels': 256, 'size': (13, 16)}]
    """
    rows = []
    for name, feature in features.items():
        _, channels, height, width = feature.shape
        stride = round(image_size[0] / height)
        if round(image_size[1] / width) != stride:
            raise ValueError(f"{name} has another stride on rows than on columns")
        row = {"name": name, "stride": stride, "channels": channels, "size": (height, width)}
        rows.append(row)
    return sorted(rows, key=lambda row: row["stride"])
