//! In: the text of a feed, a part at a time. Out: one item after the other as a small tree, and the feed's own elements, however
//! badly they are nested. A closing tag closes what it names and all that was left open inside; one that names nothing closes
//! nothing. Texts keep their markup as it is written, since that is read as HTML. Depth and number are bounded.

use std::{
    borrow::Cow,
    collections::VecDeque,
    io::{self, Read, Seek},
};

use super::{
    letters::Letters,
    lexer::{Lexer, Token, attributes, decoded},
    names::Names,
};

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// With the usual prefix.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Node>,
    /// An item of more than [`HEAVIEST`] bytes, which is not all here.
    pub is_heavy: bool,
}

/// What a feed is made of besides its items.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The outermost element.
    pub root: Node,
    /// The feed's own elements.
    pub head: Vec<Node>,
    /// What its first item is called, where it has one.
    pub first: Option<String>,
    /// It ends in the middle of an item, which is left out.
    pub is_cut: bool,
    /// Something in it has no end, and what stands behind that is not here.
    pub stops: bool,
}

/// Deeper ones are left out with what is in them.
const DEEPEST: usize = 32;
/// A feed's own elements, and what they weigh together; an export has some for each author.
const MOST_OWN: usize = 20_000;
/// Bytes of an item, and of the feed's own elements together, counted as [`NODE`] more for each element: the longest texts with the
/// pictures that are written into them are shorter.
pub(super) const HEAVIEST: usize = 4 << 20;
/// What an element takes besides its texts.
const NODE: usize = 128;
/// Own elements of an export that nobody asks for, one for each rubric and each keyword.
const UNASKED: [&str; 3] = ["wp:category", "wp:tag", "wp:term"];

/// Elements that hold items.
const HOLDERS: [&str; 5] = ["rss", "rdf:rdf", "channel", "atom:feed", "items"];
/// An item.
const ITEMS: [&str; 2] = ["item", "atom:entry"];
/// Elements whose content is read as HTML.
const TEXTS: [&str; 19] = [
    "title",
    "description",
    "content:encoded",
    "excerpt:encoded",
    "yandex:full-text",
    "turbo:content",
    "fulltext",
    "full-text",
    "content",
    "summary",
    "body",
    "atom:title",
    "atom:subtitle",
    "atom:summary",
    "atom:content",
    "media:title",
    "media:description",
    "media:text",
    "itunes:summary",
];
/// What no title holds: one that is not closed ends there.
const NEVER_IN_TITLES: [&str; 12] = [
    "link",
    "guid",
    "description",
    "pubdate",
    "category",
    "atom:link",
    "atom:id",
    "atom:updated",
    "atom:published",
    "atom:summary",
    "atom:content",
    "content:encoded",
];

#[derive(Clone)]
struct Open {
    node: Node,
    /// As it is written.
    raw: String,
    /// Elements of the same name inside of its text.
    same: usize,
}

#[derive(Clone, Default)]
struct Growing {
    tree: Tree,
    /// Items that are whole and have not been given out.
    items: VecDeque<Node>,
    names: Names,
    open: Vec<Open>,
    began: bool,
    /// Elements that are too deep and not closed yet.
    beyond: usize,
    /// Of the item, or of the feed's own element, that is open.
    weight: usize,
    /// Of the feed's own elements that are kept.
    own_weight: usize,
}

/// A feed on which one walks from item to item.
pub(super) struct Walk<R> {
    letters: Letters<R>,
    growing: Growing,
    has_ended: bool,
}

impl<R: Read + Seek> Walk<R> {
    /// From the beginning of a text.
    pub fn of(letters: Letters<R>) -> Walk<R> {
        Walk { letters, growing: Growing::default(), has_ended: false }
    }

    /// From its beginning again.
    pub fn again(self) -> io::Result<Walk<R>> {
        Ok(Walk::of(self.letters.again()?))
    }

    /// The text from where it has come to.
    pub fn into_letters(self) -> Letters<R> {
        self.letters
    }

    /// The next item that is whole.
    pub fn item(&mut self) -> io::Result<Option<Node>> {
        while self.growing.items.is_empty() && !self.has_ended {
            self.goes_on()?;
        }
        Ok(self.growing.items.pop_front())
    }

    fn goes_on(&mut self) -> io::Result<()> {
        let (text, is_last) = (self.letters.text(), self.letters.is_last());
        let mut lexer = if is_last { Lexer::new(text) } else { Lexer::of_part(text) };
        lexer.by_ref().for_each(|token| self.growing.takes(token));
        let told = lexer.at();
        self.growing.tree.stops = lexer.stops();
        self.has_ended = is_last || lexer.stops();
        self.letters.pass(told)
    }

    /// The rest, as if the feed ended where it has come to.
    pub fn tree(&self) -> Tree {
        self.growing.clone().ends()
    }
}

impl Growing {
    fn takes(&mut self, token: Token) {
        match token {
            Token::Open { name, attributes, is_empty, raw } => self.opens(name, attributes, is_empty, raw),
            Token::Close { name, raw } => self.closes(name, raw),
            Token::Text(text) => self.says(text, true),
            Token::Data(text) => self.says(text, false),
        }
    }

    fn opens(&mut self, raw_name: &str, list: &str, is_empty: bool, raw: &str) {
        let list = attributes(list);
        let local = raw_name.rsplit(':').next().unwrap_or(raw_name).to_lowercase();
        let in_text = self.open.last().is_some_and(|open| TEXTS.contains(&open.node.name.as_str()));
        let is_outer = !in_text || matches!(local.as_str(), "item" | "entry");
        if is_outer {
            self.names.declare(&list, !self.began || matches!(local.as_str(), "item" | "entry" | "feed" | "channel"));
        }
        if !self.began && matches!(local.as_str(), "feed" | "entry") && !raw_name.contains(':') {
            self.names.is_atom();
        }
        let name = self.names.of(raw_name);
        if ITEMS.contains(&name.as_str()) {
            self.close_down_to_holder();
        } else if in_text && !self.ends_title(&name) {
            return self.is_markup(raw_name, raw, is_empty);
        }
        self.began = true;
        if self.open.len() >= DEEPEST || self.beyond > 0 {
            self.beyond += usize::from(!is_empty);
            return;
        }
        if self.open.last().is_none_or(|open| HOLDERS.contains(&open.node.name.as_str())) {
            self.weight = if ITEMS.contains(&name.as_str()) { 0 } else { self.own_weight };
        }
        if !self.has_room(NODE + raw.len()) {
            return;
        }
        let attributes = list.iter().map(|(name, value)| (name.to_lowercase(), decoded(value))).collect();
        self.open.push(Open { node: Node { name, attributes, ..Node::default() }, raw: raw_name.to_owned(), same: 0 });
        if is_empty {
            self.close_one();
        }
    }

    /// A title that was not closed is over.
    fn ends_title(&mut self, name: &str) -> bool {
        let is_title = |open: &Open| matches!(open.node.name.as_str(), "title" | "atom:title");
        let ends = self.open.last().is_some_and(is_title) && NEVER_IN_TITLES.contains(&name);
        if ends {
            self.close_one();
        }
        ends
    }

    fn is_markup(&mut self, name: &str, raw: &str, is_empty: bool) {
        let has_room = self.has_room(raw.len());
        if let Some(open) = self.open.last_mut() {
            open.same += usize::from(!is_empty && open.raw == name);
            if has_room {
                open.node.text.push_str(&without_prefix(name, raw, "<"));
            }
        }
    }

    /// Whether so many bytes more are held. An item to which they do not is heavy from then on.
    fn has_room(&mut self, bytes: usize) -> bool {
        self.weight = self.weight.saturating_add(bytes);
        let has_room = self.weight <= HEAVIEST;
        if !has_room && let Some(item) = self.open.iter_mut().find(|open| ITEMS.contains(&open.node.name.as_str())) {
            item.node.is_heavy = true;
        }
        has_room
    }

    fn closes(&mut self, name: &str, raw: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name).to_lowercase();
        let is_outer = matches!(local.as_str(), "item" | "entry" | "channel" | "feed" | "rss" | "rdf");
        if let Some(open) = self.open.last_mut()
            && TEXTS.contains(&open.node.name.as_str())
            && !is_outer
        {
            match open.raw == name && open.same == 0 {
                true => self.close_one(),
                false => {
                    open.same -= usize::from(open.raw == name);
                    self.says(&without_prefix(name, raw, "</"), false);
                }
            }
            return;
        }
        if let Some(place) = self.open.iter().rposition(|open| open.raw.eq_ignore_ascii_case(name)) {
            self.close_from(place);
        }
    }

    fn says(&mut self, text: &str, is_written: bool) {
        if self.beyond > 0 || !self.has_room(text.len()) {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        match is_written {
            true => open.node.text.push_str(&decoded(text)),
            false => open.node.text.push_str(text),
        }
    }

    /// Before an item: whatever was left open of the one before.
    fn close_down_to_holder(&mut self) {
        self.beyond = 0;
        let place = self.open.iter().rposition(|open| HOLDERS.contains(&open.node.name.as_str()));
        self.close_from(place.map_or(0, |place| place + 1));
    }

    fn close_from(&mut self, place: usize) {
        while self.open.len() > place {
            self.close_one();
        }
    }

    fn close_one(&mut self) {
        let Some(Open { node, .. }) = self.open.pop() else { return };
        let tree = &mut self.tree;
        let in_holder = self.open.last().is_none_or(|open| HOLDERS.contains(&open.node.name.as_str()));
        if ITEMS.contains(&node.name.as_str()) {
            tree.first.get_or_insert_with(|| node.name.clone());
            self.items.push_back(node);
        } else if HOLDERS.contains(&node.name.as_str()) {
            if tree.root.name.is_empty() || self.open.is_empty() {
                tree.root = Node { text: String::new(), ..node };
            }
        } else if in_holder {
            let is_kept = tree.head.len() < MOST_OWN && !UNASKED.contains(&node.name.as_str());
            if is_kept && self.weight <= HEAVIEST {
                tree.head.push(node);
                self.own_weight = self.weight;
            }
        } else if let Some(parent) = self.open.last_mut() {
            parent.node.children.push(node);
        }
    }

    fn ends(mut self) -> Tree {
        let cut = self.open.iter().position(|open| ITEMS.contains(&open.node.name.as_str()));
        if let Some(place) = cut {
            self.tree.is_cut = true;
            self.open.truncate(place);
        }
        self.close_from(0);
        self.tree
    }
}

/// `<xhtml:p>` is a paragraph as any other.
fn without_prefix<'a>(name: &str, raw: &'a str, begin: &str) -> Cow<'a, str> {
    match name.split_once(':') {
        Some((prefix, _)) => format!("{begin}{}", &raw[begin.len() + prefix.len() + 1..]).into(),
        None => raw.into(),
    }
}

impl Node {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child under the first of these names that has one.
    pub fn text_of(&self, names: &[&str]) -> Option<String> {
        let texts = names.iter().flat_map(|name| self.all(name)).map(|child| child.text.trim());
        texts.into_iter().find(|text| !text.is_empty()).map(str::to_owned)
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}
