"""The student's code in a process of its own: it gets calls and gives plain data."""
