"""What is said to a language model, and how its answer is judged. No I/O."""
