"""Deliver to the terminal."""

from copilot.ports import Message


class Stdout:
    """Print title and text."""

    def send(self, message: Message) -> None:
        """Print one message."""
        print(f"{message.title}\n\n{message.text}")
