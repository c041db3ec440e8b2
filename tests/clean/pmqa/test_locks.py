"""A closed year keeps its content; a reopening is recorded with name, date and reason."""

import hashlib

import pytest

from pmqa_analysis.clean.pmqa import check_unchanged, last_record, read_locks
from pmqa_analysis.errors import DataError, SettingsError
from tests.offices import RESULTS, TINY, refused

HASH = hashlib.sha256(TINY[RESULTS].encode()).hexdigest()


def closed(sha256=HASH):
    return (
        f"- {{file: {RESULTS}, action: closed, name: Somchai, date: 2022-10-31,"
        f" sha256: '{sha256}'}}\n"
    )


REOPENED = (
    f"- {{file: {RESULTS}, action: reopened, name: Malee, date: 2022-11-02, reason: wrong}}\n"
)


def test_an_office_without_records_has_closed_nothing(tiny):
    office = tiny()
    assert read_locks(office) == ()
    check_unchanged(office, (), RESULTS)


def test_a_closed_file_with_its_content_is_taken(tiny):
    office = tiny({"locks.yml": closed()})
    check_unchanged(office, read_locks(office), RESULTS)


def test_a_closed_file_that_was_edited_is_refused(tiny):
    office = tiny({"locks.yml": closed(), RESULTS: TINY[RESULTS] + "\n"})
    with refused(DataError, RESULTS, "Somchai", "2022-10-31", "pmqa reopen"):
        check_unchanged(office, read_locks(office), RESULTS)


def test_a_reopened_file_may_be_edited(tiny):
    office = tiny({"locks.yml": closed() + REOPENED, RESULTS: TINY[RESULTS] + "\n"})
    records = read_locks(office)
    check_unchanged(office, records, RESULTS)
    last = last_record(records, RESULTS)
    assert (last.name, last.reason) == ("Malee", "wrong")


def test_a_file_closed_again_is_held_to_its_new_content(tiny):
    office = tiny({"locks.yml": closed() + REOPENED + closed("0" * 64)})
    with pytest.raises(DataError):
        check_unchanged(office, read_locks(office), RESULTS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (REOPENED.replace(", reason: wrong", ""), "reason"),
        (closed(""), "sha256"),
        (closed().replace("name: Somchai", "name: ''"), "name"),
        (closed().replace("2022-10-31", "soon"), "date"),
        (closed().replace("closed", "shut"), "action"),
    ],
)
def test_a_record_without_its_parts_is_refused(tiny, text, told):
    with refused(SettingsError, "locks.yml #1", told):
        read_locks(tiny({"locks.yml": text}))
