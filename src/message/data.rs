//! What a press on the buttons of news sends back: at most 64 bytes.

use crate::article::ArticleKey;

/// «⚙️ Настроить дайджест»
pub const DIGEST_SETTINGS: &str = "s:d";
/// «Ещё N»: what a message had no room for.
pub const REST: &str = "rest";

/// A page of that: `rest:2`. The message itself is page 0.
pub fn rest(page: usize) -> String {
    format!("{REST}:{page}")
}

/// «⏰ Реже: дайджестом» under a message of one story: `m:412:l`.
pub fn less(key: ArticleKey) -> String {
    format!("{}:l", more(key))
}

/// The same under a bundle: `mb:412:l`.
pub fn less_by_bundle(key: ArticleKey) -> String {
    format!("{}:l", more_of_bundle(key))
}

/// «⋯» of a push: `m:412`.
pub fn more(key: ArticleKey) -> String {
    format!("m:{key}")
}

/// «⋯» of a bundle, which stands for its first story: `mb:412`.
pub fn more_of_bundle(key: ArticleKey) -> String {
    format!("mb:{key}")
}
