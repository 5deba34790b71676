"""Lesson 4: networks that see at several scales."""

from autograder.exercise import Lesson
from autograder.lessons.multi_scale.assign_level import assign_level
from autograder.lessons.multi_scale.FPN import FPN
from autograder.lessons.multi_scale.fpn_top_down import fpn_top_down
from autograder.lessons.multi_scale.hrnet_fuse import hrnet_fuse
from autograder.lessons.multi_scale.inspect_pyramid import inspect_pyramid
from autograder.lessons.multi_scale.unet_merge import unet_merge
from autograder.lessons.multi_scale.upsample_nearest import upsample_nearest

LESSON = Lesson(
    "multi_scale",
    "Near and far at once",
    (upsample_nearest, fpn_top_down, FPN, unet_merge, hrnet_fuse, assign_level, inspect_pyramid),
)
