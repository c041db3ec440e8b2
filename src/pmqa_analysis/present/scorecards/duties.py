"""What is owed: reports to whom and by when, evidence that is missing, one unit's work."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pmqa_analysis.assess.scorecards.outlook import MissingEvidence
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.blocks import Cell, Column, Passage, Row, Run, Table
from pmqa_analysis.clean.scorecards.duties import Duty, Owner, Unit
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Kpi
from pmqa_analysis.present.scorecards.cells import kpi_label, kpi_title, state_cell, verdict_cell
from pmqa_analysis.present.scorecards.kpi_sheet import reported_text
from pmqa_analysis.present.scorecards.requirements import expected_text, place_text
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.thai import BUDDHIST_ERA, buddhist_date, fiscal_months

__all__ = ["duties_of", "duties_table", "evidence_summary", "evidence_table", "reported_work",
           "shared_work",
           "unit_answer", "unit_roles_table"]  # fmt: skip


def duties_table(
    framework: Framework, duties: Sequence[Duty], words: Wording, *, months: int | None = None
) -> Table | None:
    """Return the reports owed: on what, to whom in which order, and by when; None without any.

    Addressees of one report in one round share a row, in the order in which it goes to them.
    """
    if not duties:
        return None
    return Table(
        name="duties", caption=words.text("kpi_caption.duties"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=1.5, row_header=True),
            Column(title=words.text("kpi_column.report"), width=2.5),
            Column(title=words.text("kpi_column.reported_by"), width=3),
            Column(title=words.text("kpi_column.addressees"), width=3.2),
            Column(title=words.text("kpi_column.due"), width=1.9),
        ),
        rows=tuple(_duty_row(framework, chain, months, words) for chain in _chains(duties)),
        notes=(words.text("kpi_note.due"),), size="small",
    )  # fmt: skip


def _chains(duties: Sequence[Duty]) -> list[list[Duty]]:
    """Return the duties that are one report on its way: same sheet, rounds and report."""
    chains: dict[tuple[object, ...], list[Duty]] = {}
    for duty in duties:
        key = (duty.sheet, duty.rounds, duty.what_th, duty.when_th, duty.reporter_th)
        chains.setdefault(key, []).append(duty)
    return [sorted(chain, key=lambda duty: duty.step) for chain in chains.values()]


def _duty_row(
    framework: Framework, chain: Sequence[Duty], months: int | None, words: Wording
) -> Row:
    first = chain[0]
    kpis = [kpi for kpi in framework.kpis.values() if kpi.sheet == first.sheet]
    reporters = [framework.reporter_of(kpi.kpi) for kpi in kpis[:1]]
    reporter = first.reporter_th or words.listing(
        [words.pick(unit, "name") for unit in reporters if unit]
    )
    named = [words.pick(duty, "recipient") for duty in chain if duty.recipient_th]
    to = words.text("duty.then").join(named) or words.text("duty.no_addressee")
    owed = months is not None and months in (first.rounds or (max(framework.head.rounds),))
    return Row(cells=(
        Cell(text=words.listing([kpi.kpi for kpi in kpis]) or words.text("duty.whole")),
        Cell(text=words.digits(first.what_th)),
        Cell(text=words.digits(reporter) or words.text("duty.no_reporter")),
        Cell(text=words.digits(to)),
        Cell(text=_due_text(framework, first, words), tone="caution" if owed else "plain"),
    ))  # fmt: skip


def _due_text(framework: Framework, duty: Duty, words: Wording) -> str:
    """Return the round and the end of its last month; what is printed where there is no round."""
    if not duty.rounds:
        return words.digits(duty.when_th)
    ends = [
        words.text("duty.round", months=months, day=_round_end(framework.fiscal_year, months))
        for months in duty.rounds
    ]
    return words.text("duty.between").join(ends)


def _round_end(fiscal_year: int, months: int) -> str:
    """Return the last day of a round, such as 31 มีนาคม 2567 for six months."""
    year, month = fiscal_months(fiscal_year)[months - 1]
    common = year - BUDDHIST_ERA
    return buddhist_date(date(common, month, monthrange(common, month)[1]))


def evidence_summary(
    scorecard: Scorecard, missing: Sequence[MissingEvidence], words: Wording
) -> Table | None:
    """Return for each KPI which items lack evidence, and which were not reported at all."""
    if not missing:
        return None
    rows = []
    for kpi in scorecard.kpis.values():
        own = [one for one in missing if one.kpi.kpi == kpi.kpi.kpi]
        places = {
            why: list(
                dict.fromkeys(_short_place(one.place, words) for one in own if one.why == why)
            )
            for why in ("no_evidence", "not_reported")
        }
        if own:
            claimed, unreported = places["no_evidence"], places["not_reported"]
            rows.append(Row(cells=(
                Cell(text=kpi_label(kpi.kpi, words)),
                Cell(text=words.listing(claimed) or "-", tone="bad" if claimed else "plain"),
                Cell(text=words.digits(len(unreported)), tone="muted"),
                Cell(text=words.listing(unreported) or "-", tone="muted"),
            )))  # fmt: skip
    return Table(
        name="evidence_summary", caption=words.text("kpi_caption.evidence_summary"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=2.4, row_header=True),
            Column(title=words.text("kpi_column.claimed_without"), width=2.6),
            Column(title=words.text("kpi_column.not_reported_count"), width=1.1, align="center"),
            Column(title=words.text("kpi_column.not_reported_items"), width=5),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.evidence_summary"),), size="small",
    )  # fmt: skip


def evidence_table(missing: Sequence[MissingEvidence], words: Wording) -> Table | None:
    """Return the evidence that is asked for and was not named; None where nothing is missing."""
    if not missing:
        return None
    return Table(
        name="evidence", caption=words.text("kpi_caption.evidence"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=2.4, row_header=True),
            Column(title=words.text("kpi_column.item"), width=1.2),
            Column(title=words.text("kpi_column.document"), width=4.6),
            Column(title=words.text("kpi_column.addressees"), width=2.4),
            Column(title=words.text("kpi_column.why_missing"), width=1.5),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_label(one.kpi, words)), Cell(text=_short_place(one.place, words)),
                Cell(text=words.digits(one.text_th)), Cell(text=one.recipient_th or "-"),
                Cell(text=words.text(f"missing.{one.why}"),
                     tone="bad" if one.why == "no_evidence" else "muted"),
            ))
            for one in missing
        ),
        size="small",
    )  # fmt: skip


def _short_place(place: str, words: Wording) -> str:
    if place.startswith("L") and "-" in place:
        level, _, number = place[1:].partition("-")
        return words.text("place.item", level=level, number=number)
    return words.text("place.condition", number=place.removeprefix("C"))


def unit_answer(unit: Unit, roles: Sequence[tuple[Kpi, Owner]], words: Wording) -> tuple[Run, ...]:
    """Return how many KPIs a unit reports, leads and supports."""
    counts = {
        "reports": {kpi.kpi for kpi, owner in roles if owner.reporter},
        "leads": {kpi.kpi for kpi, owner in roles if owner.role in ("lead", "owner")},
        "supports": {kpi.kpi for kpi, owner in roles if owner.role == "support"},
    }
    counts["leads"] -= counts["reports"]
    fields = {name: len(kpis) for name, kpis in counts.items()}
    return words.runs("unit_sheet.answer", unit=words.pick(unit, "name"), **fields)


def unit_roles_table(
    scorecard: Scorecard, roles: Sequence[tuple[Kpi, Owner]], words: Wording
) -> Table:
    """Return the KPIs that a unit has a role in, with the role and how far each is."""
    return Table(
        name="roles", caption=words.text("kpi_caption.roles"),
        columns=(
            Column(title=words.text("kpi_column.kpi_name"), width=5.6, row_header=True),
            Column(title=words.text("kpi_column.role"), width=1.6),
            Column(title=words.text("kpi_column.reported_by"), width=2.4),
            Column(title=words.text("kpi_column.kpi_verdict"), width=1.6, align="center"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_title(kpi, words)),
                Cell(text=words.text(f"role.{'reporter' if owner.reporter else owner.role}")),
                Cell(text=_reporter(scorecard.framework, kpi, words)),
                verdict_cell(scorecard.kpis[kpi.kpi], words),
            ))
            for kpi, owner in roles
        ),
    )  # fmt: skip


def _reporter(framework: Framework, kpi: Kpi, words: Wording) -> str:
    unit = framework.reporter_of(kpi.kpi)
    return words.pick(unit, "name") if unit else words.text("duty.no_reporter")


def duties_of(framework: Framework, roles: Sequence[tuple[Kpi, Owner]]) -> list[Duty]:
    """Return the reports that a unit owes: those of the KPIs that it reports."""
    reported = dict.fromkeys(kpi.kpi for kpi, owner in roles if owner.reports)
    found = (duty for kpi in reported for duty in framework.duties_of(kpi))
    return [duty for duty in dict.fromkeys(found) if duty.kind == "duty"]


def reported_work(
    scorecard: Scorecard, roles: Sequence[tuple[Kpi, Owner]], words: Wording
) -> Iterator[Table | Passage]:
    """Yield what a unit has to report, a table for each KPI; a sentence where it reports none."""
    kpis = _each_once(kpi for kpi, owner in roles if owner.reports)
    if not kpis:
        yield words.say("unit_sheet.no_reports")
    yield from _work_tables(scorecard, kpis, words)


def shared_work(
    scorecard: Scorecard, roles: Sequence[tuple[Kpi, Owner]], words: Wording
) -> Iterator[Table | Passage]:
    """Yield what a unit leads with others or supports, a table for each KPI."""
    own = {kpi.kpi for kpi, owner in roles if owner.reports}
    kpis = _each_once(kpi for kpi, _ in roles if kpi.kpi not in own)
    yield from _work_tables(scorecard, kpis, words)


def _each_once(kpis: Iterable[Kpi]) -> list[Kpi]:
    return list({kpi.kpi: kpi for kpi in kpis}.values())


def _work_tables(scorecard: Scorecard, kpis: Iterable[Kpi], words: Wording) -> Iterator[Table]:
    for kpi in kpis:
        yield Table(
            name=f"work_{kpi.kpi}",
            caption=words.text("kpi_caption.work", kpi=kpi_label(kpi, words)),
            columns=(
                Column(title=words.text("kpi_column.asked"), width=5.2, row_header=True),
                Column(title=words.text("kpi_column.criterion"), width=1.2),
                Column(title=words.text("kpi_column.reported"), width=1.4),
                Column(title=words.text("kpi_column.state"), width=1.3, align="center"),
                Column(title=words.text("kpi_column.document"), width=3),
            ),
            rows=tuple(_work_rows(scorecard, kpi, words)), size="small",
        )  # fmt: skip


def _work_rows(scorecard: Scorecard, kpi: Kpi, words: Wording) -> Iterator[Row]:
    framework = scorecard.framework
    for item in scorecard.kpis[kpi.kpi].items:
        evidence = framework.evidence_of(kpi.rubric, item.item.item)
        given = item.finding.reported.evidence if item.finding.reported else ""
        asked = words.listing([one.text_th for one in evidence]) or "-"
        yield Row(cells=(
            Cell(text=f"{place_text(item.item, words)} {words.digits(item.item.text_th)}"),
            Cell(text=expected_text(item.item, words)),
            Cell(text=reported_text(item.finding.reported, words)),
            state_cell(item.finding.state, words),
            Cell(text=words.digits(given or asked), tone="plain" if given else "muted"),
        ))  # fmt: skip
