"""The course: build notebooks, grade them with nbgrader, hand on the grades. The only room that needs `solutions`."""
