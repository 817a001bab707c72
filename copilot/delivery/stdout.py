"""Deliver to the terminal."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from copilot.ports import Message


class Stdout(BaseModel):
    """Print title and text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path()

    def send(self, message: Message) -> None:
        """Print one message; a title that is the whole message only once."""
        repeated = message.text.startswith(message.title)
        print(message.text if repeated else f"{message.title}\n\n{message.text}")
