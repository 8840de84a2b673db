"""Sentences of ours that the host says in the user's language; what Python itself says stays a plain string."""


def say(text, *values):
    """A sentence with ``{0}``, ``{1}`` … in the place of values; ``scripts/l10n.mjs`` reads the literal ``text``."""
    return [text, *map(str, values)]


def in_english(sentence):
    """For texts that do not leave through the host."""
    text, *values = sentence
    return text.format(*values)
