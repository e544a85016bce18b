"""The test of light and sound: a flashing sample of each priority, and what was heard."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.flash import FlashPhase
from monitor.ui.form_views import ListView
from monitor.ui.geometry import Scale
from monitor.ui.theme import Palette
from monitor.ui.views import LineView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.choice_dialog import Chosen
from monitor.ui.widgets.list_dialog import ListDialog

SAMPLE_PX, GAP_PX = 34, 6


class SoundDialog(ListDialog):
    """A list with the samples above it. They are painted by the widget that paints every alarm line."""

    width_px = 620

    def __init__(
        self,
        palette: Palette,
        view: ListView,
        samples: tuple[LineView, ...],
        *,
        chosen: Chosen,
        follow: Callable[[], ListView | None],
        parent: QWidget,
    ) -> None:
        super().__init__(palette, view, chosen=chosen, follow=follow, parent=parent)
        self.samples = _Samples(palette, samples, self)
        self.body.insertWidget(0, self.samples)

    def set_phase(self, phase: FlashPhase) -> None:
        super().set_phase(phase)
        for line in self.samples.lines:
            line.set_phase(phase)


class _Samples(QWidget):
    def __init__(self, palette: Palette, samples: tuple[LineView, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = tuple(AlarmLine(palette, self) for _ in samples)
        for line, sample in zip(self.lines, samples, strict=True):
            line.show_view(sample)
        self.setFixedHeight(len(samples) * (SAMPLE_PX + GAP_PX))
        self.setAccessibleName("; ".join(sample.segments[0].wording[0] for sample in samples))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        for index, line in enumerate(self.lines):
            line.place(QRect(0, index * (SAMPLE_PX + GAP_PX), self.width(), SAMPLE_PX), Scale(0.9))
