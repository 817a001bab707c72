"""Names of months, in English and in the languages people plan in beside it."""

_OTHER_MONTHS = {
    "januar": 1, "jänner": 1, "janvier": 1, "enero": 1, "gennaio": 1, "januari": 1,
    "februar": 2, "février": 2, "febrero": 2, "febbraio": 2, "februari": 2,
    "märz": 3, "mars": 3, "marzo": 3, "maart": 3, "avril": 4, "abril": 4, "aprile": 4,
    "mai": 5, "mayo": 5, "maggio": 5, "mei": 5, "juni": 6, "juin": 6, "junio": 6, "giugno": 6,
    "juli": 7, "juillet": 7, "julio": 7, "luglio": 7, "août": 8, "agosto": 8, "augustus": 8,
    "septembre": 9, "septiembre": 9, "settembre": 9,
    "oktober": 10, "octobre": 10, "octubre": 10, "ottobre": 10,
    "novembre": 11, "noviembre": 11, "dezember": 12, "décembre": 12, "diciembre": 12,
    "dicembre": 12,
}  # fmt: skip
"""German, French, Spanish, Italian and Dutch months that are no English ones."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?!\w)\.?"
)
OTHER_MONTH = rf"(?P<month>{'|'.join(sorted(_OTHER_MONTHS, key=len, reverse=True))})(?!\w)"


def month_number(name: str) -> int:
    """Return 1 to 12."""
    word = name.lower()
    return _OTHER_MONTHS.get(word) or _MONTHS.index(word[:3]) + 1
