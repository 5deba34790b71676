"""The misconceptions of `solutions.wrong` in another style, by the same names: what diagnosis is measured on, a module an exercise."""
