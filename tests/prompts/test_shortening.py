"""A claim is its sentence, shortened: what may be left out, and all that may not be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.frames import unframed
from copilot.prompts.shortening import refers_back, shortens

CART = "Shoppers lose their cart at checkout when they sign in, so the order is never paid."
BACKUP = "Support gets 14 complaints a week about the backup. Requests time out while it runs."


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Shoppers lose their cart at checkout when they sign in.", CART),
        ("Shoppers lose their cart when they sign in.", CART),
        ("When they sign in, shoppers lose their cart at checkout.", CART),
        ("Requests that end in a timeout.", "Requests that end in a timeout, over all regions."),
        ("Refunds arrive in the account.", "Refunds arrive in the account (see the plan)."),
        ("They can't tell which device it was.", "They cannot tell which device it was"),
        ("The bank is asked again.", "The bank is asked again an hour later"),
        ("Hours between the first request and the file.",
         "Hours between a partner's first request and the file"),
    ],
)  # fmt: skip
def test_whole_phrases_on_which_nothing_turns_may_be_left_out(claim: str, quote: str):
    assert shortens(claim, quote)


@pytest.mark.parametrize(
    ("kind", "claim", "quote"),
    [
        ("role", "Checkout is never paid.", CART),
        ("role", "Customers learn from installers.", "Installers learn from customers."),
        ("role", "Tickets are sold to the office.", "Tickets are sold by the office."),
        ("role", "The team gives the key and the door to Carl.",
         "The team gives the key to Bob and the door to Carl."),
        ("modality", "The gateway sends an answer.", "The gateway may send an answer."),
        ("modality", "The gateway is sending an answer.", "The gateway promises an answer."),
        ("modality", "Guests must pay.", "Guests pay."),
        ("attribution", "The order is lost.", "Marek suspects that the order is lost."),
        ("attribution", "The order is lost.", "The order is lost, Marek suspects."),
        ("tense", "The key expired.", "The key expires."),
        ("tense", "The key was lost.", "The key is lost."),
        ("tense", "The shift let the dough rest.", "The shift lets the dough rest."),
        ("polarity", "Guests leave.", "Guests never leave without a note."),
        ("polarity", "Nobody leaves.", "Nobody leaves without a note."),
        ("polarity", "Guests do not leave.", "Guests leave."),
        ("quantity", "Members find the guide.", "Only 4 % of members find the guide."),
        ("quantity", "All guests leave.", "Guests leave."),
        ("quantity", "Login fails on phones.", "Login fails on phones in 3 of 4 cases."),
        ("condition", "Refunds are paid.", "Refunds are paid unless the bank refuses."),
        ("condition", "Storms are counted.", "Storms are counted, but not in May."),
        ("effect", "Guests leave, which costs money.", "Guests leave."),
        ("restriction", "Guests get the import.", "Guests who pay get the import."),
        ("restriction", "Cards count as failed.", "Refused cards count as failed."),
    ],
)  # fmt: skip
def test_nothing_else_is_said_than_the_sentence_says(kind: str, claim: str, quote: str):
    assert not shortens(claim, quote), kind


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("Requests time out while the backup runs.", True),
        ("Requests of the backup time out while it runs.", True),
        ("Requests time out while the complaints runs.", False),
        ("Requests time out while the payment runs.", False),
        ("Requests time out while the backup of support in Rome runs.", False),
    ],
)
def test_a_pronoun_may_be_named_by_words_of_its_text(claim: str, stands: bool):
    assert shortens(claim, "Requests time out while it runs.", BACKUP) is stands


@pytest.mark.parametrize(
    ("text", "name", "bare"),
    [
        ("The ticket says: Guests leave.", "title of the ticket", "Guests leave"),
        ("The goal says: Guests leave.", "title of the ticket", "The goal says: Guests leave"),
        ("{goal} counts guests that stay.", "text of the goal", "guests that stay"),
        ("Guests leave, says {goal}.", "text of the goal", "Guests leave"),
        ("Guests leave for {goal} in May.", "text of the goal", "Guests leave in May"),
        ("Guests leave for {ticket} in May.", "text", "Guests leave for {ticket} in May"),
        ("So far {goal}.", "text", ""),
    ],
)
def test_a_frame_is_about_what_is_cited_or_none(text: str, name: str, bare: str):
    assert " ".join(unframed(text, ["goal"], name).split()) == bare


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("Half of them leave.", True),
        ("It fails at night.", True),
        ("Their ping is 190 ms.", False),
        ("Guests leave when they sign in.", False),
    ],
)
def test_a_sentence_that_leans_on_another_is_known(sentence: str, leans: bool):
    assert refers_back(sentence) is leans


NOUNS = ["guest", "card", "bank", "page", "import", "mail", "note", "team"]
WORDS = st.lists(st.sampled_from(NOUNS), min_size=4, unique=True)


@given(WORDS)
def test_every_sentence_is_itself(words: list[str]):
    assert shortens(" ".join(words), f"{' '.join(words)}.")


@given(WORDS, st.data())
def test_two_words_that_change_places_are_seen(words: list[str], data: st.DataObject):
    one, two = sorted(data.draw(st.permutations(range(len(words))))[:2])
    turned = [*words]
    turned[one], turned[two] = words[two], words[one]
    assert not shortens(" ".join(turned), " ".join(words))


@given(WORDS, st.integers(0, 9), st.sampled_from(["never", "will", "gladly", "Rome", "7", "not"]))
def test_nothing_may_be_put_in(words: list[str], place: int, word: str):
    assert not shortens(" ".join([*words[:place], word, *words[place:]]), " ".join(words))


@given(WORDS, st.data())
def test_no_word_may_be_left_out_of_a_phrase(words: list[str], data: st.DataObject):
    gone = data.draw(st.integers(0, len(words) - 1))
    assert not shortens(" ".join(words[:gone] + words[gone + 1 :]), " ".join(words))
