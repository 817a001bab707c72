"""Jira as CSV with its repeated columns, and as XML, in Cloud and in older shapes."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from .exports import BERLIN, read, read_with_problems, rows

CLOUD = """\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,\
Assignee,\
Reporter,Created,Updated,Resolved,Due date,Labels,Labels,Component/s,Description,Sprint,Sprint,\
Inward issue link (Blocks),Inward issue link (Blocks),Outward issue link (Blocks),\
Outward issue link (Duplicate),Inward issue link (Relates),Custom field (Story Points),\
Custom field (Epic Link),Custom field (Rank),Custom field (Flagged),Custom field (OKR),\
Comment,Comment,Parent,Parent key,Status Category,Original estimate
Checkout,PAY-1,10001,Epic,In Progress,PAY,Payments,High,,Ann,Bo,05/Jan/26 9:00 AM,\
06/Jan/26 9:00 AM,\
,,,,,"h2. Why
Fewer *lost* carts",,,,,,,,,,0|i0000a:,,KR1.1,,,,,In Progress,
Apple Pay,PAY-2,10002,Story,Ready for QA,PAY,Payments,Medium,,Ann,Bo,05/Jan/26 1:05 PM,\
06/Jan/26 9:00 AM,,31/Jan/26 12:00 AM,mobile,okr:KR1.2,iOS,\
"Blocked by PAY-9 and [OPS-4|https://x.io]
{code:java}
int a = 1;
{code}",Sprint 1,Sprint 2,PAY-7,PAY-8,PAY-3,,PAY-5,5.0,PAY-1,0|i0000b:,,,\
05/Jan/26 2:00 PM;557058:ab;Looks *good*,"05/Jan/26 3:00 PM;bo;Two
lines; really",10001,PAY-1,In Progress,
Old card form,PAY-3,10003,Bug,Done,PAY,Payments,Low,Won't Do,,Bo,05/Jan/26 1:05 PM,\
06/Jan/26 9:00 AM,07/Jan/26 9:00 AM,,,,,,,,,,,PAY-2,,,,,,,,,10001,PAY-1,Done,7200
Waiting on bank,PAY-4,10004,Sub-task,In Progress,PAY,Payments,Low,,,Bo,05/Jan/26 1:05 PM,\
06/Jan/26 9:00 AM,,,,,,,,,,,,,,,,,Impediment,,,,10002,PAY-2,In Progress,
"""


def test_a_full_cloud_export(tmp_path: Path) -> None:
    epic, story, bug, task = read(tmp_path, CLOUD, name="jira")
    assert rows([epic, story, bug, task], "key", "kind", "status", "parent", "epic") == [
        ("PAY-1", "epic", "active", None, None),
        ("PAY-2", "story", "active", "t:PAY-1", "t:PAY-1"),
        ("PAY-3", "bug", "dropped", "t:PAY-1", "t:PAY-1"),
        ("PAY-4", "subtask", "blocked", "t:PAY-2", None),
    ]
    assert epic.body == "## Why\nFewer **lost** carts"
    assert epic.stated_goals == ("KR1.1",)
    assert story.depends_on == ("t:PAY-7", "t:PAY-8", "t:PAY-9", "t:OPS-4")
    assert (story.blocks, bug.duplicates) == (("t:PAY-3",), ("t:PAY-2",))
    assert "```java\nint a = 1;\n```" in story.body
    assert story.labels == ("mobile", "okr:KR1.2", "iOS")
    assert story.stated_goals == ("KR1.2",)
    assert (story.iteration, story.effort, bug.effort) == ("Sprint 2", 5.0, 2.0)
    assert story.created == datetime(2026, 1, 5, 13, 5, tzinfo=BERLIN)
    assert (story.due, bug.done) == (date(2026, 1, 31), datetime(2026, 1, 7, 9, tzinfo=BERLIN))
    assert [c.text for c in story.comments] == ["Looks *good*", "Two\nlines; really"]
    assert story.comments[0].author == "557058:ab"
    assert (story.team, story.assignee, bug.assignee) == ("Payments", "Ann", None)
    assert epic.rank is not None
    assert story.rank is not None
    assert epic.rank < story.rank


def test_a_server_export_names_the_parent_by_number_even_before_it_comes(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        "Issue Type,Issue key,Issue id,Parent id,Summary,Status,Custom Field (Epic Link),Created\n"
        "Sub-task,X-2,501,500,Child,To Do,,2019-03-04 10:00\n"
        "Story,X-1,500,,Mother,Resolved,X-9,14/03/2019 10:00\n",
    )
    assert rows(items, "key", "parent", "epic", "status") == [
        ("X-2", "t:X-1", None, "planned"),
        ("X-1", "t:X-9", "t:X-9", "done"),
    ]


def test_a_german_export(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Priorität;Erstellt;"
        "Beschreibung;Fälligkeitsdatum\n"
        "Überweisung prüfen;ZAHL-7;9;Aufgabe;In Arbeit;Hoch;25.10.2025 14:30;Text;1.11.2025\n",
    )
    assert (item.key, item.title, item.status) == ("ZAHL-7", "Überweisung prüfen", "active")
    assert item.created == datetime(2025, 10, 25, 14, 30, tzinfo=BERLIN)
    assert item.due == date(2025, 11, 1)


def test_dependency_types_are_read_from_their_own_side(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Summary,Issue key,Status,Outward issue link (Dependency),Inward issue link (Dependency),"
        "Inward issue link (Gantt End to Start),Inward issue link (Duplicate)\n"
        "A,K-1,Open,K-2,K-3,K-4,K-5\n",
    )
    assert (item.depends_on, item.blocks) == (("t:K-2", "t:K-4"), ("t:K-3",))
    assert item.duplicates == ()


def test_odd_ranks_and_comments(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Summary,Issue key,Status,Custom field (Rank),Comment,Outward issue link (Cloners),"
        "Sprint\n"
        'A,K-1,Open,high,just words,K-2,"g.Sprint@1[id=1,name=Sprint 7,state=ACTIVE]"\n',
    )
    assert (item.rank, item.iteration) == (None, "Sprint 7")
    assert [c.text for c in item.comments] == ["just words"]
    assert not (item.depends_on)
    assert not (item.blocks)
    assert not (item.duplicates)


XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- RSS generated by JIRA (8.20.1) at Mon Jan 05 10:00:00 UTC 2026 -->
<rss version="0.92"><channel><title>Jira</title><link>https://j.example.org</link>
<build-info><version>8.20.1</version></build-info>
<item>
<title>[PAY-2] Apple Pay &amp; friends</title><link>https://j.example.org/browse/PAY-2</link>
<project id="1" key="PAY">Payments</project>
<description>&lt;p&gt;Needs &lt;b&gt;Safari&lt;/b&gt;; blocked by \
PAY-9&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one\
&lt;/li&gt;&lt;/ul&gt;</description>
<key id="10002">PAY-2</key><summary>Apple Pay &amp; friends</summary>
<type id="7">Story</type><parent id="10001">PAY-1</parent><priority id="2">High</priority>
<status id="3">In Progress</status><statusCategory id="4" key="indeterminate"/>
<resolution id="-1">Unresolved</resolution><assignee username="-1">Unassigned</assignee>
<reporter \
username="bo">Bo</reporter><labels><label>mobile</label><label>okr:KR1.2</label></labels>
<created>Mon, 5 Jan 2026 10:00:00 +0100</created><updated>Tue,\
 6 Jan 2026 10:00:00 +0100</updated>
<due>Sat, 31 Jan 2026 00:00:00 +0100</due><component>iOS</component>
<timeoriginalestimate seconds="7200">2 hours</timeoriginalestimate>
<comments><comment id="1" author="bo" created="Mon, 5 Jan 2026 11:00:00 +0100">\
&lt;p&gt;fine&lt;/p&gt;</comment></comments>
<issuelinks><issuelinktype id="1"><name>Blocks</name>
<outwardlinks description="blocks"><issuelink><issuekey id="3">PAY-3</issuekey></issuelink>\
</outwardlinks>
<inwardlinks description="is blocked by"><issuelink><issuekey id="7">PAY-7</issuekey>\
</issuelink></inwardlinks></issuelinktype>
<issuelinktype id="2"><name>Relates</name><outwardlinks><issuelink><issuekey>PAY-8</issuekey>\
</issuelink></outwardlinks></issuelinktype></issuelinks>
<customfields>
<customfield id="cf1"><customfieldname>Sprint</customfieldname><customfieldvalues>
<customfieldvalue id="1">Sprint 1</customfieldvalue><customfieldvalue>Sprint 2\
</customfieldvalue></customfieldvalues></customfield>
<customfield id="cf2"><customfieldname>Epic Link</customfieldname><customfieldvalues>
<customfieldvalue>PAY-1</customfieldvalue></customfieldvalues></customfield>
<customfield id="cf4"><customfieldname>Goal</customfieldname><customfieldvalues>
<customfieldvalue>Win back carts</customfieldvalue></customfieldvalues></customfield>
</customfields>
</item>
<item><title>[PAY-3] Old form</title><key id="10003">PAY-3</key><summary>Old form</summary>
<type>Bug</type><status>Closed</status><resolution>Duplicate</resolution>
<resolved>Wed, 7 Jan 2026 10:00:00 +0100</resolved>
<customfields><customfield><customfieldname>Story Points</customfieldname><customfieldvalues>
<customfieldvalue>3.0</customfieldvalue></customfieldvalues></customfield></customfields></item>
</channel></rss>
"""


def test_the_xml_export(tmp_path: Path) -> None:
    story, bug = read(tmp_path, XML)
    assert rows([story, bug], "key", "id", "title", "kind", "status", "parent", "epic") == [
        ("PAY-2", "10002", "Apple Pay & friends", "story", "active", "t:PAY-1", "t:PAY-1"),
        ("PAY-3", "10003", "Old form", "bug", "dropped", None, None),
    ]
    assert story.body == "Needs **Safari**; blocked by PAY-9\n\n- one"
    assert (story.depends_on, story.blocks) == (("t:PAY-7", "t:PAY-9"), ("t:PAY-3",))
    assert (story.effort, bug.effort, story.iteration) == (2.0, 3.0, "Sprint 2")
    assert story.labels == ("mobile", "okr:KR1.2", "iOS")
    assert story.stated_goals == ("Win back carts", "KR1.2")
    assert (story.assignee, story.team, story.due) == (None, "Payments", date(2026, 1, 31))
    assert [(c.text, c.author) for c in story.comments] == [("fine", "bo")]
    assert story.url == "https://j.example.org/browse/PAY-2"


def test_half_written_xml_gives_the_issues_before_the_break(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, XML[: XML.index("<item><title>[PAY-3]") + 40])
    assert [item.key for item in items] == ["PAY-2"]
    assert len(problems) == 1
    assert "the XML breaks off or is damaged here; export it again" in problems[0]
    assert ", line " in problems[0]


@pytest.mark.parametrize("text", ["*bold* _it_", "a * b", "- one\n- two"])
def test_plain_words_survive_the_wiki_converter(tmp_path: Path, text: str) -> None:
    (item,) = read(tmp_path, f'Summary,Issue key,Status,Description\nA,K-1,Open,"{text}"\n')
    assert item.body == text.replace("*bold*", "**bold**")


REST = {
    "names": {"customfield_1": "Story Points", "customfield_2": "Sprint"},
    "issues": [
        {
            "id": "10002",
            "key": "PAY-2",
            "fields": {
                "summary": "Apple Pay",
                "description": {
                    "type": "doc",
                    "version": 1,
                    "content": [
                        {"type": "paragraph", "content": [{"type": "text", "text": "Serves KR1"}]}
                    ],
                },
                "issuetype": {"name": "Story"},
                "status": {"name": "In QA", "statusCategory": {"key": "indeterminate"}},
                "parent": {"key": "PAY-1", "fields": {"issuetype": {"name": "Epic"}}},
                "customfield_1": 5,
                "customfield_2": [{"name": "S1"}, {"name": "S2"}],
                "assignee": {"displayName": "Ann"},
                "project": {"key": "PAY", "name": "Payments"},
                "issuelinks": [
                    {"type": {"name": "Blocks"}, "inwardIssue": {"key": "PAY-7"}},
                    {"type": {"name": "Blocks"}, "outwardIssue": {"key": "PAY-3"}},
                    {"type": {"name": "Relates"}, "outwardIssue": {"key": "PAY-4"}},
                ],
                "created": "2026-01-05T10:00:00.000+0100",
                "comment": {
                    "comments": [
                        {"body": "*hm*", "author": {"displayName": "Bo"}},
                        {"body": {"type": "doc", "content": []}},
                    ]
                },
            },
            "changelog": {
                "histories": [
                    {
                        "created": "2026-01-06T10:00:00.000+0100",
                        "items": [
                            {"field": "status", "toString": "In QA"},
                            {"field": "assignee", "toString": "Ann"},
                        ],
                    }
                ]
            },
        }
    ],
}


def test_a_search_result_of_the_rest_interface(tmp_path: Path) -> None:
    (item,) = read(tmp_path, json.dumps(REST))
    assert (item.key, item.id, item.title, item.body) == (
        "PAY-2",
        "10002",
        "Apple Pay",
        "Serves KR1",
    )
    assert (item.status, item.kind, item.parent, item.epic) == (
        "active",
        "story",
        "t:PAY-1",
        "t:PAY-1",
    )
    assert (item.depends_on, item.blocks, item.effort) == (("t:PAY-7",), ("t:PAY-3",), 5.0)
    assert (item.iteration, item.assignee, item.team) == ("S2", "Ann", "Payments")
    assert item.created == datetime(2026, 1, 5, 10, tzinfo=BERLIN)
    assert [c.author for c in item.comments] == ["Bo", None]
    assert [(h.native, h.status) for h in item.history] == [("In QA", "active")]
    assert item.stated_goals == ("KR1",)
