"""Comparing what people typed."""

import unicodedata


def folded(words: str) -> str:
    """Without case and accents, for sorting and searching: "École" → "ecole", "Cœur" → "coeur"."""
    if words.isascii():
        return words.casefold()
    plain = words.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
