"""What grows with the number of people, and what stays: the same measures at 100 to 50,000."""

from tests.bench.measure import Machine

SIZES = (100, 1_000, 10_000, 50_000)


def growth(machine: Machine) -> str:
    """The table, as Markdown."""
    lines = [
        "| people | start to truth, s | memory, MB | one tile's change, µs | keystroke, ms | idle, % of a core |",
        "|---|---|---|---|---|---|",
    ]
    for people in SIZES:
        with machine.cannon(people) as cannon:
            live = cannon.board("live")
            tile = cannon.board("tile")["us"]
            key = cannon.board("key")["ms"]
            idle = cannon.board("idle", 10, 0)["share"] * 100
        lines.append(
            f"| {people:,} | {live['seconds']:.1f} | {live['rss']:.0f} | {tile:.0f} | {key:.1f} | {idle:.2f} |"
        )
    return "\n".join(lines)
