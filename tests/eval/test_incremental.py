"""New tickets are judged alike, whoever comes with them."""

from eval.incremental import difference


def test_new_items_move_nobody_and_are_judged_alike_alone_or_together():
    assert difference(size=600, new=40)["incremental_difference_5k"] < 1e-5
