"""The codebook: every fault is told with its key, and an unfinished one is refused."""

import copy

import pytest

from pmqa_analysis.clean.surveys.codebook_file import load_codebook, parse_codebook
from pmqa_analysis.errors import Faults, PmqaError, SettingsError
from tests.clean.surveys.samples import BOOK, PATH, a_book, book_text
from tests.offices import refused


def changed(part, number, **keys):
    """Return the parts of the codebook with one entry changed."""
    entries = copy.deepcopy(BOOK[part])
    entries[number] = {**entries[number], **keys}
    return {part: entries}


def refusal(key, *words, **parts):
    with refused(SettingsError, PATH, *words) as caught:
        a_book(**parts)
    assert caught.value.key == key


def test_an_unknown_key_is_named_with_its_near_miss():
    refusal("settings.unknown_key", "items.0.reversed", "“reverse”",
            **changed("items", 0, reversed=True))  # fmt: skip


def test_a_key_of_a_scale_has_its_own_near_miss():
    codes = [*BOOK["scales"][0]["codes"], {"code": 7, "th": "x", "anser": False}]
    refusal("settings.unknown_key", "scales.0.codes.6.anser", "“answer”",
            **changed("scales", 0, codes=codes))  # fmt: skip


def test_an_unknown_scale_is_named_with_its_near_miss():
    refusal("codebook.unknown", "items.0.scale", "“fiv”", "five",
            **changed("items", 0, scale="fiv"))  # fmt: skip


def test_labels_that_overlap_after_normalisation_are_refused():
    codes = [{"code": 1, "th": "ต่าง ๆ"}, {"code": 2, "th": "ต่างๆ"}]
    refusal("codebook.overlap", "scales.0", "1", "2", **changed("scales", 0, codes=codes))


def test_a_label_that_is_the_number_of_another_code_overlaps():
    codes = [{"code": 1, "th": "ดี", "variants": ["๒"]}, {"code": 2, "th": "แย่"}]
    refusal("codebook.overlap", "scales.0", **changed("scales", 0, codes=codes))


@pytest.mark.parametrize("codes", [[], [{"code": 1, "th": "ดี"}],
                                   [{"code": 1, "th": "ดี"},
                                    {"code": 9, "th": "ไม่ตอบ", "answer": False}]])  # fmt: skip
def test_a_scale_with_one_answer_is_refused(codes):
    refusal("codebook.short_scale", "scales.0", **changed("scales", 0, codes=codes))


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("items", {"id": "staff"}),
        ("items", {"id": "sex"}),
        ("items", {"id": "source"}),
        ("scales", {"id": "two"}),
        ("sources", {"id": "counter"}),
    ],
)
def test_a_doubled_or_reserved_id_is_refused(part, keys):
    with refused(PmqaError, PATH, keys["id"]):
        a_book(**changed(part, 0, **keys))


def test_two_questions_with_one_title_are_refused():
    titles = ["ความสุภาพ\u200bของเจ้าหน้าที่"]
    parts = {**changed("items", 0, titles=titles), "years": [2567]}
    refusal("codebook.doubled_title", "speed", "staff", **parts)


def test_a_year_that_the_survey_does_not_have_is_refused():
    refusal("codebook.unknown", "items.0.years", "2560", **changed("items", 0, years=[2560]))


def test_a_year_without_a_wording_is_refused():
    titles = [{"text": "ความเร็ว", "years": [2566]}]
    refusal("codebook.no_title", "items.0", "2567", **changed("items", 0, titles=titles))


def test_a_year_without_a_scale_is_refused():
    refusal("settings.missing_key", "items.0.scale.2567",
            **changed("items", 0, scale={2566: "five"}))  # fmt: skip


@pytest.mark.parametrize(("year", "scale"), [(2566, "two"), (2567, "five")])
def test_a_scale_may_differ_by_year(year, scale):
    book = a_book(**changed("items", 0, scale={2566: "two", 2567: "five"}))
    assert book.items_of(year)[0][1].id == scale


@pytest.mark.parametrize("part", ["groups", "texts", "multi_selects", "fields"])
def test_a_column_that_is_not_marked_is_refused(part):
    parts = changed(part, 0)
    del parts[part][0]["identifier"]
    refusal("settings.missing_key", f"{part}.0.identifier", **parts)


def test_an_ignored_column_needs_a_reason():
    refusal("settings.bad_value", "ignored.0.reason", **changed("ignored", 0, reason=""))


def test_consent_needs_the_text_that_accepts():
    refusal("settings.missing_key", "fields.2.accepts", **changed("fields", 2, accepts=[]))


def test_several_faults_are_told_together():
    parts = {**changed("items", 0, scale="x"), **changed("groups", 0, other="y")}
    with refused(Faults, "items.0.scale", "groups.0.other"):
        a_book(**parts)


def test_an_unfinished_codebook_names_its_open_places():
    refusal("codebook.unfinished", "name_th", "items.0.kind", name_th="?",
            **changed("items", 0, kind="?"))  # fmt: skip


def test_a_file_that_is_no_yaml_is_refused():
    with refused(SettingsError, PATH):
        parse_codebook("a: [", PATH)


def test_a_doubled_key_is_refused():
    with refused(SettingsError, PATH, "survey", " 102)"):
        parse_codebook(book_text() + "\nsurvey: other\n", PATH)


def test_a_codebook_is_read_from_its_office(tiny):
    assert load_codebook(tiny({PATH: book_text()}), "small").survey == "small"


def test_a_codebook_of_another_survey_is_refused(tiny):
    with refused(SettingsError, PATH, "other"):
        load_codebook(tiny({PATH: book_text(survey="other")}), "small")


def test_a_codebook_that_is_not_there_is_named(tiny):
    with refused(SettingsError, PATH, "-"):
        load_codebook(tiny(), "small")


def test_a_source_knows_the_file_of_each_year():
    [source, _] = a_book(**changed("sources", 0, path="raw/{year}/a.csv",
                                   files={2566: "raw/b.csv"})).sources  # fmt: skip
    assert (source.file_of(2567), source.file_of(2566)) == ("raw/2567/a.csv", "raw/b.csv")
