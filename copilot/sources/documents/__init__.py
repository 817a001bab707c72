"""Goals and strategy from documents: YAML, Markdown, CSV, XLSX, DOCX, PPTX, PDF."""

from .source import GoalDocuments, read_document

__all__ = ["GoalDocuments", "read_document"]
