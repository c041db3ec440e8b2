from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.findings import decide_items, reaches
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from tests.assess.scorecards.reports import clean_rows
from tests.clean.scorecards.samples import HEAD, changed, read


def row(kpi, place, value, months="12", **more):
    column = "condition" if place.startswith("C") else "item"
    return {"kpi": kpi, column: place, "value": value, "round": months, "evidence": "ก", **more}


@pytest.fixture
def decided(tiny):
    """Return a function that decides the items of a KPI of the tiny framework."""

    def decide(kpi, *rows, months=12, changes=None, head=HEAD):
        one = read(tiny, changes, head=head)
        return decide_items(one, one.rubric_of(kpi), clean_rows(one, rows), months)

    return decide


def state(findings, item):
    return findings[item].state


def kinds(finding):
    return [reason.kind for reason in finding.reasons]


class TestAnswers:
    @pytest.mark.parametrize(
        ("value", "found", "kind"),
        [("✓", "met", []), ("✗", "not_met", ["not_ticked"]), ("N/A", "not_known", ["in_process"]),
         ("-", "not_known", ["not_begun"]), ("ไม่ได้รายงาน", "not_known", ["not_reported"])],
    )  # fmt: skip
    def test_a_tick(self, decided, value, found, kind):
        finding = decided("K1", row("K1", "L5-1", value))["L5-1"]
        assert (finding.state, kinds(finding)) == (found, kind)

    def test_nothing_reported_is_not_known(self, decided):
        assert kinds(decided("K1")["L1-1"]) == ["not_reported"]

    @pytest.mark.parametrize(
        ("value", "found"), [("80", "met"), ("79.999", "not_met"), ("0", "not_met")]
    )
    def test_a_value_is_held_to_its_threshold(self, decided, value, found):
        assert state(decided("K1", row("K1", "L3-1", value)), "L3-1") == found

    def test_less_is_better_where_the_operator_says_so(self, decided):
        finding = decided("K3", row("K3", "L5-1", "11"))["L5-1"]
        assert (finding.state, kinds(finding)) == ("not_met", ["above_threshold"])

    def test_one_report_of_the_plan_decides_both_its_items(self, decided):
        findings = decided("K1", row("K1", "L3-2", "90"))
        assert (state(findings, "L3-1"), state(findings, "L3-2")) == ("met", "not_met")

    @pytest.mark.parametrize(
        ("value", "credit", "found"),
        [("80", 1, "met"), ("75", Fraction("0.7"), "partly_met"), ("64.9", 0, "not_met")],
    )
    def test_a_band_gives_a_part_of_the_item(self, decided, value, credit, found):
        finding = decided("K2", row("K2", "L5-1", value))["L5-1"]
        assert (finding.credit, finding.state) == (credit, found)


class TestParts:
    def test_an_item_needs_all_its_parts(self, decided):
        rows = [row("K2", "L1-1", "✓"), row("K2", "L1-1-1", "✓"), row("K2", "L1-1-2", "✗")]
        finding = decided("K2", *rows)["L1-1"]
        assert (finding.state, kinds(finding)) == ("not_met", ["too_few_met"])

    def test_an_unknown_part_leaves_the_item_unknown(self, decided):
        rows = [row("K2", "L1-1", "✓"), row("K2", "L1-1-1", "✓")]
        finding = decided("K2", *rows)["L1-1"]
        assert (finding.state, kinds(finding)) == ("not_known", ["waits"])
        assert [one.place for one in finding.unmet] == ["L1-1-2"]

    def test_any_needs_one(self, decided):
        changes = changed("items", "tick,all,", "tick,any,")
        rows = [row("K2", "L1-1", "✓"), row("K2", "L1-1-1", "✗"), row("K2", "L1-1-2", "✓")]
        assert state(decided("K2", *rows, changes=changes), "L1-1") == "met"


class TestGates:
    DONE = row("K1", "L3-2", "100")

    @pytest.mark.parametrize(
        ("answers", "found"),
        [
            (("60", "85", "✗"), "met"), (("60", "84.99", "✗"), "not_met"),
            (("60", "85", "N/A"), "met"), (("60", "N/A", "✗"), "not_known"),
            (("N/A", "N/A", "✓"), "not_known"), (("59", "80", "✓"), "not_met"),
        ],
    )  # fmt: skip
    def test_at_least_two_of_three(self, decided, answers, found):
        rows = [
            row("K1", place, value)
            for place, value in zip(("C1", "C2", "C3"), answers, strict=True)
        ]
        assert state(decided("K1", self.DONE, *rows), "L3-2") == found

    def test_an_item_that_fails_itself_fails_whatever_its_gates(self, decided):
        assert state(decided("K1", row("K1", "L3-2", "99")), "L3-2") == "not_met"

    def test_the_reason_names_the_gate_and_the_condition_that_fails(self, decided):
        rows = [
            row("K1", place, value) for place, value in (("C1", "10"), ("C2", "20"), ("C3", "✓"))
        ]
        finding = decided("K1", self.DONE, *rows)["L3-2"]
        assert [(reason.kind, reason.place) for reason in finding.reasons] == [
            ("gate_not_met", "C0")
        ]
        assert [one.place for one in finding.unmet] == ["C1", "C2"]


class TestEvidence:
    def test_above_the_plan_a_claim_without_evidence_is_not_known(self, decided):
        finding = decided("K1", row("K1", "L5-1", "✓", evidence=""))["L5-1"]
        assert (finding.state, kinds(finding)) == ("not_known", ["no_evidence"])

    def test_the_plan_itself_counts_without(self, decided):
        assert state(decided("K1", row("K1", "L1-1", "✓", evidence="")), "L1-1") == "met"

    def test_a_link_is_evidence_too(self, decided):
        told = row("K1", "L5-1", "✓", evidence="", link="https://example.org/report.pdf")
        assert state(decided("K1", told), "L5-1") == "met"

    def test_what_is_not_met_needs_none(self, decided):
        assert state(decided("K1", row("K1", "L5-1", "✗", evidence="")), "L5-1") == "not_met"

    def test_an_office_may_not_require_it(self, decided):
        head = HEAD + "evidence: not_required\n"
        findings = decided("K1", row("K1", "L5-1", "✓", evidence=""), head=head)
        assert state(findings, "L5-1") == "met"


class TestUnitsAndRounds:
    def test_what_units_contest_is_not_known(self, decided):
        rows = [row("K1", "L5-1", "✓", unit="B"), row("K1", "L5-1", "✗", unit="A1")]
        assert kinds(decided("K1", *rows)["L5-1"]) == ["units_differ"]

    def test_a_later_round_is_not_looked_at(self, decided):
        rows = [row("K1", "L3-1", "40", "6"), row("K1", "L3-1", "85", "9")]
        assert state(decided("K1", *rows, months=6), "L3-1") == "not_met"
        assert state(decided("K1", *rows, months=9), "L3-1") == "met"


@pytest.mark.parametrize(
    ("value", "operator", "threshold", "met"),
    [("95", ">=", "95", True), ("94.995", ">=", "95", False), ("95", ">", "95", False),
     ("15", "<", "15", False), ("5", "<=", "5", True), ("1", "=", "1", True),
     ("2", "=", "1", False)],
)  # fmt: skip
def test_operators_compare_exact_values(value, operator, threshold, met):
    assert reaches(Fraction(value), operator, Fraction(threshold)) is met


def test_nothing_reported_scores_nothing_and_says_so(tiny):
    card = score_framework(read(tiny), clean_rows(read(tiny), []))
    assert {kpi.verdict for kpi in card.kpis.values()} == {"not_yet_measurable"}
    assert (card.total.provisional.value, card.total.floor.value) == (None, 0)
    assert (card.total.ceiling.value, card.total.scored.value) == (5, 0)
