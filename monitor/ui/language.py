"""Installs a language: finds its file, reads it, and lets every text go through Qt's translation.

A language is one file, `station_de.ts`, in the format of Qt Linguist, beside the room file or in the folder `languages`
here. It is read as it is: nothing has to be compiled. A compiled `.qm` is taken as well. Without a file: English.
"""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, QXmlStreamReader

from monitor.ui.words import ROOM, Language, install

FOLDER = Path(__file__).parent / "languages"
CATALOGUE = FOLDER / "station.ts"  # every source, without a translation
SOURCE_LANGUAGE = "en"
Messages = Mapping[tuple[str, str], str]
logger = logging.getLogger(__name__)


class LanguageFileError(Exception):
    """A language file that cannot be read; names it, and where it is damaged."""


class FileTranslator(QTranslator):
    """Looks words up in a `.ts` file that was read before."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def isEmpty(self) -> bool:
        return not self._messages

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The words; empty where there are none, so that Qt asks the next translator."""
        return self._messages.get((context, source), "")


def read_messages(path: Path) -> dict[tuple[str, str], str]:
    """Words by (context, source) of a `.ts` file; those not translated yet are empty.

    Raises:
        LanguageFileError: it cannot be read, or is no such file.

    """
    try:
        reader = QXmlStreamReader(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise LanguageFileError(f"{path.name}: {fault}") from fault
    messages: dict[tuple[str, str], str] = {}
    context = source = ""
    while not reader.atEnd():
        reader.readNext()
        if not reader.isStartElement():
            continue
        element = reader.name()
        if element == "name":
            context = reader.readElementText()
        elif element == "source":
            source = reader.readElementText()
        elif element == "translation":
            messages[context, source] = reader.readElementText(
                QXmlStreamReader.ReadElementTextBehaviour.IncludeChildElements
            )
    if reader.hasError():
        raise LanguageFileError(f"{path.name}, line {reader.lineNumber()}: {reader.errorString()}")
    return messages


def find_file(language: str, folders: Iterable[Path]) -> Path | None:
    """The file of `language` ("de", "de_AT"), the nearer folder and the closer name first; None where there is none."""
    wanted = language.replace("-", "_")
    names = dict.fromkeys((wanted, wanted.partition("_")[0]))
    places = tuple(folders)
    for name in names:
        for folder in places:
            for ending in ("ts", "qm"):
                path = folder / f"station_{name}.{ending}"
                if path.is_file():
                    return path
    return None


def install_language(application: QCoreApplication, language: str = "", folder: Path | None = None) -> str:
    """Show every text from now on in `language`, or in that of the computer where it is empty; return what is in use.

    `folder` is looked into before the folder of the display. A language that was asked for and has no file, or a file
    that cannot be read, is logged; the display then speaks English.
    """
    wanted = language or QLocale.system().name()
    folders = (FOLDER,) if folder is None else (folder, FOLDER)
    path = None if wanted.partition("_")[0] == SOURCE_LANGUAGE else find_file(wanted, folders)
    try:
        translator = None if path is None else _translator(path, application)
    except LanguageFileError as fault:
        logger.warning("the language file cannot be read, the display speaks English: %s", fault)
        translator = None
    if translator is None:
        if language and not language.startswith(SOURCE_LANGUAGE) and path is None:
            logger.warning("there is no file station_%s.ts, the display speaks English", language)
        install(Language())
        return SOURCE_LANGUAGE
    _install_words_of_qt(application, wanted)
    use(application, translator)
    return wanted


def use(application: QCoreApplication, translator: QTranslator) -> None:
    """Show every text from now on as `translator` says."""
    application.installTranslator(translator)
    templates = (source for context, source in read_messages(CATALOGUE) if context == ROOM)
    install(Language(words_from_qt, templates))


def words_from_qt(context: str, source: str) -> str:
    """What Qt's translators say; the source where they say nothing."""
    return QCoreApplication.translate(context, source)


def _translator(path: Path, application: QCoreApplication) -> QTranslator:
    if path.suffix == ".ts":
        return FileTranslator(read_messages(path), application)
    translator = QTranslator(application)
    if not translator.load(str(path)):
        raise LanguageFileError(f"{path.name}: no compiled translation")
    return translator


def _install_words_of_qt(application: QCoreApplication, language: str) -> None:
    """Qt's own words, as in the menu of a text field; where Qt has none they stay English."""
    translator = QTranslator(application)
    if translator.load(QLocale(language), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
