//! Automatic entities: links, e-mails, hashtags, cashtags, mentions and commands in a text nobody marked up.

use super::{Entity, Formatted, fix};

/// Top-level domains that make a bare `name.tld` a link. Telegram knows them all; these are the ones news links to.
const TOP_LEVEL: &str = " com org net edu gov mil int info biz name pro aero coop museum mobi asia tel travel jobs post xxx \
    io me tv cc co ai app dev page blog news media press live online site website store shop tech club cloud space digital \
    ru su kz uz kg tj tm az am ge by ua md ee lv lt pl cz sk de at ch fr es pt it nl be lu dk se no fi is ie uk us ca mx br ar \
    cl pe tr gr bg ro hu rs hr si ba mk al cy mt il ae sa qa ir iq af pk in lk bd np cn hk tw jp kr mn vn th my sg id ph au nz za \
    ng ke eg ma tn eu рф қаз укр бел moscow москва онлайн сайт орг дети рус ком ";

/// Adds what is found outside the entities already there, in order.
pub fn add_automatic(formatted: &mut Formatted) {
    let text = &formatted.text;
    if !text.contains(['.', '#', '@', '/', '$']) {
        return;
    }
    let mut found = Vec::new();
    let scan = Scan { letters: text.chars().collect() };
    let mut at = 0;
    while at < scan.letters.len() {
        match scan.entity(at) {
            Some((kind, end)) => {
                found.push((kind, at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    if found.is_empty() {
        return;
    }
    let mut units = vec![0; scan.letters.len() + 1];
    for (index, letter) in scan.letters.iter().enumerate() {
        units[index + 1] = units[index] + letter.len_utf16();
    }
    let given = formatted.entities.clone();
    for (kind, from, to) in found {
        let entity = Entity::new(kind, units[from], units[to] - units[from]);
        let taken = |other: &Entity| blocks(other) && other.offset < entity.end() && entity.offset < other.end();
        if !given.iter().any(taken) {
            formatted.entities.push(entity);
        }
    }
    fix::sort(&mut formatted.entities);
}

/// Inside these nothing is found.
fn blocks(entity: &Entity) -> bool {
    matches!(entity.kind.as_str(), "code" | "pre" | "text_link" | "text_mention" | "custom_emoji" | "date_time")
}

struct Scan {
    letters: Vec<char>,
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_tag(letter: char) -> bool {
    is_word(letter) || letter == '\u{B7}' || letter == '\u{200C}'
}

impl Scan {
    fn at(&self, index: usize) -> char {
        self.letters.get(index).copied().unwrap_or('\0')
    }

    fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |index| self.at(index))
    }

    fn run(&self, from: usize, fits: impl Fn(char) -> bool) -> usize {
        self.letters[from..].iter().take_while(|letter| fits(**letter)).count()
    }

    /// The automatic entity that begins here, and where it ends.
    fn entity(&self, at: usize) -> Option<(&'static str, usize)> {
        let previous = self.before(at);
        match self.at(at) {
            '#' if !is_tag(previous) && previous != '#' => self.hashtag(at).map(|end| ("hashtag", end)),
            '@' if !is_word(previous) && previous != '@' => self.mention(at).map(|end| ("mention", end)),
            '/' if !is_word(previous) && !matches!(previous, '/' | '<' | '>') => {
                self.command(at).map(|end| ("bot_command", end))
            }
            '$' if !is_word(previous) && previous != '$' => self.cashtag(at).map(|end| ("cashtag", end)),
            letter if is_word(letter) && !is_word(previous) => {
                let address = self.address(at);
                address.or_else(|| self.link(at).map(|end| ("url", end)))
            }
            _ => None,
        }
    }

    fn hashtag(&self, at: usize) -> Option<usize> {
        let length = self.run(at + 1, is_tag);
        let mut end = at + 1 + length.min(256);
        let named = self.letters[at + 1..end].iter().any(|letter| letter.is_alphabetic());
        if length == 0 || !named || self.at(end) == '#' {
            return None;
        }
        if self.at(end) == '@' {
            end = self.mention(end).unwrap_or(end);
        }
        Some(end)
    }

    fn cashtag(&self, at: usize) -> Option<usize> {
        let length = self.run(at + 1, |letter| letter.is_ascii_uppercase());
        let end = at + 1 + length;
        ((1..=8).contains(&length) && !is_word(self.at(end)) && self.at(end) != '$').then_some(end)
    }

    fn mention(&self, at: usize) -> Option<usize> {
        let length = self.run(at + 1, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        let end = at + 1 + length;
        let name: String = self.letters[at + 1..end].iter().collect::<String>().to_ascii_lowercase();
        let short = ["gif", "pic", "bing", "wiki", "imdb", "bold", "vote", "like", "coub", "vid"];
        let known = (5..=32).contains(&length) || short.contains(&name.as_str());
        (known && !is_word(self.at(end))).then_some(end)
    }

    fn command(&self, at: usize) -> Option<usize> {
        let length = self.run(at + 1, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        let mut end = at + 1 + length;
        if !(1..=64).contains(&length) {
            return None;
        }
        if self.at(end) == '@' {
            let name = self.run(end + 1, |letter| letter.is_ascii_alphanumeric() || letter == '_');
            end = if (3..=32).contains(&name) { end + 1 + name } else { end };
        }
        (!is_word(self.at(end)) && !matches!(self.at(end), '/' | '<' | '>')).then_some(end)
    }

    /// `name@host.tld`.
    fn address(&self, at: usize) -> Option<(&'static str, usize)> {
        let local = self.run(at, |letter| letter.is_ascii_alphanumeric() || "._%+-".contains(letter));
        if local == 0 || self.at(at + local) != '@' {
            return None;
        }
        let host = self.host(at + local + 1)?;
        Some(("email", host))
    }

    /// Where a host name with a known ending ends, if there is one.
    fn host(&self, at: usize) -> Option<usize> {
        let length = self.run(at, |letter| letter.is_alphanumeric() || letter == '-' || letter == '.');
        let whole: String = self.letters[at..at + length].iter().collect();
        let host = whole.trim_end_matches(['.', '-']);
        let (front, top) = host.rsplit_once('.')?;
        let known = TOP_LEVEL.split_whitespace().any(|known| known == top.to_lowercase()) || top.starts_with("xn--");
        let labels = front.split('.').all(|label| !label.is_empty() && !label.starts_with('-'));
        (known && labels).then(|| at + host.chars().count())
    }

    fn link(&self, at: usize) -> Option<usize> {
        let scheme = self.run(at, |letter| letter.is_ascii_alphabetic());
        let named: String = self.letters[at..at + scheme].iter().collect::<String>().to_ascii_lowercase();
        let slashes = self.at(at + scheme) == ':' && self.at(at + scheme + 1) == '/' && self.at(at + scheme + 2) == '/';
        if slashes && matches!(named.as_str(), "http" | "https" | "ftp" | "tg" | "ton" | "tonsite") {
            return self.rest(at + scheme + 3, !matches!(named.as_str(), "tg" | "ton"));
        }
        if self.before(at) == '@' || self.before(at) == '.' {
            return None;
        }
        let host = self.host(at)?;
        if self.at(host) == '@' || is_word(self.at(host)) {
            return None;
        }
        Some(self.path(host))
    }

    /// The host and path after `scheme://`.
    fn rest(&self, from: usize, dotted: bool) -> Option<usize> {
        let length = self.run(from, |letter| letter.is_alphanumeric() || "-._~%@:".contains(letter));
        let host: String = self.letters[from..from + length].iter().collect();
        let host = host.trim_end_matches(['.', ':', '-', '_', '~']);
        if host.is_empty() || dotted && !host.contains('.') {
            return None;
        }
        Some(self.path(from + host.chars().count()))
    }

    /// Port, path, query and fragment after a host, without the punctuation that ends a sentence.
    fn path(&self, host: usize) -> usize {
        let mut at = host;
        if self.at(at) == ':' {
            let port = self.run(at + 1, |letter| letter.is_ascii_digit());
            at += if (1..=5).contains(&port) { 1 + port } else { 0 };
        }
        if !matches!(self.at(at), '/' | '?' | '#') {
            return at;
        }
        let length =
            self.run(at, |letter| !letter.is_whitespace() && !letter.is_control() && !"<>\"«»“”".contains(letter));
        let mut end = at + length;
        while end > at {
            let last = self.at(end - 1);
            let inner = &self.letters[at..end];
            let count = |letter: char| inner.iter().filter(|other| **other == letter).count();
            let unpaired = match last {
                ')' => count(')') > count('('),
                ']' => count(']') > count('['),
                '}' => count('}') > count('{'),
                _ => ".,:;!?'…`|".contains(last),
            };
            if !unpaired {
                break;
            }
            end -= 1;
        }
        end
    }
}
