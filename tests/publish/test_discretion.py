import pytest

from pmqa_analysis.publish.discretion import discreet, first_sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("could not convert string to float: 'ดีมาก'", "could not convert string to float: …"),
        ("invalid literal for int() with base 10: '7'", "invalid literal for int() with base …: …"),
        ('Unable to parse "very good" at position 3', "Unable to parse … at position …"),
        ("Unknown datetime string format, unable to parse: my dog, at position 0",
         "Unknown datetime string format, unable to parse: …"),
        ("'Somchai'", "…"),
        ("division by zero", "division by zero"),
        ("list index out of range", "list index out of range"),
        ("ตอบว่า ไม่พอใจ very much", "… very much"),
        ("an open 'quote without end", "an open …"),
        ("", "-"),
    ],
)  # fmt: skip
def test_what_a_library_says_is_told_without_what_it_quotes(text, told):
    assert discreet(text) == told


def test_what_stands_in_the_source_may_be_told():
    assert discreet("'category'", "frame['category']") == "'category'"
    assert discreet("name 'colour' is not defined", "colour + 1") == "name 'colour' is not defined"
    assert discreet("no such year: 2563", "open_year(2563)") == "no such year: 2563"


def test_a_number_that_is_not_in_the_source_is_hidden():
    assert discreet("index 17 is out of bounds for axis 0", "x[i]") == (
        "index … is out of bounds for axis …"
    )


def test_of_what_the_cell_itself_raises_only_its_own_words_are_told():
    source = "raise ValueError(f'bad answer: {answer}')"
    assert discreet("bad answer: my neighbour", source) == "bad answer: …"


def test_of_several_sentences_only_the_first_is_told():
    assert first_sentence("It failed. The value was 7.\nMore") == "It failed"


def test_a_sentence_is_not_longer_than_200_letters():
    assert len(first_sentence("a" * 500)) == 200


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("[Errno 2] No such file: '/tmp/x'", "", "[Errno …] No such file: …"),
        ("invalid syntax (<string>, line 1)", "eval(x)", "invalid syntax (<string>, line …)"),
        ("Expecting value: line 1 column 1 (char 0)", "f(a, 0)", "Expecting value: … (… 0)"),
        ("bad shape (3, (4", "", "bad shape (… (…))"),
        ("cannot take f(7) and [8]", "", "cannot take … and […]"),
        ("'(' was never closed", "y = (", "'(' was never closed"),
        ("unmatched ')'", "y = )", "unmatched ')'"),
        ("the end (of it. More)", "", "the end (of it)"),
    ],
)  # fmt: skip
def test_brackets_are_closed_though_words_between_them_are_hidden(text, source, told):
    assert discreet(text, source) == told
