"""The templates, and what the parent of the writers does once for all of them."""

import os
import subprocess
import sys

import jinja2
import pytest

from pmqa_analysis.publish.processes.forked import ONE_THREAD
from pmqa_analysis.publish.templates import rehearse, templates


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setitem(templates("html").globals, "known", "a < b")
    return templates("html").from_string


def test_a_text_is_escaped(page):
    assert page("{{ known }}").render() == "a &lt; b"


def test_a_missing_value_is_an_error(page):
    with pytest.raises(jinja2.UndefinedError, match="unheard"):
        page("{{ unheard }}").render()


@pytest.mark.parametrize("folder", ["html", "word"])
def test_a_rehearsal_translates_every_template(folder):
    templates.cache_clear()
    rehearse()
    names = templates(folder).list_templates(["j2"])
    assert len(templates(folder).cache) == len(names) > 1


def test_the_parent_of_the_writers_has_the_dictionary_and_one_thread():
    code = (
        "from pmqa_analysis import thai\n"
        "from pmqa_analysis.publish import system\n"
        "from pmqa_analysis.publish.worker import rehearse, rehearse_documents\n"
        "rehearse(), rehearse_documents(), thai.load_dictionary()\n"
        "print(thai.load_dictionary.cache_info().currsize, system.thread_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8",
        env={**os.environ, **ONE_THREAD},
    )  # fmt: skip
    assert done.stdout.split() == ["1", "1"]
