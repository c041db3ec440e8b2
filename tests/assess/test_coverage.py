"""How much of a form is written."""

import pytest

from pmqa_analysis.assess.coverage import count_coverage
from pmqa_analysis.clean.prose import load_form
from tests.clean.prose.test_places import FORM, FORM_FILE


@pytest.fixture
def form(tiny):
    return load_form(tiny({FORM_FILE: FORM}))


def counts(form, *written):
    return [
        (item.part, *(result.value for result in item.results))
        for item in count_coverage(form, written, 2563)
    ]


def test_nothing_is_written_at_first(form):
    assert counts(form) == [("1", 1, 0, 1), ("2", 2, 0, 2), ("all", 3, 0, 3)]


def test_what_is_written_and_what_is_empty_make_the_places(form):
    assert counts(form, "profile", "item-2.1") == [("1", 1, 1, 0), ("2", 2, 1, 1), ("all", 3, 2, 1)]


def test_text_of_another_report_counts_for_no_part(form):
    assert counts(form, "elsewhere")[-1] == ("all", 3, 0, 3)


def test_what_is_missing_is_named_in_order(form):
    missing = [section.id for section in count_coverage(form, {"item-1.1"}, 2563)[-1].missing]
    assert missing == ["profile", "item-2.1"]


def test_the_whole_s_limit_is_the_form_s(form):
    assert [item.max_pages for item in count_coverage(form, (), 2563)] == [3, 5, 8]


def test_each_count_has_an_id_of_its_own(form):
    ids = [result.id for item in count_coverage(form, (), 2563) for result in item.results]
    assert len(set(ids)) == 9
    assert "2563/form6-2/empty" in ids


def test_each_count_says_where_it_comes_from(form):
    sources = {result.source for item in count_coverage(form, (), 2563) for result in item.results}
    assert sources == {FORM_FILE}
