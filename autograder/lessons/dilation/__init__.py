"""Lesson 2: wider without shrinking, by dilation."""

from autograder.exercise import Lesson
from autograder.lessons.dilation.aspp_rf import aspp_rf
from autograder.lessons.dilation.contributing_pixels import contributing_pixels
from autograder.lessons.dilation.dilate_instead_of_pool import dilate_instead_of_pool
from autograder.lessons.dilation.dilated_effective_kernel import dilated_effective_kernel
from autograder.lessons.dilation.dilated_rf import dilated_rf
from autograder.lessons.dilation.same_padding import same_padding

LESSON = Lesson(
    "dilation",
    "Wider without shrinking",
    (dilated_effective_kernel, dilated_rf, same_padding, contributing_pixels, dilate_instead_of_pool, aspp_rf),
)
