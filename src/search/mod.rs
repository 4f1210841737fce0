//! Words and what is looked for by them. In: texts of articles, and what people type. Out: the form by which all forms of a word are
//! found ([`forms`]), what is looked for ([`query`]), what a mistyped word may have been ([`typo`]), and whether a text has what
//! somebody follows ([`followed`]). Plain functions; the index itself is the store's.

pub mod followed;
pub mod forms;
pub mod query;
pub mod typo;
