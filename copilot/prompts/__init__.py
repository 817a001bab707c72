"""What is said about facts, with or without a language model, and how it is judged. No I/O."""

from .citation import Citation
from .explanation import (
    Blocker,
    Claim,
    Explanation,
    GoalFacts,
    Stake,
    WhyFacts,
)

__all__ = ["Blocker", "Citation", "Claim", "Explanation", "GoalFacts", "Stake", "WhyFacts"]
