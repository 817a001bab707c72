"""Where a quote stands in a text, however spaces, case and quotation marks were typed."""

import unicodedata

from .untrusted import MARK, stripped

_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        MARK: " ",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Fold compatibility forms, case, white space, quotation marks and dashes."""
    return " ".join(_letters(stripped(text)).split())


def _letters(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SAME).casefold()


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Return the half-open span of a quote in a text, in code points; None where it is not."""
    wanted = folded(quote).strip("\"' .…")
    if not wanted:
        return None
    flat, places = _flat(text)
    start = _whole_words(flat, wanted)
    if start is None:
        return None
    return places[start], places[start + len(wanted) - 1] + 1


def _flat(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter, remembering where each came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if not stripped(char):
            continue
        for letter in _letters(char):
            blank = letter.isspace()
            if blank and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if blank else letter)
            places.append(place)
    return "".join(letters), places


def _whole_words(flat: str, wanted: str) -> int | None:
    """Find it where no word is cut in two: `able to pay` is not in `unable to pay`."""
    start = flat.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before = flat[start - 1 : start].isalnum() and wanted[0].isalnum()
        after = flat[end : end + 1].isalnum() and wanted[-1].isalnum()
        if not before and not after:
            return start
        start = flat.find(wanted, start + 1)
    return None
