"""Everything in the action table has somebody who does it in the real window."""


def test_every_action_has_somebody_who_does_it(path, at_window):
    def look(hands):
        assert hands.window.router.missing() == ()

    at_window(look, path)
