"""Which encoding the bytes of a text file are in, judged by the bytes alone."""

import codecs
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


def encoding_of(head: bytes, path: Path) -> str:
    """Name the encoding: by its mark, by zero bytes, or by whether all of it is UTF-8."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    return _wide(head) or ("utf-8" if _is_utf8(path) else "cp1252")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is zero."""
    sample = head[:4000]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    """Whether the file is UTF-8, a few damaged characters or a cut-off end aside."""
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if chunk.isascii():
                continue
            text = decoder.decode(chunk)
            bad += text.count("\ufffd")
            good += sum(1 for char in text if char > "\x7f") if bad else 0
    return bad == 0 or good - bad > 4 * bad
