"""The class of a contribution, by a small linear model read from `french/notes.json` (trained by `models/documents/train.py`)."""

from __future__ import annotations

from codev_voice.documents.announced import announced
from codev_voice.documents.linear import packaged
from codev_voice.documents.note_features import features
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, content_words

NO_CLASS, MODEL = "none", "notes.json"
_SILENT, _BRIEF = 0.8, 0.6  # how sure the model must be that a full, a brief sentence brings nothing
_NEARLY_SURE = 0.95
_TOLD = 0.6
_ENOUGH = 3  # content words


def class_of(sentence: Sentence, *, rank: int = 0, count: int = 1) -> tuple[Kind | None, float]:
    """The class of a sentence and its probability; None for a sentence that brings nothing."""
    probabilities = packaged(MODEL).probabilities(features(sentence, rank=rank, count=count))
    told = announced(sentence)
    if told and probabilities[NO_CLASS] < _NEARLY_SURE:
        return told, max(_TOLD, probabilities[told])
    if probabilities[NO_CLASS] < (_SILENT if len(content_words(sentence.text)) >= _ENOUGH else _BRIEF):
        probabilities[NO_CLASS] = 0.0  # in the exploration a full sentence nearly always brings something
    label = max(probabilities, key=lambda name: probabilities[name])
    return (None if label == NO_CLASS else Kind(label)), probabilities[label]
