"""The fields of a form: typed, one of several, any of several. Large enough for gloves."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from monitor.ui.form_views import SEPARATOR, FieldView
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import PaintedButton

HEIGHT_PX = 40
TOGGLES_IN_A_ROW = 3
LONGEST_TEXT = 200
Changed = Callable[[], None]


class Typed:
    def __init__(self, view: FieldView, changed: Changed) -> None:
        self.edit = QLineEdit(view.value)
        self.edit.setPlaceholderText(view.hint)
        self.edit.setMaxLength(LONGEST_TEXT)
        if view.secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        _dress(self.edit, view)
        self.edit.textChanged.connect(lambda _text: changed())

    @property
    def widget(self) -> QWidget:
        return self.edit

    def value(self) -> str:
        return self.edit.text()


class OneOf:
    def __init__(self, view: FieldView, changed: Changed) -> None:
        self.box = QComboBox()
        for value, words in view.choices:
            self.box.addItem(words, value)
        self.box.setCurrentIndex(max(0, self.box.findData(view.value)))
        _dress(self.box, view)
        self.box.currentIndexChanged.connect(lambda _index: changed())

    @property
    def widget(self) -> QWidget:
        return self.box

    def value(self) -> str:
        found = self.box.currentData()
        return "" if found is None else str(found)


class AnyOf:
    """Toggles; those that are on, in the order of the form."""

    def __init__(self, view: FieldView, changed: Changed, palette: Palette) -> None:
        self._widget = QWidget()
        self.toggles: dict[str, PaintedButton] = {}
        grid = QGridLayout(self._widget)
        grid.setContentsMargins(0, 0, 0, 0)
        chosen = view.value.split(SEPARATOR)
        for index, (value, words) in enumerate(view.choices):
            toggle = PaintedButton(palette)
            toggle.dress(words, accessible_name=f"{view.label}: {words}", bright=False)
            toggle.setCheckable(True)
            toggle.setAutoDefault(False)
            toggle.setChecked(value in chosen)
            toggle.setMinimumHeight(HEIGHT_PX)
            toggle.toggled.connect(lambda _on: changed())
            grid.addWidget(toggle, index // TOGGLES_IN_A_ROW, index % TOGGLES_IN_A_ROW)
            self.toggles[value] = toggle

    @property
    def widget(self) -> QWidget:
        return self._widget

    def value(self) -> str:
        return SEPARATOR.join(value for value, toggle in self.toggles.items() if toggle.isChecked())


def make_field(view: FieldView, changed: Changed, palette: Palette) -> Typed | OneOf | AnyOf:
    """The widget that `view` asks for."""
    if view.several:
        return AnyOf(view, changed, palette)
    return OneOf(view, changed) if view.choices else Typed(view, changed)


def _dress(widget: QWidget, view: FieldView) -> None:
    widget.setFont(Face(17).font)
    widget.setAccessibleName(view.label)
    widget.setProperty("role", "field")
    widget.setMinimumHeight(HEIGHT_PX)
