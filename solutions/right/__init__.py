"""Other right answers, one module an exercise, named by their style. Each must get full points."""
