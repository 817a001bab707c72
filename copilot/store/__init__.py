"""Records, versions and vectors in SQL."""
