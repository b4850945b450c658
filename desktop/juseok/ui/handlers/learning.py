"""The learned model by key: train it now, use it or not."""

from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.learning import SETTING, Learning


class LearningHandlers(Handlers):
    """Begins to learn when it is loaded, which is after the first paint."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.learning = Learning(context)
        self.learning.told.connect(context.say)
        self.router.register("learn.train", self.learning.train)
        self.router.register("learn.use", self.switch, checked=self._used)
        self.learning.start()

    def switch(self) -> None:
        """Use the model, or do not; it says how good it is."""
        self.context.settings.set(SETTING, not self.learning.on)
        self.context.say(self.learning.words)

    def _used(self) -> bool:
        return self.learning.on
