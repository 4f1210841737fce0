//! What article files become, good and bad.

use chrono_tz::Tz;
use headliner::article;

#[test]
fn a_markdown_file_becomes_an_article() {
    let text = "---\nrubric: society\nheadline: \"Ночной автобус\"\nbreaking: yes\n---\nПервый **абзац**.\n\nВторой.\n";
    let article = article::parse("2026/night-bus.md", text.as_bytes(), Tz::Asia__Almaty).expect("it is an article");
    assert_eq!(article.id.0, "night-bus");
    assert_eq!((article.headline.as_str(), article.lead.as_str()), ("Ночной автобус", "Первый абзац."));
    assert!(article.breaking);
}
