//! Which links Telegram takes, in text and on buttons.

use super::Entity;

/// The link as Telegram keeps it, or why not.
pub fn checked(link: &str) -> Result<String, &'static str> {
    let link = link.trim();
    let (scheme, rest) = match link.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None if link.to_ascii_lowercase().starts_with("tg:") => ("tg".to_string(), &link[3..]),
        None => (String::new(), link),
    };
    match scheme.as_str() {
        "tg" | "ton" | "tonsite" if !rest.is_empty() => return Ok(link.to_string()),
        "" | "http" | "https" => {}
        _ => return Err("Unsupported URL protocol"),
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host_and_port = authority.rsplit('@').next().unwrap_or("");
    let host = host_and_port.split(':').next().unwrap_or("");
    if let Some((_, port)) = host_and_port.split_once(':')
        && !port.parse::<u16>().is_ok_and(|port| port > 0)
    {
        return Err("Wrong port number specified in the URL");
    }
    let broken = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"'`{}|\\^".contains(letter);
    if host.is_empty() {
        return Err("URL host is empty");
    }
    if host.contains(broken) || !host.trim_matches('.').contains('.') || host.contains("..") || link.contains(' ') {
        return Err("Wrong HTTP URL");
    }
    let scheme = if scheme.is_empty() { "http" } else { &scheme };
    let (path, user) = (&rest[authority.len()..], &authority[..authority.len() - host_and_port.len()]);
    let slash = if path.starts_with('/') { "" } else { "/" };
    Ok(format!("{scheme}://{user}{}{slash}{path}", host_and_port.to_lowercase()))
}

/// The entity of a link in text: a mention of a user, a link, or nothing if the link is not valid.
pub fn entity(url: &str, offset: usize, length: usize) -> Option<Entity> {
    let id = url.trim().strip_prefix("tg://user?id=").and_then(|id| id.parse::<i64>().ok());
    if let Some(id) = id {
        let user = serde_json::json!({"id": id, "is_bot": false, "first_name": ""});
        return Some(Entity::new("text_mention", offset, length).with("user", user));
    }
    checked(url).ok().map(|url| Entity::new("text_link", offset, length).with("url", url))
}
