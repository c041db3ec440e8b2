"""Indicators become results: one id, one shown text."""

import pytest

from pmqa_analysis.assess import stated_results
from pmqa_analysis.assess.figures import computed_result, no_value_text
from pmqa_analysis.results import STATUSES
from tests.offices import ELSEWHERE, a_result, figure, figures, with_figures


@pytest.fixture
def stated(clean):
    """Return a function that states the results of these figures."""

    def read(*rows, elsewhere=()):
        files = {**with_figures(*rows), ELSEWHERE: figures(*elsewhere)}
        return stated_results(clean(files), "half_up")

    return read


@pytest.mark.parametrize(
    "printed", ["97.14", "12.50", "3,000", "0", "0.00", "86.8560", "1,234,567.80"]
)
def test_a_figure_is_shown_as_it_was_printed(stated, printed):
    results = stated(figure("7.1.1", "actual", "2563", printed))
    assert results["2563/7.1.1/actual"].shown == printed


@pytest.mark.parametrize(("value", "printed"), [("82.5", "82.50"), ("3000", "3,000")])
def test_the_print_decides_the_text_not_the_value(stated, value, printed):
    results = stated(figure("7.1.1", "actual", "2563", printed, value=value))
    assert results["2563/7.1.1/actual"].shown == printed


@pytest.mark.parametrize(
    ("printed", "shown"), [("-", "-"), ("–", "-"), ("N/A", "N/A"), ("", "ไม่ได้รายงาน")]
)
def test_a_figure_without_a_value_is_shown_by_its_reason(stated, printed, shown):
    results = stated(figure("7.1.1", "actual", "2563", printed, value=""))
    assert results["2563/7.1.1/actual"].shown == shown


def test_a_level_is_shown_by_its_name(stated):
    results = stated(figure("level", "target", "2565", "ระดับ Advance", value="Advance"))
    assert results["2565/level/target"].shown == "Advance"


def test_the_first_section_is_that_of_record(stated):
    target = figure("7.1.1", "target", "2563", "93")
    results = stated(
        target, elsewhere=[{**target, "section": "text", "value": "90", "printed": "90"}]
    )
    assert results["2563/7.1.1/target"].shown == "93"
    assert results["2563/7.1.1/target@text"].shown == "90"


def test_a_measure_that_stands_elsewhere_only_has_its_record_there(stated):
    results = stated(elsewhere=[figure("extra", "actual", "2563", "80", section="text")])
    assert results["2563/extra/actual"].section == "text"


def test_a_figure_without_a_year_is_undated(stated):
    results = stated(elsewhere=[figure("extra", "actual", "", "80", section="text")])
    assert list(results) == ["undated/extra/actual"]


def test_a_stated_figure_keeps_its_source_and_address(stated):
    result = stated(figure("7.1.1", "actual", "2563", "5", line="2372"))["2563/7.1.1/actual"]
    assert (result.source, result.address) == ("doc:2372", "raw/2563/results.csv:2 [value]")
    assert (result.policy, result.section) == ("", "part3")


def computed(value, **more):
    return computed_result(
        fiscal_year=2563, measure="m", statistic="s", value=value, decimals=2, unit="ร้อยละ",
        sources=[a_result("1")], policy="p", **more,
    )  # fmt: skip


def test_a_computed_figure_without_a_value_is_not_applicable():
    result = computed(None)
    assert (result.shown, result.status, result.decimals) == ("-", "not_applicable", None)


def test_a_computed_zero_is_reported():
    result = computed(0)
    assert (result.shown, result.status, result.decimals) == ("0.00", "reported", 2)


def test_a_computed_figure_may_carry_its_sign():
    assert computed(5, sign=True).shown == "+5.00"
    assert computed(-5, sign=True).shown == "\u22125.00"


def test_a_computed_figure_names_its_sources():
    assert computed(5).source == "2563/7.1.1/actual"


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "reported"])
def test_every_status_without_a_value_has_a_sign(status):
    assert no_value_text(status)
