"""Settings in words: what each is called, what it means, and what can be chosen. A new setting needs a line in here."""

from enum import StrEnum

from rcboard.domain.preferences import (
    CallThrough,
    Density,
    DoubleClick,
    Filters,
    Palette,
    TellAbout,
    Theme,
    Turn,
)
from rcboard.domain.presence import State
from rcboard.domain.setting import Setting
from rcboard.words import states
from rcboard.words.language import N_, _, decimal

_PAGES = {
    "general": N_("General"),
    "whom": N_("Whom to show"),
    "alerts": N_("Alerts"),
    "keys": N_("Keys"),
    "look": N_("Look"),
    "calling": N_("Calling"),
    "connection": N_("Connection"),
    "privacy": N_("Privacy"),
    "updates": N_("Updates"),
}

_SETTINGS = {
    "general.language": (N_("Language"), N_("Takes effect when rcboard is started again.")),
    "general.close_to_tray": (
        N_("Closing the window keeps rcboard in the tray"),
        N_("Alerts go on. Where the desktop has no tray, closing ends rcboard."),
    ),
    "whom.types": (N_("Kinds of extension"), N_("Nothing ticked: people of every kind.")),
    "whom.sites": (N_("Sites"), N_("Nothing ticked: all of them.")),
    "whom.departments": (N_("Departments"), N_("Nothing ticked: all of them.")),
    "whom.names": (N_("Names"), N_("Separate by commas; * stands for any letters. Empty: everybody.")),
    "whom.extensions": (N_("Only these extensions"), N_("Numbers, separated by commas. Empty: no such limit.")),
    "alerts.about": (N_("Tell me about"), ""),
    "alerts.turns": (N_("When somebody"), ""),
    "alerts.quiet_from": (
        N_("Quiet from"),
        N_("Like 18:00. In quiet hours nothing is told; it stands in “While you were away”."),
    ),
    "alerts.quiet_to": (N_("Quiet until"), N_("Like 08:00. Empty: no quiet hours.")),
    "alerts.watches_stay": (
        N_("Go on waiting after somebody was told to be free"),
        N_("Otherwise a wait ends once it was told."),
    ),
    "alerts.sounds": (N_("Play a sound with each alert"), ""),
    "look.theme": (N_("Colours of the window"), ""),
    "look.palette": (N_("Colours of the states"), ""),
    "look.own_colours": (N_("My own colours"), ""),
    "look.density": (N_("Size of the tiles"), ""),
    "look.zoom": (N_("Zoom"), ""),
    "look.reduced_motion": (N_("Reduced motion"), N_("Nothing pulses or slides.")),
    "calling.double_click": (N_("A double click on a tile"), ""),
    "calling.through": (N_("Calls are made with"), ""),
    "calling.ring_first": (
        N_("RingOut rings first"),
        N_("The number of the phone you speak on. Empty: your direct number, or your extension."),
    ),
    "connection.filters": (
        N_("Live updates are asked for"),
        N_("Takes effect with the next connection."),
    ),
    "connection.ca_file": (
        N_("Certificate file"),
        N_("A PEM file trusted besides the system's own; for companies that look into TLS."),
    ),
    "connection.proxy": (
        N_("Proxy"),
        N_("Like http://proxy.example.com:8080. Empty: as the system says."),
    ),
    "updates.on": (N_("Tell me of newer releases"), N_("Nothing is ever installed by itself.")),
    "updates.url": (
        N_("Where to ask"),
        N_("An address that answers as GitHub's API does. Empty: nobody is asked."),
    ),
    "privacy.show_other_party": (
        N_("Show with whom somebody talks"),
        N_("Where RingCentral says so."),
    ),
    "keys": (N_("Keys"), N_("Press the new key in its field. Letters and digits alone always find.")),
}

_CHOICES: dict[type[StrEnum], dict[StrEnum, str]] = {
    TellAbout: {
        TellAbout.WAITED_FOR: N_("people I wait for"),
        TellAbout.FAVOURITES: N_("my favourites' changes"),
        TellAbout.EVERYONE_SHOWN: N_("everyone shown"),
        TellAbout.NOTHING: N_("nothing"),
    },
    Turn: {
        Turn.FREE: N_("becomes free"),
        Turn.ON_PHONE: N_("is on the phone"),
        Turn.BUSY: N_("is busy for another reason"),
        Turn.OFFLINE: N_("goes offline"),
    },
    Theme: {
        Theme.SYSTEM: N_("as the system"),
        Theme.LIGHT: N_("light"),
        Theme.DARK: N_("dark"),
        Theme.HIGH_CONTRAST: N_("high contrast"),
    },
    Palette: {
        Palette.MEASURED: N_("told apart best by every eye"),
        Palette.OKABE_ITO: N_("Okabe-Ito"),
        Palette.OWN: N_("my own"),
    },
    Density: {
        Density.CARD: N_("cards"),
        Density.COMPACT: N_("compact"),
        Density.MINI: N_("the smallest"),
    },
    DoubleClick: {
        DoubleClick.COPY: N_("copies the number"),
        DoubleClick.CALL: N_("calls"),
        DoubleClick.OPEN: N_("opens the why-card"),
    },
    CallThrough: {
        CallThrough.RINGCENTRAL_APP: N_("the RingCentral app"),
        CallThrough.RINGCENTRAL_PHONE: N_("RingCentral Phone"),
        CallThrough.TEL: N_("the system's phone program"),
        CallThrough.RING_OUT: N_("RingOut, from phone to phone"),
    },
    Filters: {
        Filters.AUTO: N_("as fits the company's size"),
        Filters.PER_EXTENSION: N_("person by person"),
        Filters.ACCOUNT: N_("for the whole account"),
    },
}


def title() -> str:
    """The dialog's title, and the menu's entry without its dots."""
    return _("Settings")


def page(section: str) -> str:
    """A page's name."""
    return _(_PAGES[section])


def label(setting: Setting) -> str:
    """What a setting is called."""
    return _(_SETTINGS[setting.name][0])


def hint(setting: Setting) -> str:
    """What it means, where the name does not say; else empty."""
    text = _SETTINGS[setting.name][1]
    return _(text) if text else ""


def choice(value: StrEnum) -> str:
    """One of several things to choose."""
    return _(_CHOICES[type(value)][value])


def system_language() -> str:
    """Not one language by name."""
    return _("as the system")


def locked(origin: str, where: str) -> str:
    """Why a setting cannot be changed: by the policy, or for this run."""
    if origin == "policy lock":
        return _("Locked by your company's policy ({where}).").format(where=where)
    return _("Set for this run by {where}.").format(where=where)


def wrong(setting: Setting) -> str:
    """What was typed cannot be meant."""
    name = label(setting)
    if setting.name.startswith("alerts.quiet"):
        return _("{name}: a time of day like 18:30.").format(name=name)
    if setting.name == "connection.proxy":
        return _("{name}: an address with a port, like http://proxy.example.com:8080, without a password.").format(
            name=name
        )
    return _("{name}: this cannot be meant.").format(name=name)


def undo() -> str:
    """The button that takes the last change back."""
    return _("Undo")


def undo_of(setting: Setting) -> str:
    """Its tooltip."""
    return _("Take back: {name}").format(name=label(setting))


def close() -> str:
    """The button that closes the dialog."""
    return _("Close")


def colour_of(state: State) -> str:
    """A button that chooses a colour, for the ear and the tooltip."""
    return _("Colour for “{word}”").format(word=states.word(state))


def colours_good() -> str:
    """All is well with one's own colours."""
    return _("These colours are told apart by every eye.")


def colours_close(one: State, other: State, vision: str, distance: float) -> str:
    """Two of one's own colours are too close."""
    eyes = {
        "normal": _("by everybody"),
        "protan": _("with protan colour vision (red-blind)"),
        "deutan": _("with deutan colour vision (green-blind)"),
        "tritan": _("with tritan colour vision (blue-blind)"),
    }
    return _("“{one}” and “{other}” are hard to tell apart {eyes}: {distance} of at least 10.").format(
        one=states.word(one), other=states.word(other), eyes=eyes[vision], distance=f"{distance:.0f}"
    )


def colours_signs(ratio: float) -> str:
    """How well the signs are seen on them, at the least."""
    return _("The signs stand out from them by {ratio} : 1 or more.").format(ratio=decimal(ratio))


def usual_colours() -> str:
    """The button that takes the measured colours again."""
    return _("Back to the usual colours")


def usual_key() -> str:
    """The button that gives a wish its usual key again."""
    return _("Usual key")


def key_taken(key: str, other: str) -> str:
    """A key that does something else already."""
    return _("“{key}” is already “{other}”.").format(key=key, other=other)


def nothing_known() -> str:
    """There is nothing to tick yet."""
    return _("Known once RingCentral has been read.")
