"""Pictures for the notebooks: of small networks, and of what the student's own functions say."""

from autograder.student.pictures.maps import show_law, show_maps, show_mask, show_profile
from autograder.student.pictures.pyramids import show_boxes, show_features, show_levels
from autograder.student.pictures.scene import scene
from autograder.student.pictures.stacks import animate_growth, show_growth, show_progression, show_reach, show_windows

__all__ = [
    "animate_growth",
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
