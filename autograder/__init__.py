"""Exercises on how convolutional networks see, and the judge that grades them."""

__version__ = "0.1.0"
