// What the page knows: the simulator's state and the messages of every chat, kept up by events. In: answers and events of the
// control API. Out: plain maps to look into, and `on(topic, act)` for whoever draws. It draws nothing.

import { get, listen } from "./api.js";

/** People from here on are a crowd: counted, but without a phone on the page. */
const CROWD = 2_000_000_000;
/** How many messages of a chat are kept on the page. */
const KEPT = 300;
/** How many of the bot's latest requests are read. */
const LOGGED = 100;
/** A pressed button that nobody answered stops waiting after this many milliseconds, as it does on a phone. */
const WAITING = 15_000;

/** The state. `messages` maps a chat to its messages by id, oldest first. */
export const model = {
  bot: { name: "", username: "", commands: [], description: {} }, people: new Map(), chats: new Map(), messages: new Map(),
  limits: {}, faults: {}, counters: {}, meter: {}, mounted: [], pending: new Map(), actions: new Map(), requests: [],
  desk: null, story: null, connected: false, shift: 0,
};

const listeners = new Map();

/** Calls `act(data)` whenever `topic` happens: an event's name, or `loaded`, `connection`, `pending`. */
export function on(topic, act) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(act);
}

/** Tells everybody who listens. */
export function tell(topic, data) {
  for (const act of listeners.get(topic) ?? []) act(data);
}

/** The simulator's time, milliseconds. */
export const now = () => Date.now() + model.shift;

/** Is this chat one of the crowd, which has no phone? */
export const inCrowd = chat => chat >= CROWD;

/** The person of a private chat, or undefined. */
export const personOf = chat => model.people.get(chat);

/** Starts listening; everything is read as soon as the stream is open, and again whenever it was interrupted. */
export function connect() {
  let reading = false;
  let missed = [];
  const reload = async () => {
    if (reading) return;
    reading = true;
    try {
      await readAll();
    } catch (error) {
      console.warn("the state could not be read:", error.message);
      setTimeout(reload, 1000);
    }
    reading = false;
    for (const [name, data] of missed.splice(0)) apply(name, data);
    tell("loaded");
  };
  const apply = (name, data) => {
    take[name]?.(data);
    tell(name, data);
  };
  listen((name, data) => (reading ? missed.push([name, data]) : apply(name, data)), reload, open => {
    model.connected = open;
    tell("connection", open);
  });
}

async function readAll() {
  const state = await get("/simulator/state");
  model.shift = state.now_us / 1000 - Date.now();
  Object.assign(model, { bot: state.bot, limits: state.limits, faults: state.faults, counters: state.counters, mounted: state.mounted ?? [] });
  model.meter = { updates_waiting: state.updates_waiting };
  model.people = new Map(state.people.map(person => [person.id, person]));
  const chats = state.chats.filter(chat => !inCrowd(chat.id));
  const read = await Promise.all(chats.map(chat => get(`/simulator/chats/${chat.id}/messages?limit=${KEPT}&deleted=1`).catch(() => [])));
  model.chats = new Map();
  chats.forEach(keepChat);
  model.messages = new Map(chats.map((chat, at) => [chat.id, new Map(read[at].map(message => [message.id, message]))]));
  model.requests = await get(`/simulator/requests?limit=${LOGGED}`).catch(() => []);
  const desk = model.mounted.includes("/desk/") ? await get("/desk/state").catch(() => null) : null;
  // Another run of the demo has taken the place of the one that this page has shown.
  if (desk && model.desk && desk.run !== model.desk.run) location.reload();
  model.desk = desk;
  model.story = model.desk?.story ?? null;
}

/** The messages of a chat, oldest first. */
export const messagesOf = chat => [...(model.messages.get(chat)?.values() ?? [])];

function keep(message) {
  if (inCrowd(message.chat)) return;
  if (!model.messages.has(message.chat)) model.messages.set(message.chat, new Map());
  const kept = model.messages.get(message.chat);
  kept.set(message.id, message);
  if (kept.size > KEPT * 1.5) for (const id of [...kept.keys()].slice(0, kept.size - KEPT)) kept.delete(id);
}

function keepChat(chat) {
  model.chats.set(chat.id, chat);
  model.actions.set(chat.id, chat.typing || null);
}

function settle(query) {
  const waiting = model.pending.get(query);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  model.pending.delete(query);
  tell("pending", waiting);
}

/** How each event changes the state. */
const take = {
  message: keep,
  edit: keep,
  delete({ chat, id }) {
    const message = model.messages.get(chat)?.get(id);
    if (message) model.messages.get(chat).set(id, { ...message, deleted: true });
  },
  pressed(press) {
    if (inCrowd(press.chat)) return;
    const timer = setTimeout(() => settle(press.query), WAITING);
    model.pending.set(press.query, { ...press, timer });
    tell("pending", press);
  },
  toast: toast => settle(toast.query),
  action({ chat, action }) {
    model.actions.set(chat, action);
  },
  chat: chat => { if (!inCrowd(chat.id)) keepChat(chat); },
  person: person => model.people.set(person.id, person),
  gone({ chat }) {
    model.chats.delete(chat);
    model.people.delete(chat);
    model.messages.delete(chat);
  },
  profile: bot => { model.bot = bot; },
  meter(meter) {
    model.meter = meter;
    model.counters = meter.counters;
  },
  request(request) {
    model.requests.push(request);
    if (model.requests.length > 200) model.requests.splice(0, 100);
  },
  limits: limits => { model.limits = limits; },
  faults: faults => { model.faults = faults; },
  desk: desk => { model.desk = { ...model.desk, ...desk }; },
  story: story => { model.story = story; },
};
