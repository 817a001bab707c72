from copilot.portfolio import Comment

from .records import NOW, item


def test_items_are_found_by_words_of_their_comments_those_with_most_first(store):
    store.save(
        "jira",
        [
            item(1, comments=(Comment(text="Parked until March"),)),
            item(2, comments=(Comment(text="We parked the printer"), Comment(text="in MARCH"))),
            item(3, title="Parked", comments=(Comment(text="100 % done"),)),
        ],
        at=NOW,
    )
    assert store.remarked(["park", "march", "printer"], NOW) == ("jira:PAY-2", "jira:PAY-1")
    assert store.remarked(["park"], NOW, limit=1) == ("jira:PAY-1",)
    assert store.remarked(["%"], NOW) == ("jira:PAY-3",)
    assert store.remarked([], NOW) == ()
    assert store.remarked(["kitchen"], NOW) == ()
