"""Networks in which maps of several resolutions meet, as data."""

from autograder.networks.graph import (
    GLOBAL,
    JOIN,
    Network,
    Operation,
    Row,
    crop,
    nearest,
    network,
    same,
    stage,
    transposed,
    window,
)

NEAREST = nearest(2)
UP_CONVOLUTION = transposed(2, 2)


def fpn(backbone: Network, levels: tuple[str, ...] = ("C2", "C3", "C4", "C5"), upsampling: Operation = NEAREST) -> Network:
    """A feature pyramid on levels of a backbone, finest first, each half as fine as the one before: adds P2, P3 and so on.

    T.-Y. Lin et al., "Feature Pyramid Networks for Object Detection", CVPR 2017, section 3. A lateral 1x1 and the upsampled
    level above are summed (`inner`), and a 3x3 behind the sum gives the level's output (`P`). A level that the backbone does not
    have raises ValueError.

    >>> from autograder.networks import convnext
    >>> print(*fpn(convnext())[-4:], sep="\\n")
    lateral2         window: kernel 1                          of C2
    up2              nearest: kernel 2, stride 2               of inner3
    inner2           join                                      of lateral2, up2
    P2               window: kernel 3, padding 1               of inner2
    """
    rows: list[Row] = []
    coarsest = len(levels) + 1
    for number, level in reversed(list(enumerate(levels, 2))):
        rows.append((f"lateral{number}", same(1), level))
        above = []
        if number < coarsest:
            rows.append((f"up{number}", upsampling, f"inner{number + 1}"))
            above = [f"up{number}"]
        rows += [(f"inner{number}", JOIN, f"lateral{number}", *above), (f"P{number}", same(3))]
    return network(*rows, after=backbone)


def unet(upsampling: Operation = UP_CONVOLUTION) -> Network:
    """The classic U-Net without padding, 572 pixels to 388: `enc1` to `enc4`, `bottleneck`, `dec4` to `dec1`, `output`.

    O. Ronneberger, P. Fischer, T. Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015, figure 1.

    >>> print(*unet()[-6:-3], sep="\\n")
    up1              transposed: kernel 2, stride 2            of dec2
    crop1            window: kernel 1, padding -88             of enc1
    merge1           join                                      of crop1, up1
    """
    rows: list[Row] = []
    for level in (1, 2, 3, 4):
        rows += [(f"enc{level}_1", window(3)), (f"enc{level}", window(3)), (f"pool{level}", window(2, 2))]
    rows += [("bottleneck_1", window(3)), ("bottleneck", window(3))]
    for level, margin in ((4, 4), (3, 16), (2, 40), (1, 88)):
        rows += [
            (f"up{level}", upsampling),
            (f"crop{level}", crop(margin), f"enc{level}"),
            (f"merge{level}", JOIN, f"crop{level}", f"up{level}"),
            (f"dec{level}_1", window(3)),
            (f"dec{level}", window(3)),
        ]
    return network(*rows, ("output", window(1)))


def hrnet_w32() -> Network:
    """HRNet-W32 without its head: `stem`, `layer1`, then `stage2_1` (finest), `stage2_2` and so on to `stage4_4`.

    J. Wang et al., "Deep High-Resolution Representation Learning for Visual Recognition", TPAMI 2020, section 3;
    github.com/HRNet/HRNet-Image-Classification, lib/models/cls_hrnet.py and its configuration for W32.

    >>> print(hrnet_w32()[-1])
    stage4_4         join                                      of stage4.3.1to4.3, stage4.3.2to4.2, stage4.3.3to4.1, stage4.3.blocks4
    """
    rows: list[Row] = [
        ("conv1", same(3, 2)),
        ("stem", same(3, 2)),
        *stage("layer1", [[same(1), same(3), same(1)]] * 4, "stem"),
        ("stage2.first", same(3)),
    ]
    branches, coarsest = ["stage2.first"], "layer1"
    for name, modules in (("stage2", 1), ("stage3", 4), ("stage4", 3)):
        rows.append((f"{name}.new", same(3, 2), coarsest))
        branches.append(f"{name}.new")
        for module in range(1, modules + 1):
            ends = [name if module == modules else f"{name}.{module}"] * len(branches)
            ends = [f"{end}_{number}" for number, end in enumerate(ends, 1)]
            rows += _exchange(f"{name}.{module}", branches, ends)
            branches = ends
        coarsest = branches[-1]
    return network(*rows)


def _exchange(name: str, branches: list[str], ends: list[str]) -> list[Row]:
    """Four basic blocks on every branch, then every branch gets the sum of all, resampled."""
    rows: list[Row] = []
    deep = [f"{name}.blocks{number}" for number in range(1, len(branches) + 1)]
    for end, source in zip(deep, branches, strict=True):
        rows += stage(end, [[same(3), same(3)]] * 4, source)
    for to, end in enumerate(ends):
        terms = []
        for come, term in enumerate(deep):
            resampling = [same(3, 2)] * (to - come) if to > come else [nearest(2 ** (come - to))] * (to < come)
            for step, operation in enumerate(resampling, 1):
                rows.append((f"{name}.{come + 1}to{to + 1}.{step}", operation, term))
                term = f"{name}.{come + 1}to{to + 1}.{step}"
            terms.append(term)
        rows.append((end, JOIN, *terms))
    return rows


def aspp(backbone: Network, rates: tuple[int, ...] = (12, 24, 36), level: str = "C5") -> Network:
    """DeepLab's atrous spatial pyramid pooling on a level of a backbone: `aspp_1x1`, `aspp_12` and so on, `aspp_pool`, and `aspp`.

    L.-C. Chen et al., "Rethinking Atrous Convolution for Semantic Image Segmentation", 2017, section 3.3. Rates 6, 12, 18 belong
    to an output stride of 16; the defaults to 8, and are those of torchvision (models/segmentation/deeplabv3.py). A level that the
    backbone does not have raises ValueError.

    >>> from autograder.networks import convnext
    >>> print(*aspp(convnext())[-3:], sep="\\n")
    aspp_36          window: kernel 3, padding 36, dilation 36 of C5
    aspp_pool        global                                    of C5
    aspp             join                                      of aspp_1x1, aspp_12, aspp_24, aspp_36, aspp_pool
    """
    branches: list[Row] = [
        ("aspp_1x1", same(1), level),
        *((f"aspp_{rate}", same(3, dilation=rate), level) for rate in rates),
        ("aspp_pool", GLOBAL, level),
    ]
    return network(*branches, ("aspp", JOIN, *(branch[0] for branch in branches)), after=backbone)
