"""Lesson 3: what a unit really looks at."""

from autograder.exercise import Lesson
from autograder.lessons.effective_rf.area_ratio import area_ratio
from autograder.lessons.effective_rf.erf_sigma import erf_sigma
from autograder.lessons.effective_rf.rf_heatmap import rf_heatmap
from autograder.lessons.effective_rf.support_window import support_window
from autograder.lessons.effective_rf.uniform_erf import uniform_erf

LESSON = Lesson(
    "effective_rf",
    "What does a unit really look at?",
    (rf_heatmap, support_window, erf_sigma, area_ratio, uniform_erf),
)
