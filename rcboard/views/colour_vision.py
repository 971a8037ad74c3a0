"""How far apart two colours are to an eye: in normal sight and in the three kinds of colour blindness. No Qt.

The kinds are simulated after Machado, Oliveira and Fernandes (2009, severity 1.0, in linear light), distances are
CIEDE2000 (Sharma, Wu and Dalal, 2005, D65): about 1 can just be seen side by side, 10 is told apart at a glance.
"""

import math
import re
from enum import StrEnum

Triple = tuple[float, float, float]


class Vision(StrEnum):
    """Kinds of sight."""

    NORMAL = "normal"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


_SEEN: dict[Vision, tuple[Triple, Triple, Triple]] = {
    Vision.NORMAL: ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    Vision.PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Vision.DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Vision.TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)
_FAR = 25.0**7


def is_colour(text: str) -> bool:
    """Whether this is a colour as we write it: "#2A7D60"."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart in lightness, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: str, other: str, vision: Vision = Vision.NORMAL) -> float:
    """The CIEDE2000 distance of two colours as this eye sees them."""
    return ciede2000(_lab(_simulated(_linear(one), vision)), _lab(_simulated(_linear(other), vision)))


def ciede2000(one: Triple, other: Triple) -> float:
    """The distance of two CIE L*a*b* colours."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    grey = 0.5 * (1 - math.sqrt(mean / (mean + _FAR)))
    c1, h1 = _chroma_hue(a1 * (1 + grey), b1)
    c2, h2 = _chroma_hue(a2 * (1 + grey), b2)
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    d_light, d_chroma, d_hue = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma = ((l1 + l2) / 2 - 50) ** 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    s_light = 1 + 0.015 * light / math.sqrt(20 + light)
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    turned = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    blue = -2 * math.sqrt(chroma**7 / (chroma**7 + _FAR)) * math.sin(math.radians(turned))
    terms = (d_light / s_light, d_chroma / s_chroma, d_hue / s_hue)
    return math.sqrt(sum(term**2 for term in terms) + blue * terms[1] * terms[2])


def _chroma_hue(a: float, b: float) -> tuple[float, float]:
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: tuple[Triple, Triple, Triple], value: Triple) -> Triple:
    one, two, three = (sum(factor * part for factor, part in zip(row, value, strict=True)) for row in matrix)
    return one, two, three


def _simulated(value: Triple, vision: Vision) -> Triple:
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(_SEEN[vision], value))
    return red, green, blue


def _lab(value: Triple) -> Triple:
    x, y, z = (_curve(part / white) for part, white in zip(_times(_TO_XYZ, value), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(part: float) -> float:
    return math.cbrt(part) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
