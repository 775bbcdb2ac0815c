"""A message as a web page that looks like Discord, for pictures; pure.

The message is the very value that the bot sends, and its markdown is read as Discord reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.render.message import Embed, Field, Message
from docs.discord_markdown import Node, parse

_TAGS = {
    "strong": "strong",
    "em": "em",
    "u": "u",
    "s": "s",
    "code": "code",
    "fence": "pre",
    "quote": "blockquote",
    "heading": "h3",
    "list": "li",
    "subtext": "small",
    "time": "time",
}

_STYLE = """
* { box-sizing: border-box; margin: 0 }
body { background: #313338; color: #dbdee1; padding: 16px; width: WIDTHpx;
  font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, "DejaVu Sans", sans-serif;
  font-size: 15px }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 0 12px }
.avatar { width: 40px; height: 40px; border-radius: 50%; background: #3b82f6; color: #fff; grid-row: 1 / 3;
  font-weight: 700; font-size: 20px; display: grid; place-items: center }
.who { color: #fff; font-weight: 600 }
.app { background: #5865f2; color: #fff; border-radius: 4px; font-size: 10px; padding: 2px 4px;
  vertical-align: 2px; margin: 0 6px 0 4px }
.when { color: #949ba4; font-size: 12px }
.body { min-width: 0; overflow-wrap: anywhere }
blockquote { border-left: 4px solid #4e5058; border-radius: 2px; padding-left: 10px; margin: 2px 0 4px }
small { display: block; color: #949ba4; font-size: 12px; margin-top: 2px }
a { color: #00a8fc; text-decoration: none }
.embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; margin-top: 6px;
  padding: 8px 12px 12px; font-size: 14px }
.title { color: #fff; font-weight: 700; margin: 2px 0 6px }
.fields { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-top: 4px }
.field { flex: 1 1 100% } .field.inline { flex: 1 1 30%; min-width: 110px }
.name { color: #fff; font-weight: 700; font-size: 13px }
.footer { color: #949ba4; font-size: 12px; margin-top: 8px }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
.button { background: #4e5058; color: #fff; border-radius: 4px; padding: 6px 14px; font-size: 13px;
  font-weight: 500 }
.button.disabled { opacity: .5 }
"""


def page(
    message: Message,
    buttons: Sequence[tuple[str, bool]] = (),
    width: int = 480,
    when: str = "",
    only_you: bool = False,
) -> str:
    """Draw a message as a whole page, so many pixels wide.

    buttons: what stands on each, and whether it can be pressed. when: the time beside the bot's name.
    only_you: whether the message is shown to one person alone, which Discord says below it.
    """
    body = f'<div class="content">{markup(message.content)}</div>' if message.content else ""
    body += "".join(map(_embed, message.embeds))
    if buttons:
        body += '<div class="buttons">'
        body += "".join(
            f'<span class="button{"" if active else " disabled"}">{escape(label)}</span>'
            for label, active in buttons
        )
        body += "</div>"
    if only_you:
        body += '<div class="footer">👁 Only you can see this · <a>Dismiss message</a></div>'
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Dateline</title>'
        f"<style>{_STYLE.replace('WIDTH', str(width))}</style>"
        '<div class="message"><div class="avatar">D</div>'
        '<div><span class="who">Dateline</span> <span class="app">APP</span>'
        f'<span class="when">{escape(when)}</span></div><div class="body">{body}</div></div></html>'
    )


def _embed(embed: Embed) -> str:
    parts = [
        f'<div class="title">{markup(embed.title)}</div>' if embed.title else "",
        f"<div>{markup(embed.description)}</div>" if embed.description else "",
        f'<div class="fields">{"".join(map(_field, embed.fields))}</div>' if embed.fields else "",
        f'<div class="footer">{escape(embed.footer)}</div>' if embed.footer else "",
    ]
    return f'<div class="embed" style="border-color: #{embed.colour:06x}">{"".join(parts)}</div>'


def _field(field: Field) -> str:
    kind = "field inline" if field.inline else "field"
    name = f'<div class="name">{markup(field.name)}</div>'
    return f'<div class="{kind}">{name}<div>{markup(field.value)}</div></div>'


def markup(text: str) -> str:
    """Draw a text in Discord's markdown as HTML; everything that is not markup is escaped."""
    return "".join(map(_node, parse(text)))


def _node(node: Node) -> str:
    if node.kind == "break":
        return "<br>"
    inner = escape(node.text) or "".join(map(_node, node.children))
    if node.kind in ("link", "url"):
        return f'<a href="{escape(node.to or node.text)}">{inner}</a>'
    tag = _TAGS.get(node.kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner
