//! The conversations of `tests/conversations`, which are the documentation of the bot's behaviour: what people do there is done
//! against the real bot, and what they see must be what is written. `HEADLINER_TRANSCRIPTS=write` writes it anew; more words
//! there are the names of those to play.

mod compare;
mod script;
mod show;
mod stage;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use self::{
    script::{Beginning, Block, What},
    stage::Stage,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conversations");
/// So many are played at a time.
const AT_ONCE: usize = 3;

#[test]
fn what_editors_see_is_what_is_written() {
    play_folder("desk");
}

#[test]
fn what_readers_see_is_what_is_written() {
    play_folder("reader");
}

/// What the environment asks for: whether to write, and which conversations alone.
fn wishes() -> (bool, Vec<String>) {
    let said = std::env::var("HEADLINER_TRANSCRIPTS").unwrap_or_default();
    let (write, only): (Vec<String>, Vec<String>) =
        said.split_whitespace().map(str::to_owned).partition(|word| word == "write");
    (!write.is_empty(), only)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

/// Plays every conversation of a folder; a folder without any is a mistake.
fn play_folder(name: &str) {
    let (write, only) = wishes();
    let mut waiting = files(&Path::new(FOLDER).join(name));
    assert!(!waiting.is_empty(), "tests/conversations/{name} has no conversation");
    let wanted = |path: &PathBuf| only.is_empty() || only.iter().any(|word| path.to_string_lossy().contains(word));
    waiting.retain(wanted);
    let (waiting, wrong) = (Mutex::new(waiting), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(path) = waiting.lock().unwrap().pop() else { return };
                    if let Err(why) = check(&path, write) {
                        wrong.lock().unwrap().push(why);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

/// Plays one file and compares it with what came of it, or writes that.
fn check(path: &Path, write: bool) -> Result<(), String> {
    let place = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    let text = std::fs::read_to_string(path).unwrap();
    let blocks = script::parse(&text).map_err(|(line, why)| format!("{place}:{line}: {why}"))?;
    let at = Arc::new(AtomicUsize::new(1));
    let line = at.clone();
    let played = std::thread::scope(|scope| {
        scope.spawn(move || alone().block_on(play(&blocks, &line))).join().map_err(|_| "see the panic above".to_owned())
    });
    let played =
        played.and_then(|played| played).map_err(|why| format!("{place}:{}: {why}", at.load(Ordering::Relaxed)))?;
    if played == text {
        return Ok(());
    }
    if write {
        std::fs::write(path, played).map_err(|error| error.to_string())
    } else {
        Err(format!("{place} says otherwise (- is written, + is so):\n{}", compare::difference(&text, &played)))
    }
}

/// A runtime whose clock stands still.
fn alone() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()
}

/// The file as it is when it is played; `at` is the line of what is being done.
async fn play(blocks: &[Block], at: &AtomicUsize) -> Result<String, String> {
    let beginnings: Vec<Beginning> = blocks.iter().flat_map(|block| block.begins().to_vec()).collect();
    let crowd = beginnings.iter().any(|one| matches!(one, Beginning::Crowd(_)));
    let mut stage = Stage::set(&beginnings).await;
    let mut written: Vec<String> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.what != What::Seen {
            written.push(block.text.clone());
        }
        if let What::Inputs(inputs) = &block.what {
            at.store(block.line, Ordering::Relaxed);
            let seen = stage.turn(inputs).await?;
            let old = blocks[index + 1..].iter().take_while(|block| block.what == What::Seen);
            let old = old.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
            written.push(if compare::alike(&old, &seen, crowd) { old } else { seen });
        }
    }
    Ok(written.join("\n\n") + "\n")
}

/// A conversation of one turn, and what is written below it.
fn one_turn(input: &str, seen: &str) -> String {
    format!("# A reader\n\nSomebody.\n\n- **Айгүл**: newcomer\n- an empty store\n\n{input}\n\n{seen}\n")
}

/// Plays a text as if it were a file.
fn try_out(text: &str) -> Result<(), String> {
    let folder = crate::folder::folder();
    let path = folder.path().join("tried.md");
    std::fs::write(&path, text).unwrap();
    check(&path, false)
}

#[test]
fn a_wrong_answer_is_shown_as_a_difference() {
    let told = try_out(&one_turn("**Айгүл:** /stop", "Nothing happens.")).unwrap_err();
    assert!(told.contains("- Nothing happens.") && told.contains("+ Айгүл gets:"), "{told}");
}

#[test]
fn what_nobody_can_do_is_named_with_its_line() {
    for (input, line) in [
        ("**Айгүл** dances", "tried.md:8: nobody can do this: **Айгүл** dances"),
        ("*The sun rises*", "tried.md:8: nobody can do this"),
        ("**Айгүл** presses «Нет такой»", "tried.md:8: no button «Нет такой» is in sight"),
        ("**Ерлан:** /start", "tried.md:8: nobody is called Ерлан"),
        ("**Айгүл:** /help\n\nand so on", "tried.md:10: neither what somebody does nor what is seen"),
        ("*The store gets `a.md`:*", "tried.md:8: the file's text is to follow"),
    ] {
        let told = try_out(&one_turn(input, "Nothing happens.")).unwrap_err();
        assert!(told.contains(line), "{input}: {told}");
    }
    let told = try_out("# Nothing\n\nNobody.\n").unwrap_err();
    assert!(told.contains("nobody does anything"), "{told}");
    let told = try_out(&one_turn("**Айгүл:** /start", "").replace("newcomer", "king")).unwrap_err();
    assert!(told.contains("tried.md:5: no beginning"), "{told}");
}

#[test]
#[should_panic = "has no conversation"]
fn a_folder_without_conversations_is_a_mistake() {
    play_folder("../it/conversations");
}
