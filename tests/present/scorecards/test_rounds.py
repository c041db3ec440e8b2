"""A framework inside another report: a total round by round, or a plan's strategies."""

from pmqa_analysis.assess.scorecards.attainment import count_parts
from pmqa_analysis.assess.scorecards.counts import count_attainments
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.blocks import Passage, Table
from pmqa_analysis.present.scorecards.rounds import framework_blocks, rounds_table
from tests.assess.scorecards.reports import all_met, framework, results_of
from tests.present.scorecards.samples import WORDS, all_known, nothing_known

HR_PLAN = nothing_known("hr_plan_2566")
COUNTS = count_attainments(
    HR_PLAN, [], ScoreFigures(HR_PLAN.framework, 12, HR_PLAN.policy, "half_up")
)


def at_rounds(*rounds):
    """Return the agreement with everything met at the end of the year, as known by each round."""
    one = framework("agreement_2567")
    results = results_of(one, all_met(one))
    return [score_framework(one, results, months=months) for months in rounds]


def kpi_rows(table):
    return {row.cells[0].text.split(" ")[0]: row.cells for row in table.rows if row.kind == "data"}


def test_each_kpi_has_what_it_secured_by_each_round():
    rows = kpi_rows(rounds_table([nothing_known(), all_known()], WORDS))
    assert [cell.text for cell in rows["1.1"]][1:3] == ["0.0000", "5.0000"]
    assert "บรรลุ" in rows["1.1"][3].text


def test_what_comes_at_the_end_is_not_secured_before():
    first, last = at_rounds(6, 12)
    cells = kpi_rows(rounds_table([first, last], WORDS))["1.1"]
    assert [cells[1].text, cells[2].text] == ["0.0000", "5.0000"]


def test_kpis_stand_under_what_they_serve():
    table = rounds_table([all_known()], WORDS)
    groups = [row.cells[0].text for row in table.rows if row.kind == "group"]
    names = [part.name_th for part in all_known().framework.parts.values() if part.parent]
    assert groups == names
    assert len(kpi_rows(table)) == len(all_known().kpis) == 8


def test_a_figure_keeps_its_id():
    cells = kpi_rows(rounds_table([all_known()], WORDS))["1.2"]
    assert cells[1].result == all_known().kpis["1.2"].floor.id


def test_a_framework_with_weights_tells_its_total():
    answer, table, pointer = framework_blocks([nothing_known(), all_known()], {}, (), WORDS)
    assert isinstance(answer, Passage)
    assert "5" in answer.text
    assert isinstance(table, Table)
    assert table.name == "rounds"
    assert all_known().framework.head.name_th in pointer.text


def test_a_plan_without_weights_shows_its_strategies():
    card = nothing_known("hr_plan_2566")
    statuses = count_parts(card, ScoreFigures(card.framework, 12, card.policy, "half_up"))
    blocks = list(framework_blocks([card], COUNTS, statuses, WORDS))
    assert card.total is None
    assert [block.name for block in blocks if isinstance(block, Table)] == ["tree"]
    (tree,) = (block for block in blocks if isinstance(block, Table))
    assert len(tree.rows) == sum(not status.depth for status in statuses) > 0
