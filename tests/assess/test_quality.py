"""How good the data are: every count by hand, no answer of a few, missing never zero."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.quality import printed_quality, survey_quality
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.clean.surveys.sources import join_sources
from pmqa_analysis.settings import Policies
from tests.clean.surveys.samples import BOOK, SPEED, STAFF, a_book, a_row, a_table, cleaned, rules
from tests.year.offices import COUNTER, ONLINE, book

PEOPLE = [{"year": 2567, "n": 16}, {"year": 2567, "n": 12, "group": "sex", "category": "f"}]


def quality_of(survey, codebook=None, **own):
    return survey_quality(survey, codebook or a_book(), rules(**own), Policies())


def two_sources(online, counter, **parts):
    """Return the quality of a survey of two files, each given as rows."""
    codebook = parse_codebook(book(**parts), "x.yml")
    files = ((ONLINE, online, "online"), (COUNTER, counter, "counter"))
    tables = [(a_table(*rows, path=path), source) for path, rows, source in files]
    surveys = [cleaned(table=table, source=source, book=codebook) for table, source in tables]
    return quality_of(join_sources(surveys, codebook, rules()), codebook)


def shown(results):
    return {name: result.shown for name, result in results.items()}


def test_the_rows_of_each_source_and_of_all():
    blank = dict.fromkeys(a_row(), "")
    found = two_sources([a_row(1), a_row(2, ยินยอม="ไม่"), blank], [a_row(1), a_row(3)])
    rows = {"rows_in": "3", "kept": "1", "rejected": "1", "duplicates": "0", "blank": "1"}
    assert shown(found.sources[0].rows) == rows
    assert shown(found.sources[1].rows) == {
        "rows_in": "2", "kept": "1", "rejected": "0", "duplicates": "1", "blank": "0"
    }  # fmt: skip
    assert [found.total.rows[name].value for name in ("rows_in", "kept")] == [5, 2]
    assert found.sources[1].files == (COUNTER,)


def test_a_figure_of_a_source_has_its_own_id_and_names_the_files():
    found = two_sources([a_row(1)], [a_row(3)])
    result = found.sources[0].rows["kept"]
    assert (result.id, result.source) == ("2567/small-online/kept", f"{ONLINE} {COUNTER}")
    assert found.total.rows["kept"].id == "2567/small/kept"


def test_completeness_counts_non_answers_as_answered():
    found = quality_of(cleaned(a_row(1, **{SPEED: ""}), a_row(2, **{SPEED: "ไม่มีความเห็น"})))
    speed, staff = found.items
    assert (speed.asked.shown, speed.completeness.shown, speed.non_answers.shown) == (
        "2", "50.00", "1"
    )  # fmt: skip
    assert staff.completeness.shown == "100.00"
    assert found.total.completeness.value == 75


def test_only_those_who_were_asked_count():
    items = [BOOK["items"][0], {**BOOK["items"][1], "sources": ["online"]}]
    row = {name: text for name, text in a_row(3).items() if name != STAFF}
    found = two_sources([a_row(1), a_row(2)], [row], items=items)
    assert [one.asked.value for one in found.items] == [3, 2]
    assert [one.completeness.value for one in found.sources] == [100, 100]


def test_the_response_rate_is_of_the_population():
    survey = cleaned(*(a_row(number) for number in range(1, 11)))
    found = quality_of(survey, a_book(respondents=PEOPLE), minimum_group=10)
    assert (found.response_rate.shown, found.response_rate.policy) == (
        "62.50", "kept_of_population"
    )  # fmt: skip
    [(group, code, people, rate)] = found.rates
    assert (group.id, code, people.value, rate.value) == ("sex", "f", 12, Fraction(250, 3))


def test_the_rate_of_a_few_is_not_shown():
    found = quality_of(cleaned(a_row(1)), a_book(respondents=PEOPLE))
    [(_, _, _, rate)] = found.rates
    assert (rate.status, rate.value, rate.shown) == ("suppressed", None, "*")


def test_an_unknown_population_is_no_zero():
    found = quality_of(cleaned(a_row(1)))
    assert (found.population.status, found.response_rate.status) == (
        "not_reported", "not_applicable"
    )  # fmt: skip


def test_issues_are_counted_by_kind():
    rows = [a_row(number, **{SPEED: "xx"}) for number in range(1, 4)]
    found = quality_of(cleaned(*rows, a_row(4, **{STAFF: "9.5"})))
    assert shown(found.issues) == {"unknown_answer": "3", "off_scale": "1"}
    assert found.issues["off_scale"].id == "2567/small/issues_off_scale"


def fast(count, careful=30):
    """Return the quality of a survey in which ``count`` were too fast and said 1, the others 5."""
    fields = [*BOOK["fields"], {"id": "took", "role": "duration", "titles": ["วินาที"],
                                "identifier": "plain"}]  # fmt: skip
    codebook = a_book(fields=fields)
    rows = [
        a_row(number, ประทับเวลา=f"2024-01-31 09:{number:02d}:00", รหัส=str(number),
              วินาที="1" if number < count else "90",
              **{SPEED: "น้อยที่สุด" if number < count else "มากที่สุด"})
        for number in range(count + careful)
    ]  # fmt: skip
    return quality_of(cleaned(*rows, book=codebook), codebook)


def test_the_effect_of_careless_answers_is_a_result():
    found = fast(10)
    speed = found.effects[0]
    assert found.careless.value == 10
    assert (speed.everyone.shown, speed.careful.shown) == ("4.00", "5.00")
    assert (speed.difference.shown, speed.difference.value) == ("+1.00", 1)
    assert speed.difference.id == "2567/small-speed/difference_of_careful"


def test_the_effect_of_a_few_careless_answers_would_tell_what_they_were():
    speed = fast(9).effects[0]
    assert (speed.careful.status, speed.difference.status) == ("suppressed", "suppressed")
    assert speed.everyone.status == "reported"


def test_without_careless_answers_there_is_no_effect():
    assert fast(0).effects == ()


def test_every_figure_has_its_own_id():
    found = two_sources([a_row(1)], [a_row(3)], respondents=PEOPLE)
    ids = [result.id for result in found.results]
    assert len(ids) == len(set(ids)) > 30


@pytest.fixture(scope="module")
def of_2563(senate):
    return printed_quality(
        senate.results, senate.register, senate.indicators(), senate.disagreements(),
        senate.claims(), senate.issues, 2563, Policies(),
    )  # fmt: skip


def test_what_the_print_of_2563_lacks(of_2563):
    assert (of_2563.stated.value, of_2563.with_value.value) == (217, 189)
    assert shown(of_2563.lacking) == {"not_reported": "0", "in_process": "0",
                                      "not_applicable": "28"}  # fmt: skip
    assert (of_2563.measures.value, of_2563.one_year.value, of_2563.no_target.value) == (30, 10, 0)


def test_where_the_print_of_2563_contradicts_itself(of_2563):
    assert shown(of_2563.disagreements) == {"value": "2", "unit": "3", "count": "2",
                                            "look_alike": "7"}  # fmt: skip
    assert shown(of_2563.claims) == {"holds": "0", "fails": "1", "unknown": "3"}


def test_the_sections_add_up(of_2563):
    assert sum(one.stated.value for one in of_2563.sections) == of_2563.stated.value
    part3 = next(one for one in of_2563.sections if one.section.section == "part3")
    assert (part3.stated.value, part3.lacking["not_applicable"].value) == (120, 28)


def test_every_figure_about_the_print_has_its_own_id(of_2563):
    ids = [result.id for result in of_2563.results]
    assert len(ids) == len(set(ids))
