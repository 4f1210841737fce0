//! `headliner check FILE…`: what was found in a file, what becomes of it, what it lacks; and what `--fix` mends.

use std::fs;

use simulator::Settings;

use super::office::Office;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_explained() {
    let office = Office::open(Settings::unlimited()).await;
    let long = "Очень длинный заголовок ".repeat(6);
    let text = format!(
        "---\nid: most\ntitle: {long}\nrubrics: [Общество, Космос]\nurl: /most\ndate: 2015-03-01\nauthor: Мария Ким\n---\nМост открыли утром, сообщает Vecher.kz.\n"
    );
    fs::write(office.path("articles/most.md"), encoding_rs::WINDOWS_1251.encode(&text).0).unwrap();
    let said = office.performs(&["check", "articles/most.md"]).await;
    for line in [
        "articles/most.md: Markdown with YAML front matter, Windows-1251 by its letters",
        "  id          most\n",
        "  lead        Мост открыли утром.\n",
        "  link        https://vestnik.example/most\n",
        "  rubrics     society\n",
        "  published   2015-03-01\n",
        "  state       archive: too old to be news",
        "  warning: the headline has 143 characters",
        "  warning: it has no photo",
        "  warning: the rubric \"Космос\" is not known and left out: add aliases = [\"Космос\"] to a rubric",
        "1 article, no mistakes, 3 warnings",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    // One that is not in the store yet, one that is held, one that is none.
    let page = "<html><head><meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" content=\"Парк\"></head></html>";
    fs::write(office.path("park.html"), page).unwrap();
    fs::write(
        office.path("articles/picture.json"),
        "{\"guid\": \"urn:1\", \"type\": \"picture\", \"pubstatus\": \"usable\"}",
    )
    .unwrap();
    let output = office.perform(&["check", "park.html", "articles/picture.json", "articles/none.md"]).await;
    let said = String::from_utf8_lossy(&output.stdout);
    for line in [
        "park.html: a page with meta tags or microdata",
        "  state       held, nobody gets it: it names no rubric",
        "picture.json: passed over: this item is of type \"picture\"",
        "park.html: it has no rubric, so nobody gets it",
        "park.html: it has no link",
        "none.md: the file cannot be read",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert_eq!(output.status.code(), Some(1), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_safe_is_mended() {
    let office = Office::open(Settings::unlimited()).await;
    let keys = "rubric: society\nurl: /most\nheadline:Мост: открыт\n";
    let text = format!("\u{feff}---\n{keys}---\nТекст.\n");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(office.path("articles/most.md"), &wide).unwrap();
    let said = office.performs(&["check", "--fix", "articles/most.md"]).await;
    assert!(said.contains("most.md: mended; as it was: ") && said.contains("  headline    Мост: открыт\n"), "{said}");
    let mended = fs::read_to_string(office.path("articles/most.md")).unwrap();
    assert_eq!(mended, "---\nrubric: society\nurl: /most\nheadline: \"Мост: открыт\"\n---\nТекст.\n");
    assert_eq!(fs::read(office.path("articles/most.md.bak")).unwrap(), wide);
}
