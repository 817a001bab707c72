"""What words reveal in a goal: outputs, outcomes, vague sizes, quantities, sides of a metric."""

import re

_I = re.IGNORECASE

_LEAD = r"^\W*(?:(?:kr|key result|o|objective)?\s*[\d.]+\s*[:.)-]?\s+)?"
_ADVERB = r"(?:(?:successfully|fully|officially|publicly|we|to|and|also|then|please)\s+)*"
_VERBS = (
    "launch|ship|build|release|deploy|implement|create|develop|write|publish|deliver|complete"
    "|finish|finali[sz]e|migrate|refactor|redesign|roll out|rollout|introduce|set up|design|draft"
    "|document|hold|run|conduct|organi[sz]e|host|hire|recruit|integrate|add|install|configure"
    "|define|prepare|produce|start|kick off|kick-off|automate|upgrade|replace|research|evaluate"
    "|investigate|review|audit|train|move|port|rewrite|identify|interview|present|record|map"
    "|analy[sz]e|prototype|test|fix|provide|make available|extend|establish|plan|set|execute"
    "|perform|enable|open|code|merge|consolidate|decommission|retire|sunset|onboard|offer"
    "|translate|locali[sz]e|standardi[sz]e|assess|survey|propose|specify|pilot|send|schedule"
    "|attend|speak|visit|collect|gather|switch|moderni[sz]e|rebuild|containeri[sz]e|instrument"
    "|validate|benchmark|unify|file|submit|draw up|put in place|stand up|revamp|announce|find"
    "|secure|classify|determine|incorporate|post|partner with|meet with|do|promote|share|advertise"
    "|explore|experiment|support|adopt|clean up|remove|delete|deprecate|compile|agree on|decide"
    "|choose|select|negotiate|buy|purchase|procure|obtain|apply|invite|contact|reach out"
    "|communicate|educate|coach|mentor|teach|explain|demo|demonstrate|showcase|participate|join"
    "|contribute|brainstorm|sketch|calculate|estimate|quantify|verify|certify|patch|debug|harden"
    "|encrypt|connect|link|embed|expose|extract|split|separate|archive|import|export|load|store"
    "|ingest|index|display|allow|work on|focus on|look into|talk to|categori[sz]e|label|tag|rename"
    "|rebrand|sponsor|distribute|hand over|transfer|outsource|staff|assign|appoint|update|refresh"
    "|revise|edit|polish|restructure|reorgani[sz]e|continue|gain feedback|get feedback"
    "|come up with"
    "|agree|align|discuss|clarify|track|monitor|measure|enforce|configure|construct|commission"
    "|scope|digiti[sz]e|formali[sz]e|inventory|catalogu?e|roll|stand"
)
OUTPUT_VERB = re.compile(rf"{_LEAD}{_ADVERB}(?P<verb>{_VERBS})(?:e?s|ing)?\b(?!\s+rate)", _I)
"""A text that opens with making, shipping or doing something."""

_RISES = (
    "rises?|rose|falls?|fell|drops?|grows?|stays?|remains?|renews?|exceeds?|reach(?:es)?|uses?"
    "|increases?|decreases?|gets?|have|has|are|is|were|was|come|comes|pays?|books?|returns?|meets?"
)
NAMES_A_METRIC = re.compile(
    r"(?:design|test|record|map|survey|pilot|release|plan|report|review|audit|research|schedule"
    r"|start|run|train|file|port|code|open|complete|build|draft|host|document|present|move|hire"
    r"|deploy|launch|install|recruit|test|set|fix|offer|visit|switch|deliver|support|track)\w*\s+"
    r"(?:(?:[\w-]+\s+){0,2}?(?:rates?|times?|scores?|ratios?|success|coverage|flakiness|failures?"
    r"|adherence|counts?|frequency|duration|lead|latency|ratings?|readiness|cost|quality|velocity"
    rf"|attendance|satisfaction|share)\b|(?:(?!to\b|and\b|that\b|which\b|who\b)[\w-]+\s+){{1,2}}(?:{_RISES})\b"
    r"|(?:[\w-]+\s+){1,3}(?:below|above|under|over|within|at least|at most|[<>≤≥])"
    r"\s*\d)",
    _I,
)
"""Nouns that look like verbs: `Build time below 9 minutes`, `Design partners renew`."""

_PARTICIPLES = (
    "launched|shipped|built|released|deployed|implemented|created|developed|written|published"
    "|delivered|completed|finished|finali[sz]ed|migrated|refactored|redesigned|rolled out"
    "|introduced|set up|designed|documented|integrated|installed|automated|upgraded|replaced"
    "|rewritten|defined|prepared|live|in production|in place|up and running|available|ready|done"
    "|complete|signed off|approved|in the app store|generally available|online|hired|trained"
    "|established|conducted|held|merged|decommissioned|tested|audited"
)
OUTPUT_STATE = re.compile(
    rf"\b(?:(?:is|are|was|were|has been|have been|been|be|gets?|goes|go)\s+)?(?:fully\s+)?"
    rf"(?P<verb>{_PARTICIPLES})"
    r"\s*(?:(?:by|in|to|for|on|before|until|across)\b[^.;]*)?[.!]?\s*$",
    _I,
)
"""A text that ends with something being made: `New pricing page live`."""

OUTPUT_NOUN = re.compile(
    rf"{_LEAD}(?P<verb>(?:launch|release|roll-?out|implementation|development|creation|completion"
    r"|delivery|deployment|introduction|migration|redesign|rewrite|publication|installation"
    r"|integration|setup)\s+(?:of|to|from|with))\b",
    _I,
)
"""A text whose head is an act of making: `Launch of the mobile app`."""

_CHANGE = (
    r"increas\w+|reduc\w+|rais\w+|grow(?:s|ing|th|n)?|lower(?:s|ing)?|decreas\w+|cut(?:s|ting)?"
    r"|improv\w+|boost\w*|lift\w*|reach(?:es|ing)?|achiev\w+|attain\w*|gain\w*|drop(?:s|ping)?"
    r"|sav(?:e|es|ing)|doubl\w+|halv\w+|get(?:s|ting)?|bring(?:s|ing)?|convert\w*|win(?:s|ning)?"
    r"|retain\w*|generat\w+|earn\w*|shorten\w*|eliminat\w+|prevent\w*|avoid\w*"
)
OUTCOME_CLAUSE = re.compile(
    rf"\b(?:so that|such that|in order to|resulting in|leading to|which|that|used by|adopted by"
    rf"|rated|with (?:a|an|at least|more than|over|less than|under|≥|>|\d)|and (?:thereby )?"
    rf"(?:{_CHANGE})|to (?:{_CHANGE})|{_CHANGE}|achieving|serving|"
    rf"adoption|activation|retention|conversion|satisfaction|nps|csat|usage|churn|uptime)\b",
    _I,
)
"""Where an output goes on to say what changes; it counts only with a number behind it."""

VAGUE = re.compile(
    r"(?<![\w-])(?P<word>significant(?:ly)?|substantial(?:ly)?|considerabl[ey]|dramatic(?:ally)?"
    r"|drastic(?:ally)?|noticeabl[ey]|meaningful(?:ly)?|measurabl[ey]|radical(?:ly)?"
    r"|great(?:ly|er)?"
    r"|massive(?:ly)?|strong(?:ly|er)?|world[- ]class|best[- ]in[- ]class|best[- ]practices?"
    r"|state[- ]of[- ]the[- ]art|cutting[- ]edge|first[- ]class|user[- ]friendly|high[- ]quality"
    r"|better|best|good|nice|excellent|outstanding|amazing|delightful|seamless(?:ly)?"
    r"|smooth(?:er|ly)?"
    r"|robust|scalable|reliable|intuitive|modern|optimal|sufficient|adequate|appropriate"
    r"|faster|quicker|quickly|easier|easy|easily|simpler|simple|cheaper|happier|happy|cleaner"
    r"|safer"
    r"|more|less|fewer|many|several|some|various|a lot|lots of|a few|numerous|plenty|as possible"
    r"|efficient(?:ly)?|effective(?:ly)?|regular(?:ly)?|frequent(?:ly)?|often|soon|asap|timely"
    r"|leading|top-notch|stable|healthy|mature|proactive(?:ly)?|deeper"
    r"|major|minimal|reasonable|acceptable|competitive|innovative|engaging|compelling)(?![\w-])",
    _I,
)
"""Words of size or quality that everybody reads differently."""

MOOD = re.compile(
    r"\b(?:all|every\w*|each|nobody|no[- ]one)\b[^.;]{0,40}?\b(?:is|are|be|feels?|remains?|stays?)"
    r"\s+(?:(?:very|really|always|super|un)[ -]?)?"
    r"(?P<word>happy|glad|satisfied|pleased|delighted|proud|motivated|excited|aligned"
    r"|engaged|fine|content|unhappy|unsatisfied|frustrated|confident|comfortable|on board"
    r"|on the same page)\b",
    _I,
)
"""Everybody's state of mind, which nobody can count."""

VAGUE_VERB = re.compile(
    r"(?<![\w-])(?P<word>improv(?:e|es|ed|ing|ements?)|enhanc(?:e|es|ed|ing|ement)"
    r"|optimi[sz](?:e|es|ed|ing|ation)|strengthen(?:s|ed|ing)?)(?![\w-])",
    _I,
)
"""Verbs that say better without saying by how much."""

QUANTITY = re.compile(
    r"^\W*(?:(?:ensure|have|get|make sure|keep)\s+(?:that\s+)?)?(?:all|every|each)\b"
    r"|(?<![\w-])(?:(?<!st )(?<!nd )half(?! of 20)|a third(?! \w*party)|(?:one|two)[- ]thirds?"
    r"|a quarter of|dozens?|twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl\w+"
    r"|halv\w+|zero|no(?! longer| later)|none|not a single|everyone|everybody|nobody|one|once"
    r")(?![\w-])",
    _I,
)
"""Amounts said without digits; `no outage` is zero, `every team` is 100 %."""

BETTER_LOW = re.compile(
    r"\b(?:latency|churn|attrition|turnover rate|downtime|mttr|mttd|defects?|bugs?|errors?"
    r"|incidents?|outages?|crash\w*|complaints?|(?:response|load(?:ing)?|lead|cycle"
    r"|wait(?:ing)?|resolution"
    r"|build|onboarding|recovery|handling|delivery|page[- ]load) times?|time[- ]to[- ]\w+|costs?"
    r"|expenses?|failures?|failure rate|vulnerabilit\w+|debt|emissions?|abandonment|bounce rate"
    r"|delays?|waste|refunds?|chargebacks?|cac|escalations?|rejections?|no-shows?|false positives?"
    r"|error rate|drop-?off|cancellations?|unsubscribes?|spam)\b",
    _I,
)
BETTER_HIGH = re.compile(
    r"\b(?:nps|csat|activation|retention|revenue|conversion|adoption|satisfaction|uptime|mrr|arr"
    r"|signups?|sign-ups|availability|coverage|engagement|dau|wau|mau|margin|accuracy|throughput"
    r"|market share|renewals?|active users|subscribers|win rate|recall|precision|productivity"
    r"|completion|reach|followers|sales|profit|eng?agement score|on-time)\b",
    _I,
)
BASED = re.compile(
    r"\b(?:from|compared (?:to|with)|versus|vs\.?|relative to|against|over (?:last|the (?:last"
    r"|previous|prior))|than (?:last|in|the)|year[- ]over[- ]year|yoy|qoq|mom|baseline|base of"
    r"|currently|current|today|now at|(?:month|quarter|week)[- ]over[- ]\w+"
    r"|of the (?:current|20\d\d))\b",
    _I,
)
"""A relative change that says what it is relative to."""

SOON = re.compile(
    r"\b(?:(?:this|next|the coming|current) (?:quarter|year|month|half|sprint|cycle|week)"
    r"|within (?:the next )?(?:\w+ )?(?:weeks?|months?|quarters?|years?)(?!\s+(?:of|after|from))"
    r"|by (?:year|quarter|month)[- ]?end|by the end of|by (?:spring|summer|autumn|fall|winter"
    r"|christmas|easter)|before (?:christmas|summer)|end of (?:year|quarter|month))\b",
    _I,
)
"""Days said without a calendar."""

GUARD = re.compile(
    r"\b(?:while|without|with no|keeping|maintaining|holding|at the same|provided|given|if|when"
    r"|despite|not (?:below|above|exceeding)|no more than|subject to|even)\b",
    _I,
)
"""What follows is a condition on the metric, not a second one."""
