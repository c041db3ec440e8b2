"""Which column of an export is which question of the codebook; every column must be claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmqa_analysis.clean.surveys.codebook import Codebook, Ignored, MultiSelect, Option, Question
from pmqa_analysis.clean.surveys.labels import label_key, similarity
from pmqa_analysis.errors import DataError, PmqaError, raise_faults
from pmqa_analysis.load import RawTable

__all__ = ["ColumnMatch", "Reworded", "check_columns", "column_address", "match_columns"]

LEAST_SIMILARITY = 0.6
_TITLES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Reworded:
    """A column whose title is no wording of the question that it seems to hold.

    ``claimed`` says whether the column's key names the question; else a person must decide.
    """

    target: str
    column: str
    expected: str
    similarity: float
    claimed: bool


@dataclass(frozen=True)
class ColumnMatch:
    """What the columns of one export are.

    Attributes:
        columns: For each target (a question's id, or ``set__option``), the column's key.
        ignored: Columns that the codebook leaves out.
        missing: Targets that the year's export should have and has not.
        unexpected: Columns that nothing claims.
        renamed: Columns claimed by their title although the codebook gives the target keys.
        reworded: Columns with another wording, the most alike target beside each.
    """

    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    reworded: tuple[Reworded, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    name: str
    question: Question
    keys: frozenset[str]
    titles: tuple[str, ...]


def match_columns(table: RawTable, codebook: Codebook, year: int, source: str) -> ColumnMatch:
    """Return what the columns of a source's export of a year are; nothing is guessed.

    A column is claimed by its key or by its title, after :func:`label_key`.

    Raises:
        DataError: If two columns hold one question, or a column's key and title name two; or if
            no title is known, since the first answers may stand in the place of the titles.
    """
    targets = list(_targets(codebook, year, source))
    by_key = {key: target for target in targets for key in target.keys}
    by_title = {label_key(text): target for target in targets for text in target.titles}
    claims: dict[str, tuple[_Target, str]] = {}
    unexpected: list[str] = []
    faults: list[PmqaError] = []
    for column in map(str, table.frame.columns):
        title = _question_text(table, column)
        keyed, titled = by_key.get(label_key(column)), by_title.get(label_key(title))
        if keyed and titled and keyed is not titled:
            faults.append(_two_questions(table, column, keyed, titled))
        elif found := keyed or titled:
            claims[column] = (found, "key" if keyed else "title")
        else:
            unexpected.append(column)
    if not claims and not faults:
        raise _no_header(table, targets)
    faults += _doubled(table, claims)
    raise_faults(faults)
    return _match(table, targets, claims, unexpected)


def check_columns(table: RawTable, match: ColumnMatch) -> None:
    """Refuse an export with a column that the codebook does not name.

    Raises:
        DataError: Each such column, with the question that it is most like.
    """
    near = {one.column: one for one in match.reworded}
    faults: list[PmqaError] = []
    for column in match.unexpected:
        like = near.get(column)
        faults.append(
            DataError("column.unmarked", where=column_address(table, column),
                      near=f"{like.target}, {like.similarity:.2f}" if like else "-")
        )  # fmt: skip
    raise_faults(faults)


def column_address(table: RawTable, column: str) -> str:
    """Return the address of a whole column: file, sheet, letter and title."""
    return table.column_address(column)


def _question_text(table: RawTable, column: str) -> str:
    """Return a column's title; where its code stands before it (``Q1. Text``), without that."""
    title = table.titles.get(column, column)
    return title.removeprefix(f"{column}. ")


def _targets(codebook: Codebook, year: int, source: str) -> Iterator[_Target]:
    for question in codebook.questions:
        if not codebook.is_asked(question, year, source):
            continue
        own = isinstance(question, MultiSelect) and question.has_own_columns
        if isinstance(question, MultiSelect) and own:
            for option in question.options:
                yield _option_target(question, option, year)
        if not own or question.titles or question.keys:
            keys = frozenset(map(label_key, question.keys))
            yield _Target(question.id, question, keys, question.wordings(year))


def _option_target(question: MultiSelect, option: Option, year: int) -> _Target:
    titles = [one for one in option.titles if not one.years or year in one.years]
    texts = [text for one in titles for text in (one.text, *one.variants)]
    keys = frozenset(map(label_key, option.keys))
    return _Target(f"{question.id}__{option.code}", question, keys, tuple(texts))


def _no_header(table: RawTable, targets: list[_Target]) -> DataError:
    """Return the fault of a file without a known title; its own, perhaps answers, stay unquoted."""
    known = [next(iter((*one.titles, *one.keys)), one.name) for one in targets[:_TITLES_TOLD]]
    told = ", ".join(f"“{title}”" for title in known)
    return DataError("columns.none_known", where=table.name, known=told)


def _doubled(table: RawTable, claims: Mapping[str, tuple[_Target, str]]) -> list[PmqaError]:
    first: dict[str, str] = {}
    faults: list[PmqaError] = []
    for column, (target, _) in claims.items():
        other = first.setdefault(target.name, column)
        if other != column and not isinstance(target.question, Ignored):
            faults.append(
                DataError(_doubled_key(table, column), where=_numbered(table, column),
                          other=_numbered(table, other), question=target.name)
            )  # fmt: skip
    return faults


def _numbered(table: RawTable, column: str) -> str:
    """Return a column's address; in a file without letters two of one title differ by number."""
    number = list(map(str, table.frame.columns)).index(column) + 1
    address = column_address(table, column)
    return address if table.sheet else address.replace(" [", f" #{number} [", 1)


def _doubled_key(table: RawTable, column: str) -> str:
    """Return the message of a column that has another's question: it may have no own title."""
    address = table.column_address(column)
    merged = any(one.kind == "merged_title" and one.address == address for one in table.marks)
    return "column.merged_title" if merged else "column.doubled_question"


def _two_questions(table: RawTable, column: str, keyed: _Target, titled: _Target) -> DataError:
    return DataError(
        "column.two_questions", where=column_address(table, column), one=keyed.name,
        other=titled.name,
    )  # fmt: skip


def _match(
    table: RawTable,
    targets: list[_Target],
    claims: Mapping[str, tuple[_Target, str]],
    unexpected: list[str],
) -> ColumnMatch:
    kept = {
        target.name: column
        for column, (target, _) in claims.items()
        if not isinstance(target.question, Ignored)
    }
    left = [one for one in targets if one.name not in kept]
    missing = [one for one in left if not isinstance(one.question, Ignored)]
    missing = [one for one in missing if not _stands_otherwise(one, kept)]
    return ColumnMatch(
        columns=kept,
        ignored=tuple(
            column for column, (one, _) in claims.items() if isinstance(one.question, Ignored)
        ),
        missing=tuple(one.name for one in missing),
        unexpected=tuple(unexpected),
        renamed=tuple(
            (one.name, column) for column, (one, how) in claims.items()
            if how == "title" and one.keys and column in table.titles
        ),
        reworded=(*_reworded_claims(table, claims), *_look_alikes(table, missing, unexpected)),
    )  # fmt: skip


def _stands_otherwise(target: _Target, kept: Mapping[str, str]) -> bool:
    """Return whether a set that may be one column or several is not missing in this form.

    One that stands in neither form is missing as one column.
    """
    question = target.question
    if not (isinstance(question, MultiSelect) and question.has_own_columns):
        return False
    parted = any(f"{question.id}__{option.code}" in kept for option in question.options)
    joined = bool(question.titles or question.keys)
    return parted if target.name == question.id else joined and not parted


def _reworded_claims(
    table: RawTable, claims: Mapping[str, tuple[_Target, str]]
) -> Iterator[Reworded]:
    """Yield the columns whose key is known and whose title is not."""
    for column, (target, how) in claims.items():
        title = _question_text(table, column)
        known = {label_key(text) for text in target.titles} | target.keys
        if how == "key" and target.titles and label_key(title) not in known:
            expected = max(target.titles, key=lambda text: similarity(text, title))
            alike = similarity(expected, title)
            yield Reworded(target.name, column, expected, alike, claimed=True)


def _look_alikes(
    table: RawTable, missing: list[_Target], unexpected: list[str]
) -> Iterator[Reworded]:
    """Yield for each unclaimed column the missing question that it is most like."""
    texts = [(one.name, text) for one in missing for text in one.titles]
    for column in unexpected:
        title = _question_text(table, column)
        scored = [(similarity(text, title), name, text) for name, text in texts]
        alike, name, text = max(scored, default=(0.0, "", ""))
        if alike >= LEAST_SIMILARITY:
            yield Reworded(name, column, text, alike, claimed=False)
