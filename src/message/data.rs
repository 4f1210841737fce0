//! What a press on the buttons of news sends back: at most 64 bytes.

use crate::article::ArticleKey;

/// «⚙️ Настроить дайджест»
pub const DIGEST_SETTINGS: &str = "s:d";
/// «Ещё N»: what a message had no room for.
pub const REST: &str = "rest";

/// «⋯» of a push: `m:412`.
pub fn more(key: ArticleKey) -> String {
    format!("m:{key}")
}

/// «⋯» of a bundle, which stands for its first story: `mb:412`.
pub fn more_of_bundle(key: ArticleKey) -> String {
    format!("mb:{key}")
}
