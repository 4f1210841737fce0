// The way to the simulator. In: paths of the control API (docs/reference.md). Out: its JSON; a refusal is an Error that
// holds the simulator's sentence.

async function request(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(body.error ?? `${answer.status} ${path}`), { status: answer.status });
  return body;
}

/** Reads. */
export const get = path => request(path);

/** Acts. */
export const post = (path, body = {}) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Sends bytes, such as a picture. */
export const upload = (path, file) =>
  request(path, { method: "POST", headers: { "Content-Type": file.type || "application/octet-stream" }, body: file });

/** Names of the events that the page listens to; the last four are the demo's own. */
const EVENTS = ["message", "edit", "delete", "toast", "pressed", "action", "chat", "person", "gone", "profile", "inline_answer",
  "request", "meter", "limits", "faults", "stars", "desk", "story", "published", "crowd"];

/** Listens to everything that happens; `hello` and `reload` ask for the state to be read again. The browser reconnects. */
export function listen(onEvent, onReload, onConnection) {
  const source = new EventSource("/simulator/events");
  for (const name of EVENTS) source.addEventListener(name, event => onEvent(name, JSON.parse(event.data)));
  source.addEventListener("hello", () => { onConnection(true); onReload(); });
  source.addEventListener("reload", onReload);
  source.addEventListener("error", () => onConnection(false));
  return source;
}
