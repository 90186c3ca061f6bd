"""A document as Markdown: whatever somebody said or wrote is shown as it is, never taken for a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from codev_voice.documents.render.printed import ENDS, Heading, Item, Look, Printed

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&^=])")
_OPENING = re.compile(r"^(\s*)([-+]|\d{1,9}(?=[.)]))", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=\w)(?=:/)|(?<=\bwww)(?=\.)|(?=@)", re.IGNORECASE)


def to_markdown(printed: Printed) -> str:
    """The document as Markdown; its first and last lines say that it is a proposition, if it is."""
    lines = [f"# {_plain(printed.title)}", ""]
    lines += [f"**{_plain(printed.banner)}**", ""] if printed.banner else []
    lines += [line for about in printed.about for line in (_plain(about), "")]
    lines += [line for intro in printed.intro for line in (f"*{_plain(intro)}*", "")]
    for heading in printed.headings:
        lines += _heading(heading)
    lines += [line for remark in printed.remarks for line in (f"*{_plain(remark)}*", "")]
    lines += ["---", "", *(line for last in printed.last for line in (_plain(last), ""))]
    return "\n".join(lines).rstrip("\n") + (f"\n\n**{_plain(printed.banner)}**\n" if printed.banner else "\n")


def escaped(text: str, indent: str = "") -> str:
    """The text as Markdown that shows it letter for letter; its line ends are kept, the next lines under `indent`."""
    shown = _MARKS.sub(r"\\\1", text)
    shown = _OPENING.sub(lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", shown)
    return f"\\\n{indent}".join(shown.split("\n"))


def _plain(text: str) -> str:
    return escaped(" ".join(text.split("\n")))


def _heading(heading: Heading) -> list[str]:
    title = [f"## {_plain(heading.title)}", ""] if heading.title else []
    if not heading.items:
        return [*title, _plain(heading.empty), ""]
    return [*title, *_LOOKS[heading.look](heading.items), ""]


def _list(items: Iterable[Item]) -> list[str]:
    return [f"- {_words(item, '  ')}" for item in items]


def _numbers(items: Iterable[Item]) -> list[str]:
    return [f"{rank}. {_words(item, '   ')}" for rank, item in enumerate(items, start=1)]


def _quote(items: Iterable[Item]) -> list[str]:
    return ["\n".join(f"> {line}" for line in _words(item).split("\n")) + "\n" for item in items]


def _inline(items: Sequence[Item]) -> list[str]:
    end = "" if items[-1].text.endswith(ENDS) else "."
    return [", ".join(escaped(item.text) for item in items) + end + "".join(map(_aside, items))]


def _actions(items: Iterable[Item]) -> list[str]:
    lines = []
    for item in items:
        lines.append(f"- **{escaped(item.text, '  ')}**{_aside(item)}")
        lines += [f"  - {name} : {escaped(text, '    ')}" for name, text in (("Pour quand", item.when), *item.facts)]
        lines += [f"  - *{_plain(item.source)}*"] if item.source else []
    return lines


def _words(item: Item, indent: str = "") -> str:
    lead = f"*{_plain(item.lead)}* " if item.lead else ""
    when = f", {_plain(item.when)}" if item.when else ""
    by = f" ({_plain(item.by)})" if item.by else ""
    source = f" *[{_plain(item.source)}]*" if item.source else ""
    return f"{lead}{escaped(item.text, indent)}{when}{by}{_aside(item)}{source}"


def _aside(item: Item) -> str:
    return f" [{' · '.join(map(_plain, item.tags))}]" if item.tags else ""


_LOOKS = {Look.LIST: _list, Look.NUMBERS: _numbers, Look.QUOTE: _quote, Look.INLINE: _inline, Look.ACTIONS: _actions}
