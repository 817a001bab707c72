from eval.demo_case import demo_set
from eval.verdicts import RIGHT_WORDS


def test_every_item_of_the_demo_has_a_known_truth():
    (period,) = demo_set().periods
    assert len(period.items) >= 80
    assert all(verdict in {"aligned", *RIGHT_WORDS} for verdict in period.expected)
    assert period.linked.sum() + period.unaligned.sum() + period.expected.count("thin") == len(
        period.items
    )


def test_a_linked_item_is_related_to_its_objective_too():
    (period,) = demo_set().periods
    ids = [goal.id for goal in period.goals]
    row = int(period.direct[:, ids.index("KR1.1")].argmax())
    assert [ids[j] for j in period.related[row].nonzero()[0]] == ["O1", "KR1.1"]
