"""The committee's page: what was checked, what was found, and what it means for the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.quality import PrintedQuality, SurveyQuality
from pmqa_analysis.blocks import Cell, Column, Row, Run, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.present.data_quality.names import name_of
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["quality_answer", "sureness"]

_UNREAD = (
    "unknown_answer", "off_scale", "other_scale", "error_value", "unreadable_time", "mojibake",
)  # fmt: skip


def quality_answer(
    surveys: Sequence[SurveyQuality], printed: PrintedQuality | None, words: Wording
) -> tuple[Run, ...]:
    """Return the computed answer: how many responses and figures there are to go by."""
    runs: list[Run] = []
    for one in surveys:
        rows = one.total.rows
        runs += words.runs(
            "answer.quality_survey", survey=name_of(one.codebook, words),
            rows=rows["rows_in"], kept=rows["kept"],
        )  # fmt: skip
        if one.response_rate.value is not None:
            runs += words.runs("answer.quality_rate", rate=one.response_rate)
        runs += words.runs("answer.quality_complete", share=one.total.completeness)
    if printed is not None:
        differing = printed.disagreements["value"]
        runs += words.runs(
            "answer.quality_printed", stated=printed.stated, values=printed.with_value,
            differing=differing,
        )  # fmt: skip
    return words.passage(runs).runs


def sureness(
    surveys: Sequence[SurveyQuality], printed: PrintedQuality | None, words: Wording
) -> Table:
    """Return one row a check: what was counted, how many, and what that means."""
    rows: list[Row] = []
    for one in surveys:
        rows.append(Row(kind="group", cells=(Cell(text=name_of(one.codebook, words)),)))
        rows += [_row(key, found, words, informs=informs)
                 for key, found, informs in _survey_checks(one)]  # fmt: skip
    if printed is not None:
        title = words.text("quality.printed_figures")
        rows.append(Row(kind="group", cells=(Cell(text=title),)))
        rows += [_row(key, found, words) for key, found in _printed_checks(printed)]
    return Table(
        name="sureness",
        caption=words.text("caption.sureness"),
        columns=(
            Column(title=words.text("column.sure_check"), width=3.4, row_header=True),
            Column(title=words.text("column.sure_found"), width=1, align="end"),
            Column(title=words.text("column.sure_look"), width=1.1, align="center"),
            Column(title=words.text("column.sure_meaning"), width=5),
        ),
        rows=tuple(rows),
        notes=(words.text("note.sureness"),),
    )  # fmt: skip


def _survey_checks(one: SurveyQuality) -> Iterator[tuple[str, Result, bool]]:
    """Yield each check of a survey: its name, its figure, and whether it only informs."""
    yield "kept", one.total.rows["kept"], True
    known = one.response_rate.value is not None
    yield "rate" if known else "no_rate", one.response_rate, known
    yield "completeness", one.total.completeness, True
    for kind in _UNREAD:
        if kind in one.issues:
            yield kind, one.issues[kind], False
    for kind in ("rejected", "duplicates"):
        yield kind, one.total.rows[kind], False
    yield "careless", one.careless, False
    if "scale_mixed" in one.issues:
        yield "scale_mixed", one.issues["scale_mixed"], False


def _printed_checks(printed: PrintedQuality) -> Iterator[tuple[str, Result]]:
    for reason, result in printed.lacking.items():
        yield f"printed_{reason}", result
    for kind, result in printed.disagreements.items():
        yield f"printed_{kind}", result
    yield "printed_fails", printed.claims["fails"]
    yield "printed_without_base", printed.without_base
    yield "printed_one_year", printed.one_year
    yield "printed_undated", printed.undated


def _row(key: str, found: Result, words: Wording, *, informs: bool = False) -> Row:
    """Return a check; what was not found needs no meaning, and what informs has no verdict."""
    look: tuple[str, Tone] = ("look", "caution")
    if informs:
        look = ("informs", "muted")
    elif found.value == 0:
        look = ("fine", "good")
    meaning = "quality.not_found" if look[0] == "fine" else f"sure_means.{key}"
    return Row(
        cells=(
            Cell(text=words.text(f"sure.{key}")), words.cell(found),
            Cell(text=words.text(f"quality.{look[0]}"), tone=look[1]),
            Cell(text=words.text(meaning)),
        )
    )  # fmt: skip
