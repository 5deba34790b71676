"""Lesson 2"""

from autograder.exercise import Lesson

LESSON = Lesson("dilation", " wider without shrinking.:Wider without shrinking", ())
