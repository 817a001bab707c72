from copilot.checks.buckets import intended, split

from .build import allowance, judged, key_result, link, objective, portfolio

O1 = objective(weight=0.55)
KR11 = key_result()


def test_effort_of_a_key_result_counts_for_its_objective():
    value = portfolio(objectives=(O1,), key_results=(KR11,))
    found = split(
        value,
        judged(
            "A", "aligned", link("jira:A", "KR1.1", share=0.6), link("jira:A", "O1", share=0.3)
        ),
    )

    assert found == {O1.ref: 0.8999999999999999, "unaligned": 0.10000000000000009}


def test_what_harms_or_was_rejected_counts_for_nothing():
    value = portfolio(objectives=(O1,), key_results=(KR11,))
    against = link("jira:A", "KR1.1", share=0.6, relation="against")
    rejected = link("jira:A", "O1", share=0.3, origin="rejected")
    unknown = link("jira:A", "KR9.9", share=0.1)

    assert split(value, judged("A", "unsure", against, rejected, unknown)) == {"unaligned": 1}


def test_supporting_work_counts_for_its_allowance():
    ktlo = allowance()
    told = judged("A", "supporting", reason="keep-the-lights-on")

    assert split(portfolio(allowances=(ktlo,)), told) == {ktlo.ref: 1.0}
    assert split(portfolio(), told) == {"unaligned": 1.0}


def test_an_unweighted_objective_counts_for_its_weighted_parent():
    child = objective("O1a", "Imports", parent=O1.ref)
    value = portfolio(objectives=(O1, child))

    assert split(value, judged("A", "aligned", link("jira:A", "O1a", share=1.0)))[O1.ref] == 1


def test_weights_and_allowances_share_what_there_is():
    two = (objective("O1", weight=2.0), objective("O2", "Stay", weight=2.0))
    value = portfolio(objectives=two, allowances=(allowance(share=0.2),))

    assert list(intended(value).values()) == [0.4, 0.4, 0.2]
    assert intended(portfolio(allowances=(allowance(),))) == {}
