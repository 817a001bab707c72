"""Small words (English) by what they do to a sentence: nothing, begin a phrase, turn it."""

_NEGATIONS = """
    no not never none nobody nothing neither nor without hardly barely rarely seldom scarcely
    unable lack missing absent impossible
"""
_QUANTITIES = """
    all every each everyone everything any most only few fewer less least more mainly mostly
    usually often always sometimes exactly almost nearly approximately half some several many
    majority minority percent both either
"""
_CONDITIONS = """
    if unless until till whether except unlike when whenever while once provided otherwise instead
    before after since during within despite though although but or as than like against
"""
_MODALS = """
    may might can could would should must shall will ought perhaps maybe possibly probably likely
"""
_SPOKEN = """
    seem appear suspect think believe guess assume feel doubt claim say tell report accord suggest
    propose consider ask request demand want wish hope promise expect intend plan try aim agree
    decide refuse fail need allow forget unclear unsure unknown alleged supposed
"""
_EMPTY = "a an the that of these those this"
_LOOSE = "also too just today now currently really simply then however our my your"
_OPENING = """
    in on at for with by from into through across along near via about around behind beside
    between over under because which who whom whose where so until when while after before since
    during within unless if and
"""
_FRONTING = """
    in on at for with from by into through across near via during since until when while after
    before under over within last next every
"""

HOLDING = frozenset(f"{_NEGATIONS} {_QUANTITIES}".split())
"""A clause that has one of these stays whole: `nobody leaves without a note`."""
BENDING = HOLDING | frozenset(f"{_CONDITIONS} {_MODALS}".split())
"""What a pronoun is called has none of these."""
TURNING = BENDING | frozenset(_SPOKEN.split())
"""None of these may be left out: without them the rest says something else."""
EMPTY = frozenset(_EMPTY.split())
"""These may be put in or left out."""
LOOSE = frozenset(_LOOSE.split())
"""These may be left out."""
OPENING = frozenset(_OPENING.split())
"""A phrase begins with one of these."""
COORDINATING = frozenset(["and", "so", "which", "who", "because", "while", "where"])
"""Behind a comma, these begin a clause that only adds to the one before."""
FRONTING = frozenset(_FRONTING.split())
"""A phrase that begins with one of these may stand first as well as last."""
WIDENING = frozenset(["all", "every", "each", "both", "or", "any"])
"""What stands apart, behind a comma, may be left out though it has one of these."""
SPANS = frozenset(["minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"])
"""`an hour later` is a phrase."""
UNCHANGED = frozenset(
    ["let", "put", "set", "cut", "hit", "cost", "hurt", "shut", "split", "spread", "read", "quit"]
)
"""Of these, `lets` is now and `let` may be then."""
ONE = frozenset(["it", "its", "he", "his", "him", "she", "her", "this"])
MANY = frozenset(["they", "them", "their", "these", "those"])
REFERRING = ONE | MANY
"""A claim may name what these stand for."""
