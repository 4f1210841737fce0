//! `headliner stats` on the command line: text, JSON, files of a spreadsheet, a picture.

use std::{fs, os::unix::fs::MetadataExt};

use headliner::store::State;
use simulator::Settings;

use super::office::Office;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_are_printed_and_written() {
    let office = Office::open(Settings::unlimited()).await;
    office.store();
    let run = |arguments: &'static [&'static str]| {
        let office = &office;
        async move {
            let output = office.perform(arguments).await;
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        }
    };
    let empty = run(&["stats"]).await;
    assert_eq!(empty, "No subscribers yet. Put the link under your stories: `headliner link --html` prints it\n");
    let list = "chat_id,language,rubrics,mode,source\n5,ru,society,now,=qr\n6,kk,-,digest,\n7,ru,society,now,=qr\n";
    fs::write(office.path("list.csv"), list).unwrap();
    run(&["readers", "import", "list.csv"]).await;
    let text = run(&["stats", "--days", "30"]).await;
    assert!(text.contains("Subscribers: 3 (+3 in the period)") && text.contains("at once 2, as a digest 1"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&run(&["stats", "--json"]).await).unwrap();
    assert_eq!((&json["readers"]["active"], &json["week"]["imported"]), (&3.into(), &3.into()));
    assert_eq!(json["pushes"], serde_json::json!([]));
    let said = run(&["stats", "--csv", "numbers/of/today", "--png", "numbers/today.png"]).await;
    let files: Vec<&str> = said.lines().collect();
    assert_eq!(
        files,
        [
            "numbers/of/today/headliner-days.csv",
            "numbers/of/today/headliner-publications.csv",
            "numbers/of/today/headliner-readers.csv",
            "numbers/today.png"
        ]
    );
    for file in files {
        let about = fs::metadata(office.path(file)).unwrap();
        assert!(about.mode() & 0o777 == 0o600 && about.len() > 50, "{file}");
    }
    let readers = fs::read_to_string(office.path("numbers/of/today/headliner-readers.csv")).unwrap();
    assert!(readers.starts_with("\u{feff}by,name,title,readers\nstate,active,,3\n"), "{readers}");
    assert!(readers.contains("\nsource,'=qr,,2\n") && readers.contains("\nmode,digest,,1\n"), "{readers}");
    let picture = image::open(office.path("numbers/today.png")).unwrap();
    assert_eq!((picture.width(), picture.height()), (1080, 1400));
    let left = office.store().read_here(|store| store.chat_of(6, 0)).unwrap().unwrap();
    office.store().write_here(|store| store.close(left.key, State::Left, left.joined)).unwrap();
    let text = run(&["stats"]).await;
    assert!(text.contains("Subscribers: 2 (+2 in the period)") && text.contains("left 1"), "{text}");
    let output = office.perform(&["stats", "--png", "numbers"]).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("that is a folder; name a file"), "{said}");
}
