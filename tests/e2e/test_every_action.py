"""Everything in the action table has somebody who does it in the real window."""

FOR_SUGGESTIONS = {"suggest.accept", "suggest.reject"}
"""Their keys are kept free; there is nothing yet that suggests."""


def test_every_action_has_somebody_who_does_it(path, at_window):
    def look(hands):
        assert set(hands.window.router.missing()) == FOR_SUGGESTIONS

    at_window(look, path)
