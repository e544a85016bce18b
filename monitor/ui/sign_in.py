"""Signing in and out at the display. The PIN is tested elsewhere and later; the screen goes on meanwhile."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from monitor.domain.commands import Command, SignIn, SignOut
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.port.people_port import STATION, PeoplePort
from monitor.port.snapshot import Snapshot
from monitor.ui.form_views import FieldView, Question
from monitor.ui.presenter import privacy
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.dialogs import StationDialog, label_for
from monitor.ui.widgets.fields import Typed
from monitor.ui.words import source, told, tr

if TYPE_CHECKING:
    from concurrent.futures import Future

NO_ACCOUNTS = source("This station has no accounts: nobody signs in or out here.")
FIRST = source(
    "There is no account yet. The first one is an administrator's; it makes the others with infusion-monitor accounts."
)
REPEAT_DIFFERS = source("The two PINs differ.")


class SignInDialog(StationDialog):
    """Asks for name and PIN; the first account of all for the PIN twice. Stays open until the answer is yes."""

    def __init__(
        self, palette: Palette, *, is_first: bool, ask: Callable[[str, str], None], parent: QWidget, hint: str = ""
    ) -> None:
        words = tr("Make the first account") if is_first else tr("Sign in")
        super().__init__(palette, Question(title=words, text=tr(FIRST) if is_first else hint, confirm=words), parent)
        self._ask = ask
        self._is_first = is_first
        self.name = Typed(FieldView(field="name", label=tr("Name"), hint=tr("Name")), self._changed).edit
        self.pin = Typed(FieldView(field="pin", label=tr("PIN"), hint=tr("PIN"), secret=True), self._changed).edit
        repeat = FieldView(field="repeat", label=tr("PIN again"), hint=tr("PIN again"), secret=True)
        self.repeat = Typed(repeat, self._changed).edit
        self.repeat.setVisible(is_first)
        self.problem = label_for("", Face(15))
        for widget in (self.name, self.pin, self.repeat, self.problem):
            if widget is not self.repeat or is_first:
                self.body.addWidget(widget)
        self.repeat.setParent(self)
        self.cancel.setDefault(False)
        self.cancel.setAutoDefault(False)
        self.confirm.setDefault(True)  # Return signs in: there is nothing here that could be recorded by mistake
        self._changed()
        self.name.setFocus()

    def _changed(self) -> None:
        if hasattr(self, "problem"):
            self.problem.setText("")
            self.confirm.setEnabled(bool(self.name.text().strip() and self.pin.text()))

    def accept(self) -> None:
        """Ask; the dialog closes when the answer has come."""
        if self._is_first and self.pin.text() != self.repeat.text():
            self.problem.setText(tr(REPEAT_DIFFERS))
            return
        self.confirm.setEnabled(False)
        self.problem.setText("…")
        self._ask(self.name.text().strip(), self.pin.text())

    def refused(self, why: str) -> None:
        """Say why, and let the person try again."""
        self.pin.clear()
        self.repeat.clear()
        self.problem.setText(told(why))

    def let_in(self) -> None:
        """The answer was yes."""
        super().accept()


class SignInDesk:
    """Knows who is signed in, from what the room says, and asks the accounts."""

    def __init__(
        self,
        palette: Palette,
        people: PeoplePort | None,
        *,
        submit: Callable[[Command], None],
        open_dialog: Callable[[StationDialog], None],
        say: Callable[[str], None],
        host: QWidget,
    ) -> None:
        self._palette = palette
        self._people = people
        self._submit = submit
        self._open_dialog = open_dialog
        self._say = say
        self._host = host
        self._first_is_due = False
        self._asked: Future[Actor | str] | None = None
        self._dialog: SignInDialog | None = None
        self.actor = UNATTRIBUTED
        self.on_signed_in: Callable[[], None] = lambda: None  # told by whoever has something to ask then

    @property
    def has_accounts(self) -> bool:
        return self._people is not None

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take over who is signed in; the room signs out by itself whoever does nothing for long."""
        known = privacy.person(snapshot)
        self.actor = UNATTRIBUTED if known is None else Actor(*known)
        empty = all(place.session is None for place in snapshot.places)
        self._first_is_due = snapshot.policy.roles and empty

    def ask(self) -> None:
        """Open the dialog."""
        if self._people is None:
            self._say(tr(NO_ACCOUNTS))
            return
        people = self._people
        dialog = SignInDialog(
            self._palette, is_first=people.nobody_yet, ask=self._verify, parent=self._host, hint=people.hint
        )
        dialog.finished.connect(lambda _result: self._closed(dialog))
        self._open_dialog(dialog)
        self._dialog = dialog

    def _closed(self, dialog: SignInDialog) -> None:
        if self._dialog is dialog:
            self._dialog = self._asked = None

    def _verify(self, name: str, pin: str) -> None:
        if self._people is not None:
            ask = self._people.make_first if self._people.nobody_yet else self._people.verified
            self._asked = ask(name, pin)

    def tick(self) -> None:
        """See whether the accounts have answered; until there is one, ask for it before the first patient comes."""
        if self._first_is_due and self._dialog is None and self._people is not None and self._people.nobody_yet:
            self.ask()
        if self._asked is None or not self._asked.done() or self._dialog is None:
            return
        answer, dialog = self._asked.result(), self._dialog
        self._asked = None
        if isinstance(answer, str):
            dialog.refused(answer)
            return
        self._submit(SignIn(station=STATION, actor=answer))
        self._say(tr("Signed in: {name}", name=answer.name))
        dialog.let_in()
        self.on_signed_in()

    def sign_out(self, *, leaving: bool) -> None:
        """Nobody works here any more; `leaving`: somebody else has to take the patients over."""
        if self._people is None:
            self._say(tr(NO_ACCOUNTS))
            return
        self._submit(SignOut(station=STATION, leaving=leaving))
