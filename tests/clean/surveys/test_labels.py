"""Labels: every way of writing one is that one, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_analysis.clean.surveys.answers import split_labels
from pmqa_analysis.clean.surveys.labels import label_key, scale_labels, similarity
from pmqa_analysis.thai import to_thai_digits
from tests.clean.surveys.samples import a_book

SCALE = a_book().scale_by_id["five"]
KNOWN = dict(scale_labels(SCALE))
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("๕", "5"),
        ("  มาก   ที่สุด ", "มาก ที่สุด"),
        ("มาก\u00a0ที่สุด", "มาก ที่สุด"),
        ("มากที่\u200bสุด", "มากที่สุด"),
        ("น\u0e4d\u0e32", "นำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("ต่าง ๆ", "ต่างๆ"),
        ("ต่าง ๆ กัน", "ต่างๆกัน"),
        ("กรุงเทพ ฯ", "กรุงเทพฯ"),
        ("เเย่", "แย่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("5 =  มากที่สุด", "5 = มากที่สุด"),
    ],
)
def test_two_writings_of_one_label(one, other):
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("มาก", "มากที่สุด"), ("05", "5"), ("5.0", "5"), ("Yes", "yes"), ("①", "1")]
)
def test_two_labels_stay_two(one, other):
    assert label_key(one) != label_key(other)


def test_sara_am_is_never_split():
    assert label_key("คำแนะนำ") == "คำแนะนำ"


@given(st.text())
def test_a_key_is_the_key_of_itself(text):
    once = label_key(text)
    assert label_key(label_key(once)) == label_key(once)


@settings(max_examples=300)
@given(st.data())
def test_every_variant_of_every_code_is_found(data):
    label, code = data.draw(st.sampled_from(sorted(KNOWN.items())))
    text = to_thai_digits(label) if data.draw(st.booleans()) else label
    text = text.replace(" ", data.draw(st.sampled_from([" ", "  ", "\u00a0 ", " \t"])))
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + data.draw(st.sampled_from(["", *INVISIBLE])) + text[place:]
    edges = st.text(alphabet=" \t\n\u00a0", max_size=3)
    assert KNOWN[label_key(data.draw(edges) + text + data.draw(edges))] is code


def test_a_number_beside_another_label_is_unknown():
    assert label_key("4 = มากที่สุด") not in KNOWN


def test_a_scale_may_refuse_bare_numbers():
    assert {key for key, _ in scale_labels(a_book().scale_by_id["two"])} == {"พอใจ", "ไม่พอใจ"}


def test_similarity_is_taken_after_normalisation():
    assert similarity("ต่าง ๆ", "ต่างๆ") == 1.0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ก, ข, ค", ["ก, ข", "ค"]),
        ("ค;ก, ข", ["ค", "ก, ข"]),
        ("ก;ข", ["ก", "ข"]),
        (" ค ;", ["ค"]),
        ("", []),
    ],
)
def test_joined_labels_are_parted_the_longest_first(text, parts):
    assert split_labels(text, {"ก, ข", "ก", "ค"}, (";", ",")) == parts
