"""CSV exports of Linear, Asana, Azure DevOps, ClickUp, Notion and Plane."""

from datetime import UTC, date, datetime
from pathlib import Path

from .exports import BERLIN, read, rows

LINEAR = """\
"ID","Team","Title","Description","Status","Estimate","Priority","Project ID","Project",\
"Creator",\
"Assignee","Labels","Cycle Number","Cycle Name","Cycle Start","Cycle End","Created","Updated",\
"Started","Triaged","Completed","Canceled","Archived","Due Date","Parent issue","Initiatives",\
"Project Milestone ID","Project Milestone","SLA Status","UUID","Time in status (minutes)",\
"Related to","Blocked by","Duplicate of"
"ENG-1","Engineering","Search","# Aim\n\nfind things","In Progress","8","High","p1","Discovery",\
"a@x.io","b@x.io","web, search","12","","2026-01-05T00:00:00.000Z","2026-01-18T00:00:00.000Z",\
"2026-01-02T09:00:00.000Z","2026-01-06T09:00:00.000Z","2026-01-05T09:00:00.000Z","","","","",\
"2026-02-01","","Grow self-serve","m1","Beta","","0a-1","","","",""
"ENG-2","Engineering","Index","","Canceled","","No priority","","","a@x.io","","","","","","",\
"2026-01-02T09:00:00.000Z","2026-01-06T09:00:00.000Z","","","","2026-01-06T09:00:00.000Z","","",\
"ENG-1","","","","","0a-2","","","ENG-9, ENG-10","ENG-3"
"ENG-3","Engineering","Ranker","depends on ENG-2","Done","0","Urgent","","","a@x.io","","","",\
"",\
"","","2026-01-02T09:00:00.000Z","2026-01-06T09:00:00.000Z","","","2026-01-07T09:00:00.000Z","",\
"2026-01-20T09:00:00.000Z","","ENG-1","","","","","0a-3","","","",""
"""


def test_linear(tmp_path: Path) -> None:
    items = read(tmp_path, LINEAR)
    first, second, third = items
    assert rows(items, "key", "id", "title", "status", "native_status", "parent", "effort") == [
        ("ENG-1", "0a-1", "Search", "active", "In Progress", None, 8.0),
        ("ENG-2", "0a-2", "Index", "dropped", "Canceled", "t:ENG-1", None),
        ("ENG-3", "0a-3", "Ranker", "done", "Done", "t:ENG-1", 0.0),
    ]
    assert (first.team, first.assignee, first.iteration) == ("Engineering", "b@x.io", "Cycle 12")
    assert first.labels == ("web", "search")
    assert first.stated_goals == ("Grow self-serve",)
    assert first.started == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert (first.due, first.priority) == (date(2026, 2, 1), "High")
    assert dict(first.extra) == {"project": "Discovery", "project milestone": "Beta"}
    assert second.depends_on == ("t:ENG-9", "t:ENG-10")
    assert second.duplicates == ("t:ENG-3",)
    assert (second.done, third.done) == (None, datetime(2026, 1, 7, 9, tzinfo=UTC))
    assert third.depends_on == ("t:ENG-2",)


def test_linear_without_a_status_still_says_what_was_cancelled(tmp_path: Path) -> None:
    header = "Title,Status,Cycle Name,Cycle Start,Cycle End,Completed,Canceled\n"
    items = read(tmp_path, header + "A,,,,,,2026-01-05\nB,,Spring,,,,\n")
    assert rows(items, "status", "iteration") == [("dropped", None), ("planned", "Spring")]


ASANA = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,\
Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),\
Blocking (Dependencies),Priority,Story Points
1201,2026-01-05,,2026-01-06,"Plan, then launch",In progress,Ann,ann@x.io,2026-01-06,2026-02-01,\
"web,growth",Some notes,Launch 2026,,,"Write docs",High,5
1202,2026-01-05,2026-01-09,2026-01-09,Write docs,To do,,,,,,,Launch 2026,"Plan, then launch",\
"Plan, then launch,Record video",,,
1203,2026-01-05,,2026-01-09,Record video,Marketing,,,,,,,"Launch 2026,Other",,,,,
"""


def test_asana_names_parents_and_dependencies_by_title(tmp_path: Path) -> None:
    items = read(tmp_path, ASANA)
    assert rows(items, "key", "title", "status", "native_status", "parent", "team") == [
        ("1201", "Plan, then launch", "active", "In progress", None, "Launch 2026"),
        ("1202", "Write docs", "done", "To do", "t:1201", "Launch 2026"),
        ("1203", "Record video", "planned", "", None, "Launch 2026"),
    ]
    assert items[0].blocks == ("t:1202",)
    assert items[1].depends_on == ("t:1201", "t:1203")
    assert (items[0].effort, items[0].labels) == (5.0, ("web", "growth"))
    assert items[1].done == datetime(2026, 1, 9, tzinfo=BERLIN)
    assert items[0].assignee == "Ann"


AZURE = """\
ID,Work Item Type,Title,Assigned To,State,Tags,Iteration Path,Area Path,Story Points,Priority,\
Parent,\
Created Date,Closed Date,Description,Acceptance Criteria
101,Epic,Portal,Ann Lee <ann@x.io>,Active,,Shop,Shop\\Web,,1,,1/13/2026 10:17:06 AM,,,
102,User Story,Sign in,Bo Ek <bo@x.io>,Resolved,web; okr:KR2.1,Shop\\Sprint 4,Shop\\Web,5,2,101,\
1/14/2026 9:00:00 PM,,"<div>Use <b>SSO</b></div><ul><li>fast</li></ul>",<div>works</div>
105,Feature,Pay,,Committed,,,,,,101,,,,
103,Bug,Crash,,Removed,,Shop\\Sprint 4,Shop\\Web,,2,102,1/2/2026 9:00:00 AM,1/3/2026 9:00:00 AM,,
104,Task,Write,,Closed,,Shop\\Sprint 4,Shop\\Web,,2,102,1/2/2026 9:00:00 AM,1/3/2026 9:00:00 AM,,
"""


def test_azure_devops(tmp_path: Path) -> None:
    items = read(tmp_path, AZURE)
    assert rows(items, "key", "kind", "status", "parent", "epic", "assignee") == [
        ("101", "epic", "active", None, None, "Ann Lee"),
        ("102", "story", "done", "t:101", "t:101", "Bo Ek"),
        ("105", "epic", "active", "t:101", "t:101", None),
        ("103", "bug", "dropped", "t:102", None, None),
        ("104", "task", "done", "t:102", None, None),
    ]
    story = items[1]
    assert story.body.startswith("Use **SSO**\n\n- fast\n")
    assert story.body.endswith("## Acceptance criteria\n\nworks")
    assert (story.labels, story.stated_goals) == (("web", "okr:KR2.1"), ("KR2.1",))
    assert (story.iteration, story.team, story.effort) == ("Shop\\Sprint 4", "Shop\\Web", 5.0)
    assert story.created == datetime(2026, 1, 14, 21, tzinfo=BERLIN)
    assert items[4].created == datetime(2026, 1, 2, 9, tzinfo=BERLIN)
    assert (items[3].done, items[4].done) == (None, datetime(2026, 1, 3, 9, tzinfo=BERLIN))


def test_azure_devops_as_a_tree(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        "ID,Work Item Type,Title 1,Title 2,Title 3,State\n"
        "1,Epic,Portal,,,New\n2,Feature,,Sign in,,New\n3,Task,,,Form,Closed\n"
        "4,Feature,,Sign out,,New\n5,Epic,Shop,,,New\n",
    )
    assert rows(items, "key", "title", "parent", "status") == [
        ("1", "Portal", None, "planned"),
        ("2", "Sign in", "t:1", "planned"),
        ("3", "Form", "t:2", "done"),
        ("4", "Sign out", "t:1", "planned"),
        ("5", "Shop", None, "planned"),
    ]


CLICKUP = """\
Task Type,Task ID,Task Custom ID,Task Name,Task Content,Status,Date Created,Date Created Text,\
Due Date,Due Date Text,Start Date,Start Date Text,Parent ID,Attachments,Assignees,Tags,Priority,\
List Name,Folder Name/Path,Space Name,Time Estimated,Time Estimated Text,Checklists,Comments,\
Assigned Comments,Time Spent,Time Spent Text,Rolled Up Time,Rolled Up Time Text
Task,86aa1,null,Landing page,"Copy\nand pictures",in progress,1767603600000,"1/5/2026,\
 10:00:00 AM GMT+1",\
1769900400000,2/1/2026,null,null,null,[],"[Ann Lee,Bo]","[web,launch]",2,Site,Marketing,Acme,\
7200000,2h,\
{},"[{""text"":""nice"",""by"":""bo@x.io"",""date"":""2026-01-05T10:00:00.000Z""}]",[],null,\
null,0,0
Task,86aa2,WEB-7,Hero image,null,Closed,1767603600000,x,null,null,null,null,86aa1,[],[],[],\
null,Site,\
Marketing,Acme,null,null,{},plain words,[],null,null,0,0
"""


def test_clickup(tmp_path: Path) -> None:
    items = read(tmp_path, CLICKUP)
    assert rows(items, "key", "id", "title", "body", "status", "parent") == [
        ("86aa1", "86aa1", "Landing page", "Copy\nand pictures", "active", None),
        ("WEB-7", "86aa2", "Hero image", "", "done", "t:86aa1"),
    ]
    first = items[0]
    assert first.created == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert (first.due, first.assignee, first.labels) == (
        date(2026, 2, 1),
        "Ann Lee",
        ("web", "launch"),
    )
    assert (first.effort, first.team, first.priority) == (2.0, "Site", "2")
    assert [(c.text, c.author) for c in first.comments] == [("nice", "bo@x.io")]
    assert (items[1].assignee, items[1].priority, items[1].labels) == (None, None, ())
    assert [c.text for c in items[1].comments] == ["plain words"]


NOTION = """\
\ufeffTask name,Status,Assignee,Due,Priority,Parent task,Blocked by,Tags,Created time,\
Last edited time,OKR
Big launch,In progress,Ann Lee,"February 1, 2026",High,,,"web, launch","January 5,\
 2026 10:00 AM",\
"January 6, 2026 10:00 AM",\
Win the launch (https://www.notion.so/Win-0123456789abcdef0123456789abcdef)
Hero (draft),Not started,,,,\
Big launch (https://www.notion.so/Big-launch-0123456789abcdef01234567\
89abcdef?pvs=21),"Big launch (https://www.notion.so/Big-aaa),\
 Copy (https://www.notion.so/Copy-bbb)",,\
"January 5, 2026 10:00 AM","January 6, 2026 10:00 AM",
Copy,Done,,"January 5, 2026 → January 9, 2026",,,,,"January 5, 2026 10:00 AM","January 6,\
 2026 10:00 AM",
"""


def test_notion(tmp_path: Path) -> None:
    items = read(tmp_path, NOTION)
    assert rows(items, "key", "title", "status", "parent", "depends_on") == [
        ("big-launch", "Big launch", "active", None, ()),
        ("hero-draft", "Hero (draft)", "planned", "t:big-launch", ("t:big-launch", "t:copy")),
        ("copy", "Copy", "done", None, ()),
    ]
    assert items[0].created == datetime(2026, 1, 5, 10, tzinfo=BERLIN)
    assert (items[0].due, items[0].labels) == (date(2026, 2, 1), ("web", "launch"))
    assert items[0].stated_goals == ("Win the launch",)
    assert items[2].due == date(2026, 1, 9)


def test_plane_with_parents_and_html(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        "ID,Project,Name,Description,State,Start Date,Target Date,Priority,Created By,Assignee,"
        "Labels,"
        "Cycle Name,Module Name,Created At,Updated At,Completed At,Archived At,Parent,Estimate\r\n"
        'WEB-1,Web,Home,<p>All <strong>new</strong></p>,Backlog,,,urgent,A,B,"x, y",C1,M1,'
        '"Sun, 20 Apr 2025 10:17:06 UTC+0000",,,,,3\r\n'
        "WEB-2,Web,Top,,Cancelled,,,none,A,,,,,,,,,WEB-1,\r\n",
    )
    assert rows(items, "key", "title", "body", "status", "parent", "iteration", "effort") == [
        ("WEB-1", "Home", "All **new**", "planned", None, "C1", 3.0),
        ("WEB-2", "Top", "", "dropped", "t:WEB-1", None, None),
    ]
    assert items[0].labels == ("x", "y")
    assert dict(items[0].extra) == {"module": "M1"}


def test_a_jira_team_field_comes_before_the_name_of_the_project(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "Summary,Issue key,Issue id,Project name,Custom field (Team)\n"
        "One,A-1,1,Note,Growth\n"
        "Two,A-2,2,Note,\n",
    )

    assert [item.team for item in rows] == ["Growth", "Note"]
