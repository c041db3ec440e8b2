"""Paragraphs that people write: the places that may carry one, and the text put into them."""

from pmqa_analysis.clean.prose.facts import Fact, load_facts
from pmqa_analysis.clean.prose.form import FORM_FILE, Form, FormPart, TextSection, load_form
from pmqa_analysis.clean.prose.markdown import clean_text
from pmqa_analysis.clean.prose.paragraphs import (
    Paragraph,
    PlacedText,
    Reference,
    Span,
    place_texts,
)
from pmqa_analysis.clean.prose.template import text_templates
from pmqa_analysis.clean.prose.vocabulary import CLAIMS, Claimed, Vocabulary, load_vocabulary

__all__ = [
    "CLAIMS", "FORM_FILE", "Claimed", "Fact", "Form", "FormPart", "Paragraph", "PlacedText",
    "Reference", "Span", "TextSection", "Vocabulary", "clean_text", "load_facts",
    "load_form", "load_vocabulary", "place_texts", "text_templates",
]  # fmt: skip
