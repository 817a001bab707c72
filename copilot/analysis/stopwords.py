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

_GERMAN = """
der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist
sind war waren wird werden wurde wurden hat haben hatte kann können muss müssen soll sollen sollte
darf dürfen mit von vom zu zum zur bei beim für auf aus nach vor über unter zwischen durch gegen
ohne um bis seit als wie wenn weil dass damit sich wir ihr sie er es ich du uns euch ihre ihren
seine unser unsere im ins am ans auch noch nur schon sehr mehr alle allen jede jeder jedes diese
dieser dieses allen in an jetzt dann dort hier neu neue neuen neuer neues
statt ab je pro wo was wer
jahr haus büro fehler
"""
_FRENCH = """
le la les un une des du de et ou mais ne pas est sont était être sera avoir ont aux au avec sans
pour par sur sous dans entre vers chez depuis que qui quoi dont où ce cet cette ces il elle ils
elles nous vous on leur leurs notre votre nos vos son sa ses mon ma mes plus moins très aussi
comme quand si afin lors puis tout tous toute toutes chaque même doit doivent peut peuvent faire
fait nouveau nouvelle nouveaux y se en à
"""
_SPANISH = """
el la los las un una unos unas y o pero no es son era fue ser será están está hay haber ha han con
sin para por sobre bajo entre hacia desde hasta que quien cual donde cuando como si porque se su
sus nuestro nuestra nuestros mi tu lo le les nos del al de en más menos muy también ya cada todo
todos toda todas este esta estos estas ese esa esos debe deben puede pueden hacer nuevo nueva
nuevos nuevas antes después tras
"""
_ITALIAN = """
il lo la gli le un una uno e ed o ma non è sono era essere sarà ha hanno con senza per da dal dalla
di del della dei delle nel nella nei sul sulla su tra fra che chi cui dove quando come se perché si
suo sua loro nostro nostra più meno molto anche già ogni tutto tutti questa questo questi deve
devono può possono nuovo nuova
"""
_PORTUGUESE = """
o os as um uma uns umas e ou mas não é são era foi ser será está estão há com sem para por pelo
pela sobre entre até desde que quem qual onde quando como se porque seu sua seus nosso nossa do da
dos das no na nos nas ao aos em mais menos muito também já cada todo todos este esta deve devem
pode podem novo nova
"""
_DUTCH = """
de het een en of maar niet geen is zijn was waren wordt worden heeft hebben kan kunnen moet moeten
zal met van voor naar bij uit over onder tussen door tegen zonder om tot als hoe wanneer omdat dat
die deze dit wij we zij hij ik jij ons onze hun haar ook nog alleen al zeer meer alle elke nieuwe
nieuw op aan te er
"""
_POLISH = """
ze na nie się sie jest są sa był będzie bedzie przez przy dla od po pod przed między oraz
lub ale że ze gdy jak jako który ktora która które czy już juz tylko też tez bez jego jej ich
nasz nasza wszystkie każdy kazdy może moze musi nowy nowa nowe dodać dodac
"""
_SWEDISH = """
och att det som en ett på är av för med till har inte eller från när vid efter också över bara
hade alla andra ska skulle finns får mycket här där bli blir nya ny nytt utan mellan dessa
denna detta inom vår våra deras
"""
_WORDS = {
    code: frozenset(words.split())
    for code, words in (
        ("de", _GERMAN),
        ("es", _SPANISH),
        ("fr", _FRENCH),
        ("it", _ITALIAN),
        ("nl", _DUTCH),
        ("pl", _POLISH),
        ("pt", _PORTUGUESE),
        ("sv", _SWEDISH),
    )
}
_SHARED = """
war hat die pro plus par son todo van dove come era pour con chi mi lo dat go
"""
ALSO_ENGLISH = frozenset(_SHARED.split())
"""English words, or names for things in tickets, that are function words elsewhere."""
FOREIGN = {code: words - STOP_WORDS - ALSO_ENGLISH for code, words in _WORDS.items()}
"""Function words of languages that share our letters, less those English has too."""
ANY_FOREIGN = frozenset().union(*FOREIGN.values())
ONLY_ENGLISH = STOP_WORDS.difference(*_WORDS.values())
"""Function words that none of them has."""

NAMES = {
    "ar": "Arabic",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "und": "another language than English",
    "zh": "Chinese",
}
