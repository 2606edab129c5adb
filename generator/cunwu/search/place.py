"""Every file that a search of one place loads, besides those about the places below it."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.context import PlaceContext
from cunwu.search.below import Terms, all_shards
from cunwu.search.keys import coded_rows, keys_files
from cunwu.search.lines import searched_records
from cunwu.search.pieces import about_file, are_divided, pieces_of, search_folder
from cunwu.values.needle import terms_of


class PlaceSearch(Frozen):
    """Address and content of each file, and the terms that the place holds."""

    files: tuple[tuple[str, bytes], ...]
    terms: Terms


def search_of(context: PlaceContext) -> PlaceSearch:
    """The files of the search of a place."""
    path, is_village = context.place.path, context.place.is_village
    pieces = tuple(pieces_of(searched_records(context)))
    lines = [(search_folder(path) + piece.name, piece.content) for piece in pieces]
    keys = keys_files(path, pieces, coded_rows(context))
    files = (*lines, *keys, about_file(path, pieces, len(keys), is_village=is_village))
    if not is_village or not are_divided(pieces):
        return PlaceSearch(files, terms_of(frozenset[str]().union(*(piece.texts for piece in pieces))))
    terms = [frozenset[str](), *(terms_of(piece.texts) for piece in pieces)]
    return PlaceSearch((*files, *all_shards(path, terms, len(terms))), frozenset[str]().union(*terms))
