//! Reading articles: a MiB of whatever is to take at most 200 ms, since intake stands still meanwhile.

use std::hint::black_box;

use chrono_tz::Tz;
use criterion::{Criterion, criterion_group, criterion_main};
use headliner::article;

/// A piece over and over, between a beginning and an end, up to nearly a MiB.
fn filled(begin: &str, piece: &str, end: &str) -> String {
    let room = (article::LARGEST as usize).saturating_sub(begin.len() + end.len());
    format!("{begin}{}{end}", piece.repeat(room / piece.len()))
}

/// A million different words would be as many as fit.
fn words(begin: &str, between: &str, end: &str) -> String {
    let mut text = begin.to_owned();
    for number in 0_u64.. {
        let word = format!("{number:x}{between}");
        if text.len() + word.len() + end.len() + 1 > article::LARGEST as usize {
            break;
        }
        text += &word;
    }
    text + "0" + end
}

/// What makes a page an article.
const META: &str = "<meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" content=\"H\">";

/// JSON-LD that only an eye forgives.
const LOOSE: &str =
    "<html><script type=\"application/ld+json\">{'@type': \"NewsArticle\", headline: \"H\", \"keywords\": [";

/// The same text in an old encoding.
fn in_windows_1251(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

fn reading(criterion: &mut Criterion) {
    let item = "{\"uri\": \"urn:1\", \"type\": \"text\", \"headline\": \"H\", \"subject\": [\"";
    let page =
        "<html><script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"H\", \"keywords\": \"";
    let script = "<script type=\"application/ld+json\"></script>";
    let cases = [
        (
            "text.md",
            filled("---\nheadline: H\n---\n", "Мост **откроют** в среду, сообщает [акимат](https://a.kz).\n\n", ""),
        ),
        ("tags.md", words("---\nheadline: H\ntags:\n- ", "x\n- ", "\n---\n")),
        ("numbers.md", filled("---\nheadline: H\ntags:\n", "- 1\n", "---\n")),
        ("keys.md", words("---\nheadline: H\nk", ": a\nk", ": a\n---\n")),
        ("tags.json", words("{\"headline\": \"H\", \"tags\": [\"", "\", \"", "\"]}")),
        ("rubrics.json", words("{\"headline\": \"H\", \"rubrics\": [\"", "\", \"", "\"]}")),
        ("keywords.json", words("{\"headline\": \"H\", \"keywords\": \"", ",", "\"}")),
        ("keys.json", words("{\"headline\": \"H\", \"k", "\": 1, \"k", "\": 1}")),
        ("subjects.json", words(item, "\", \"", "\"]}")),
        ("keywords.html", words(page, ",", "\"}</script></html>")),
        ("scripts.html", filled("<html>", script, "</html>")),
        ("tags.html", filled("<html>", "<a b='c' d=\"e\">", "</html>")),
        ("meta.html", filled(&format!("<html>{META}"), "<meta property=\"article:tag\" content=\"a\">", "</html>")),
        (
            "article.html",
            filled(
                &format!("<html>{META}<article>"),
                "<div class=\"text\"><p>Мост открыли.</p></div>",
                "</article></html>",
            ),
        ),
        ("share.html", filled(&format!("<html>{META}<article>"), "<div class=\"share\">", "</article></html>")),
        ("authors.html", filled(&format!("<html>{META}"), "<span itemprop=\"author\">", "</html>")),
        ("forgiven.html", filled(LOOSE, "\"раз\nдва\", ", "],}</script></html>")),
        ("typeset.json", filled("{\"headline\": \"H\", \"lead\": \"", "мост - \\\"река\\\" ", "\"}")),
        ("braces.md", filled("---\nheadline: H\n---\n", "{{ [a b=c {% ", "")),
        ("entities.json", filled("{\"headline\": \"H\", \"body_html\": \"", "&amp;amp;&euro;<b>", "\"}")),
    ];
    let mut group = criterion.benchmark_group("articles");
    group.sample_size(10);
    for (name, text) in &cases {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| article::parse(black_box(name), black_box(text.as_bytes()), Tz::Asia__Almaty).is_ok());
        });
    }
    let old = in_windows_1251(&filled("---\nheadline: Мост\n---\n", "Мост откроют в среду, сообщает акимат.\n\n", ""));
    group.bench_function("cp1251.md", |bencher| {
        bencher.iter(|| article::parse("cp1251.md", black_box(&old), Tz::Asia__Almaty).is_ok());
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
