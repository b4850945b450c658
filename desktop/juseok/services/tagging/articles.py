"""How far one annotator is with an article: open, finish, skip, reopen."""

from juseok.core.ids import derived_id
from juseok.core.model import ArticleState, ArticleStateName, Kind
from juseok.core.ops import CREATE, Action, Change, Json
from juseok.services.edits import elide, label


def article_state_id(layer: str, article: str) -> str:
    return derived_id("article_state", layer, article)


def open_article(*, state: ArticleState | None, layer: str, article: str) -> Action | None:
    """A new article that is opened is in progress; None when it is further already.

    Nobody undoes having looked at something: the action is not undoable.
    """
    if state is not None and state.state != "new":
        return None
    return _to(state, layer, article, "in_progress", title="", undoable=False)


def finish_article(
    *, state: ArticleState | None, layer: str, article: str, title: str
) -> Action | None:
    """Mark an article as finished; None when it is."""
    return _to(state, layer, article, "finished", title=title)


def skip_article(
    *, state: ArticleState | None, layer: str, article: str, title: str, reason: str
) -> Action | None:
    """Lay an article aside, with the reason; None when it is laid aside for that reason."""
    return _to(state, layer, article, "skipped", title=title, reason=reason.strip())


def reopen_article(
    *, state: ArticleState | None, layer: str, article: str, title: str
) -> Action | None:
    """Take a finished or skipped article up again; None when it is in progress."""
    return _to(state, layer, article, "in_progress", title=title)


def _to(
    state: ArticleState | None,
    layer: str,
    article: str,
    name: ArticleStateName,
    *,
    title: str,
    reason: str = "",
    undoable: bool = True,
) -> Action | None:
    if state is not None and (state.state, state.reason) == (name, reason):
        return None
    # Its id is the same on every machine, and each step creates it: what is left when some are
    # undone, here or elsewhere, is the latest of the others.
    body: dict[str, Json] = {"layer": layer, "article": article, "state": name, "reason": reason}
    change = Change(article_state_id(layer, article), Kind.ARTICLE_STATE, CREATE, body)
    code = "open" if not undoable else name
    return Action(
        label(f"article.{code}", title=elide(title), reason=elide(reason)),
        (change,),
        article,
        undoable=undoable,
    )
