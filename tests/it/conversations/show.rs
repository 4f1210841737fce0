//! What happened, as Markdown: the simulator's events of one turn come in, one chat after the other goes out, each message once,
//! as it stands at the end of the turn.

use serde_json::Value;

/// A chat of the cast: its name in the file, and whether it is one person's.
#[derive(Clone, Debug)]
pub struct Chat {
    pub id: i64,
    pub name: String,
    pub private: bool,
}

/// What a link carries for the newsroom's statistics; it would be half of every conversation.
const MARKS: &str = "?utm_source=telegram&utm_medium=bot&utm_campaign=";

const SHARE: &str = "https://t.me/share/url";

/// What the people of the cast see of a turn; `before` is each message that has been seen earlier, with how it looked.
pub fn seen(cast: &[Chat], events: &[(String, Value)], before: &[Value], results: &[String]) -> String {
    let mut paragraphs: Vec<String> = results.to_vec();
    for chat in cast {
        let here: Vec<&(String, Value)> = events.iter().filter(|(_, data)| data["chat"] == chat.id).collect();
        paragraphs.extend(here.iter().filter(|(name, _)| name == "toast").filter_map(|(_, data)| toast(cast, data)));
        paragraphs.extend(messages(chat, &here, before));
    }
    if paragraphs.is_empty() { "Nothing happens.".to_owned() } else { paragraphs.join("\n\n") }
}

fn toast(cast: &[Chat], data: &Value) -> Option<String> {
    if let Some(url) = data["url"].as_str().filter(|url| !url.is_empty()) {
        return Some(format!("{} is taken to {url}", name(cast, &data["person"])));
    }
    let text = data["text"].as_str().filter(|text| !text.is_empty())?;
    let kind = if data["alert"] == true { " an alert:" } else { "" };
    Some(format!("{} sees{kind} «{}»", name(cast, &data["person"]), text.replace('\n', " ")))
}

fn name(cast: &[Chat], id: &Value) -> String {
    cast.iter().find(|chat| *id == chat.id).map_or_else(|| "Somebody".to_owned(), |chat| chat.name.clone())
}

/// Each message that came, changed or went: once, from the top of the screen to its end.
fn messages(chat: &Chat, events: &[&(String, Value)], before: &[Value]) -> Vec<String> {
    let of_bot = |data: &Value| data["from"]["kind"] != "person" && data["service"].is_null();
    let changed = |kind: &str, data: &Value| kind == "delete" || (kind == "message" || kind == "edit") && of_bot(data);
    let changed = events.iter().filter(|(kind, data)| changed(kind, data));
    let mut order: Vec<i64> = changed.filter_map(|(_, data)| data["id"].as_i64()).collect();
    order.sort_unstable();
    order.dedup();
    let each = order.into_iter().filter_map(|id| {
        let of_it: Vec<&&(String, Value)> = events.iter().filter(|(_, data)| data["id"] == id).collect();
        let old = before.iter().rev().find(|old| old["chat"] == chat.id && old["id"] == id);
        let last = of_it.iter().rev().find(|(kind, _)| kind == "message" || kind == "edit").map(|(_, data)| data);
        if of_it.iter().any(|(kind, _)| kind == "delete") {
            return old.map(|old| format!("{} is gone: «{}»", owner(chat), first_line(old)));
        }
        let last = last?;
        match old {
            None => Some(format!("{}:\n{}", arrival(chat, last), bubble(last))),
            Some(old) if bubble(old) == bubble(last) => None,
            Some(_) => Some(format!("{} becomes{}:\n{}", owner(chat), photo(last), bubble(last))),
        }
    });
    each.collect()
}

fn owner(chat: &Chat) -> String {
    if chat.private { format!("{}'s message", chat.name) } else { format!("A message in «{}»", chat.name) }
}

fn arrival(chat: &Chat, message: &Value) -> String {
    let who = if chat.private { chat.name.clone() } else { format!("«{}»", chat.name) };
    let silent = if message["silent"] == true { " silently" } else { "" };
    let document = message["document"]["name"].as_str().map(|name| format!(" the file `{name}`")).unwrap_or_default();
    let reply = message["reply_to"]["text"].as_str().filter(|_| message["reply_to"]["name"] == "Headliner");
    let reply = reply.map(|text| format!(" in reply to «{}»", text.lines().next().unwrap_or_default()));
    format!("{who} gets{}{document}{silent}{}", photo(message), reply.unwrap_or_default())
}

fn photo(message: &Value) -> &'static str {
    if message["photo"].is_null() { "" } else { " a photo" }
}

fn first_line(message: &Value) -> String {
    message["text"].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

/// The message in a quote, its keyboard below it, a row a line.
fn bubble(message: &Value) -> String {
    let mut lines: Vec<String> =
        markdown(message["html"].as_str().unwrap_or_default()).lines().map(str::to_owned).collect();
    let rows: Vec<String> = message["keyboard"].as_array().into_iter().flatten().map(row).collect();
    if !rows.is_empty() {
        lines.push(String::new());
        lines.extend(rows);
    }
    let mut quote = String::new();
    for (index, line) in lines.iter().enumerate() {
        let goes_on = !line.is_empty() && lines.get(index + 1).is_some_and(|next| !next.is_empty());
        quote.push_str(if line.is_empty() { ">" } else { "> " });
        quote.push_str(line);
        quote.push_str(if goes_on { "\\\n" } else { "\n" });
    }
    quote.trim_end().to_owned()
}

fn row(row: &Value) -> String {
    let label = |button: &Value| {
        let text = button["text"].as_str().unwrap_or_default();
        button["url"].as_str().map_or_else(|| format!("[{text}]"), |url| format!("[{text}]({})", plain(url)))
    };
    row.as_array().into_iter().flatten().map(label).collect::<Vec<_>>().join(" ")
}

/// The link without its marks; what is shared is the story above.
fn plain(url: &str) -> String {
    if url.starts_with(SHARE) {
        return format!("{SHARE}?…");
    }
    url.split_once(MARKS).map_or(url, |(address, _)| address).to_owned()
}

/// Telegram's HTML as Markdown; what Markdown has no sign for is its text alone.
fn markdown(html: &str) -> String {
    let (mut out, mut rest, mut links, mut quotes) = (String::new(), html, Vec::new(), 0);
    while let Some(at) = rest.find(['<', '*', '\n']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\n') {
            out.push('\n');
            out.push_str(&"> ".repeat(quotes));
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix('*') {
            out.push_str("\\*");
            rest = after;
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        match tag.split(' ').next().unwrap_or_default() {
            "b" | "/b" => out.push_str("**"),
            "i" | "/i" => out.push('_'),
            "s" | "/s" => out.push_str("~~"),
            "code" | "/code" => out.push('`'),
            "a" => {
                links.push(plain(&tag.split('"').nth(1).unwrap_or_default().replace("&amp;", "&")));
                out.push('[');
            }
            "/a" => out.push_str(&format!("]({})", links.pop().unwrap_or_default())),
            "blockquote" => {
                quotes += 1;
                out.push_str("> ");
            }
            "/blockquote" => {
                quotes -= 1;
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                out.push_str("\n\n");
            }
            _ => {}
        }
    }
    out.push_str(rest);
    out.replace("&quot;", "\"")
}
