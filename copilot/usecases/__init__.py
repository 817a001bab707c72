"""One verb of the product per file: a Workspace and plain arguments in, a value out."""

from .workspace import Workspace

__all__ = ["Workspace"]
