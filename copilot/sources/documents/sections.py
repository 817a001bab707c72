"""What a heading announces: goals, key results, initiatives, a period, or a lesson about goals."""

import re

from copilot.analysis.quantities import mentions

from .vocabulary import Role

_I = re.IGNORECASE

GOAL_VERB = re.compile(
    r"^(?:accelerate|achieve|attract|be|become|being|boost|bring|build|create|cut|define|deliver"
    r"|develop|double|drive|eliminate|enable|enhance|ensure|establish|expand|foster|gain|get|grow"
    r"|having|help|improve|increase|keep|launch|lead|lower|maintain|make|maximi[sz]e|minimi[sz]e"
    r"|moderni[sz]e|move|optimi[sz]e|promote|protect|provide|raise|reach|reduce|refactor|release"
    r"|scale|secure|ship|simplify|stabili[sz]e|store|strengthen|streamline|support|transform|win)\b",
    _I,
)
"""First words of a goal rather than of a chapter."""

_PERIOD_WORDS = re.compile(
    r"[\s\W]|\b(?:fy|cy|set|draft|current|quarter|half|year|cycle|period|iteration|month|of|the"
    r"|this|next|previous|past|wip|final|q[1-4]|h[12]|20\d\d|jan\w*|feb\w*|mar\w*|apr\w*|may|june?"
    r"|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|to|through|\d+)\b",
    _I,
)
_YEAR = re.compile(r"(?:FY\s?)?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?", _I)
_WHOSE = (
    r"(?:(?:our|the|company|team|product|strategic|top|main|key|current|annual|quarterly|draft"
    r"|overall|primary|business|group|organi[sz]ation(?:al)?|(?:high|long|short|near)[- ]\w+|\d+"
    r"|core|big|project|programme?|roadmap|agency|proposed|priority|summary of|list of|overview of"
    r"|performance|measurable|associated|related|individual|what are)\s+)*"
)
_TEAM = r"(?:[\w&/'’.{}-]+\s+){0,5}"
_ANYWHERE = (
    r"\b(?:methodolog\w*|how (?:to|do|does|it works|(?:we|to) (?:do|set|write|use|run|plan|work))"
    r"|what (?:is|are|makes)|why okrs?|guides?\b|examples?|samples?|templates?|best practices?"
    r"|primer|faqs?|frequently asked|tips|mistakes|pitfalls|anti-?patterns?|glossary"
    r"|definitions?|terminology|key concepts?|about okrs?|further reading|cheat ?sheet|explained"
    r"|(?:objectives?|goals?|aims?) (?:of|for|behind) (?:(?:the|this|our|an?) )?(?:study|paper"
    r"|course|lesson|module|meeting|session|workshop|training|research|design|document|article|guide|thesis"
    r"|experiment|exercise|class)|(?:learning|course|lesson|study|research|design|meeting|session"
    r"|workshop|training|business) (?:objective|goal|outcome)s?(?:\s*(?:and|&|/)\s*\w+)?$"
    r"|(?:working with|using|managing|creating|setting|tracking|understanding|introduc\w+ to"
    r"|getting started with)\s+(?:\w+\s+){0,2}(?:goals?|okrs?|objectives?)\b"
    r"|goal[- ](?:setting|tracking)"
    r"|table of contents|on this page|out of scope|non-?goals|not doing"
    r"|won['’]?t do|anti-?goals|lessons|^not (?:this|now|in|next)\b"
    r"|hors périmètre|nicht (?:im umfang|dieses|jetzt)|fuera de(?:l)? alcance"
    r"|101|writing|scoring|grading)\b"
)
_WHOLE = (
    rf"^{_WHOSE}(?:[\w-]+\s+){{0,1}}(?:introduction|concepts?|about(?: this)?|references?"
    r"|where we (?:stand|are)(?: (?:now|today))?|recap|looking back|agenda|q ?(?:&|and) ?a"
    r"|any questions|discussion|thank you|obstacles|resources|format|training|contents?|toc"
    r"|change ?log|history|appendix|process(?:es)?|cadence"
    r"|rituals|retrospective|roles|responsibilit\w+|contribut\w+|feedback|contact|licen[cs]e|links|notes"
    r"|thanks|parking lot|archived?|tools|framework|funding|budget|open questions|questions)"
    r"(?:\s*(?:&|and|,|/)\s*[\w\s]+)?$"
)
_KPIS = (
    rf"^{_WHOSE}(?:kpis?|key performance indicators?|health metrics|guardrails?(?: metrics)?"
    r"|counter[- ]metrics)(?:\s*[:–—(].*)?$"
)
_ALLOWANCES = (
    r"\b(?:allowances?|keep(?:ing)? the lights on|ktlo|(?:effort|capacity|time) allocation"
    r"|^allocation$)\b"
)
_RESULTS = (
    rf"^{_WHOSE}(?:key[ -]?results?|krs?|measures? of success|metrics|measures|targets?"
    r"|success (?:metrics|measures|criteria|indicators?)|(?:expected |desired |target )?outcomes?"
    r"|(?:lead|lag|lead and lag) measures?|indicators?"
    r"|performance (?:measures?|metrics?|indicators?|goals?|targets?)"
    r"|how (?:will |do )?we(?:'ll| will)? (?:measure|know)\b.*|results|definition of done"
    r"|(?:what )?(?:success|good|done|winning)(?: (?:looks|will look) like)?|signs of success"
    r"|we(?:'ll| will) know\b.*|messgrößen|kennzahlen|erfolgskriterien|woran wir\b.*"
    r"|so messen wir\b.*|schlüsselergebnisse|résultats clés|resultados clave"
    r"|关键结果|關鍵結果|主要な成果|핵심\s?결과)$"
)
_INITIATIVES = (
    rf"^{_WHOSE}(?:initiatives?|projects?|activit(?:y|ies)|actions?(?: items| plan)?|tasks"
    r"|milestones?|deliverables?|epics?|strateg(?:y|ies)|tactics|next steps|to-?dos?|backlog|now"
    r"|next|later|soon|done|in progress|planned|shipped|completed|future|ideas|bets|features?"
    r"|releases?|workstreams?|dependencies|risks?|assumptions|timeline|maßnahmen|massnahmen"
    r"|what we(?:'ll| will)? do|how we(?:'ll| will)? (?:get there|do (?:it|this)))(?:\s*\(.*\))?$"
)
_OKRS = r"\bOKRs?\b|\bobjectives?\s*(?:and|&|\+|/|,)\s*(?:their\s+)?key[ -]?results?"
_OBJECTIVES = (
    rf"^{_TEAM}(?:(?:roadmap|plan|strategy|vision|mission|milestones)\s*(?:/|&|and)\s*goals"
    r"|goals?(?: and objectives)?|objectives|rocks|strategic priorities|priorities"
    r"|strategic (?:pillars|themes|aims)|ambitions|\w*ziele|objectifs|objetivos)"
    r"(?:\s+(?:for|in|of|by|der|des|für|im|de|du|des|pour|para|van|voor)\s+.{1,40})?$"
)
_STRUCTURE = (
    rf"^{_WHOSE}(?:(?:vision|mission)(?: statement)?|overview|(?:executive )?summary|scope|status"
    r"|background|context"
    r"|motivation|purpose|values|principles|preface|foreword|conclusions?|team|stakeholders?"
    r"|roadmap|plan|progress|strategic plan)(?:\s*(?:&|and|/)\s*\w+)?$"
)
_SECTIONS = tuple(
    (re.compile(pattern, _I), role)
    for pattern, role in (
        (_ANYWHERE, Role.OFF),
        (_WHOLE, Role.OFF),
        (_KPIS, Role.KPIS),
        (_ALLOWANCES, Role.ALLOWANCES),
        (_RESULTS, Role.KEY_RESULTS),
        (_INITIATIVES, Role.INITIATIVES),
        (r"^(?:metrics|scores?|statistics)\b.{0,20}\bOKRs?\b", Role.STRUCTURE),
        (_OKRS, Role.OKRS),
        (_OBJECTIVES, Role.OBJECTIVES),
        (_STRUCTURE, Role.STRUCTURE),
    )
)
_ABOUT_GOALS = re.compile(r"\b(?:OKRs?|objectives|key results?|goals)\b", _I)


def section_role(text: str) -> Role:
    """Say what a heading without label announces; TOPIC where it has words of its own."""
    words = text[:400].replace("’", "'")
    words = re.sub(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?|[\s:.*?!]+$", "", words)
    if _YEAR.fullmatch(words) or (not _PERIOD_WORDS.sub("", words) and mentions(words)):
        return Role.PERIOD
    if GOAL_VERB.match(words) and not _ABOUT_GOALS.search(words):
        return Role.TOPIC
    plain = re.sub(r"\s{2,}", " ", _without_time(words)).strip(" -–—:,|/()")
    return next((role for pattern, role in _SECTIONS if pattern.search(plain)), Role.TOPIC)


def _without_time(text: str) -> str:
    for mention in reversed(mentions(text)):
        text = text[: mention.start] + text[mention.end :]
    text = re.sub(r"\b(?:20\d\d|FY|(?:this|next) (?:year|quarter|half))\b", "", text, flags=_I)
    return re.sub(
        r"\s(?:by|until|till|for|in|bis|through|für|pour|para|voor)[\s–-]*$", "", text, flags=_I
    )


OUT_OF_SCOPE = re.compile(
    r"\b(?:out of scope|not (?:going to|planning|in scope|committed|likely)|won['’]t|will not be"
    r"|for example|e\.g\.|for instance|an? example|examples? (?:of|from|below|might)|sample"
    r"|might look like|could look like|imagine|fictional|hypothetical|template|will be able to)\b",
    _I,
)
"""Words before a list that say: these are not our goals."""

OWN_GOALS = re.compile(
    r"^\W*(?:our|committed|current|live|active|this (?:quarter|year)['’]?s?)\b(?:[\w' ’-]){0,40}"
    r"\b(?:OKRs?|objectives|goals)\b",
    _I,
)
"""Headings over goals that are stated, also in a text that teaches."""

NON_GOALS = re.compile(r"^\W*(?:non|anti)[ -]?(?:goals?|objectives?)\b", _I)
"""A heading that makes the `Goals` beside it the scope of a design."""
DESIGN = re.compile(r"\b(?:architecture|design|RFC|ADR|proposal|spec(?:ification)?|PRD)\b", _I)
"""Titles of documents that say how something is built."""

_GENERIC = re.compile(
    r"\b(?:an?|each|every|good|great|bad|your|the best|any|well-written)\s+(?:\w+\s+)?"
    r"(?:objectives?|key results?|OKRs?|KRs?)\b"
    r"|\b(?:objectives|key results|OKRs|KRs)\s+(?:\w+ly\s+)?(?:are|should|must|can|help|need"
    r"|consist|is)\b"
    r"|\b(?:goals should|should have \w+ (?:\w+ )?goals|goals (?:must|need to) be)\b"
    r"|\bOKRs? (?:stands? for|framework|method|is)\b"
    r"|\byou(?:r)?\b.{0,60}\b(?:OKRs?|key results?|objectives?)\b",
    _I,
)


def teaches(text: str) -> int:
    """Count the places where a text speaks about goals in general rather than stating its own."""
    return len(_GENERIC.findall(text))
