"""The three cards that a person sees once: what a tile says, what a click does, what to do when it matters. Pure."""

from monitor.ui.form_views import Choice, ChoiceGroup
from monitor.ui.views import Action, ButtonView
from monitor.ui.words import source, tr

CARDS: tuple[tuple[str, str], ...] = (
    (
        source("What a tile says"),
        source(
            "One tile is one patient, and no tile ever moves.\n"
            "The line above the numbers is the alarm: !!! high, !! medium, ! low, each with its own "
            "colour.\n"
            "Under each number stands how old it is and how far it lies over the patient's own "
            "baseline.\n"
            "A grey number is old. Dashes mean that there is none."
        ),
    ),
    (
        source("What a click does"),
        source(
            "A click on a tile opens the chair beside the room. Note and … hold all that can be "
            "recorded.\n"
            "Acknowledge says that you have read an alarm. It mutes the sound, never the line.\n"
            "Whatever you record, the station drives nothing: the pump is started and stopped at the "
            "chair."
        ),
    ),
    (
        source("When it matters"),
        source(
            "The bedside monitor alarms first. This display is a second pair of eyes.\n"
            "MONITOR STALLED means: look at the patients and the bedside monitors.\n"
            "Test light and sound every day, from the menu behind your name. The key ? shows all "
            "keys."
        ),
    ),
)


def card(index: int) -> tuple[str, str, tuple[ChoiceGroup, ...]]:
    """Title, text and the way on of one card."""
    title, text = (tr(part) for part in CARDS[index])
    following = index + 1
    if following < len(CARDS):
        words = tr("Next: {card}", card=tr(CARDS[following][0]).lower())
        button = ButtonView(action=Action.TOUR, text=words, accessible_name=words, form=str(following))
        groups: tuple[ChoiceGroup, ...] = (
            ChoiceGroup(heading="", choices=(Choice(words=words, whom="", does=button),)),
        )
    else:
        groups = ()
    return tr("{index} of {cards} · {title}", index=index + 1, cards=len(CARDS), title=title), text, groups


def tour_button() -> ChoiceGroup:
    """The way back to the cards, from the page of keys."""
    words = tr("Show the three cards")
    button = ButtonView(action=Action.TOUR, text=words, accessible_name=words, form="0")
    return ChoiceGroup(heading="", choices=(Choice(words=words, whom="", does=button),))
