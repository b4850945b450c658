"""What one does between the tags, without a mouse: the list, the chooser, a claim taken back."""

from tests.e2e import dialogs
from tests.e2e.ways import by_search, put_caret, sentences_of, words_of


def test_list_chooser_and_claims_by_keyboard_alone(tmp_path, folder, command, at_window):
    path = tmp_path / "빈 것.juseok"
    assert command("new", path) == 0

    def work(hands):
        hands.until(lambda: hands.desk.session is not None and hands.window.bench is not None)
        dialog = dialogs.open_import(hands)
        dialogs.choose(hands, dialog, folder)
        dialogs.finish_import(hands, dialog, by_key=True)
        hands.wait_open()
        hands.until(lambda: hands.bench.list.model.rowCount() >= 5)
        ids = hands.bench.list.model.ids
        hands.wait_shown(ids[0])

        hands.press("Shift+F6")
        assert not hands.in_text
        hands.press_each("Down", "Down", "Enter")
        hands.wait_shown(ids[2])
        assert hands.in_text
        hands.press_each("Ctrl+PgUp", "Ctrl+PgUp")
        hands.wait_shown(ids[0])

        one, other = words_of(hands.workspace, 2)
        by_search(hands, *one)
        hands.press("W")
        by_search(hands, *other)
        hands.press("Shift+W")
        hands.choose_in_palette(hands.text[slice(*one)])
        (entity,) = {mention.entity for mention in hands.mentions}
        assert hands.session.index.entity(entity).name == hands.text[slice(*one)]

        put_caret(hands, *one)
        hands.press("F2")
        assert not hands.in_text
        hands.type_text("새 이름")
        hands.press("Enter")
        assert hands.in_text
        assert hands.session.index.entity(entity).name == "새 이름"

        sentence = sentences_of(hands.workspace, 1)[0]
        by_search(hands, *sentence.content)
        hands.press_each("Z", "X", "X", "3")
        (claim,) = hands.workspace.claims
        assert claim.source_state == "none"
        hands.wait_saved()
        hands.wait_turned()
        hands.press("Ctrl+Z")
        hands.until(lambda: hands.workspace.claims[0].attributes["certainty"].value == "certain")
        hands.press("Ctrl+Shift+Z")
        hands.until(lambda: hands.workspace.claims[0].attributes["certainty"].value == "possible")
        assert not hands.moused
        hands.quit()

    at_window(work, path, wait=False)
