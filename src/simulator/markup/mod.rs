//! Formatted text.
pub(super) fn to_html(text: &str, _entities: &[super::Entity]) -> String { text.to_string() }
