//! The list of staff, from the command line.

use std::process::Output;

use simulator::Settings;

use super::office::Office;

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    (output.status.code(), text.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adding_lowers_no_role_and_the_last_admin_stays() {
    let office = Office::open(Settings::unlimited()).await;
    let staff = async |arguments: &[&str], code: i32, text: &str| {
        let mut command = office.command(&[&["staff"], arguments].concat());
        let (exit, said) = said(&command.env("HEADLINER_ADMINS", "").output().await.unwrap());
        assert_eq!(exit, Some(code), "{arguments:?}: {said}");
        assert!(said.contains(text) && said.lines().count() == 1, "{arguments:?}: {said}");
    };
    staff(&["add", "5", "--role", "admin"], 0, "5 is now admin").await;
    staff(&["add", "5", "--name", "Анна"], 0, "5 was already admin").await;
    staff(&["add", "5", "--role", "editor"], 1, "5 is admin, and adding lowers no role").await;
    staff(&["remove", "5"], 1, "5 is the last admin").await;
    staff(&["add", "6"], 0, "6 is now editor").await;
    staff(&["remove", "5"], 1, "5 is the last admin").await;
    staff(&["add", "6", "--role", "admin"], 0, "6 is now admin").await;
    staff(&["remove", "5"], 0, "5 is no longer staff").await;
    staff(&["list"], 0, "admin").await;
}
