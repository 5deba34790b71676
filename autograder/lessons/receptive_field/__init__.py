"""Lesson 1: how far a unit sees, and the formula behind it."""

from autograder.exercise import Lesson
from autograder.lessons.receptive_field.branch_rf import branch_rf
from autograder.lessons.receptive_field.compute_rf import compute_rf
from autograder.lessons.receptive_field.input_window import input_window
from autograder.lessons.receptive_field.resnet50_rf import resnet50_rf
from autograder.lessons.receptive_field.rf_geometry import rf_geometry

LESSON = Lesson(
    "receptive_field",
    "How far does a unit see?",
    (compute_rf, rf_geometry, input_window, branch_rf, resnet50_rf),
)
