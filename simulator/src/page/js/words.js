// The page's own words, in Russian, Kazakh (words-kk.js) and English: labels of the tool around the phones. What stands on the phones themselves is in
// phone-words.js; what the bot says comes from the bot.

import { KK } from "./words-kk.js";

const RU = {
  skip: "К телефонам", tagline: "Telegram в браузере: без токена и без сети", offline: "Связи с симулятором нет: подключаюсь снова…",
  dark: "Тёмная тема", light: "Светлая тема", panel: "Панель", add: "Добавить человека, группу или канал", language: "Язык страницы",
  chats: "Телефоны", empty: "Здесь пока никого нет", emptyHint: "Добавьте человека: он сможет нажать «Старт» и говорить с ботом.",
  reader: "Читатель", editor: "Редактор", admin: "Администратор", group: "Группа", channel: "Канал", person: "Человек",
  kk: "қазақша", ru: "по-русски", en: "in English", none: "язык не указан", unread: "непрочитанных: {n}", phoneOf: "Телефон: {name}",
  // adding
  newTitle: "Кого добавить?", kind: "Кто или что", name: "Имя или название", phoneLanguage: "Язык телефона", cancel: "Отмена",
  create: "Добавить", withBot: "Сразу с ботом", close: "Закрыть", noLanguage: "не указан",
  // desk
  desk: "Редакция", deskHint: "Здесь пишут файлы в хранилище статей. Бот узнаёт о них сам.", headline: "Заголовок", lead: "Лид", rubric: "Рубрика",
  articleLanguage: "Язык", photo: "Фото", noPhoto: "без фото", main: "В главное", breaking: "Срочно",
  adminPage: "Что видит администратор",
  publish: "Сохранить файл статьи", save: "Сохранить правку", correction: "Что было неверно", correctionHint: "пусто, если ошибки не было",
  files: "Файлы хранилища", noFiles: "Пока ни одного файла", edit: "Править", withdraw: "Снять", withdrawn: "снята", published: "опубликована",
  written: "Файл записан: {file}", withdrawnNote: "Файл помечен как снятый: {file}", editing: "Правка: {file}",
  sampleHeadline: "На Кок-Тобе открыли смотровую площадку", sampleLead: "С неё виден весь город. Вход свободный, фуникулёр работает до полуночи.",
  breakingHint: "Бот спросит редактора, прежде чем разослать", rules: "Для показа паузы между новостями и тихие часы отключены: всё приходит сразу.",
  crowd: "Привести ещё {n} читателей", crowdNow: "Читателей без телефона на странице: {n}.",
  // measurements
  measures: "Измерения", perSecond: "сообщений в секунду", ofLimit: "из {n}", noLimit: "без предела", fileToPhone: "от файла до телефона", ms: "мс", s: "с",
  floods: "ответов 429", refused: "отказов", waiting: "ждут бота", accepted: "принято", lastMinute: "за минуту",
  limitLine: "предел {n}/с", limitApart: "предел {n}/с, кроме ответов", withAnswers: "вместе с ответами", toFirst: "первому {n}", toLast: "последнему {n}", copies: "копий:\u00a0{n}",
  chart: "Сообщений в секунду за последнюю минуту; наибольшее {n}", busiest: "пик, с ответами", busiestAll: "пик",
  // faults and limits
  faults: "Пределы и неполадки", limits: "Пределы Telegram", limitsTelegram: "как у Telegram", limitsStrict: "строгие", limitsNone: "без пределов",
  perSecondAll: "сообщений в секунду всем", latency: "Задержка ответа, мс", chance: "Вероятность для каждого запроса",
  bad_gateway: "502 от шлюза", reset_before: "обрыв до приёма", reset_after: "обрыв после приёма", flood: "429 «подождите»", lost: "ответ потерян",
  truncated: "ответ оборван", calm: "Всё починить", outage: "Отключить Telegram на {n}\u00a0с", outageNow: "Telegram молчит {n}\u00a0с",
  // requests
  requests: "Запросы бота", connect: "Так бот находит этот симулятор:", noRequests: "Бот ещё ничего не спрашивал", notSimulated: "не моделируется",
  // the story
  story: "Показ", skipStory: "К концу показа", playAgain: "Показать ещё раз", startsAgain: "Показ начинается заново…", story_waiting: "Показ сейчас начнётся",
  crowdNext: "Опубликуйте статью: видно, за сколько она до всех дойдёт.", storyStep: "Шаг {n} из {of}",
  story_start: "Читатели нажимают «Старт»", story_rubric: "Читатели выбирают рубрику «Общество», каждый на своём языке",
  story_channel: "Редактор делает бота администратором канала", story_bind: "Редактор выбирает, что публиковать в канале",
  story_group: "Бота добавляют в группу: пока администратор не выбрал, он молчит", story_news: "В хранилище появляется статья: «{headline}»",
  story_breaking: "Редактор отправляет срочную новость, и она приходит каждому на его языке",
  story_repair: "В заголовке ошибка: редактор останавливает рассылку, исправляет и продолжает, заголовок у читателей меняется", story_stats: "Администратор смотрит статистику",
  story_done: "Теперь вы: нажимайте кнопки, пишите боту, публикуйте статьи в редакции", storyFailed: "Показ прерван: {why}",
};

const EN = {
  skip: "To the phones", tagline: "Telegram in your browser: no token, no network", offline: "The simulator is out of reach: reconnecting…",
  dark: "Dark theme", light: "Light theme", panel: "Panel", add: "Add a person, a group or a channel", language: "Language of the page",
  chats: "Phones", empty: "Nobody is here yet", emptyHint: "Add a person: they can press Start and talk to the bot.",
  reader: "Reader", editor: "Editor", admin: "Admin", group: "Group", channel: "Channel", person: "Person",
  kk: "Kazakh", ru: "Russian", en: "English", none: "no language", unread: "unread: {n}", phoneOf: "Phone of {name}",
  newTitle: "Who shall join?", kind: "Who or what", name: "Name or title", phoneLanguage: "Language of the phone", cancel: "Cancel",
  create: "Add", withBot: "With the bot in it", close: "Close", noLanguage: "not given",
  desk: "Newsroom", deskHint: "Write files into the store of articles here. The bot notices by itself.", headline: "Headline", lead: "Lead", rubric: "Rubric",
  articleLanguage: "Language", photo: "Photo", noPhoto: "no photo", main: "Top story", breaking: "Breaking",
  adminPage: "What the admin sees",
  publish: "Save the article's file", save: "Save the change", correction: "What was wrong", correctionHint: "empty if nothing was",
  files: "Files of the store", noFiles: "No file yet", edit: "Edit", withdraw: "Withdraw", withdrawn: "withdrawn", published: "published",
  written: "File written: {file}", withdrawnNote: "File marked as withdrawn: {file}", editing: "Editing {file}",
  sampleHeadline: "A lookout opens on Kok-Tobe", sampleLead: "The whole city can be seen from it. Entrance is free, the cable car runs until midnight.",
  breakingHint: "The bot asks an editor before it sends", rules: "For the demo there are no pauses between stories and no quiet hours: all comes at once.",
  crowd: "Bring {n} more readers", crowdNow: "Readers without a phone on this page: {n}.",
  measures: "Measurements", perSecond: "messages a second", ofLimit: "of {n}", noLimit: "no limit", fileToPhone: "from file to phone", ms: "ms", s: "s",
  floods: "429 answers", refused: "refusals", waiting: "wait for the bot", accepted: "accepted", lastMinute: "last minute",
  limitLine: "limit {n}/s", limitApart: "limit {n}/s, answers apart", withAnswers: "with answers", toFirst: "first {n}", toLast: "last {n}", copies: "copies:\u00a0{n}",
  chart: "Messages a second in the last minute; the most was {n}", busiest: "peak, with answers", busiestAll: "peak",
  faults: "Limits and faults", limits: "Telegram's limits", limitsTelegram: "as Telegram's", limitsStrict: "strict", limitsNone: "none",
  perSecondAll: "messages a second to all", latency: "Delay of answers, ms", chance: "Chance for each request",
  bad_gateway: "502 from the gateway", reset_before: "reset before it counts", reset_after: "reset after it counted", flood: "429 “retry later”", lost: "answer lost",
  truncated: "answer cut short", calm: "Mend everything", outage: "Telegram out for {n}\u00a0s", outageNow: "Telegram is out for {n}\u00a0s",
  requests: "The bot's requests", connect: "This is how a bot finds this simulator:", noRequests: "The bot has not asked for anything yet", notSimulated: "not simulated",
  story: "Demo", skipStory: "Skip to the end", playAgain: "Play again", startsAgain: "The demo starts again…", story_waiting: "The demo is about to begin",
  crowdNext: "Publish an article: see how long it takes to reach all of them.", storyStep: "Step {n} of {of}",
  story_start: "The readers press Start", story_rubric: "The readers choose the rubric “Society”, each in their language",
  story_channel: "The editor makes the bot an administrator of the channel", story_bind: "The editor chooses what the channel carries",
  story_group: "The bot joins a group: it keeps quiet until an administrator has chosen", story_news: "An article appears in the store: “{headline}”",
  story_breaking: "The editor sends breaking news, and it comes to each reader in their language",
  story_repair: "A mistake in the headline: the editor stops it, corrects it and goes on, and the readers' headline changes", story_stats: "The admin looks at the statistics",
  story_done: "Now you: press buttons, write to the bot, publish articles in the newsroom", storyFailed: "The demo stopped: {why}",
};

const WORDS = { ru: RU, kk: KK, en: EN };
/** The languages of the page. */
export const LANGUAGES = Object.keys(WORDS);

const KEY = "headliner.language";
let language = read() ?? ofBrowser();

function read() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  try {
    const kept = localStorage.getItem(KEY);
    return LANGUAGES.includes(kept) ? kept : null;
  } catch { return null; }
}

/** The first language of the browser that the page speaks; English for anybody else. */
function ofBrowser() {
  const wanted = (navigator.languages ?? [navigator.language]).map(tag => tag.slice(0, 2).toLowerCase());
  return wanted.find(code => LANGUAGES.includes(code)) ?? "en";
}

/** The page's language, `ru`, `kk` or `en`. */
export const pageLanguage = () => language;

/** Changes it and remembers. */
export function setPageLanguage(code) {
  language = code;
  try { localStorage.setItem(KEY, code); } catch { /* a browser that stores nothing still shows the language */ }
}

/** A word of the page; `{name}` is replaced by `values.name`. */
export function word(key, values = {}) {
  const text = WORDS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A number with the page's separators. */
export const number = value => Number(value ?? 0).toLocaleString(language === "en" ? "en-GB" : "ru-RU");
