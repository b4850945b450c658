"""Tag all: every other place of the same words, and only those."""

from tests.services.desk import Desk

from juseok.core.messages import render
from juseok.core.model import How, Zone, ZoneRole
from juseok.services.bulk.tag_all_here import other_occurrences, tag_occurrences


def test_all_other_places_are_tagged_in_one_action(desk: Desk) -> None:
    mention = desk.mention("한빛전자", nth=1)
    action = desk.do(
        tag_occurrences(
            ids=desk.ids, text=desk.text, mention=mention, mentions=desk.workspace.mentions
        )
    )
    made = [each for each in desk.workspace.mentions if each.id != mention.id]
    assert [each.how for each in made] == [How.BULK, How.BULK]
    assert {(each.type, each.entity) for each in made} == {("ORG", mention.entity)}
    assert len(action.changes) == 1
    assert render(action.label, "ko") == "ORG 언급 ‘한빛전자’ 2곳 모두 추가"
    assert (
        tag_occurrences(
            ids=desk.ids, text=desk.text, mention=mention, mentions=desk.workspace.mentions
        )
        is None
    )


def test_words_inside_other_mentions_and_outside_the_article_are_left(desk: Desk) -> None:
    desk.mention("한빛전자의 도 대표")
    mention = desk.mention("한빛전자", nth=1)
    headline = desk.text.index("\n")
    zones = (
        Zone(0, headline, ZoneRole.RELATED),
        Zone(headline + 1, len(desk.text), ZoneRole.BODY),
    )
    assert (
        tag_occurrences(
            ids=desk.ids,
            text=desk.text,
            mention=mention,
            mentions=desk.workspace.mentions,
            zones=zones,
        )
        is None
    )


def test_a_mention_in_pieces_has_no_other_place(desk: Desk) -> None:
    mention = desk.mention("한빛전자", "도하윤")
    assert tag_occurrences(ids=desk.ids, text=desk.text, mention=mention, mentions=()) is None


def test_the_hanja_of_headlines_counts_as_its_name_and_other_words_do_not() -> None:
    text = "中, 대중 관세 인하\n중국은 인도와 인도네시아를 찾았다. 美中 회담 中 중국이 말했다.\n"
    desk = Desk(text)
    mention = desk.mention("중국", type="GPE")
    made = tag_occurrences(ids=desk.ids, text=text, mention=mention, mentions=(mention,))
    desk.do(made)
    found = [each.spans[0] for each in desk.workspace.mentions]
    assert [span.quote for span in found] == ["中", "중국", "中", "중국"]
    assert found[2].start == text.index("美中") + 1
    short = desk.workspace.mentions[0]
    assert other_occurrences(text=text, mention=short, mentions=(short,)) == tuple(
        each.spans[0] for each in desk.workspace.mentions[1:]
    )
