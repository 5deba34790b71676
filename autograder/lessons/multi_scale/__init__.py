"""Lesson 4"""

from autograder.exercise import Lesson

LESSON = Lesson("multi_scale", " networks that see at several scales.:Near and far at once", ())
