"""What a notebook imports: `Layer`, `check`, and the pictures."""

from autograder.layer import Layer
from autograder.student.check import check
from autograder.student.pictures import show_growth, show_reach, show_windows

__all__ = ["Layer", "check", "show_growth", "show_reach", "show_windows"]
