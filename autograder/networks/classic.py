"""Networks for classification, as data."""

from autograder.networks.graph import GLOBAL, JOIN, Network, Row, network, same, stage, window


def vgg16() -> Network:
    """VGG16. K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", ICLR 2015, table 1, D.

    The first fully connected layer is a 7x7 convolution, the others change no receptive field.

    >>> print(*vgg16()[:3], sep="\\n")
    conv1_1          window: kernel 3, padding 1               of image
    conv1_2          window: kernel 3, padding 1               of conv1_1
    pool1            window: kernel 2, stride 2                of conv1_2
    """
    pool = window(2, 2)
    return network(
        ("conv1_1", same(3)),
        ("conv1_2", same(3)),
        ("pool1", pool),
        ("conv2_1", same(3)),
        ("conv2_2", same(3)),
        ("pool2", pool),
        ("conv3_1", same(3)),
        ("conv3_2", same(3)),
        ("conv3_3", same(3)),
        ("pool3", pool),
        ("conv4_1", same(3)),
        ("conv4_2", same(3)),
        ("conv4_3", same(3)),
        ("pool4", pool),
        ("conv5_1", same(3)),
        ("conv5_2", same(3)),
        ("conv5_3", same(3)),
        ("pool5", pool),
        ("fc6", window(7)),
    )


def alexnet_v2() -> Network:
    """AlexNet with one tower. A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014, arXiv 1404.5997.

    The paddings are those of TF-Slim (github.com/tensorflow/models, research/slim/nets/alexnet.py).

    >>> print(*alexnet_v2()[:3], sep="\\n")
    conv1            window: kernel 11, stride 4               of image
    pool1            window: kernel 3, stride 2                of conv1
    conv2            window: kernel 5, padding 2               of pool1
    """
    pool = window(3, 2)
    return network(
        ("conv1", window(11, 4)),
        ("pool1", pool),
        ("conv2", same(5)),
        ("pool2", pool),
        ("conv3", same(3)),
        ("conv4", same(3)),
        ("conv5", same(3)),
        ("pool5", pool),
    )


def mobilenet_v1() -> Network:
    """MobileNet. A. G. Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications", 2017, table 1.

    Nodes are the first convolution and the depthwise 3x3s, numbered as in TF-Slim; the 1x1s behind them are left out.

    >>> print(mobilenet_v1()[-1])
    conv13           window: kernel 3, padding 1               of conv12
    """
    strides = {0: 2, 2: 2, 4: 2, 6: 2, 12: 2}
    return network(*((f"conv{number}", same(3, strides.get(number, 1))) for number in range(14)))


def googlenet() -> Network:
    """GoogLeNet (Inception v1). C. Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, table 1 and figure 2 (b).

    End points are `stem`, the modules `3a` to `5b` and the pools. TF-Slim's inception_v1 is another network: it has 3x3s in
    the place of the 5x5s.

    >>> print(*googlenet()[-6:-1], sep="\\n")
    5b_5x5_reduce    window: kernel 1                          of 5a
    5b_5x5           window: kernel 5, padding 2               of 5b_5x5_reduce
    5b_pool          window: kernel 3, padding 1               of 5a
    5b_pool_proj     window: kernel 1                          of 5b_pool
    5b               join                                      of 5b_1x1, 5b_3x3, 5b_5x5, 5b_pool_proj
    """
    rows: list[Row] = [
        ("conv1", same(7, 2)),
        ("pool1", same(3, 2)),
        ("conv2_reduce", same(1)),
        ("conv2", same(3)),
        ("stem", same(3, 2)),
    ]
    for modules, pool in (
        (("3a", "3b"), ("pool3", same(3, 2))),
        (("4a", "4b", "4c", "4d", "4e"), ("pool4", same(3, 2))),
        (("5a", "5b"), ("avgpool", window(7))),
    ):
        for module in modules:
            rows += _inception(module, source=rows[-1][0])
        rows.append(pool)
    return network(*rows)


def _inception(name: str, source: str) -> list[Row]:
    return [
        (f"{name}_1x1", same(1), source),
        (f"{name}_3x3_reduce", same(1), source),
        (f"{name}_3x3", same(3)),
        (f"{name}_5x5_reduce", same(1), source),
        (f"{name}_5x5", same(5)),
        (f"{name}_pool", same(3), source),
        (f"{name}_pool_proj", same(1)),
        (name, JOIN, f"{name}_1x1", f"{name}_3x3", f"{name}_5x5", f"{name}_pool_proj"),
    ]


def convnext(variant: str = "T") -> Network:
    """ConvNeXt-T, -S or -B (S and B differ only in width); another letter raises KeyError. End points are `stem` and `C2` to `C5`.

    Z. Liu et al., "A ConvNet for the 2020s", CVPR 2022, section 2; github.com/facebookresearch/ConvNeXt, models/convnext.py.

    >>> print(*convnext("T")[:3], sep="\\n")
    stem             window: kernel 4, stride 4                of image
    C2.1.1           window: kernel 7, padding 3               of stem
    C2.1             join                                      of C2.1.1, stem
    """
    blocks = {"T": (3, 3, 9, 3), "S": (3, 3, 27, 3), "B": (3, 3, 27, 3)}[variant]
    rows: list[Row] = [("stem", window(4, 4))]
    for name, number in zip(("C2", "C3", "C4", "C5"), blocks, strict=True):
        if name != "C2":
            rows.append((f"{name}.down", window(2, 2)))
        rows += stage(name, [[same(7)]] * number, source=rows[-1][0])
    return network(*rows)


def replknet(kernels: tuple[int, int, int, int] = (31, 29, 27, 13)) -> Network:
    """RepLKNet-31B, or its sisters with other kernels in the four stages. End points are `stem` and `C2` to `C5`.

    X. Ding et al., "Scaling Up Your Kernels to 31x31", CVPR 2022, section 4.1; github.com/DingXiaoH/RepLKNet-pytorch, replknet.py.
    Beside each large kernel lies a 5x5, where that is the smaller one.

    >>> print(*replknet()[3:6], sep="\\n")
    C2.1.31x31       window: kernel 31, padding 15             of stem
    C2.1.5x5         window: kernel 5, padding 2               of stem
    C2.1             join                                      of C2.1.31x31, C2.1.5x5, stem
    """
    rows: list[Row] = [("conv1", same(3, 2)), ("conv2", same(3)), ("stem", same(3, 2))]
    for name, number, kernel in zip(("C2", "C3", "C4", "C5"), (2, 2, 18, 2), kernels, strict=True):
        if name != "C2":
            rows.append((f"{name}.down", same(3, 2)))
        sizes = (kernel, 5) if kernel > 5 else (kernel,)
        for block in range(1, number + 1):
            source, end = rows[-1][0], name if block == number else f"{name}.{block}"
            paths = [f"{name}.{block}.{size}x{size}" for size in sizes]
            rows += [(path, same(size), source) for path, size in zip(paths, sizes, strict=True)]
            rows.append((end, JOIN, *paths, source))
    return network(*rows)


def attention_layer(patch: int = 16) -> Network:
    """The first self-attention layer of a vision transformer: every patch looks at all of them.

    A. Dosovitskiy et al., "An Image is Worth 16x16 Words", ICLR 2021, section 3.1.

    >>> print(*attention_layer(), sep="\\n")
    patches          window: kernel 16, stride 16              of image
    attention        global                                    of patches
    """
    return network(("patches", window(patch, patch)), ("attention", GLOBAL))
