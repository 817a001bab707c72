"""Judgements that wait for their transaction."""

import pytest

from copilot.portfolio import Alignment
from copilot.store.codec import digest, encode
from copilot.store.kept import Kept

JUDGED = [Alignment(item=f"jira:P-{n}", verdict="thin", alignment=n / 10) for n in range(5)]


@pytest.mark.parametrize("in_memory", [1, 1 << 20])
def test_what_waits_comes_back_in_order_with_its_digest_from_memory_and_from_disk(in_memory):
    with Kept(in_memory) as kept:
        kept.add(JUDGED[:3])
        kept.add(JUDGED[3:])
        assert list(kept.texts()) == [(a.item, encode(a)) for a in JUDGED]
        assert list(kept.digests()) == [(a.item, digest(encode(a))) for a in JUDGED]
