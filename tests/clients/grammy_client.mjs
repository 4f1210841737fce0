// grammY goes through a conversation with the simulator: what a bot for news does, and what it is refused.

import assert from "node:assert/strict";
import { deflateSync, crc32 } from "node:zlib";
import { Bot, GrammyError, InlineKeyboard, InputFile } from "grammy";

const URL_ = process.env.SIMULATOR_URL;
const TOKEN = process.env.SIMULATOR_TOKEN;

async function control(path, body) {
  const answer = await fetch(`${URL_}/simulator/${path}`, body && { method: "POST", body: JSON.stringify(body) });
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  return answer.json();
}

function checksum(bytes) {
  if (crc32) return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

function png(width, height) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(checksum(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  const mark = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

async function refused(call, code, words) {
  const error = await call.then(() => assert.fail(`not refused: ${words}`), (error) => error);
  assert.ok(error instanceof GrammyError, String(error));
  assert.equal(error.error_code, code);
  assert.ok(error.description.includes(words), `${error.description} does not say ${words}`);
  return error;
}

// Long polling: a deep link and a pressed button arrive, and are answered.
async function polls(bot, reader) {
  const done = new Promise((resolve, reject) => {
    bot.catch((failure) => reject(failure.error));
    bot.command("start", async (context) => {
      assert.equal(context.match, "w_society");
      const keyboard = new InlineKeyboard().text("Қоғам", "r:1").url("Сайт", "https://example.org");
      await context.reply("<b>Сәлем</b>", { parse_mode: "HTML", reply_markup: keyboard });
      await control(`people/${reader}/press`, { button: "Қоғам" });
    });
    bot.callbackQuery("r:1", async (context) => {
      await context.answerCallbackQuery("Дайын");
      await context.editMessageText("Жазылдыңыз");
      resolve(context.callbackQuery.message.message_id);
    });
  });
  const polling = bot.start({ timeout: 5 });
  await control(`people/${reader}/start`, { payload: "w_society" });
  const message = await done;
  await bot.stop();
  await polling;
  const shown = await control(`chats/${reader}/messages/${message}`);
  assert.equal(shown.text, "Жазылдыңыз");
  assert.ok(shown.edited);
}

async function photos(api, reader) {
  const sent = await api.sendPhoto(reader, new InputFile(png(640, 480), "a.png"), { caption: "*Фото*", parse_mode: "MarkdownV2" });
  assert.equal(sent.caption, "Фото");
  assert.equal(sent.caption_entities[0].type, "bold");
  const again = await api.sendPhoto(reader, sent.photo.at(-1).file_id);
  assert.equal(again.photo.at(-1).file_unique_id, sent.photo.at(-1).file_unique_id);
  const file = await api.getFile(sent.photo.at(-1).file_id);
  const bytes = await fetch(`${URL_}/file/bot${TOKEN}/${file.file_path}`).then((answer) => answer.arrayBuffer());
  assert.equal(bytes.byteLength, png(640, 480).length);
  const album = [InputFileMedia(sent), InputFileMedia(again)];
  assert.equal((await api.sendMediaGroup(reader, album)).length, 2);
}

function InputFileMedia(message) {
  return { type: "photo", media: message.photo.at(-1).file_id };
}

async function refusals(api, reader) {
  const sent = await api.sendMessage(reader, "a");
  await refused(api.editMessageText(reader, sent.message_id, "a"), 400, "message is not modified");
  assert.equal(await api.deleteMessage(reader, sent.message_id), true);
  await refused(api.deleteMessage(reader, sent.message_id), 400, "message to delete not found");
  await refused(api.sendMessage(reader, "<b>x", { parse_mode: "HTML" }), 400, "can't parse entities");
  await refused(api.sendMessage(42, "x"), 400, "chat not found");
  await control("faults/next", { method: "sendMessage", fault: { flood: 7 } });
  const flood = await refused(api.sendMessage(reader, "x"), 429, "Too Many Requests");
  assert.equal(flood.parameters.retry_after, 7);
  await control(`people/${reader}/block`, {});
  await refused(api.sendMessage(reader, "x"), 403, "bot was blocked by the user");
}

const bot = new Bot(TOKEN, { client: { apiRoot: URL_ } });
const me = await bot.api.getMe();
assert.equal(me.username, (await control("state")).bot.username);
const reader = (await control("people", { name: "Марат", language_code: "ru" })).id;
await polls(bot, reader);
await photos(bot.api, reader);
await refusals(bot.api, reader);
console.log("grammY: passes");
