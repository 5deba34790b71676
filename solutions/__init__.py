"""What instructors keep: the reference, the text of the lessons, and other answers, right and wrong."""
