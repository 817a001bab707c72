"""Facts of a digest, as tests need them."""

from copilot.prompts.digest import Cause, Change, DigestFacts, Prospect, Question

DRIFT = Change(
    topic="drift okr:O1",
    goal="O1 New teams reach value",
    shares="39, 35, 41, 35, 38",
    weeks=5,
    before=53,
    intended="50–60",
    causes=(
        Cause(name="Admin console", effort=11, bucket="no goal", ref="jira:NOTE-353"),
        Cause(name="Import outage", effort=9, bucket="Keep the lights on", ref="jira:NOTE-384"),
    ),
    items=70,
    since="2026-W03",
)
STAKE = Prospect(
    topic="forecast okr:KR1.1",
    goal="okr:KR1.1",
    name="KR1.1 activation",
    current="66.5",
    middle="71.9",
    target="75",
    chance=0.18,
    where="okrs/2026-Q1.yaml, line 11",
)
SWAP = Question(
    text="Park NOTE-377, pull NOTE-418 for KR1.1: chance 18 → 24 %.",
    owners=("Tom", "Jun"),
    topics=(DRIFT.topic, STAKE.topic),
)
GAP = Question(
    text="KR2.2 exports: no work, no data for 7 weeks. Drop or staff?",
    owners=("Lena",),
    topics=("coverage okr:KR2.2",),
)
BUSY = DigestFacts(
    name="Note",
    week=7,
    changes=(DRIFT,),
    stakes=(STAKE,),
    decisions=(SWAP, GAP),
    fine=("KR2.1 on course (61 %).", "Keep the lights on 24 %, allowance 20."),
    standing="KR1.1 66.5 (18 % chance)",
    not_seen=("3 tickets too thin", "design work untracked"),
    record="9 of 12 predictions right.",
)
CALM = DigestFacts(
    name="Note", week=8, standing="KR1.1 67.6 (20 % chance)", not_seen=("design work untracked",)
)
