"""Lesson 3"""

from autograder.exercise import Lesson

LESSON = Lesson("effective_rf", " what a unit really looks at.:What does a unit really look at?", ())
