"""Tables of a standing: categories, items, category 7, differences, gaps, repeated figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_analysis.assess.pmqa import Gap, ItemStanding, Standing
from pmqa_analysis.blocks import Block, Cell, Row, Table
from pmqa_analysis.clean.pmqa import Answer, Criteria
from pmqa_analysis.present.comparisons import kpi_place
from pmqa_analysis.present.grid import as_annex, clip, columns_of, grid
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.year import Year
from pmqa_analysis.year.pmqa import CrossCheck

__all__ = [
    "agreeing_figures", "cross_check", "difference_table", "gap_table", "indicator_scores",
    "item_table", "standing_table",
]  # fmt: skip

SECTION = "pmqa_column"
LONGEST = 90


def standing_table(standing: Standing, words: Wording) -> Table | None:
    """Return the points of each category and of all, the office's own and the assessor's."""
    rows = [
        Row(cells=(
            Cell(text=words.text("plan.category_title", category=one.category.category,
                                 title=words.title(one.category))),
            words.cell(one.points["self"]), words.cell(one.points["assessor"]),
        ))
        for one in standing.categories
    ]  # fmt: skip
    provisional = standing.is_provisional("self") and standing.total["self"].value is not None
    total = Row(kind="total", cells=(
        Cell(text=words.text("pmqa.total_provisional" if provisional else "pmqa.total")),
        words.cell(standing.total["self"]), words.cell(standing.total["assessor"]),
    ))  # fmt: skip
    columns = (
        *columns_of(words, SECTION, ("category", 4.0)),
        *columns_of(words, SECTION, ("self", 1.2), ("assessor", 1.2), align="end",
                    row_header=False),
    )  # fmt: skip
    return grid(
        "pmqa_standing", words.text("pmqa_caption.standing"), columns, [*rows, total],
        notes=(words.text(f"pmqa_rule.{standing.criteria.rule}"),), size="normal",
    )  # fmt: skip


def item_table(items: Iterable[ItemStanding], criteria: Criteria, words: Wording) -> Table | None:
    """Return each item: points and highest level, and where its check-list comes from."""
    columns = (
        *columns_of(words, SECTION, ("item", 3.6)),
        *columns_of(words, SECTION, ("self", 0.9), ("assessor", 0.9), align="end",
                    row_header=False),
        *columns_of(words, SECTION, ("level_self", 1.2), ("level_assessor", 1.2),
                    ("checklist", 1.8), row_header=False),
    )  # fmt: skip
    return grid(
        "pmqa_items", words.text("pmqa_caption.items"), columns,
        [
            [
                Cell(text=_item(item, words)),
                words.cell(item.points["self"]), words.cell(item.points["assessor"]),
                *words.cells(item.level["self"] or "-", item.level["assessor"] or "-"),
                Cell(text=_checklist(item, criteria, words)),
            ]
            for item in items
            if not item.indicators
        ],
    )  # fmt: skip


def _item(item: ItemStanding, words: Wording) -> str:
    return clip(f"{words.digits(item.item.item)} {words.title(item.item)}", LONGEST)


def _checklist(item: ItemStanding, criteria: Criteria, words: Wording) -> str:
    if criteria.rule != "gated_levels":
        return words.text("pmqa_checklist.dimensions")
    return words.text(f"pmqa_checklist.{item.item.checklist}")


def indicator_scores(items: Iterable[ItemStanding], words: Wording) -> Table | None:
    """Return the indicators of category 7: target, result, success rate and points."""
    scores = [score for item in items for score in item.indicators]
    columns = (
        *columns_of(words, SECTION, ("indicator", 4.4)),
        *columns_of(words, SECTION, ("unit", 1.3), row_header=False),
        *columns_of(words, SECTION, ("target", 1.0), ("actual", 1.0), ("rate", 1.0),
                    ("points", 1.0), align="end", row_header=False),
    )  # fmt: skip
    return grid(
        "pmqa_indicators", words.text("pmqa_caption.indicators"), columns,
        [
            [
                Cell(text=words.label(score.assessment.measure)),
                Cell(text=words.pick(score.assessment.measure, "unit")),
                words.cell(score.assessment.target), words.cell(score.assessment.actual),
                words.cell(score.rate), words.cell(score.points),
            ]
            for score in scores
        ],
        notes=(words.text("pmqa_note.indicators"),),
    )  # fmt: skip


def difference_table(answers: Iterable[Answer], criteria: Criteria, words: Wording) -> Table | None:
    """Return the boxes that the assessor judged otherwise, with both reasons."""
    return grid(
        "pmqa_differences", words.text("pmqa_caption.differences"),
        columns_of(words, SECTION, ("box", 3.0), ("own_view", 1.0), ("other_view", 1.0),
                   ("own_reason", 2.4), ("other_reason", 2.4)),
        [
            [
                Cell(text=_box(answer.box, criteria, words)),
                Cell(text=_view(answer.self, criteria, words)),
                Cell(text=_view(answer.assessor, criteria, words)),
                Cell(text=clip(answer.reason, LONGEST)),
                Cell(text=clip(answer.assessor_reason, LONGEST)),
            ]
            for answer in answers
        ],
    )  # fmt: skip


def _box(name: str, criteria: Criteria, words: Wording) -> str:
    box = criteria.boxes.get(name)
    return clip(f"{name} {words.pick(box, 'text')}", LONGEST) if box else name


def _view(value: object, criteria: Criteria, words: Wording) -> str:
    if criteria.rule == "gated_levels":
        return words.text("pmqa.ticked" if value else "pmqa.open")
    return words.digits(value)


def gap_table(
    gaps: Sequence[Gap], criteria: Criteria, words: Wording, *, largest: int | None = None
) -> Table | None:
    """Return the open boxes on the way to the next level, what gains most first."""
    columns = (
        *columns_of(words, SECTION, ("item", 2.4), ("next_level", 1.1)),
        *columns_of(words, SECTION, ("open_boxes", 4.6), row_header=False),
        *columns_of(words, SECTION, ("gain_per_box", 1.0), ("gain", 1.0), align="end",
                    row_header=False),
    )  # fmt: skip
    return grid(
        "pmqa_gaps", words.text("pmqa_caption.gaps"), columns,
        [
            [
                Cell(text=_item(gap.item, words)), Cell(text=gap.level),
                Cell(text="; ".join(_box(name, criteria, words) for name in gap.open_boxes)),
                words.cell(gap.gain_per_box), words.cell(gap.gain),
            ]
            for gap in gaps[:largest]
        ],
        notes=(words.text("pmqa_note.gaps"),),
    )  # fmt: skip


def cross_check(checks: Sequence[CrossCheck], year: Year, words: Wording) -> list[Block]:
    """Return the figures whose places differ as a table, or a sentence that none do."""
    differing = _cross_check_table(checks, year, words)
    if differing is None:
        return [words.say("pmqa.none_differ")] if checks else []
    return [differing]


def agreeing_figures(checks: Sequence[CrossCheck], year: Year, words: Wording) -> list[Block]:
    """Return the figures whose places agree as an annex, after a sentence on where it is."""
    agreeing = _cross_check_table(checks, year, words, agreeing=True)
    return [words.say("pmqa.annex"), *as_annex([agreeing])] if agreeing else []


def _cross_check_table(
    checks: Iterable[CrossCheck], year: Year, words: Wording, *, agreeing: bool = False
) -> Table | None:
    """Return the figures that several places state differently, a row for each place.

    Args:
        checks: The figures, the statement of record of each first.
        year: Names the measures, the sections and the frameworks.
        words: The report's words.
        agreeing: Those that all places state alike, instead: for looking them up.
    """
    name = "pmqa_cross_check_agreeing" if agreeing else "pmqa_cross_check"
    verdict = (
        Cell(text=words.text("pmqa.agrees"), tone="good") if agreeing
        else Cell(text=words.text("pmqa.differs"), tone="bad")
    )  # fmt: skip
    return grid(
        name, words.text(f"pmqa_caption.{name.removeprefix('pmqa_')}"),
        columns_of(words, SECTION, ("indicator", 3.6), ("statistic", 1.2), ("figure", 1.2),
                   ("place", 3.8), ("agreement", 1.2)),
        [
            [
                Cell(text=words.label(year.register.measures[check.measure])),
                Cell(text=words.text(f"nature.{check.statements[0].statistic}")),
                words.cell(one), Cell(text=_place(one, year, words)), verdict,
            ]
            for check in checks
            if check.agrees == agreeing
            for one in check.statements
        ],
    )  # fmt: skip


def _place(result: Result, year: Year, words: Wording) -> str:
    section = year.register.sections.get(result.section)
    return words.title(section) if section else kpi_place(result, year, words)
