"""What the reviewer is asked: a comment to sign with, words to add, where to write a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QTextEdit, QWidget

from monitor.port.review_port import ExportFormat
from monitor.ui.form_views import FieldView, Question
from monitor.ui.review_texts import EXPORT_WORDS
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.dialogs import StationDialog, label_for
from monitor.ui.widgets.fields import OneOf, Typed
from monitor.ui.words import tr

COMMENT_PX = 140
SUFFIX = {ExportFormat.PDF: "pdf", ExportFormat.CSV: "zip", ExportFormat.FHIR: "json", ExportFormat.HL7: "hl7"}


class WordsDialog(StationDialog):
    """Asks for words: a comment, an addendum. `needed`: without any the confirming button stays grey."""

    def __init__(
        self,
        palette: Palette,
        question: Question,
        *,
        label: str,
        needed: bool,
        done: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(palette, question, parent)
        self._done = done
        self._needed = needed
        self.words = QTextEdit()
        self.words.setAcceptRichText(False)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(label)
        self.words.setAccessibleName(label)
        self.words.setProperty("role", "field")
        self.words.setFont(Face(17).font)
        self.words.setFixedHeight(COMMENT_PX)
        self.words.textChanged.connect(self._changed)
        self.body.addWidget(self.words)
        self._changed()
        self.words.setFocus()

    def _changed(self) -> None:
        self.confirm.setEnabled(bool(self.words.toPlainText().strip()) or not self._needed)

    def accept(self) -> None:
        """Hand the words over."""
        self._done(self.words.toPlainText().strip())
        super().accept()


class FileDialog(StationDialog):
    """Asks for a file to write, and of which format where there are several."""

    def __init__(
        self,
        palette: Palette,
        question: Question,
        *,
        suggested: Path,
        formats: tuple[ExportFormat, ...],
        done: Callable[[Path, ExportFormat | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(palette, question, parent)
        self._done = done
        words = dict(EXPORT_WORDS)
        choices = tuple((one.value, tr(words[one])) for one in formats)
        self.kind = (
            OneOf(FieldView(field="kind", label=tr("Format"), choices=choices), self._renamed) if choices else None
        )
        self.path = Typed(
            FieldView(field="path", label=tr("File"), hint=tr("File"), value=str(suggested)), self._changed
        ).edit
        self.path.setMaxLength(1_000)
        self.problem = label_for("", Face(15))
        if self.kind is not None:
            self.body.addWidget(self.kind.widget)
        self.body.addWidget(self.path)
        self.body.addWidget(self.problem)
        if self.kind is not None:
            self._renamed()
        self._changed()

    @property
    def chosen(self) -> ExportFormat | None:
        return None if self.kind is None else ExportFormat(self.kind.value())

    def _renamed(self) -> None:
        if self.chosen is not None and hasattr(self, "path"):
            self.path.setText(str(Path(self.path.text()).with_suffix(f".{SUFFIX[self.chosen]}")))

    def _changed(self) -> None:
        if not hasattr(self, "problem"):
            return
        folder = Path(self.path.text()).expanduser().parent
        why = "" if folder.is_dir() else tr("There is no folder {folder}.", folder=folder)
        self.problem.setText(why)
        self.confirm.setEnabled(not why and bool(self.path.text().strip()))

    def accept(self) -> None:
        """Hand the path over."""
        self._done(Path(self.path.text()).expanduser(), self.chosen)
        super().accept()
