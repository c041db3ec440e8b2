"""Join the sources of one survey into one data set; the source stays on every record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.duplicates import has_time_of_day
from pmqa_analysis.clean.surveys.quarantine import join_rejected
from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.clean.surveys.rows import RowCounts
from pmqa_analysis.errors import DataError
from pmqa_analysis.settings import SurveyEntry

__all__ = ["join_sources"]


def join_sources(
    parts: Sequence[CleanedSurvey], codebook: Codebook, rules: SurveyEntry
) -> CleanedSurvey:
    """Return the responses of several files as one, duplicates across files taken out.

    Across files an id counts only where the codebook says that it is shared. Equal answers and
    time are compared in codes, and only among responses without an unknown answer; a mere date is
    no time.

    Raises:
        DataError: If a part is of another survey or year, or a file stands twice.
    """
    _check_parts(parts)
    joined = CleanedSurvey(
        survey=parts[0].survey,
        fiscal_year=parts[0].fiscal_year,
        responses=pd.concat([part.responses for part in parts]),
        non_answers=pd.concat([part.non_answers for part in parts]),
        texts=pd.concat([part.texts for part in parts]),
        flags=pd.concat([part.flags for part in parts]),
        issues=tuple(issue for part in parts for issue in part.issues),
        rejected=join_rejected(part.rejected for part in parts),
        files={name: counts for part in parts for name, counts in part.files.items()},
        remarks={name: told for part in parts for name, told in part.remarks.items()},
    )
    files = np.repeat(np.arange(len(parts)), [len(part.responses) for part in parts])
    repeats = _repeats(joined, files, codebook, rules)
    return _without(joined, files, repeats, parts) if (repeats >= 0).any() else joined


def _check_parts(parts: Sequence[CleanedSurvey]) -> None:
    first = parts[0]
    seen: set[str] = set()
    for part in parts:
        where = ", ".join(part.files)
        if (part.survey, part.fiscal_year) != (first.survey, first.fiscal_year):
            raise DataError(
                "responses.other_survey", where=where,
                found=f"{part.survey} {part.fiscal_year}",
                expected=f"{first.survey} {first.fiscal_year}",
            )  # fmt: skip
        if seen & set(part.files):
            raise DataError("responses.file_twice", where=where)
        seen |= set(part.files)


def _repeats(
    joined: CleanedSurvey, files: np.ndarray, codebook: Codebook, rules: SurveyEntry
) -> np.ndarray:
    """Return for each response the position of the one in another file that it repeats, or -1."""
    repeats = np.full(len(files), -1, np.intp)
    frame = joined.responses
    shared = any(one.role == "respondent" and one.shared_id for one in codebook.fields)
    if shared and rules.duplicates in ("first_of_id", "last_of_id", "id_or_same_answers"):
        ids = frame["respondent"]
        keep = "last" if rules.duplicates == "last_of_id" else "first"
        repeats = _first_of(ids.to_frame(), ids.notna().to_numpy(), files, last=keep == "last")
    if rules.duplicates in ("same_answers_and_time", "id_or_same_answers"):
        answers = frame.drop(columns=["source"] if shared else ["respondent", "source"])
        beside = [joined.non_answers.add_suffix("?"), joined.texts.add_suffix("!")]
        whole = pd.concat([answers, *beside], axis=1)
        timed = has_time_of_day(frame["submitted"])
        eligible = timed & ~joined.flags["unknown_answer"].to_numpy() & (repeats < 0)
        repeats = np.where(repeats < 0, _first_of(whole, eligible, files, last=False), repeats)
    return repeats


def _first_of(
    frame: pd.DataFrame, eligible: np.ndarray, files: np.ndarray, *, last: bool
) -> np.ndarray:
    """Return for each eligible row the position of the equal row kept, of another file only."""
    repeats = np.full(len(files), -1, np.intp)
    places = np.flatnonzero(eligible)
    sub = frame.iloc[places]
    alike = sub.duplicated(keep=False).to_numpy()
    places, sub = places[alike], sub[alike]
    kept: dict[tuple[object, ...], int] = {}
    rows = list(zip(places.tolist(), sub.astype(object).where(sub.notna(), None)
                    .itertuples(index=False, name=None), strict=True))  # fmt: skip
    for place, values in reversed(rows) if last else rows:
        original = kept.setdefault(values, place)
        if files[original] != files[place]:
            repeats[place] = original
    return repeats


def _without(
    joined: CleanedSurvey, files: np.ndarray, repeats: np.ndarray, parts: Sequence[CleanedSurvey]
) -> CleanedSurvey:
    """Return the survey without its repeated responses, each told and counted."""
    gone = repeats >= 0
    index = joined.responses.index
    issues = [_issue(index, place, int(repeats[place])) for place in np.flatnonzero(gone).tolist()]
    counts = dict(joined.files)
    for number, part in enumerate(parts):
        lost = int((gone & (files == number)).sum())
        name = list(part.files)[-1]
        old = counts[name]
        counts[name] = RowCounts(
            old.rows_in, old.kept - lost, old.rejected, old.duplicates + lost, old.blank
        )
        counts[name].check(name)
    return replace(
        joined,
        responses=joined.responses[~gone],
        non_answers=joined.non_answers[~gone],
        texts=joined.texts[~gone],
        flags=joined.flags[~gone],
        issues=(*joined.issues, *issues),
        files=counts,
    )


def _issue(index: pd.Index, place: int, original: int) -> Issue:
    return make_issue("duplicate", str(index[place]), other=index[original])
