"""What a notebook imports: `Layer`, `check`, and the pictures."""

from autograder.layer import Layer
from autograder.student.check import check
from autograder.student.pictures import (
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

__all__ = [
    "Layer",
    "animate_growth",
    "check",
    "scene",
    "show_boxes",
    "show_features",
    "show_growth",
    "show_law",
    "show_levels",
    "show_maps",
    "show_mask",
    "show_profile",
    "show_progression",
    "show_reach",
    "show_windows",
]
