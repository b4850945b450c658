"""Metadata from the lines of one article: who published it, when, who wrote it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from juseok.core.model import Metadata, PublishedAt
from juseok.lang.extract.bylines import EMAIL, Lead
from juseok.lang.extract.dates import DATE, earliest, parse_date
from juseok.lang.extract.meta import Meta, Part
from juseok.lang.extract.tables import EMAIL_OUTLETS, NOT_NAMES, PORTALS

_OWNER: Final = re.compile(
    r"(?:저작권자|copyright|[ⓒ©]|\(c\))(?:[\s:：ⓒ©]|\(c\)|저작권자|copyright|(?:19|20)\d\d|by\s)*"
    r"(?P<name>[가-힣A-Za-z0-9&][가-힣A-Za-z0-9&. ]{1,24}?)"
    r"(?=\s?[,.\]>)】〉|·:]|\s(?:무단|all|기사|재배포|corp|inc)|\s?-|\s?$)",
    re.IGNORECASE,
)
_MASTHEAD: Final = re.compile(r"제\s?호\s?[:：]\s?(\S.{0,24}?)\s*(?:[|,·/]|$)", re.MULTILINE)
_TITLE_SUFFIX: Final = re.compile(r"\s(?:[-|<:]|::|–|—)\s?([가-힣A-Za-z0-9 ]{2,20})$")
_CREDITED: Final = re.compile(
    r"[*※]\s?([가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,4})\s?(?:\S{0,4}기자)"
)
_PICTURE: Final = re.compile(r"[(\[<〈【ⓒ©]|사진|이미지|출처|자료")
_AFTER_SIGN: Final = re.compile(
    r"[=:：ㅣ|/]\s?([가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,4})(?![가-힣]*\s?[=:：])"
)
_PORTAL_SAMPLE: Final = 20_000


@dataclass(slots=True)
class Facts:
    """What the lines of one article say, gathered in reading order."""

    metas: list[Meta] = field(default_factory=list[Meta])
    leads: list[Lead] = field(default_factory=list[Lead])
    tail_names: list[str] = field(default_factory=list[str])
    credit_lines: list[str] = field(default_factory=list[str])
    copyright_lines: list[str] = field(default_factory=list[str])
    outlet_lines: list[str] = field(default_factory=list[str])
    emails: list[str] = field(default_factory=list[str])

    def metadata(
        self, *, title: str, subtitles: Sequence[str], kicker: str, section: str, page: "PageFacts"
    ) -> Metadata:
        """Everything gathered, as one record; ``extra`` says what named the publisher."""
        publisher, evidence = self._publisher(page)
        extra: dict[str, str] = {}
        if publisher:
            extra["publisher_evidence"] = evidence
        agency = next((lead.publisher for lead in self.leads if lead.publisher), "")
        if agency and agency != publisher:
            extra["agency"] = agency
        if self.emails:
            extra["emails"] = ", ".join(dict.fromkeys(self.emails))
        names = [name for lead in self.leads for name in lead.names]
        names += [name for meta in self.metas for name in meta.names]
        credited = list(dict.fromkeys(_credited(self.credit_lines)))
        return Metadata(
            title=title,
            subtitles=tuple(subtitles),
            kicker=kicker,
            publisher=publisher,
            portal=page.portal,
            bylines=tuple(dict.fromkeys(names + self.tail_names)),
            credits=tuple(credited),
            published=self._published(),
            modified=earliest([d for meta in self.metas for d in meta.dates(Part.MODIFIED)]),
            dateline_place=next((lead.place for lead in self.leads if lead.place), ""),
            section=section or next((s for m in self.metas if (s := m.first(Part.SECTION))), ""),
            copyright=self.copyright_lines[0] if self.copyright_lines else "",
            extra=extra,
        )

    def _published(self) -> PublishedAt:
        labelled = [d for meta in self.metas for d in meta.dates(Part.PUBLISHED)]
        plain = [d for meta in self.metas for d in meta.dates(Part.DATE)]
        sent = [parse_date(m[0]) for line in self.copyright_lines if (m := DATE.search(line))]
        return earliest(labelled + [date for date in plain + sent if date.iso] or plain + sent)

    def _publisher(self, page: "PageFacts") -> tuple[str, str]:
        for line in self.copyright_lines:
            if found := _OWNER.search(line):
                return found["name"].strip(), "copyright"
        lead = next((lead.publisher for lead in self.leads if lead.publisher), "")
        if lead:
            return lead, "byline"
        outlet = next((o for meta in self.metas if (o := meta.first(Part.OUTLET))), "")
        if outlet:
            return outlet, "dateline"
        for name, evidence in (
            (page.masthead, "masthead"),
            (next(iter(self.outlet_lines), ""), "line"),
            (page.title_suffix, "page title"),
        ):
            if name:
                return name, evidence
        for email in self.emails:
            domain = email.partition("@")[2]
            if domain in EMAIL_OUTLETS:
                return EMAIL_OUTLETS[domain], "e-mail"
        return "", ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a whole page says of the articles on it."""

    masthead: str = ""
    portal: str = ""
    title_suffix: str = ""


def page_facts(text: str, *, title_suffix: str = "") -> PageFacts:
    """The publisher's name as the page's imprint has it, and the portal it was copied from."""
    ends = text
    if len(text) > 2 * _PORTAL_SAMPLE:
        ends = text[:_PORTAL_SAMPLE] + "\n" + text[-_PORTAL_SAMPLE:]
    portal = next((name for name, words in PORTALS if any(word in ends for word in words)), "")
    masthead = _MASTHEAD.search(ends) if "제호" in ends or "제 호" in ends else None
    return PageFacts(masthead[1].strip() if masthead else "", portal, title_suffix)


def without_suffix(title: str) -> tuple[str, str]:
    """``title`` without an outlet's name behind a dash or bar, and that name."""
    found = _TITLE_SUFFIX.search(title[-40:])
    return (title[: -len(found[0])].rstrip(), found[1].strip()) if found else (title, "")


def emails_of(line: str) -> list[str]:
    return EMAIL.findall(line) if "@" in line else []


def _credited(lines: Iterable[str]) -> list[str]:
    names: list[str] = []
    for line in lines:
        if _PICTURE.match(line):
            continue
        found = _CREDITED.match(line)
        for people in [found[1]] if found else _AFTER_SIGN.findall(line):
            names += [name for name in re.split(r"\s?[·,]\s?", people) if name not in NOT_NAMES]
    return names
