from copilot.analysis.themes import themes
from copilot.portfolio import WorkItem

ADMIN = (
    "Dark mode for the admin console",
    "Admin console filters members",
    "Search in the admin console",
    "Admin console shows last log-in",
    "Export of the admin console",
)
OTHERS = ("T-shirt shop", "Animated logo", "Pancake greeting", "Favicon with a dot")


def work(*titles: str, **fields: str) -> list[WorkItem]:
    return [WorkItem(source="jira", id=t, key=t, title=t, effort=2.0, **fields) for t in titles]


def test_items_about_one_thing_are_a_theme_named_by_their_words():
    (found,) = themes(work(*OTHERS, *ADMIN), {})

    assert found.name == "admin, console"
    assert (len(found.items), found.effort) == (5, 10)


def test_items_of_one_epic_are_a_theme_named_by_it():
    items = work("A", "B", "C", "D", "E", epic="jira:X")

    assert [t.name for t in themes(items, {"jira:X": "Admin console"})] == ["Admin console"]
    assert [t.name for t in themes(items, {})] == ["jira:X"]


def test_fewer_than_five_are_no_theme():
    assert themes(work(*ADMIN[:4]), {}) == ()
    assert themes(work(*ADMIN[:3], *OTHERS), {}) == ()


def test_the_largest_theme_comes_first():
    items = [*work(*"ABCDE", epic="jira:X"), *work(*"FGHIJK", epic="jira:Y")]

    assert [t.name for t in themes(items, {})] == ["jira:Y", "jira:X"]


def test_titles_that_say_the_same_words_only_once_each_are_named_by_the_first():
    items = work(*(f"{w}" for w in ("同じ", "同じ ", "同じ  ", "同じ   ", "同じ    ")))

    assert len(themes(items, {})) == 1
