"""Characters: folding of width, script and space with an offset map back to the source, and numerals."""

from workbench.text.folding import Folded, fold
from workbench.text.likeness import same_texts
from workbench.text.normal import (
    NormalText,
    find_where,
    fold_script,
    han_pattern,
    has_latin_words,
    normalize,
    variants_of,
)
from workbench.text.numerals import CHINESE_NUMERAL, parse_decimal, parse_integer

__all__ = [
    "CHINESE_NUMERAL",
    "Folded",
    "NormalText",
    "find_where",
    "fold",
    "fold_script",
    "han_pattern",
    "has_latin_words",
    "normalize",
    "parse_decimal",
    "parse_integer",
    "same_texts",
    "variants_of",
]
