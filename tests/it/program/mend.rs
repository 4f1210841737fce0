//! `headliner correct` and `headliner retract`, beside a running bot and without one.

use std::fs;

use simulator::Settings;

use super::office::Office;

fn write(office: &Office, headline: &str, more: &str) {
    let text = format!("---\nid: roof\nrubric: society\nurl: /roof\nheadline: {headline} # наша\n{more}---\nТекст.\n");
    let (draft, file) = (office.path("articles/.draft"), office.path("articles/roof.md"));
    fs::write(&draft, text).unwrap();
    fs::rename(draft, file).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_in_chats_follows_the_store() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(2).await;
    let mut running = office.start_and_look().await;
    let all = |text: &str| readers.clone().all(|reader| office.copies(reader, text) == 1);
    let file = || fs::read_to_string(office.path("articles/roof.md")).unwrap();
    write(&office, "Крышу починят в четверг", "");
    running.until("all have it", || all("в четверг")).await;
    let in_the_ledger = || office.store().read_here(|store| store.copies_of_article(headliner::article::ArticleKey(1)));
    running.until("it is in the ledger", || in_the_ledger().unwrap().copies == 2).await;
    write(&office, "Крышу починят в пятницу", "");
    let said = office.performs(&["correct", "roof", "--note", "В пятницу, а не в четверг."]).await;
    assert!(said.starts_with("Крышу починят в пятницу\nTo be corrected: 2 copies, in about 1 s."), "{said}");
    running.until("all are told", || all("Исправлено в") && all("в пятницу")).await;
    running.until("the file says so", || file().contains("correction: В пятницу, а не в четверг.\n")).await;
    assert!(file().contains("headline: Крышу починят в пятницу # наша\n"), "{}", file());
    running.signal("TERM").await;

    let said = office.performs(&["correct", "roof"]).await;
    assert_eq!(said, "Readers have what the file says: nothing is to be corrected.\n");
    write(&office, "Крышу покрасят", "");
    let said = office.performs(&["correct", "roof"]).await;
    assert!(said.contains("To be corrected: 2 copies, in about 1 s once `headliner run` runs."), "{said}");
    let said = office.performs(&["retract", "roof", "--note", "Ошиблись.", "--delete"]).await;
    assert!(said.contains("Крышу покрасят\nNobody gets it any more. To be deleted or replaced: 2 copies,"), "{said}");
    assert!(file().ends_with("correction: Ошиблись.\nstatus: withdrawn\n---\nТекст.\n"), "{}", file());
    let mut running = office.start();
    running.until("they are gone", || readers.clone().all(|reader| office.copies(reader, "Крышу") == 0)).await;
    running.signal("TERM").await;

    // What was typed needs no rubric.
    fs::create_dir(office.path("articles/telegram")).unwrap();
    fs::write(office.path("articles/telegram/1.md"), "---\nid: t1\nheadline: Толчки\n---\n").unwrap();
    let said = office.performs(&["check"]).await;
    assert!(said.contains("2 articles, no mistakes"), "{said}");
    for (command, code, sentence) in [
        (&["correct", "none"][..], 1, "there is no article none"),
        (&["correct", "roof", "--notify"], 2, "--note"),
        (&["correct", "roof", "--note", "Ещё."], 1, "the article is withdrawn"),
        (&["retract", "roof"], 1, "withdrawn already"),
    ] {
        let output = office.perform(command).await;
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(code) && errors.contains(sentence), "{command:?}: {errors}");
    }
}
