"""Deliver into a folder: one file each for text, Markdown and HTML."""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from copilot.errors import DeliveryError
from copilot.ports import Message

_UNSAFE = re.compile(r"[^\w.-]+")


class File(BaseModel):
    """Writes into `folder`, relative to the workspace; a message of the same id is replaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path()
    folder: Path = Path("digests")

    def send(self, message: Message) -> str:
        """Write what the message has, and say where.

        Raises:
            DeliveryError: the folder can't be written to.
        """
        folder = self.home / self.folder
        name = _UNSAFE.sub("-", message.id or message.title).strip("-.") or "message"
        forms = {".txt": message.text, ".md": message.markdown, ".html": message.html}
        parts = {ending: text for ending, text in forms.items() if text}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for ending, text in parts.items():
                _write(folder / f"{name}{ending}", text)
        except OSError as error:
            raise DeliveryError(f"can't write to {folder}: {error.strerror or error}") from error
        return f"{folder / name}{', '.join(parts)}"


def _write(file: Path, text: str) -> None:
    """Whole or not at all."""
    draft = file.with_name(f".{file.name}.part")
    draft.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    draft.replace(file)
