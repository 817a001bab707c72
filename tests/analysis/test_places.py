"""Where things are put, and goals that keep them somewhere."""

import pytest

from copilot.analysis.places import home_of, outside

EU, GERMANY = frozenset({"eu"}), frozenset({"eu/germany"})


@pytest.mark.parametrize(
    ("passage", "home"),
    [
        ("Customer records stored in the EU alone", {"eu"}),
        ("Share of backups that rest in Frankfurt or Dublin", {"eu/germany", "eu/ireland"}),
        ("Deals lost because data is stored outside the EU", set()),
        ("Revenue in Germany from 2 to 3 M€", set()),
        ("Sign-ups kept after a week", set()),
    ],
)
def test_a_goal_has_a_home_where_it_keeps_things_somewhere(passage, home):
    assert home_of(passage) == home


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("Ship request logs to the archive in us-east-1", EU, "us-east-1"),
        ("Backups go to the US from May on", EU, "US"),
        ("A replica in London", EU, "London"),
        ("Store attachments in eu-central-1", EU, None),
        ("Store attachments in eu-central-1", GERMANY, None),
        ("Store attachments in Dublin", GERMANY, "Dublin"),
        ("Store attachments in Dublin", EU, None),
        ("Move logs from us-east-1 to Frankfurt", EU, None),
        ("Take the logs out of Virginia", EU, None),
        ("Tell us where it hurts", EU, None),
        ("A replica in London", frozenset(), None),
    ],
)
def test_what_is_put_outside_of_a_home_is_seen(text, home, found):
    place = outside(text, home)
    assert (text[place.start : place.end] if place else None) == found
