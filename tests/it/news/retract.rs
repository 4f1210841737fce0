//! A file that is withdrawn takes its story along, in all languages; published again it brings it back.

use std::time::Duration;

use crate::{desk::Desk, news::write};

const MINUTE: Duration = Duration::from_secs(60);

fn file(desk: &Desk, id: &str, language: &str, headline: &str, more: &str) {
    let other = if language == "kk" { "translation_of: roof\n" } else { "" };
    write(
        &desk.house,
        &format!("{id}.md"),
        &format!(
            "id: {id}\nrubric: society\nmain: true\nheadline: {headline}\nurl: https://vecher.kz/{id}\nlanguage: {language}\n{other}{more}"
        ),
    );
}

#[tokio::test(start_paused = true)]
async fn a_retraction_takes_the_translation_along() {
    let desk = Desk::open().await;
    let (russian, kazakh) = ("Крышу рынка починят", "Базар шатыры жөнделеді");
    file(&desk, "roof", "ru", russian, "");
    file(&desk, "roof-kk", "kk", kazakh, "");
    desk.aigul.expects(russian).await;
    desk.erlan.expects(kazakh).await;
    file(&desk, "roof", "ru", russian, "status: withdrawn");
    tokio::time::sleep(MINUTE).await;
    assert!(desk.aigul.last().text.starts_with("🚫 Материал снят с публикации."), "{}", desk.aigul.last().text);
    assert!(desk.erlan.last().text.starts_with("🚫 Материал жарияланымнан алынды."), "{}", desk.erlan.last().text);
    // Its own file changes meanwhile, and says nothing of that.
    let mended = "Базар шатыры жаңартылады";
    file(&desk, "roof-kk", "kk", mended, "");
    tokio::time::sleep(MINUTE * 5).await;
    assert!(desk.erlan.last().text.starts_with("🚫"), "{}", desk.erlan.last().text);
    let late = desk.house.sim.person("Дана", "kk");
    late.start("");
    file(&desk, "roof", "ru", russian, "");
    tokio::time::sleep(MINUTE * 5).await;
    assert!(desk.aigul.last().text.starts_with(russian), "{}", desk.aigul.last().text);
    assert!(desk.erlan.last().text.starts_with(mended), "{}", desk.erlan.last().text);
    for (reader, headline) in [(&desk.aigul, russian), (&desk.erlan, mended)] {
        let copies = reader.received().iter().filter(|message| message.text.contains(headline)).count();
        assert_eq!(copies, 1);
    }
    late.expects(mended).await;
}

/// A withheld translation, or one that was never sent, is nobody else's business.
#[tokio::test(start_paused = true)]
async fn a_translation_that_is_not_ready_takes_nothing_along() {
    for (status, was_sent) in [("withheld", true), ("withheld", false), ("withdrawn", false)] {
        let desk = Desk::open().await;
        let (russian, kazakh) = ("Крышу рынка починят", "Базар шатыры жөнделеді");
        file(&desk, "roof", "ru", russian, "");
        desk.aigul.expects(russian).await;
        if was_sent {
            file(&desk, "roof-kk", "kk", kazakh, "");
            tokio::time::sleep(MINUTE).await;
        }
        file(&desk, "roof-kk", "kk", kazakh, &format!("status: {status}"));
        tokio::time::sleep(MINUTE).await;
        assert!(desk.aigul.last().text.starts_with(russian), "{status}: {}", desk.aigul.last().text);
    }
}
