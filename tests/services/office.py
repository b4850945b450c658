"""A project that two annotators work on, and the hands of its lead."""

from tests.ui.kit import article_of

from juseok.core.model import Viewer
from juseok.core.review_model import Campaign
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.people import add_person
from juseok.services.campaigns.reading import next_in_queue, read_team
from juseok.store.identity import own_layer_id

ARTICLES = [article_of(n) for n in range(3)]


class Office:
    """A project with two annotators, of whom the first is at the window."""

    def __init__(self, project):
        self.project = project
        self.me = project.annotator
        self.do(add_person(ids=project.ids, name="이가온"))
        self.you = next(e.id for e in self.team.people if e.id != self.me)

    def do(self, action):
        assert action is not None
        return self.project.writer.commit(action)

    @property
    def team(self):
        with self.project.reader() as reader:
            return read_team(reader)

    @property
    def state(self):
        (state,) = self.team.states
        return state

    def make(self, **how):
        fields = {"per_article": how.pop("per_article", 2), "blind": how.pop("blind", True)}
        self.do(
            campaigns.make_campaign(
                ids=self.project.ids, campaign=Campaign("", "1차", **fields),
                articles=how.pop("articles", ARTICLES), people=[self.me, self.you],
                lead=self.team.person(self.me), **how,
            )
        )  # fmt: skip

    def finish(self, who, article, parts=(), side="finished"):
        layer = own_layer_id(who)
        self.do(
            campaigns.set_passes(
                state=self.state, annotator=who, layer=layer, article=article, title="제목",
                parts=parts, side=side,
            )
        )  # fmt: skip

    def next(self, who, here=""):
        viewer = Viewer(who, frozenset({own_layer_id(who)}), own_layer_id(who))
        with self.project.reader() as reader:
            return next_in_queue(reader, viewer, here)
