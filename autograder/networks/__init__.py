"""Networks as data: a few words to describe one, the well-known ones, and a small torch replica that shows what reaches a unit.

>>> pixels = reached(vgg16(), "pool1", unit=(3, 3), size=(20, 20))
>>> int(pixels.sum())
36
"""

from autograder.networks.classic import alexnet_v2, attention_layer, convnext, googlenet, mobilenet_v1, replknet, vgg16
from autograder.networks.graph import (
    GLOBAL,
    IMAGE,
    JOIN,
    Network,
    Node,
    Operation,
    along,
    bilinear,
    crop,
    nearest,
    network,
    same,
    stage,
    transposed,
    up_to,
    window,
)
from autograder.networks.multi_scale import aspp, fpn, hrnet_w32, unet
from autograder.networks.replica import reached, replica

__all__ = [
    "GLOBAL",
    "IMAGE",
    "JOIN",
    "Network",
    "Node",
    "Operation",
    "alexnet_v2",
    "along",
    "aspp",
    "attention_layer",
    "bilinear",
    "convnext",
    "crop",
    "fpn",
    "googlenet",
    "hrnet_w32",
    "mobilenet_v1",
    "nearest",
    "network",
    "reached",
    "replica",
    "replknet",
    "same",
    "stage",
    "transposed",
    "unet",
    "up_to",
    "vgg16",
    "window",
]
