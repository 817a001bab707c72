"""One question to a language model: what it is told, what it is shown, how it must answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Instructions are ours alone; whatever somebody else wrote is in `material`."""

    prompt: str
    """Name of the prompt: `why`."""
    instructions: str
    material: str
    """Fenced and marked."""
    example: str = ""
    """Such a material of our own, and how it is answered: weak models follow nothing else."""
    example_answer: str = ""
    redacted: int
    """Secrets and personal details that were taken out of it."""
    schema: Mapping[str, Any]
    """JSON schema of the answer."""
    earlier: str = ""
    """A first answer that was refused."""
    defects: tuple[str, ...] = field(default=())
    """What was wrong with it, in our words."""
    pack: Pack = field(default=Pack(), repr=False)
    """What an answer is judged by; never sent as it is."""
