"""What may stand around a restated sentence: who says it, and what it is about."""

import re
from collections.abc import Collection

_SAYS = r"(?:says?(?: that)?|tells|reads)"
_COUNTS = r"(?:counts|measures|means|is(?: the)?)"
_TODAY = r"(?:so far|today)"


def unframed(text: str, slots: Collection[str], name: str) -> str:
    """Return what a claim says, without its frame.

    Args:
        text: of a claim, phrases of ours as slots.
        slots: names of those that are about what the claim cites.
        name: what that is called: `title of the ticket`.
    """
    own = "|".join([rf"\{{{re.escape(name)}\}}" for name in slots] or ["(?!)"])
    ours = "|".join(["record", "text", *(w for w in ("ticket", "goal") if name.endswith(w))])
    for pattern in _patterns(rf"(?:{own}|(?:the|this) (?:{ours}))", own):
        text = re.sub(pattern, " ", text.strip(), flags=re.IGNORECASE)
    bare = text.strip(" .,:;")
    return "" if re.fullmatch(rf"(?:{_TODAY})?\W*(?:{own})", bare, re.IGNORECASE) else bare


def _patterns(who: str, own: str) -> tuple[str, ...]:
    """Before the sentence, behind it, and `for {goal}` inside of it."""
    return (
        rf"^(?:{_TODAY},? )?(?:in |for |according to )?{who}(?: {_SAYS}| {_COUNTS})?[:,]? ",
        rf",? (?:{_SAYS} {who}|{who} {_SAYS}|according to {who})[.]?$",
        rf" (?:for|in|towards|of) (?:{own})(?=[ .,;]|$)",
        rf" (?:{own})$",
    )
