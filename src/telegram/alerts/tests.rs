use super::*;
use crate::{delivery::status::Disk, store::Ailment};

const GIB: u64 = 1 << 30;

fn disk(free: u64) -> Trouble {
    Trouble::Disk(Disk { free, stop: GIB / 5, is_halted: false })
}

/// What is told by then, as kinds with a tick where it is solved.
fn told(board: &Board) -> Vec<String> {
    let said = board.take_due(Instant::now()).into_iter().map(|word| match word {
        Word::Stands(trouble) => trouble.kind().name().to_owned(),
        Word::Solved(trouble) => format!("✓{}", trouble.kind().name()),
    });
    said.collect()
}

fn board() -> Board {
    Board::new(&Clock::starting_at(Time(1_795_410_000_000)))
}

async fn minutes(count: u64) {
    tokio::time::advance(Duration::from_secs(60 * count)).await;
}

#[tokio::test(start_paused = true)]
async fn each_is_told_once_and_that_it_is_solved() {
    let board = board();
    board.stands(Trouble::Second);
    board.stands(disk(GIB));
    assert_eq!(told(&board), ["disk", "second-poller"]);
    for _ in 0..24 {
        minutes(60).await;
        board.stands(Trouble::Second);
        assert_eq!(told(&board), [""; 0]);
    }
    board.is_over(Kind::Second);
    assert_eq!(told(&board), ["✓second-poller"]);
    board.is_over(Kind::Second);
    assert_eq!(told(&board), [""; 0]);
    assert_eq!(board.standing().iter().map(|standing| standing.kind).collect::<Vec<_>>(), ["disk"]);
}

#[tokio::test(start_paused = true)]
async fn what_gets_worse_is_told_again_after_an_hour() {
    let board = board();
    board.stands(disk(GIB));
    assert_eq!(told(&board), ["disk"]);
    minutes(5).await;
    board.stands(disk(GIB / 3));
    assert_eq!(told(&board), [""; 0]);
    minutes(55).await;
    assert_eq!(told(&board), ["disk"]);
    minutes(60).await;
    board.stands(disk(GIB / 3));
    assert_eq!(told(&board), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn that_sending_halts_is_told_at_once() {
    let board = board();
    let halted = |is_halted| Trouble::Disk(Disk { free: GIB / 8, stop: GIB / 5, is_halted });
    board.stands(halted(false));
    assert_eq!(told(&board), ["disk"]);
    for _ in 0..5 {
        board.stands(halted(true));
        board.stands(halted(false));
    }
    assert_eq!(told(&board), [""; 0]);
    board.stands(halted(true));
    assert_eq!(told(&board), ["disk"]);
    minutes(1).await;
    board.stands(halted(false));
    board.stands(halted(true));
    assert_eq!(told(&board), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_holds_up_all_sending_is_told_every_hour() {
    let board = board();
    board.stands(Trouble::Database(Ailment::Full));
    let mut count = 0;
    for _ in 0..180 {
        count += told(&board).len();
        minutes(1).await;
    }
    assert_eq!(count, 3);
}

/// At most two messages an hour, however often it comes and goes; and never that something is solved which was not told.
#[tokio::test(start_paused = true)]
async fn what_comes_and_goes_is_told_once_an_hour() {
    let board = board();
    let mut all = Vec::new();
    for _ in 0..60 {
        board.stands(Trouble::Second);
        all.extend(told(&board));
        minutes(1).await;
        board.is_over(Kind::Second);
        all.extend(told(&board));
        minutes(1).await;
    }
    assert_eq!(all, ["second-poller", "✓second-poller", "second-poller", "✓second-poller"]);
}

#[tokio::test(start_paused = true)]
async fn a_lock_that_is_held_for_a_moment_is_not_told() {
    let board = board();
    board.stands(Trouble::Database(Ailment::Busy));
    assert_eq!(told(&board), [""; 0]);
    tokio::time::advance(Duration::from_secs(10)).await;
    board.is_over(Kind::Database);
    assert_eq!(told(&board), [""; 0]);
    board.stands(Trouble::Database(Ailment::Busy));
    board.due().await; // the change
    board.due().await; // the time
    assert_eq!(told(&board), ["database"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_told_when_it_is_taken_again() {
    let board = board();
    board.stands(Trouble::Token);
    assert_eq!(told(&board), [""; 0]);
    assert_eq!(board.standing().len(), 1);
    board.is_over(Kind::Token);
    assert_eq!(told(&board), ["✓token"]);
}

#[tokio::test(start_paused = true)]
async fn a_restart_tells_nothing_twice() {
    let board = board();
    let main = |days| Trouble::NoMain { days, readers: 5 };
    board.was_told(Kind::NoMain, Duration::from_secs(600), Instant::now());
    board.was_told(Kind::Disk, Duration::from_secs(600), Instant::now());
    board.stands(main(2));
    assert_eq!(told(&board), [""; 0]);
    assert_eq!(board.settle(), [Kind::Disk]);
    board.is_over(Kind::NoMain);
    assert_eq!(told(&board), [""; 0], "what exactly was told is not known");
    board.stands(disk(GIB));
    assert_eq!(told(&board), ["disk"]);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_is_woken() {
    let board = board();
    let waiting = tokio::spawn({
        let board = board.clone();
        async move { board.due().await }
    });
    tokio::task::yield_now().await;
    board.stands(Trouble::Second);
    waiting.await.unwrap();
    assert_eq!(told(&board), ["second-poller"]);
}

/// A Russian desk reads no English, a Kazakh one neither that nor Russian.
#[test]
fn each_is_said_in_three_languages() {
    let words = Words::built_in();
    let fault = |toml: &str| crate::newsroom::Newsroom::parse(toml).unwrap_err().remove(0);
    let mut all = vec![
        Trouble::Token,
        Trouble::Silence,
        Trouble::Second,
        disk(GIB * 3 / 2),
        Trouble::Disk(Disk { free: GIB / 10, stop: GIB / 5, is_halted: true }),
        Trouble::Clock(Duration::from_secs(86_400)),
        Trouble::Backlog { waiting: 60_000, lasting: Duration::from_secs(2_000) },
        Trouble::NoMain { days: 2, readers: 3 },
        Trouble::Articles(3),
        Trouble::Newsroom(fault("nmae = \"x\"")),
        Trouble::Newsroom(fault("timezone = \"Asia/Almata\"")),
        Trouble::Newsroom(fault("timezone = ")),
        Trouble::Newsroom(fault("text = 3")),
        Trouble::Newsroom(fault("[[rubric]]\ntitle = \"x\"")),
    ];
    let ailments = [Ailment::Full, Ailment::ReadOnly, Ailment::Corrupt, Ailment::Busy, Ailment::Away, Ailment::Other];
    all.extend(ailments.map(Trouble::Database));
    for trouble in all {
        let [ru, kk, en] = [Language::Ru, Language::Kk, Language::En].map(|tongue| trouble.sentence(&words, tongue));
        assert!(kk.contains(['і', 'қ', 'ң', 'ғ', 'ү', 'ұ', 'ө', 'ә']) && kk != ru, "{kk}");
        assert!(!en.contains(|c: char| ('а'..='я').contains(&c)), "{en}");
        for english in ["did you", "unknown", "write", " the ", " is ", "no "] {
            assert!(!ru.contains(english), "{ru}");
        }
    }
}
