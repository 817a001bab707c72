"""One suite a file: cases, evaluators, and the bars its metrics must clear."""
