"""Two workspaces in one database against two dictionaries: neither ever sees the other's rows."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from copilot.portfolio import Alignment, Feedback, Finding, Severity
from copilot.ports import Freshness, ScanRecord

from .records import NOW, item, passage

NAMES = ("note", "other")
names = st.sampled_from(NAMES)
numbers = st.integers(1, 4)
titles = st.sampled_from(["a", "b"])


class Workspaces(RuleBasedStateMachine):
    def __init__(self, fresh):
        super().__init__()
        self.stores = {name: fresh() for name in NAMES}
        self.kept = {
            name: {part: {} for part in ("items", "memos", "vectors", "values", "judged")}
            | {"feedback": set(), "findings": {}, "fresh": set(), "scans": set()}
            for name in NAMES
        }

    @rule(name=names, chosen=st.dictionaries(numbers, titles), complete=st.booleans())
    def save(self, name, chosen, complete):
        records = [item(number, title=title, body=title) for number, title in chosen.items()]
        self.stores[name].save("jira", records, at=NOW, complete=complete)
        items = self.kept[name]["items"]
        if complete:
            items.clear()
        items.update((record.ref, record) for record in records)

    @rule(name=names, number=numbers, text=titles)
    def save_memo(self, name, number, text):
        memo = passage(number, text)
        self.stores[name].save("okr", [memo], at=NOW)
        self.kept[name]["memos"][memo.ref] = memo

    @rule(name=names, key=titles, number=numbers)
    def save_values(self, name, key, number):
        store, kept = self.stores[name], self.kept[name]
        store.save_vectors("mini", [key], np.full((1, 2), number, np.float32))
        store.save_value("kind", key, bytes([number]), at=NOW)
        store.save_freshness(Freshness(source=key, at=NOW, records=1))
        store.save_scan(ScanRecord(id=key, started=NOW))
        kept["vectors"][key] = [number, number]
        kept["values"][key] = bytes([number])
        kept["fresh"].add(key)
        kept["scans"].add(key)

    @rule(name=names, number=numbers)
    def judge(self, name, number):
        ref = f"jira:PAY-{number}"
        judged = Alignment(item=ref, verdict="thin", alignment=0.1)
        self.stores[name].save_alignments([judged], at=NOW)
        self.kept[name]["judged"] = {ref: judged}
        said = Feedback(item=ref, goal=None, answer="accept", at=NOW)
        self.stores[name].save_feedback([said])
        self.kept[name]["feedback"].add(said)

    @rule(name=names, number=numbers)
    def find(self, name, number):
        finding = Finding(
            code="thin", severity=Severity.NOTE, subject=f"jira:PAY-{number}", message="m"
        )
        self.stores[name].merge_findings([finding], at=NOW)
        states = self.kept[name]["findings"]
        states.update((key, "resolved") for key, state in states.items() if state == "new")
        if states.get(finding.fingerprint) != "muted":
            states[finding.fingerprint] = "new"

    @rule(name=names)
    def mute(self, name):
        states = self.kept[name]["findings"]
        for key in states:
            self.stores[name].mute(key, at=NOW)
            states[key] = "muted"

    @invariant()
    def each_sees_its_own_records_alone(self):
        for name, store in self.stores.items():
            items, memos = self.kept[name]["items"], self.kept[name]["memos"]
            assert {found.ref: found.title for found in store.portfolio(NOW).items} == {
                ref: record.title for ref, record in items.items()
            }
            assert {found.ref: found for found in store.passages(NOW)} == memos
            assert store.content_hashes(NOW).keys() == items.keys() | memos.keys()
            for number in range(1, 5):
                ref = f"jira:PAY-{number}"
                assert store.item(ref, NOW) == items.get(ref)
                assert store.texts([ref], NOW) == {r: i.body for r, i in items.items() if r == ref}
                assert ref not in items or store.resolve(ref) == (ref,)

    @invariant()
    def each_sees_its_own_values_alone(self):
        for name, store in self.stores.items():
            kept = self.kept[name]
            vectors = store.load_vectors("mini", ["a", "b"])
            assert {key: list(found) for key, found in vectors.items()} == kept["vectors"]
            assert store.all_vectors("mini")[0] == sorted(kept["vectors"])
            for key in ("a", "b"):
                assert store.value("kind", key) == kept["values"].get(key)
            assert {each.source for each in store.freshness()} == kept["fresh"]
            assert {each.id for each in store.scans()} == kept["scans"]

    @invariant()
    def each_sees_its_own_judgements_alone(self):
        for name, store in self.stores.items():
            kept = self.kept[name]
            assert {each.item: each for each in store.alignments(NOW)} == kept["judged"]
            assert set(store.feedback(NOW)) == kept["feedback"]
            found = {each.fingerprint: each.state for each in store.findings()}
            assert found == kept["findings"]


def test_two_workspaces_never_see_each_others_rows(fresh):
    steps = settings(max_examples=15, stateful_step_count=10, deadline=None)
    run_state_machine_as_test(lambda: Workspaces(fresh), settings=steps)
