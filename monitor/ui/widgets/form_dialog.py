"""A form on screen: its fields, the time where it may lie back, and one button that says whom it is about."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from monitor.domain.commands import Command, Record
from monitor.ui.form_views import FieldView, Form, FormProblemError
from monitor.ui.presenter.questions import edge_time, edge_utc_ms
from monitor.ui.theme import Face, Palette
from monitor.ui.views import LiveView
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.dialogs import StationDialog, label_for, large_button
from monitor.ui.widgets.fields import AnyOf, make_field
from monitor.ui.words import source, tr

LONGEST_AGO_MIN = 240
ONE_COLUMN_FIELDS, TWO_COLUMN_FIELDS = 6, 12
WIDTHS_PX = {1: 620, 2: 920, 3: 1280}  # by columns of fields; the widest fits the smallest screen of the design
LATE_NEEDS_REASON = source("An earlier time needs a reason.")
LATE_REASON = FieldView(
    field="late_reason", label=source("Why late"), hint=source("asked for where the time lies back")
)


class FormDialog(StationDialog):
    """Hands over the command it was filled in for; while something is missing it says what."""

    def __init__(self, palette: Palette, form: Form, *, done: Callable[[Command], None], parent: QWidget) -> None:
        self._columns = 1 + (len(form.fields) > ONE_COLUMN_FIELDS) + (len(form.fields) > TWO_COLUMN_FIELDS)
        self.width_px = WIDTHS_PX[self._columns]
        super().__init__(palette, form.question, parent)
        self.form = form
        self._done = done
        self._live: LiveView | None = None
        self.minutes_ago = 0
        self.fields = {view.field: make_field(view, self._changed, palette) for view in form.fields}
        self._lay_out(form.fields)
        self.problem = label_for("", Face(15))
        self.problem.setProperty("role", "note")
        if form.timed:
            self._add_time()
        self.body.addWidget(self.problem)
        if self.fields:  # Return in a field neither cancels nor confirms
            for button in (self.cancel, self.confirm):
                button.setDefault(False)
                button.setAutoDefault(False)
        self._changed()

    def _lay_out(self, views: tuple[FieldView, ...]) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        pairs = self._columns
        row = column = 0
        for view in views:
            field = self.fields[view.field]
            wide = isinstance(field, AnyOf) and pairs > 1
            if wide and column:
                row, column = row + 1, 0
            label = label_for(view.label, Face(16))
            label.setMinimumWidth(110)
            grid.addWidget(label, row, column * 2)
            grid.addWidget(field.widget, row, column * 2 + 1, 1, 2 * pairs - 1 if wide else 1)
            column = pairs if wide else column + 1
            if column >= pairs:
                row, column = row + 1, 0
        for pair in range(pairs):
            grid.setColumnStretch(pair * 2 + 1, 1)
        self.body.addLayout(grid)

    def _add_time(self) -> None:
        self.time = label_for("", Face(26, strong=True))
        self.much_earlier = self._step_button(tr("10 min earlier"), 10)
        self.earlier = self._step_button(tr("1 min earlier"), 1)
        self.later = self._step_button(tr("1 min later"), -1)
        self.late_reason = make_field(LATE_REASON.in_words(), self._changed, self._palette)
        self.late_reason.widget.hide()
        self.body.addWidget(self.time)
        row = QHBoxLayout()
        for button in (self.much_earlier, self.earlier, self.later):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.late_reason.widget)
        self._step(0)

    def _step_button(self, text: str, step: int) -> PaintedButton:
        button = large_button(self._palette, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._step(step))
        return button

    def _step(self, minutes: int) -> None:
        self.minutes_ago = min(max(self.minutes_ago + minutes, 0), LONGEST_AGO_MIN)
        self.later.setEnabled(self.minutes_ago > 0)
        shows_reason = self.minutes_ago > 0
        if self.late_reason.widget.isHidden() is shows_reason:
            self.late_reason.widget.setVisible(shows_reason)
            self.adjust()
        self._show_time()
        self._changed()

    def show_live(self, live: LiveView) -> None:
        super().show_live(live)
        self._live = live
        self._show_time()

    def _show_time(self) -> None:
        if self.form.timed and self._live is not None:
            self.time.setText(edge_time(self._live, self.minutes_ago))

    @property
    def question_text(self) -> str:
        """What it asks."""
        return self.form.question.text

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: field.value() for name, field in self.fields.items()}

    def command(self) -> Command:
        """What would be asked of the room now.

        Raises:
            FormProblemError: something is missing.

        """
        command = self.form.read(self.values())
        if self.minutes_ago and self._live is not None and isinstance(command, Record):
            reason = self.late_reason.value().strip()
            if not reason:
                raise FormProblemError(tr(LATE_NEEDS_REASON))
            return replace(command, at_utc_ms=edge_utc_ms(self._live.now, self.minutes_ago), reason=reason)
        return command

    def _changed(self) -> None:
        if not hasattr(self, "problem"):
            return
        try:
            self.command()
        except FormProblemError as problem:
            self.problem.setText(str(problem))
            self.confirm.setEnabled(False)
        else:
            self.problem.setText("")
            self.confirm.setEnabled(True)
        if self.form.confirm is not None:
            words = self.form.confirm(self.values())
            self.confirm.dress(words, accessible_name=words, bright=True)

    def accept(self) -> None:
        """Close and hand the command over; a form that is not complete stays open."""
        try:
            command = self.command()
        except FormProblemError as problem:
            self.problem.setText(str(problem))
            return
        super().accept()
        self._done(command)
