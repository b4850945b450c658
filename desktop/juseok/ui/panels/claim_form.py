"""The open claim: read back as a sentence, and its fields below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from juseok.core.model import Claim
from juseok.services.claims import CERTAINTY, POLARITY, modality
from juseok.ui.claiming import Claiming
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.certainty import CertaintyControl, Step
from juseok.ui.widgets.pieces import Part, PiecesLabel


class ClaimForm(QWidget):
    """Fields of one claim; each edit is one action."""

    def __init__(self, claiming: Claiming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The open claim"))
        self._claiming = claiming
        self._claim: Claim | None = None
        self.sentence = PiecesLabel(self)
        self.certainty = CertaintyControl(self)
        self.certainty.chosen.connect(self._certainty_chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 16)
        box.setSpacing(8)
        box.addWidget(self.sentence)
        box.addWidget(self.certainty)
        self.offer()

    @property
    def claim(self) -> Claim | None:
        return self._claim

    def offer(self) -> None:
        """Take the choices from the scheme in force."""
        scheme = self._claiming.session.scheme
        held = [scheme.attribute(name) for name in (CERTAINTY, POLARITY)]
        steps, signs = (
            [Step(v.id, v.name(language()), v.key) for v in each.values if not v.retired]
            if each is not None
            else []
            for each in held
        )
        self.certainty.offer(steps, signs)

    def show_claim(self, claim: Claim) -> None:
        self._claim = claim
        pieces = self._claiming.read_back(claim).pieces
        self.sentence.show_parts([Part(piece.text, piece.field) for piece in pieces])
        stand = modality(claim)
        self.certainty.set_stand(stand.certainty, stand.polarity)

    def _certainty_chosen(self, certainty: str, polarity: str) -> None:
        if self._claim is not None:
            self._claiming.set_modality(self._claim, certainty, polarity)
