"""Function words: what carries no content (English), and what betrays a language."""

_ENGLISH = """
    a about above after again against all also am an and any are as at be because been before
    being below between both but by can cannot could did do does doing done down during each
    either else etc ever few for from further get gets got had has have having he her here hers
    him his how however i if in into is it its itself just let like may me might mine more most
    much must my neither no nor not now of off on once only or other our ours out over own per
    please s same shall she should since so some such t than that the their theirs them then
    there these they this those though through thus to too under until up upon us very via was
    we were what when where whether which while who whom whose why will with within without
    would yet you your yours don isn aren doesn didn won wasn couldn shouldn wouldn ll ve re
"""

STOP_WORDS = frozenset(_ENGLISH.split())
