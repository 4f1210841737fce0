// What a phone's own Telegram says, in the language of the person who holds it: Russian, Kazakh or English.

const WORDS = {
  ru: {
    bot: "бот", typing: "печатает", upload_photo: "отправляет фото", upload_document: "отправляет файл", choosing: "выбирает",
    start: "Старт", unblock: "Разблокировать", message: "Сообщение", what: "Что умеет этот бот?", menu: "Меню", attach: "Прикрепить фото", send: "Отправить",
    keys: "Клавиатура", edited: "изм.", deleted: "Сообщение удалено", show: "показать", silent: "без звука", loud: "со звуком",
    pinned: "Закреплённое сообщение", photo: "Фото", down: "К последним сообщениям", newMessages: "новых: {n}", today: "Сегодня", yesterday: "Вчера",
    members: "участники: {n}", subscribers: "подписчики: {n}", ok: "OK", close: "Закрыть", copy: "Скопировать", copied: "Скопировано", link: "Ссылка",
    openBot: "Открыть бота", more: "Действия", restart: "Послать /start", block: "Заблокировать бота", blocked: "Бот заблокирован", deactivate: "Удалить аккаунт",
    addBot: "Добавить бота", promote: "Сделать бота администратором", kick: "Удалить бота", leave: "Выйти: {name}", join: "Войти: {name}", migrate: "Сделать супергруппой",
    speaker: "Кто пишет: {name}", reply: "Ответить", copyText: "Скопировать текст", editText: "Изменить", noBot: "бота здесь нет", asAdmin: "бот — администратор",
    readOnly: "Писать могут только администраторы", waiting: "ждёт ответа бота", reveal: "Показать скрытое", forwarded: "Переслано от {name}", expand: "Развернуть", collapse: "Свернуть",
    now: "сейчас", react: "Реакция {emoji}", chat: "Переписка", deactivated: "Аккаунт удалён", sent: "отправлено", seen: "прочитано", cancel: "Отмена", editing: "Изменение сообщения",
    inlineResults: "Найдено через бота", empty: "Сообщений пока нет",
  },
  kk: {
    bot: "бот", typing: "жазып жатыр", upload_photo: "фото жіберіп жатыр", upload_document: "файл жіберіп жатыр", choosing: "таңдап жатыр",
    start: "Старт", unblock: "Бұғаттан шығару", message: "Хабарлама", what: "Бұл бот не істей алады?", menu: "Мәзір", attach: "Фото тіркеу", send: "Жіберу",
    keys: "Пернетақта", edited: "өзг.", deleted: "Хабарлама жойылды", show: "көрсету", silent: "дыбыссыз", loud: "дыбыспен",
    pinned: "Бекітілген хабарлама", photo: "Фото", down: "Соңғы хабарламаларға", newMessages: "жаңа: {n}", today: "Бүгін", yesterday: "Кеше",
    members: "мүшелер: {n}", subscribers: "жазылушылар: {n}", ok: "OK", close: "Жабу", copy: "Көшіру", copied: "Көшірілді", link: "Сілтеме",
    openBot: "Ботты ашу", more: "Әрекеттер", restart: "/start жіберу", block: "Ботты бұғаттау", blocked: "Бот бұғатталған", deactivate: "Аккаунтты жою",
    addBot: "Ботты қосу", promote: "Ботты әкімші ету", kick: "Ботты шығару", leave: "Шығу: {name}", join: "Кіру: {name}", migrate: "Супертоп ету",
    speaker: "Кім жазады: {name}", reply: "Жауап беру", copyText: "Мәтінді көшіру", editText: "Өзгерту", noBot: "бот мұнда жоқ", asAdmin: "бот — әкімші",
    readOnly: "Тек әкімшілер жаза алады", waiting: "боттың жауабын күтуде", reveal: "Жасырынды көрсету", forwarded: "Бастапқысы: {name}", expand: "Жаю", collapse: "Жию",
    now: "қазір", react: "Реакция {emoji}", chat: "Хат-хабар", deactivated: "Аккаунт жойылған", sent: "жіберілді", seen: "оқылды", cancel: "Болдырмау", editing: "Хабарламаны өзгерту",
    inlineResults: "Бот арқылы табылды", empty: "Әзірге хабарлама жоқ",
  },
  en: {
    bot: "bot", typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file", choosing: "choosing",
    start: "Start", unblock: "Unblock", message: "Message", what: "What can this bot do?", menu: "Menu", attach: "Attach a photo", send: "Send",
    keys: "Keyboard", edited: "edited", deleted: "Message deleted", show: "show", silent: "without sound", loud: "with sound",
    pinned: "Pinned message", photo: "Photo", down: "To the latest messages", newMessages: "new: {n}", today: "Today", yesterday: "Yesterday",
    members: "members: {n}", subscribers: "subscribers: {n}", ok: "OK", close: "Close", copy: "Copy", copied: "Copied", link: "Link",
    openBot: "Open the bot", more: "Actions", restart: "Send /start", block: "Block the bot", blocked: "The bot is blocked", deactivate: "Delete the account",
    addBot: "Add the bot", promote: "Make the bot an administrator", kick: "Remove the bot", leave: "Leave: {name}", join: "Join: {name}", migrate: "Make it a supergroup",
    speaker: "Who writes: {name}", reply: "Reply", copyText: "Copy the text", editText: "Edit", noBot: "the bot is not here", asAdmin: "the bot is an administrator",
    readOnly: "Only administrators can write", waiting: "waits for the bot", reveal: "Show what is hidden", forwarded: "Forwarded from {name}", expand: "Expand", collapse: "Collapse",
    now: "now", react: "React {emoji}", chat: "Chat", deactivated: "Deleted account", sent: "sent", seen: "seen", cancel: "Cancel", editing: "Editing the message",
    inlineResults: "Found through the bot", empty: "No messages yet",
  },
};

const LOCALES = { ru: "ru-RU", kk: "kk-KZ", en: "en-GB" };

/** The phone's words for a language code; English where it is another language, as Telegram does. */
export function phoneWords(code) {
  const language = Object.hasOwn(WORDS, code) ? code : "en";
  const say = (key, values = {}) => (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  return { language, say, locale: LOCALES[language] };
}

/** Where the phones are, as the newsroom says; the browser's own zone unless told. */
let zone;

/** Sets the time zone of the phones. */
export function setZone(name) {
  try { zone = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone; } catch { zone = undefined; }
}

const formats = new Map();

function format(key, locale, options) {
  const name = `${key} ${locale} ${zone}`;
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }));
  return formats.get(name);
}

/** `08:05` */
export const clockTime = milliseconds => format("time", "ru-RU", { hour: "2-digit", minute: "2-digit" }).format(milliseconds);

/** One text per calendar day, to compare days. */
export const dayKey = milliseconds => format("day", "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }).format(milliseconds);

/** «Сегодня», «Вчера», «5 октября». */
export function dayTitle(milliseconds, today, words) {
  const day = dayKey(milliseconds);
  if (day === dayKey(today)) return words.say("today");
  if (day === dayKey(today - 86_400_000)) return words.say("yesterday");
  return format("title", words.locale, { day: "numeric", month: "long" }).format(milliseconds);
}
