"""Read a codebook, and check what one part of it says of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pmqa_analysis.clean.surveys.codebook import (
    UNFINISHED,
    Codebook,
    Item,
    MultiSelect,
    Question,
    Scale,
)
from pmqa_analysis.clean.surveys.labels import category_labels, label_key, scale_labels
from pmqa_analysis.errors import PmqaError, SettingsError, nearest, raise_faults
from pmqa_analysis.office import Office, parse_model, parse_yaml

__all__ = ["RESERVED_COLUMNS", "codebook_path", "load_codebook", "parse_codebook"]

RESERVED_COLUMNS = ("respondent", "source", "fiscal_year", "submitted")
_PARTS = ("fields", "groups", "items", "multi_selects", "texts", "ignored")


def codebook_path(survey: str) -> str:
    """Return where a survey's codebook stands inside the office's folder."""
    return f"codebooks/{survey}.yml"


def load_codebook(office: Office, survey: str) -> Codebook:
    """Read the codebook of a survey.

    Raises:
        SettingsError: Every key that cannot be taken and every part that contradicts another,
            told together; that it is unfinished; or that there is none, and which there are.
    """
    path = codebook_path(survey)
    if not office.has(path):
        known = ", ".join(office.surveys) or "-"
        raise SettingsError("codebook.not_there", where=path, known=known)
    codebook = parse_codebook(office.read(path), path)
    if codebook.survey != survey:
        raise SettingsError(
            "settings.bad_value", where=path, name="survey", found=codebook.survey,
            expected=survey,
        )  # fmt: skip
    return codebook


def parse_codebook(text: bytes | str, path: str) -> Codebook:
    """Return the codebook that a YAML text describes; ``path`` is named in its faults.

    Raises:
        SettingsError: As :func:`load_codebook`.
    """
    content = parse_yaml(text, path)
    open_places = list(_unfinished(content))
    if open_places:
        raise SettingsError(
            "codebook.unfinished", where=path, count=len(open_places),
            names=", ".join(open_places[:10]), mark=UNFINISHED,
        )  # fmt: skip
    codebook = parse_model(content, path, Codebook)
    raise_faults(list(_contradictions(path, codebook)))
    return codebook


def _unfinished(content: object, place: str = "") -> Iterator[str]:
    """Yield the key path of each place that a person must still fill in."""
    if content == UNFINISHED:
        yield place
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(content, Mapping):
        parts = content.items()
    elif isinstance(content, list):
        parts = enumerate(content)
    for key, part in parts:
        yield from _unfinished(part, f"{place}.{key}" if place else str(key))


def _contradictions(path: str, book: Codebook) -> Iterator[PmqaError]:
    yield from _doubled_ids(path, book)
    yield from _unknown_links(path, book)
    for number, scale in enumerate(book.scales):
        yield from _scale_faults(path, f"scales.{number}", scale)
    for part in ("groups", "multi_selects"):
        for number, question in enumerate(getattr(book, part)):
            closed = question.options if isinstance(question, MultiSelect) else question.categories
            place = f"{part}.{number}"
            pairs = [(key, one.code) for key, one in category_labels(closed)]
            yield from _doubled(path, f"{place}.code", [one.code for one in closed])
            yield from _overlaps(path, place, pairs)
            if question.other is not None:
                known = [one.code for one in closed]
                yield from _unknown(path, f"{place}.other", question.other, known)
    for year in book.years:
        yield from _doubled_titles(path, book, year)


def _doubled_ids(path: str, book: Codebook) -> Iterator[PmqaError]:
    columns = [one.id for one in book.questions]
    sets = [f"{one.id}__{option.code}" for one in book.multi_selects for option in one.options]
    data = [one.id for one in (*book.groups, *book.items, *book.multi_selects, *book.texts)]
    yield from _doubled(path, "id", [*columns, *sets])
    for name in set(data) & set(RESERVED_COLUMNS):
        yield _bad_value(path, "id", name, "expected another name")
    yield from _doubled(path, "scales.id", [scale.id for scale in book.scales])
    yield from _doubled(path, "sources.id", [source.id for source in book.sources])
    yield from _doubled(path, "aspects.id", [aspect.id for aspect in book.aspects])
    for role in {one.role for one in book.fields}:
        same = [one for one in book.fields if one.role == role]
        if any(_overlap(one, other) for one in same for other in same if one is not other):
            yield _bad_value(path, "fields.role", role, "expected once a source and year")


def _unknown_links(path: str, book: Codebook) -> Iterator[PmqaError]:
    sources = [source.id for source in book.sources]
    for part in _PARTS:
        for number, question in enumerate(getattr(book, part)):
            place = f"{part}.{number}"
            for source in question.sources:
                yield from _unknown(path, f"{place}.sources", source, sources)
            yield from _year_faults(path, place, question, book)
    for number, item in enumerate(book.items):
        yield from _item_faults(path, f"items.{number}", item, book)
    for number, one in enumerate(book.fields):
        if one.role == "consent" and not one.accepts:
            yield SettingsError("settings.missing_key", where=path, name=f"fields.{number}.accepts")
    categories = {group.id: [one.code for one in group.categories] for group in book.groups}
    for number, known in enumerate(book.respondents):
        if known.group is not None:
            place = f"respondents.{number}"
            yield from _unknown(path, f"{place}.group", known.group, list(categories))
            codes = categories.get(known.group, [])
            yield from _unknown(path, f"{place}.category", known.category or "-", codes)


def _item_faults(path: str, place: str, item: Item, book: Codebook) -> Iterator[PmqaError]:
    named = [item.scale] if isinstance(item.scale, str) else list(item.scale.values())
    for scale in named:
        yield from _unknown(path, f"{place}.scale", scale, list(book.scale_by_id))
    if item.aspect is not None:
        known = [aspect.id for aspect in book.aspects]
        yield from _unknown(path, f"{place}.aspect", item.aspect, known)
    for year in item.years or book.years:
        if item.scale_in(year) is None:
            yield SettingsError("settings.missing_key", where=path, name=f"{place}.scale.{year}")


def _year_faults(path: str, place: str, question: Question, book: Codebook) -> Iterator[PmqaError]:
    known = [str(year) for year in book.years]
    for year in question.years:
        yield from _unknown(path, f"{place}.years", str(year), known)
    for title in question.titles:
        for year in title.years:
            yield from _unknown(path, f"{place}.titles.years", str(year), known)
    own = isinstance(question, MultiSelect) and question.has_own_columns
    for year in question.years or book.years:
        if not (question.keys or question.wordings(year) or own):
            yield SettingsError("codebook.no_title", where=path, name=place, year=year)


def _scale_faults(path: str, place: str, scale: Scale) -> Iterator[PmqaError]:
    if len(scale.answers) < 2:
        yield SettingsError("codebook.short_scale", where=path, name=place, found=scale.id)
    yield from _doubled(path, f"{place}.code", [str(one.code) for one in scale.codes])
    yield from _overlaps(path, place, [(key, str(one.code)) for key, one in scale_labels(scale)])


def _overlaps(path: str, place: str, pairs: Iterable[tuple[str, str]]) -> Iterator[PmqaError]:
    first: dict[str, str] = {}
    for key, code in pairs:
        if first.setdefault(key, code) != code:
            yield SettingsError(
                "codebook.overlap", where=path, name=place, label=key, one=first[key], other=code
            )


def _doubled_titles(path: str, book: Codebook, year: int) -> Iterator[PmqaError]:
    """Tell two questions that one export could not tell apart."""
    owners: dict[str, list[tuple[str, Question]]] = {}
    for question in book.questions:
        if question.years and year not in question.years:
            continue
        texts = [(question.id, (*question.keys, *question.wordings(year)))]
        if isinstance(question, MultiSelect):
            texts += [(f"{question.id}__{one.code}",
                       (*one.keys, *(title.text for title in one.titles)))
                      for one in question.options]  # fmt: skip
        for name, titles in texts:
            for key in {label_key(text) for text in titles}:
                clash = next((other for other, asked in owners.get(key, [])
                              if other != name and _overlap(asked, question)), None)  # fmt: skip
                if clash is not None:
                    yield SettingsError(
                        "codebook.doubled_title", where=path, name=key, one=clash, other=name,
                        year=year,
                    )  # fmt: skip
                owners.setdefault(key, []).append((name, question))


def _overlap(one: Question, other: Question) -> bool:
    """Return whether one export can have both questions."""
    years = not one.years or not other.years or set(one.years) & set(other.years)
    sources = not one.sources or not other.sources or set(one.sources) & set(other.sources)
    return bool(years and sources)


def _unknown(path: str, place: str, found: str, known: list[str]) -> Iterator[PmqaError]:
    if found not in known:
        near = nearest(found, known) or ", ".join(known[:5]) or "-"
        yield SettingsError("codebook.unknown", where=path, name=place, found=found, near=near)


def _doubled(path: str, place: str, names: list[str]) -> Iterator[PmqaError]:
    for name, count in Counter(names).items():
        if count > 1:
            yield _bad_value(path, place, name, "expected once")


def _bad_value(path: str, place: str, found: object, expected: str) -> SettingsError:
    return SettingsError(
        "settings.bad_value", where=path, name=place, found=found, expected=expected
    )
