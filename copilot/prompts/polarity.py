"""Does a sentence say the opposite of what it quotes, or promise what nobody measured?"""

import re
from collections.abc import Iterable, Sequence

from copilot.analysis.stopwords import STOP_WORDS

from .wording import stem, words_of

_NEGATING = """
    no not never none nobody nothing neither nor without cannot hardly barely rarely seldom
    unable lack lacks lacking missing absent
    isn't aren't doesn't don't didn't won't wasn't weren't can't couldn't shouldn't wouldn't
    haven't hasn't hadn't isnt arent doesnt dont didnt wont wasnt cant couldnt
"""
_NEGATORS = frozenset(_NEGATING.split())
_NARROW = frozenset({"no", "without", "neither", "none", "nothing", "missing", "absent"})
"""These speak about the next word alone: `no computer`; the others about what is done."""
_REACH = 4
"""Words on either side that a negator speaks about."""

_OPPOSITES = tuple(
    tuple(frozenset(map(stem, side.split())) for side in pair.split("|"))
    for pair in """
    increase more higher grow rise raise up|decrease fewer less lower shrink fall reduce drop down
    before|after
    allow let permit|block forbid prevent refuse deny
    enable|disable
    add|remove delete drop
    start begin open|stop end close finish
    first|last
    always|never
    fast faster quick|slow slower
    accept|reject refuse
    success succeed pass|fail failure
    easy easier simple|hard harder difficult
    join|leave
    internal|external
    public|private
    all every|none no
    old|new
    inside|outside
    gain win|lose loss
    early earlier|late later
    minimum least|maximum most
    """.strip().splitlines()
)

_OUTSIDE = re.compile(
    r"\b(?:(?:left|taken|thrown|kept)\s+(?:out|aside)(?:\s+of)?|ignor(?:ed|es?)|exclud(?:ed|es?)"
    r"|omit(?:ted|s)?|disregarded|count(?:ed)?\s+(?:apart|separately)|exempt(?:ed)?)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:includ(?:ed|es?)|counted\s+in)\b", re.IGNORECASE)
_CAUSAL = re.compile(
    r"""\b(?:
    will | shall | (?:is|are)\s+going\s+to | would | must | always | surely | undoubtedly
    | caus\w* | guarant\w* | ensur\w* | assur\w* | certain\w* | definit\w* | inevitabl\w*
    | prov(?:e|es|ed|en|ing) | mak(?:e|es|ing)\s+(?:sure|certain)
    | lead(?:s|ing)?\s+to | led\s+to | result(?:s|ed|ing)?\s+in
    | driv(?:e|es|ing|en) | drove | boost\w* | trigger\w* | unlock\w* | accelerat\w*
    | maximi[sz]\w* | increas\w* | decreas\w* | rais(?:e|es|ed|ing) | lift(?:s|ed|ing)?
    | improv\w* | grow\w* | doubl\w* | produc(?:e|es|ed|ing) | creat(?:e|es|ed|ing)
    | deliver\w* | solv\w* | eliminat\w* | reduc\w* | contribut\w* | secur(?:es|ed)
    | because | due\s+to | owing\s+to | thanks\s+to | therefore | thereby | thus | hence
    | consequen\w* | as\s+a\s+result | so\s+that | responsible\s+for
    | ,\s+so\b | which\s+means
    | mov(?:es|ed)\s+the | push(?:es|ed)? | propel\w* | spur\w* | brings?\s+about | yield\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def causal(claim: str, quotes: str) -> tuple[str, ...]:
    """Verbs of effect and certainty that the claim has and its quotes have not."""
    known = {stem(w) for w in words_of(quotes)}
    found = []
    for match in _CAUSAL.finditer(claim):
        parts = [stem(w) for w in words_of(match[0])]
        if not all(part in known for part in parts):
            found.append(match[0].lower())
    return tuple(found)


def contradicts(claim: str, quotes: Sequence[str]) -> bool:
    """Whether what is negated on one side is affirmed on the other, or an opposite is used."""
    said = words_of(_counted(claim))
    told = [words_of(_counted(quote)) for quote in quotes]
    return _negated_apart(said, told) or _opposed(said, told)


def _counted(text: str) -> str:
    """Say what is left out as `not counted`, and what is included as `counted`."""
    return _INSIDE.sub("counted", _OUTSIDE.sub("not counted", text))


def _negated_apart(said: list[str], told: list[list[str]]) -> bool:
    """Compare what stands near negators on both sides."""
    denied_here, said_here = _near_negators(said), _content(said)
    denied_there = set().union(*map(_near_negators, told))
    said_there = set().union(*map(_content, told))
    if len(_negators(said)) > sum(len(_negators(words)) for words in told):
        return True
    denied_later = {w for words in told for w in _after_negators(words)}
    flipped = (denied_later & said_here) - denied_here
    invented = (_after_negators(said) & said_there) - denied_there
    return bool(flipped or invented)


def _negators(words: Iterable[str]) -> list[str]:
    return [w for w in words if w in _NEGATORS]


def _content(words: Iterable[str]) -> set[str]:
    return {stem(w) for w in words if w not in STOP_WORDS and w not in _NEGATORS}


def _near_negators(words: list[str]) -> set[str]:
    places = [k for k, w in enumerate(words) if w in _NEGATORS]
    return _content(w for k in places for w in words[max(0, k - _REACH) : k + _REACH + 1])


def _after_negators(words: list[str]) -> set[str]:
    """The next content words: what the negator speaks about most surely."""
    found: set[str] = set()
    for place, word in enumerate(words):
        if word in _NEGATORS:
            later = [w for w in words[place + 1 : place + 1 + _REACH] if w not in STOP_WORDS]
            narrow = word in _NARROW and words[place + 1 : place + 2] != ["longer"]
            found |= _content(later[: 1 if narrow else 2])
    return found


def _opposed(said: list[str], told: list[list[str]]) -> bool:
    mine = {stem(w) for w in said}
    theirs = {stem(w) for words in told for w in words}
    return any(
        (mine & here) - theirs and (theirs & there) and not (theirs & here)
        for one, other in _OPPOSITES
        for here, there in ((one, other), (other, one))
    )
