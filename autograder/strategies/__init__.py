"""What Hypothesis draws from, named by nouns, and in an order that shrinks to textbook values."""
