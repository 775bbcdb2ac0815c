"""Rendered messages to discord.py's objects, and the two ways an answer reaches a person.

Nothing sent here ever pings anybody: the client's own default says so, and so does each call.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

import aiohttp
import discord

from bot.render.listings import notice
from bot.render.message import Message

NOBODY = discord.AllowedMentions.none()

CUT = (aiohttp.ClientError, OSError)
"""What a request that was cut ends with; discord.py tries again by itself only where Discord fails."""

FAILED = (discord.HTTPException, *CUT)
"""What any request may end with."""

LONGEST_WAIT = 60.0
"""Seconds that a request put off by Discord's edge is waited for; what is longer fails then."""

T = TypeVar("T")
View = discord.ui.View

_ACKNOWLEDGED = 40060
_EXPIRED = (50027, 10015)
"""What Discord answers where an interaction's token has run out: invalid webhook token, unknown webhook."""


class Reply(Protocol):
    """Where an answer goes: told what happens meanwhile, then shown the answer, once."""

    async def begin(self) -> None:
        """Acknowledge within Discord's three seconds."""

    async def still(self) -> None:
        """Show that the answer is being worked on, where Discord stops showing that by itself."""

    async def note(self, text: str) -> None:
        """Say what the person waits for. Whether that succeeds does not matter."""

    async def show(self, message: Message, view: View | None = None) -> discord.Message:
        """Show the answer in the place of any note."""


def parts(message: Message, view: View | None = None) -> dict[str, Any]:
    """Give the arguments with which discord.py sends a message, but for its files."""
    return {
        "content": message.content,
        "embeds": [_embed(embed) for embed in message.embeds],
        "allowed_mentions": NOBODY,
        **({} if view is None else {"view": view}),
    }


def files(message: Message) -> list[discord.File]:
    """Give a message's attachments; each list can be sent once."""
    return [
        discord.File(io.BytesIO(file.content), file.name, description=file.description)
        for file in message.attachments
    ]


def _embed(embed: Any) -> discord.Embed:
    made = discord.Embed(
        title=embed.title or None, description=embed.description or None, colour=embed.colour
    )
    for field in embed.fields:
        made.add_field(name=field.name, value=field.value, inline=field.inline)
    if embed.footer:
        made.set_footer(text=embed.footer)
    return made


async def persist(call: Callable[[], Awaitable[T]]) -> T:
    """Make a request, anew where the network cut it or it was put off; the third failure is raised.

    discord.py waits for rate limits by itself, but not for those of what stands before Discord (no "Via").
    """
    for pause in (0.2, 1.0):
        try:
            return await call()
        except CUT:
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if error.status != 429:
                raise
            await asyncio.sleep(_put_off(error, pause))
    return await call()


def _put_off(error: discord.HTTPException, usual: float) -> float:
    """Read for how many seconds a request is put off, up to a minute."""
    try:
        return min(max(float(error.response.headers["Retry-After"]), 0.0), LONGEST_WAIT)
    except (KeyError, ValueError):
        return usual


async def edit_or_send(
    interaction: discord.Interaction[Any], message: Message, only_edit: bool = False
) -> None:
    """Show a message in the place of an interaction's response, to whom the response is shown.

    only_edit: whether it does not matter if that fails. Where it does and the interaction's token has run out
    (after 15 minutes), the message goes to the channel.
    """
    try:
        await persist(
            lambda: interaction.edit_original_response(**parts(message), attachments=files(message))
        )
    except FAILED as error:
        if only_edit:
            return
        if not isinstance(error, discord.HTTPException):
            raise
        channel = interaction.channel
        if error.code not in _EXPIRED or not isinstance(channel, discord.abc.Messageable):
            raise
        await channel.send(**parts(message), files=files(message))


class InteractionReply:
    """The answer to a slash command: deferred at once, then edited."""

    def __init__(self, interaction: discord.Interaction, private: bool) -> None:
        self._interaction = interaction
        self._private = private

    async def begin(self) -> None:
        """Let Discord show that the bot is thinking."""
        try:
            await persist(lambda: self._interaction.response.defer(thinking=True, ephemeral=self._private))
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED:  # it had got through before the line was cut
                raise

    async def still(self) -> None:
        """Do nothing: Discord shows it until the answer is there."""

    async def note(self, text: str) -> None:
        """Write into the message that the answer will replace."""
        with suppress(*FAILED):
            await self._interaction.edit_original_response(**parts(notice(text)))

    async def show(self, message: Message, view: View | None = None) -> discord.Message:
        """Replace the message; where its token is used up (after 15 minutes), post into the channel."""
        try:
            return await persist(
                lambda: self._interaction.edit_original_response(
                    **parts(message, view), attachments=files(message)
                )
            )
        except discord.HTTPException as error:
            channel = self._interaction.channel
            expired = error.code in _EXPIRED and not self._private
            if not expired or not isinstance(channel, discord.abc.Messageable):
                raise
            return await channel.send(**parts(message, view), files=files(message))


class MessageReply:
    """The answer to a message: the bot is seen typing, then replies, or writes in the thread it opened."""

    def __init__(self, asked: discord.Message) -> None:
        self._asked = asked
        self._thread: discord.Thread | None = None
        self._note: discord.Message | None = None

    def move_to(self, thread: discord.Thread) -> None:
        """Answer in a thread that was opened for the question."""
        self._thread = thread

    async def begin(self) -> None:
        """Be seen typing."""
        with suppress(*FAILED):
            await (self._thread or self._asked.channel).typing()

    async def still(self) -> None:
        """Be seen typing on; Discord shows that for ten seconds."""
        await self.begin()

    async def note(self, text: str) -> None:
        """Reply with the note, or change it."""
        with suppress(*FAILED):
            if self._note is None:
                self._note = await self._send(notice(text))
            else:
                await self._note.edit(**parts(notice(text)))

    async def show(self, message: Message, view: View | None = None) -> discord.Message:
        """Reply with the answer, or put it where the note stood."""
        note = self._note
        if note is not None:
            with suppress(discord.NotFound):  # somebody deleted it
                return await persist(lambda: note.edit(**parts(message, view), attachments=files(message)))
        return await persist(lambda: self._send(message, view))

    async def _send(self, message: Message, view: View | None = None) -> discord.Message:
        if self._thread is not None:
            return await self._thread.send(**parts(message, view), files=files(message))
        # The question may be deleted meanwhile; then the answer stands alone.
        reference = self._asked.to_reference(fail_if_not_exists=False)
        return await self._asked.channel.send(
            **parts(message, view), files=files(message), reference=reference, mention_author=False
        )
