"""What stands behind a draft, as JSON beside it: lines, facts, decisions, documents and offsets, with digests of each.

Entries of facts and documents depend on these alone, in whatever order they came into a store; who decided and when stands only
under `decisions` of a fact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.facts.document import TIERS, Document
from workbench.facts.fact import WAITING, Record, canonical_fields, instrument_of, is_assessment
from workbench.facts.kinds import Assessment
from workbench.language import _
from workbench.resolution import lead_before

if TYPE_CHECKING:
    from workbench.report.rendering import Line

PROVENANCE_SUFFIX = ".provenance.json"
FORMAT = 2
_PARTS = frozenset({"period", "as_of", "draft", "lines", "facts", "documents", "unused", "sha256"})


class MadeDecision(Protocol):
    """One act of a person on a fact, as the log has it."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def fact(self) -> str: ...  # noqa: D102
    @property
    def action(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str | None: ...  # noqa: D102


DecidedOn = Callable[[Collection[str]], Iterable[MadeDecision]]
"""Ids of facts -> the decisions of people that stand on them."""


EntryWritten: TypeAlias = tuple[str, bytes]
"""The key of an entry, and the entry as it is written: JSON with marks."""


def nobody(_facts: Collection[str]) -> Iterable[MadeDecision]:
    """Where no log is available."""
    return ()


class Entries(Mapping[str, dict[str, Any]]):
    """The entries of a part, each made when it is asked for: thousands are written without being there all at once."""

    def __init__(
        self, keys: Iterable[str], make: Callable[[str], dict[str, Any]], written: Iterable[EntryWritten] = ()
    ) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._written = iter(written)

    def __getitem__(self, key: str) -> dict[str, Any]:
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def written(self) -> Iterator[EntryWritten]:
        """Every entry, in the order of the keys; those that are there already written are taken, once."""
        there = next(self._written, None)
        for key in sorted(self._keys):
            while there is not None and there[0] < key:
                there = next(self._written, None)
            yield there if there is not None and there[0] == key else (key, _marked(self[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def make_provenance(
    period: str,
    as_of: str,
    lines: Sequence[Line],
    records: Iterable[Record],
    documents: Mapping[str, Document],
    decided: DecidedOn = nobody,
    written: Iterable[EntryWritten] = (),
) -> dict[str, Any]:
    """The provenance of lines, unsealed; its `lines` and `facts` are `Entries`.

    `facts` holds those that a line cites and those that a cited assessment rests on, each with the decisions that people
    made on it, in their order; `unused` the documents in the store that no line cites, to distinguish them from documents that
    came later.
    """
    behind = _with_basis(frozenset[str]().union(*[line.facts for line in lines]), records)
    decisions = _by_fact(decided(behind.keys()))
    used = sorted({record.fact.document for record in behind.values()} & documents.keys())
    usable = frozenset([id for id, record in behind.items() if record.usable])
    sources = {id: record.fact.document for id, record in behind.items() if record.evidence}
    phrasing = {str(number): line for number, line in enumerate(lines, start=1) if line.facts or line.computed}
    return {
        "format": FORMAT,
        "period": period,
        "as_of": as_of,
        "draft": line_digests(lines),
        "lines": Entries(phrasing, lambda number: _behind_line(phrasing[number], behind.keys(), usable, sources)),
        "facts": Entries(
            sorted(behind), lambda id: _behind_fact(behind[id], documents, decisions.get(id, [])), written
        ),
        "documents": {id: _source(documents[id]) for id in used},
        "unused": sorted(documents.keys() - set(used)),
    }


def facts_written(
    records: Iterable[Record], documents: Mapping[str, Document], decisions: Iterable[MadeDecision]
) -> list[EntryWritten]:
    """What a provenance says of facts, in the order of their ids: for a process that has nothing else to do."""
    made = _by_fact(decisions)
    return sorted((record.id, _marked(_behind_fact(record, documents, made.get(record.id, [])))) for record in records)


def _by_fact(decisions: Iterable[MadeDecision]) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    for decision in sorted(decisions, key=lambda each: each.number):
        act = {name: getattr(decision, name) for name in ("number", "action", "by", "at", "reason")}
        made.setdefault(decision.fact, []).append(act)
    return made


def sealed(provenance: Mapping[str, Any]) -> dict[str, Any]:
    """The provenance with the digest of all the rest of it, and with all entries made."""
    rest = {name: dict(part) if name in _BY_LINE else part for name, part in _without_seal(provenance).items()}
    seal = hashlib.sha256()
    for pieces in _batches(chain(_parts(rest, first=True), [_END])):
        seal.update(_canonical(pieces))
    return rest | {"sha256": seal.hexdigest()}


def is_whole(provenance: Mapping[str, Any]) -> bool:
    """Whether a provenance is as it was written: nothing in it was changed since."""
    return bool(sealed(provenance)["sha256"] == provenance["sha256"])


def line_digests(lines: Sequence[Line]) -> dict[str, Any]:
    """The digests of a draft and of each of its lines."""
    return {
        "sha256": digest("".join(f"{line.text}\n" for line in lines)),
        "lines": len(lines),
        "line_sha256": [digest(line.text) for line in lines],
    }


def content_digest(kind: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 of what a fact says: its kind and canonical fields."""
    return digest(_canonical_json([kind, fields]))


def digest(text: str) -> str:
    """SHA-256 of a text as UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed_json(provenance: Mapping[str, Any]) -> Iterator[bytes]:
    """The file of a provenance, `sealed`, piece by piece: a line for each line of the draft, each fact and document.

    It is sealed while it is written: what is made into JSON is made so once, and never all at once.
    """
    rest, seal = _without_seal(provenance), hashlib.sha256()
    before = {name: part for name, part in rest.items() if name < "sha256"}
    after = {name: part for name, part in rest.items() if name > "sha256"}
    for pieces in _batches(_parts(before, first=True)):
        seal.update(_canonical(pieces))
        yield _spaced(pieces)
    last = b"".join([*_parts(after, first=not before), _END])
    seal.update(_canonical(last))
    yield _spaced(b"".join(_parts({"sha256": seal.hexdigest()}, first=not before)))
    yield _spaced(last)


def _without_seal(provenance: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in provenance.items() if name != "sha256"}


# A provenance is digested in its canonical form, and written in one that people can read: marks stand where the latter has
# a space or a new line. JSON contains no control characters, so that nothing else is taken for a mark.
_SPACE, _LINE = b"\x01", b"\x02"
_MARKS = _SPACE + _LINE
_MARKED = bytes.maketrans(_MARKS, b" \n")
_END = _LINE + b"}" + _LINE
_plain = partial(
    json.JSONEncoder, ensure_ascii=False, sort_keys=True, check_circular=False
)  # nothing holds itself here
_json = _plain(separators=(f",{_SPACE.decode()}", f":{_SPACE.decode()}")).encode
_canonical_json = _plain(separators=(",", ":")).encode
_AT_ONCE = 500
_BY_LINE = frozenset({"lines", "facts", "documents"})
"""Parts of which each entry has a line of its own in the file."""


def _marked(value: object) -> bytes:
    return _json(value).encode()


def _parts(parts: Mapping[str, Any], *, first: bool) -> Iterator[bytes]:
    """Parts of a provenance in the order of their names, with marks; `first` where nothing stands before them."""
    for place, (name, part) in enumerate(sorted(parts.items())):
        yield (b"{" if first and not place else b",") + _LINE + _marked(name) + b":" + _SPACE
        if name not in _BY_LINE or not part:
            yield _marked(dict(part) if name in _BY_LINE else part)
            continue
        entries = part.written() if isinstance(part, Entries) else ((key, _marked(part[key])) for key in sorted(part))
        for number, (key, entry) in enumerate(entries):
            yield (b"," if number else b"{") + _LINE + _marked(key) + b":" + _SPACE + entry
        yield _LINE + b"}"


def _batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces, some hundreds joined to one: marks are taken out of a long text as fast as out of a short one."""
    left = iter(pieces)
    while batch := b"".join(islice(left, _AT_ONCE)):
        yield batch


def _canonical(pieces: bytes) -> bytes:
    return pieces.translate(None, _MARKS)


def _spaced(pieces: bytes) -> bytes:
    return pieces.translate(_MARKED)


def parts_of(written: bytes, names: Iterable[str]) -> dict[str, Any]:
    """The named parts of a provenance file, as far as it has them; ValueError where it is no JSON.

    As `sealed_json` writes it, a part that is no table of entries stands on a line of its own: the entries, by far the
    most of the file, are not read. A file that was laid out anew since is read as a whole.
    """
    if not (written.startswith(f"{{\n{_json('as_of')}:".encode()) and written.endswith(b"\n}\n")):
        waiting_facts = json.loads(written)
        return {name: waiting_facts[name] for name in names if name in waiting_facts}
    parts = {}
    for name in names:
        opening = f"\n{_json(name)}: ".encode()
        start = written.find(opening)
        if start >= 0:
            line = written[start + len(opening) : written.find(b"\n", start + 1)]
            parts[name] = json.loads(line.removesuffix(b","))
    return parts


def provenance_path(markdown_path: Path) -> Path:
    """Where the provenance of a draft lies."""
    return markdown_path.with_name(markdown_path.name.removesuffix(".md") + PROVENANCE_SUFFIX)


def load_provenance(path: Path) -> dict[str, Any]:
    """The provenance in a file, refused where it is none, or one of another format."""
    written = read_text(path, _("Make the draft anew with `workbench draft`; the file is written beside it."))
    try:
        provenance = json.loads(written)
        known = provenance["format"] == FORMAT and provenance.keys() >= _PARTS
    except (ValueError, TypeError, KeyError, AttributeError):
        known = False
    if not known:
        raise WorkbenchError(
            _("this is no provenance file of a draft, or one of another version of the program"),
            where=str(path),
            way_out=_("Make the draft anew with `workbench draft`."),
        )
    return provenance  # type: ignore[no-any-return]


def read_text(path: Path, way_out: str) -> str:
    """The text of a UTF-8 file, or one clear error."""
    try:
        text = path.read_bytes().decode("utf-8")  # read as text, a file of this size takes ten times as long
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        reason = _("it is not UTF-8 text")
    except OSError as error:
        reason = system_cause(error)
    raise WorkbenchError(
        _("it could not be read: {reason}").format(reason=reason), where=str(path), way_out=way_out
    ) from None


def _with_basis(cited: frozenset[str], records: Iterable[Record]) -> dict[str, Record]:
    """The records cited, by id, and those that a cited assessment rests on."""
    known = {record.id: record for record in records}  # gone through in their order: so they lie in memory
    assessed = [record.content for id, record in known.items() if is_assessment(record.fact) and id in cited]
    behind = cited.union(*[content.facts for content in assessed if isinstance(content, Assessment)])
    return {id: record for id, record in known.items() if id in behind}


def _behind_line(line: Line, known: Set[str], usable: frozenset[str], sources: Mapping[str, str]) -> dict[str, Any]:
    waiting = line.facts - usable
    return {
        "facts": sorted(line.facts - waiting),
        "waiting": sorted(waiting & known) if waiting else [],
        "computed": list(line.computed),
        "documents": sorted({sources[id] for id in line.facts if id in sources}),
    }


def _behind_fact(record: Record, documents: Mapping[str, Document], decisions: list[dict[str, Any]]) -> dict[str, Any]:
    fact, content, evidence = record.fact, record.content, record.evidence
    fields, document = canonical_fields(content), documents.get(fact.document)
    return {
        "kind": fact.kind,
        "instrument": instrument_of(content),
        "state": record.state,
        "fields": fields,
        "content_sha256": content_digest(fact.kind, fields),
        "document": fact.document,
        "evidence": [span.json() for span in evidence],
        "lead": lead_before(document.text, evidence) if document is not None else "",
        "decisions": decisions,
    }


def in_order_of_weight(ids: Iterable[str], provenance: Mapping[str, Any]) -> list[str]:
    """Facts of a provenance as a reader goes through them: those in use before those that wait; what a person wrote,
    then the heaviest sources, each article in the order of its text.
    """

    def place(id: str) -> tuple[bool, int, str, int, str]:
        fact = provenance["facts"][id]
        source = provenance["documents"].get(fact["document"])
        weight = -1 if source is None else TIERS.index(source["tier"]) if source.get("tier") in TIERS else len(TIERS)
        first = min([span["start"] for span in fact["evidence"]], default=-1)
        return fact["state"] in WAITING, weight, fact["document"], first, id

    return sorted((id for id in ids if id in provenance["facts"]), key=place)


def _source(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "year": document.year,
        "url": document.url,
        "name": document.name,
        "tier": document.tier,
        "text_sha256": digest(document.text),
    }
