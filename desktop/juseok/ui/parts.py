"""What the window is made of, by name, and when each part of it is loaded.

A panel is made when the article is on screen, and further actions when a thread has loaded what
they need.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from juseok.ui.context import PanelContext, PanelSpec
from juseok.ui.handlers.projects import CopyHandlers
from juseok.ui.i18n import mark


def _later(module: str, name: str) -> Callable[[PanelContext], Any]:
    """Makes the class ``name`` of ``module``, which is loaded no sooner than that."""

    def make(context: PanelContext) -> Any:
        return getattr(import_module(module), name)(context)

    return make


PANELS: Sequence[PanelSpec] = (
    PanelSpec("entities", mark("Entities"), _later("juseok.ui.panels.entities", "EntityPanel")),
    PanelSpec("claims", mark("Claims"), _later("juseok.ui.panels.claims", "ClaimPanel")),
    PanelSpec(
        "relationships",
        mark("Relationships"),
        _later("juseok.ui.panels.relationships", "RelationshipsPanel"),
    ),
    PanelSpec("notes", mark("Notes"), _later("juseok.ui.panels.notes", "NotesPanel")),
    PanelSpec(
        "search", mark("Search"), _later("juseok.ui.panels.search", "SearchPanel"), typed_into=True
    ),
    PanelSpec(
        "suggestions",
        mark("Suggestions"),
        _later("juseok.ui.panels.suggestions", "SuggestionPanel"),
    ),
    PanelSpec(
        "review", mark("Review"), _later("juseok.ui.review.panel", "ReviewPanel"), typed_into=True
    ),
    PanelSpec("campaign", mark("Campaign"), _later("juseok.ui.panels.campaign", "CampaignPanel")),
    PanelSpec(
        "guidelines",
        mark("Guidelines"),
        _later("juseok.ui.panels.campaign_guidelines", "GuidelinesPanel"),
    ),
)
EXTENSIONS: Sequence[Callable[[PanelContext], object]] = (
    CopyHandlers,
    _later("juseok.ui.handlers.scheme", "SchemeHandlers"),
    _later("juseok.ui.handlers.migrating", "MigratingHandlers"),
    _later("juseok.ui.handlers.snapping", "SnappingHandlers"),
    _later("juseok.ui.handlers.sentences", "SentenceHandlers"),
    _later("juseok.ui.handlers.entities", "EntityHandlers"),
    _later("juseok.ui.handlers.pairs", "PairHandlers"),
    _later("juseok.ui.handlers.claims", "ClaimHandlers"),
    _later("juseok.ui.handlers.relationships", "RelationshipHandlers"),
    _later("juseok.ui.handlers.remarks", "RemarkHandlers"),
    _later("juseok.ui.handlers.finishing", "FinishingHandlers"),
    _later("juseok.ui.handlers.importing", "ImportHandlers"),
    _later("juseok.ui.handlers.exporting", "ExportHandlers"),
    _later("juseok.ui.handlers.releases", "ReleaseHandlers"),
    _later("juseok.ui.handlers.exchange", "ExchangeHandlers"),
    _later("juseok.ui.handlers.sharing", "SharingHandlers"),
    _later("juseok.ui.handlers.zones", "ZoneHandlers"),
    _later("juseok.ui.handlers.rights", "RightsHandlers"),
    _later("juseok.ui.handlers.everywhere", "EverywhereHandlers"),
    _later("juseok.ui.handlers.precedent", "PrecedentHandlers"),
    _later("juseok.ui.handlers.searching", "SearchHandlers"),
    _later("juseok.ui.handlers.recoding", "RecodingHandlers"),
    _later("juseok.ui.handlers.suggesting", "SuggestingHandlers"),
    _later("juseok.ui.handlers.learning", "LearningHandlers"),
    _later("juseok.ui.handlers.reviewing", "ReviewHandlers"),
    _later("juseok.ui.handlers.review_comments", "CommentHandlers"),
    _later("juseok.ui.handlers.history", "HistoryHandlers"),
    _later("juseok.ui.handlers.history", "FeedbackHandlers"),
    _later("juseok.ui.handlers.comparing", "ComparingHandlers"),
    _later("juseok.ui.handlers.review_lots", "LotHandlers"),
    _later("juseok.ui.handlers.premerge", "PremergeHandlers"),
    _later("juseok.ui.handlers.campaign", "CampaignHandlers"),
    _later("juseok.ui.handlers.campaign_brief", "BriefHandlers"),
    _later("juseok.ui.handlers.campaign_people", "PeopleHandlers"),
    _later("juseok.ui.handlers.campaign_training", "TrainingHandlers"),
    _later("juseok.ui.handlers.agreement", "AgreementHandlers"),
    _later("juseok.ui.handlers.campaign_rulings", "RulingHandlers"),
    _later("juseok.ui.handlers.campaign_register", "RegisterHandlers"),
)
BEHIND: Sequence[str] = (
    "juseok.core.agreement",
    "juseok.core.brief",
    "juseok.core.readback",
    "juseok.services.about",
    "juseok.services.tagging.claim_presets",
    "juseok.services.tagging.claims",
    "juseok.services.tagging.finish",
    "juseok.services.tagging.remarks",
    "juseok.services.review.index",
    "juseok.services.review.preparing",
    "juseok.services.heavy",
    "juseok.services.interchange.exporting",
    "juseok.services.interchange.frozen",
    "juseok.services.interchange.looking",
    "juseok.services.interchange.named",
    "juseok.services.interchange.recipes",
    "juseok.services.interchange.stamps",
    "juseok.services.exchange.apart",
    "juseok.services.tagging.article_facts",
    "juseok.services.tagging.rights",
    "juseok.services.tagging.zoning",
    "juseok.services.bulk.consistency",
    "juseok.services.bulk.tag_all",
    "juseok.services.search.searching",
    "juseok.services.search.keeping",
    "juseok.services.entities.known_names",
    "juseok.services.suggestions.learning",
    "juseok.services.suggestions.candidates",
    "juseok.services.suggestions.decisions",
    "juseok.services.suggestions.look",
    "juseok.services.suggestions.sources",
    "juseok.services.tagging.sentencing",
    "juseok.services.entities.alias_behind",
    "juseok.lang.snap",
    "juseok.lang.lexicon",
    "juseok.services.search.similar_claims",
    "juseok.services.review.reviewing",
    "juseok.services.history.reading",
    "juseok.services.history.past",
    "juseok.services.review.side_by_side",
    "juseok.services.review.phrase",
    "juseok.services.review.comments",
    "juseok.services.review.lots",
    "juseok.services.review.done",
    "juseok.services.review.gold",
    "juseok.services.campaigns.campaigns",
    "juseok.services.campaigns.reading",
    "juseok.services.campaigns.people",
    "juseok.services.campaigns.guidelines",
    "juseok.services.entities.proposals",
    "juseok.services.scheme.gold_migrate",
    "juseok.services.scheme.scheme_use",
)
"""What the extensions import from below the window, for a thread to load while it is used.

Nothing of Qt: the binding makes its classes when they are first asked for, which two threads
may not do at once.
"""


def load_behind() -> None:
    """Load the modules of ``BEHIND``.  Any thread."""
    for name in BEHIND:
        import_module(name)
