"""aiogram goes through a conversation with the simulator: what a bot for news does, and what it is refused."""

import asyncio
import json
import os
import struct
import urllib.request
import zlib

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

URL, TOKEN = os.environ["SIMULATOR_URL"], os.environ["SIMULATOR_TOKEN"]


def control(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{URL}/simulator/{path}", data) as answer:
        return json.load(answer)


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def refused(kind, call, words):
    try:
        await call
    except kind as error:
        assert words in str(error), f"{error!r} does not say {words!r}"
        return error
    raise AssertionError(f"not refused: {words}")


async def polls(bot, reader):
    """Long polling: a deep link and a pressed button arrive, and are answered."""
    dispatcher, done = Dispatcher(), asyncio.get_running_loop().create_future()

    @dispatcher.message(CommandStart(deep_link=True))
    async def started(message, command):
        assert command.args == "w_society" and message.from_user.language_code == "kk"
        rows = [[InlineKeyboardButton(text="Қоғам", callback_data="r:1"), InlineKeyboardButton(text="Сайт", url="https://example.org")]]
        await message.answer("<b>Сәлем</b>", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows), parse_mode="HTML")
        control(f"people/{reader}/press", {"button": "Қоғам"})

    @dispatcher.callback_query(F.data == "r:1")
    async def pressed(query):
        await query.answer("Дайын")
        await query.message.edit_text("Жазылдыңыз")
        done.set_result(query.message.message_id)

    polling = asyncio.create_task(dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False))
    control(f"people/{reader}/start", {"payload": "w_society"})
    message = await asyncio.wait_for(done, 20)
    await dispatcher.stop_polling()
    await polling
    shown = control(f"chats/{reader}/messages/{message}")
    assert shown["text"] == "Жазылдыңыз" and shown["edited"], shown


async def photos(bot, reader):
    sent = await bot.send_photo(reader, BufferedInputFile(png(640, 480), "a.png"), caption="<i>Фото</i>", parse_mode="HTML")
    assert sent.caption == "Фото" and sent.photo[-1].width == 640
    again = await bot.send_photo(reader, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await bot.get_file(sent.photo[-1].file_id)
    assert (await bot.download_file(file.file_path)).read() == png(640, 480)
    edited = await bot.edit_message_caption(chat_id=reader, message_id=sent.message_id, caption="Жаңа")
    assert edited.caption == "Жаңа"


async def refusals(bot, reader):
    sent = await bot.send_message(reader, "a #тег https://example.org/x")
    assert [entity.type for entity in sent.entities] == ["hashtag", "url"]
    same = bot.edit_message_text("a #тег https://example.org/x", chat_id=reader, message_id=sent.message_id)
    await refused(TelegramBadRequest, same, "message is not modified")
    assert await bot.delete_message(reader, sent.message_id)
    await refused(TelegramBadRequest, bot.delete_message(reader, sent.message_id), "message to delete not found")
    await refused(TelegramBadRequest, bot.send_message(reader, "<b>x", parse_mode="HTML"), "can't parse entities")
    await refused(TelegramBadRequest, bot.send_message(42, "x"), "chat not found")
    control("faults/next", {"method": "sendMessage", "fault": {"flood": 7}})
    flood = await refused(TelegramRetryAfter, bot.send_message(reader, "x"), "Too Many Requests")
    assert flood.retry_after == 7
    control(f"people/{reader}/block", {})
    await refused(TelegramForbiddenError, bot.send_message(reader, "x"), "bot was blocked by the user")


async def main():
    server = TelegramAPIServer.from_base(URL)
    async with Bot(TOKEN, session=AiohttpSession(api=server)) as bot:
        me = await bot.get_me()
        assert me.is_bot and me.username == control("state")["bot"]["username"]
        reader = control("people", {"name": "Айгүл", "language_code": "kk"})["id"]
        await polls(bot, reader)
        await photos(bot, reader)
        await refusals(bot, reader)
    print("aiogram: passes")


asyncio.run(main())
