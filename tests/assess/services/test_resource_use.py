"""Paper and postage against their base, by hand."""

from pmqa_analysis.assess.services.resource_use import assess_resource_use
from tests.clean.services.samples import use, uses_of


def test_the_cut_is_of_the_base_and_of_paired_months_only(tiny):
    rows = uses_of(
        tiny, use("2019-10", "80", "100", cost="8"), use("2019-11", "70", "100", cost="7"),
        use("2019-12", "500", cost="50"),
    )  # fmt: skip
    whole, bureau = assess_resource_use(2563, rows)
    assert (whole.used.value, whole.base.value, whole.cut.shown) == (150, 200, "25.00")
    assert (whole.all_used.value, whole.without_base.value, whole.cost.shown) == (650, 1, "65.00")
    assert (whole.first, whole.last) == ("2019-10", "2019-12")
    assert (whole.bureau, bureau.bureau) == ("", "สำนัก ก")


def test_more_than_before_is_a_negative_cut(tiny):
    whole, _ = assess_resource_use(2563, uses_of(tiny, use("2019-10", "130", "100")))
    assert whole.cut.shown == "−30.00"


def test_without_a_base_there_is_no_cut(tiny):
    whole, _ = assess_resource_use(2563, uses_of(tiny, use("2019-10", "130")))
    assert [one.value for one in (whole.used, whole.base, whole.cut)] == [None, None, None]
    assert whole.all_used.value == 130


def test_a_base_of_zero_gives_no_percentage(tiny):
    whole, _ = assess_resource_use(2563, uses_of(tiny, use("2019-10", "5", "0")))
    assert (whole.base.value, whole.cut.value) == (0, None)


def test_a_cost_is_not_summed_where_a_month_lacks_it(tiny):
    rows = uses_of(tiny, use("2019-10", "5", cost="1"), use("2019-11", "5"))
    assert assess_resource_use(2563, rows)[0].cost.value is None


def test_resources_and_bureaus_stand_apart(tiny):
    rows = uses_of(
        tiny, use("2019-10", "5", "10"), use("2019-10", "7", "10", kind="postage"),
        use("2019-10", "2", "10", bureau="สำนัก ข"),
    )  # fmt: skip
    found = [(one.kind, one.bureau, one.used.value) for one in assess_resource_use(2563, rows)]
    assert found == [
        ("paper", "", 7), ("paper", "สำนัก ก", 5), ("paper", "สำนัก ข", 2),
        ("postage", "", 7), ("postage", "สำนัก ก", 7),
    ]  # fmt: skip
    ids = [result.id for one in assess_resource_use(2563, rows) for result in one.results]
    assert len(ids) == len(set(ids))
