"""The words of a strategy diff."""

from copilot.prompts.diff import Conflict, DiffFacts, Fate, Gap, Moved, as_markdown, fallback


def moved(number: int, fate: Fate, **more: object) -> Moved:
    made = {
        "ref": f"jira:A-{number}",
        "key": f"A-{number}",
        "title": "Some | work",
        "fate": fate,
        "before": "okr:Q1/KR1",
        "after": None,
        "effort": 3.0,
        "assignee": "Ana",
        "team": "Retention",
        "begun": False,
    }
    return Moved(**(made | more))


def facts(*items: Moved, **more: object) -> DiffFacts:
    made = {
        "added": ("O4 “EU data residency”",),
        "dropped": ("O2",),
        "changed": ("KR1.1 activation 75 → 80 %",),
        "items": items,
        "serve": ("O4",),
        "gaps": (),
        "conflicts": (),
    }
    return DiffFacts(**(made | more))


def test_it_reads_as_drawn():
    told = facts(
        moved(1, "rises"),
        moved(2, "loses its goal"),
        moved(3, "loses its goal", effort=None, assignee=None, team=None),
        moved(4, "newly serves", before=None, after="okr:Q2/KR4"),
        moved(5, "unchanged"),
        gaps=(Gap(goal="okr:O4", name="O4", items=9, sized=0),),
        conflicts=(
            Conflict(item="jira:A-6", key="A-6", title="Logs abroad", goal="okr:O4", name="O4"),
        ),
    )

    assert fallback(told).splitlines() == [
        "KR1.1 activation 75 → 80 %   new: O4 “EU data residency”   dropped: O2",
        "5 open items:  1 rises · 2 lose their goal (3 pts, 1 person on Retention) · "
        "1 now serves O4 · 1 unchanged",
        "Uncovered: O4 has 9 items, none sized.",
        "Starts conflicts: A-6 “Logs abroad” possibly works against O4.",
    ]


def test_without_new_goals_work_gains_one_and_nobody_may_be_concerned():
    told = facts(
        moved(1, "newly serves"),
        moved(2, "loses its goal", effort=None, assignee=None, team=None),
        added=(),
        dropped=(),
        changed=(),
        serve=(),
        gaps=(Gap(goal="okr:KR2", name="KR2", items=0, sized=0),),
    )

    assert fallback(told).splitlines() == [
        "The goals stay as they are.",
        "2 open items:  1 loses its goal · 1 now serves a goal · 0 unchanged",
        "Uncovered: KR2 has no open work.",
    ]


def test_work_in_progress_that_would_stop_is_named_largest_first():
    stops = [moved(n, "loses its goal", begun=True, effort=float(n)) for n in range(7)]
    line = fallback(facts(*stops)).splitlines()[2]

    assert line.startswith("Stops in progress: A-6 Ana, A-5 Ana, A-4 Ana")
    assert line.endswith("2 more (21 pts).")


def test_many_changes_are_counted():
    line = fallback(facts(changed=tuple(f"KR{n} 1 → 2" for n in range(6)))).splitlines()[0]

    assert line.startswith("KR0 1 → 2; KR1 1 → 2; KR2 1 → 2; 3 more changes   new:")


def test_the_comment_is_a_table_of_what_moves_without_markup_of_others():
    page = as_markdown(facts(*(moved(n, "loses its goal") for n in range(25))), "<q2>.yaml")

    assert page.startswith("### Strategy diff: \\<q2\\>.yaml\n")
    assert "| A-0 | Some \\| work | loses its goal (KR1 → –) | 3 | Ana |" in page
    assert "| … | 5 more | | | |" in page
    assert "details" not in as_markdown(facts(moved(1, "unchanged")), "q2")
