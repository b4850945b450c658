"""The words by which names are told and typed: ``resources/lexicons/names.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from juseok.core.messages import Message
from juseok.core.resources import read_text
from juseok.lang.own_lexicons import joined_words, own_text


@dataclass(frozen=True, slots=True)
class NameWords:
    """Sets of words; the file says what each is for."""

    countries: frozenset[str]
    cities: frozenset[str]
    places: frozenset[str]
    place_heads: tuple[str, ...]
    places_sure: frozenset[str]
    no_place_name: frozenset[str]
    sites: frozenset[str]
    places_doubtful: frozenset[str]
    place_endings: tuple[str, ...]
    site_endings: tuple[str, ...]
    site_sure: frozenset[str]
    site_behind_place: tuple[str, ...]
    org_endings: tuple[str, ...]
    org_firm: tuple[str, ...]
    org_apart: tuple[str, ...]
    org_common: frozenset[str]
    org_common_ends: tuple[str, ...]
    org_known: frozenset[str]
    groups: tuple[str, ...]
    forms: frozenset[str]
    scholars: tuple[str, ...]
    no_school: tuple[str, ...]
    short_given: frozenset[str]
    vietnamese: frozenset[str]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    double: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    titles_long: tuple[str, ...]
    before_title: frozenset[str]
    behind_org: frozenset[str]
    foreign: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    kind_endings: Mapping[str, tuple[str, ...]]
    events: tuple[str, ...]
    events_apart: frozenset[str]
    events_common: frozenset[str]
    nothing: frozenset[str]
    loans: frozenset[str]
    loan_ends: tuple[str, ...]
    letters: frozenset[str]
    sources: frozenset[str]
    pronouns: frozenset[str]
    not_subject: frozenset[str]
    problems: tuple[Message, ...] = ()


@cache
def name_words() -> NameWords:
    """The words that travel with the program, with those of one's own."""
    text, unread = own_text("names.toml")
    ours = tomllib.loads(read_text("lexicons/names.toml"))
    data, problems = joined_words(ours, text, file="names.toml")
    places, orgs, people = data["places"], data["organisations"], data["persons"]
    titles = frozenset(people["titles"].split())
    known_places = frozenset(f"{places['countries']} {places['cities']}".split())
    doubtful = frozenset(places["doubtful"].split())
    no_names = frozenset(f"{orgs['common']} {data['nothing']['words']}".split())
    return NameWords(
        countries=frozenset(places["countries"].split()),
        cities=frozenset(places["cities"].split()),
        places=known_places,
        place_heads=tuple(name for name in known_places if len(name) > 1),
        places_sure=known_places - doubtful,
        no_place_name=no_names,
        sites=frozenset(places["sites"].split()),
        places_doubtful=doubtful,
        place_endings=_longest(places["endings"]),
        site_endings=_longest(places["site_endings"]),
        site_behind_place=_longest(places["site_behind_place"]),
        site_sure=frozenset(places["site_sure"].split()),
        org_endings=_longest(orgs["endings"]),
        org_firm=_longest(orgs["firm"]),
        org_apart=_longest(orgs["apart"]),
        org_common_ends=_longest(orgs["common"]),
        org_common=frozenset(orgs["common"].split()),
        org_known=frozenset(orgs["known"].split()),
        groups=_longest(orgs["groups"]),
        forms=frozenset(orgs["forms"].split()),
        scholars=_longest(orgs["scholars"]),
        no_school=_longest(orgs["no_school"]),
        vietnamese=frozenset(people["vietnamese"].split()),
        short_given=frozenset(people["short_given"].split()),
        surnames=frozenset(people["surnames"].split()),
        doubtful=frozenset(people["doubtful"].split()),
        given=frozenset(people["given"].split()),
        double=frozenset(people["double"].split()),
        titles=titles,
        titles_long=tuple(sorted((t for t in titles if len(t) > 1), key=lambda t: (-len(t), t))),
        before_title=frozenset(people["before_title"].split()),
        behind_org=frozenset(people["behind_organisation"].split()),
        foreign=frozenset(people["foreign"].split()),
        kinds={kind: frozenset(words.split()) for kind, words in data["kinds"].items()},
        kind_endings={kind: _longest(words) for kind, words in data["kinds_ending"].items()},
        events_apart=frozenset(data["events"]["apart"].split()),
        events=_longest(data["events"]["endings"]),
        events_common=frozenset(data["events"]["common"].split()),
        nothing=frozenset(data["nothing"]["words"].split()),
        loans=frozenset(data["nothing"]["loans"].split()),
        loan_ends=_longest(data["nothing"]["loans"]),
        letters=frozenset(data["nothing"]["letters"].split()),
        sources=frozenset(data["sources"]["words"].split()),
        pronouns=frozenset(data["sources"]["pronouns"].split()),
        not_subject=frozenset(data["sources"]["not_subject"].split()),
        problems=(*unread, *problems),
    )


def end_of(text: str, endings: tuple[str, ...]) -> str | None:
    """The first of ``endings`` that ends ``text``: the longest, in the order they are kept in."""
    if not text.endswith(endings):
        return None
    return next(ending for ending in endings if text.endswith(ending))


def _longest(words: str) -> tuple[str, ...]:
    return tuple(sorted(set(words.split()), key=lambda word: (-len(word), word)))
