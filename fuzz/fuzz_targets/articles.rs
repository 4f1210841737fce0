//! Files of the store. In: any bytes, under a name of each kind. It holds what `article` promises: a field is clean or missing, a mistake
//! has its sentence, what is mended is mended at once, and what is written into a file is read from it.
#![no_main]

use headliner::article::{self, Article, Image, Key, mend, rewrite};
use libfuzzer_sys::fuzz_target;

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Almaty;
/// The ending and the folder say something of a file; which of them it is follows from its length.
const NAMES: [&str; 6] =
    ["a.md", "a.json", "a.html", "feeds/vecher.kz/a.json", "api/a.md", "telegram/2026-11-23-1000.md"];

fuzz_target!(|bytes: &[u8]| {
    let name = NAMES[bytes.len() % NAMES.len()];
    match article::parse(name, bytes, ZONE) {
        Ok(article) => holds(&article),
        Err(fault) => assert!(!fault.what.is_empty() && fault.line != Some(0)),
    }
    if let Some(mended) = mend(bytes) {
        assert_eq!(mend(&mended), None, "mending is done at once");
    }
    let (headline, lead) = ("Мост: «да» # 5", "- да");
    if let Ok(written) = rewrite(name, bytes, ZONE, &[(Key::Headline, Some(headline)), (Key::Lead, Some(lead))]) {
        let article = article::parse(name, &written, ZONE).expect("it was read before");
        assert_eq!((article.headline.as_str(), article.lead.as_str()), (headline, lead));
    }
});

fn holds(article: &Article) {
    let lines = [Some(&article.headline), Some(&article.lead), article.credit.as_ref(), article.byline.as_ref()];
    for line in lines.into_iter().flatten().chain(&article.rubrics).chain(&article.tags) {
        assert!(!line.contains(char::is_control) && line.trim() == line, "{line:?}");
    }
    assert!(!article.headline.is_empty() && article.headline.chars().count() <= article::LONGEST_HEADLINE);
    assert!((1..=article::LONGEST_ID).contains(&article.id.0.len()) && !article.id.0.contains(char::is_control));
    if let Some(Image::Path(path)) = &article.image {
        assert!(path.split('/').all(|part| !part.is_empty() && part != ".." && part != "."), "{path:?}");
    }
}
