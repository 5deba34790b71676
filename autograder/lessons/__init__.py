"""What is asked: per lesson its exercises, their checks, points and hints."""

from autograder.exercise import Exercise, Lesson
from autograder.lessons import receptive_field

LESSONS: dict[str, Lesson] = {lesson.name: lesson for lesson in (receptive_field.LESSON,)}
EXERCISES: dict[str, Exercise] = {exercise.name: exercise for lesson in LESSONS.values() for exercise in lesson.exercises}
