//! An office in which the program runs: a folder with articles, a database and a newsroom's file, and a simulator.

use std::{
    path::{Path, PathBuf},
    process::{ExitStatus, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use headliner::store::Store;
use simulator::{Settings, Simulator};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::Notify,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_headliner");
/// How long the program may take for anything on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Readers get what comes at once, at any hour.
const NEWSROOM: &str = "name = \"Степной вестник\"\nsite = \"Vestnik\"\nurl = \"https://vestnik.example\"\n\
    operator = \"ТОО Вестник\"\ncontact = \"https://vestnik.example/c\"\n\
    [new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\nlimit = 0\n";

/// See the module.
pub struct Office {
    pub sim: Simulator,
    folder: tempfile::TempDir,
}

impl Office {
    pub async fn open(settings: Settings) -> Office {
        let folder = crate::folder::folder();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        std::fs::write(folder.path().join("newsroom.toml"), NEWSROOM).unwrap();
        Office { sim: Simulator::start(settings).await.unwrap(), folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these arguments, not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.equip(Command::new(PROGRAM), arguments)
    }

    fn equip(&self, mut command: Command, arguments: &[&str]) -> Command {
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("TELOXIDE_TOKEN", self.sim.token())
            .env("TELOXIDE_API_URL", self.sim.url())
            .env("HEADLINER_ARTICLES", "articles")
            .env("HEADLINER_DATABASE", "headliner.db")
            .env("HEADLINER_NEWSROOM", "newsroom.toml")
            .env("HEADLINER_ADMINS", "1")
            .env("HEADLINER_SEND_RATE", "0")
            .env("HEADLINER_UNCERTAIN", "resend")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command that ends by itself.
    pub async fn perform(&self, arguments: &[&str]) -> Output {
        tokio::time::timeout(PATIENCE, self.command(arguments).output()).await.expect("it ends").unwrap()
    }

    /// The same, and it succeeds; what it printed.
    pub async fn performs(&self, arguments: &[&str]) -> String {
        let output = self.perform(arguments).await;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Starts the bot.
    pub fn start(&self) -> Running {
        Running::new(self.command(&["run"]))
    }

    /// Starts the bot so that a file that may not grow is an error to it, as on a full disk, and not its end.
    pub fn start_with_room(&self) -> Running {
        Running::new(self.equip(Command::new("env"), &["--ignore-signal=XFSZ", PROGRAM, "run"]))
    }

    /// Starts the bot and waits until it has looked at the folder of articles: what comes now is new.
    pub async fn start_and_look(&self) -> Running {
        self.looks(self.start()).await
    }

    /// Waits until the bot has looked at the folder of articles.
    pub async fn looks(&self, running: Running) -> Running {
        running.says("is at work").await;
        let store = self.store();
        let begun = Instant::now();
        while store.read_here(|store| store.began()).unwrap().is_none() {
            assert!(begun.elapsed() < PATIENCE, "it does not look at its articles\n{}", running.text());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        running
    }

    /// The database, beside the program.
    pub fn store(&self) -> Store {
        Store::open(&self.path("headliner.db")).unwrap()
    }

    /// Brings in so many readers of society; their numbers.
    pub async fn import(&self, count: u64) -> std::ops::Range<i64> {
        self.import_into("headliner.db", count).await
    }

    /// The same into a database elsewhere.
    pub async fn import_into(&self, database: &str, count: u64) -> std::ops::Range<i64> {
        let people = self.sim.crowd(count);
        let lines: String = people.clone().map(|person| format!("{person},ru,society,now,\n")).collect();
        std::fs::write(self.path("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}")).unwrap();
        let said = self.performs(&["--database", database, "readers", "import", "readers.csv"]).await;
        assert!(said.replace(',', "").contains(&count.to_string()), "{said}");
        people
    }

    /// An article of society comes into the store, by a rename.
    pub fn write(&self, id: &str, headline: &str) {
        let text =
            format!("---\nid: {id}\nrubric: society\nurl: /{id}\nheadline: \"{headline}\"\n---\n\nПодробности.\n");
        let (draft, file) = (self.path("articles/.draft"), self.path(&format!("articles/{id}.md")));
        std::fs::write(&draft, text).unwrap();
        std::fs::rename(draft, file).unwrap();
    }

    /// How often the reader has been shown the headline.
    pub fn copies(&self, reader: i64, headline: &str) -> usize {
        self.sim.room(reader).received().iter().filter(|message| message.text.contains(headline)).count()
    }
}

/// A running bot. It is killed when it is dropped.
pub struct Running {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
    more: Arc<Notify>,
}

impl Running {
    pub fn new(mut command: Command) -> Running {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (said, more) = (Arc::<Mutex<Vec<String>>>::default(), Arc::new(Notify::new()));
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (keep, tell) = (said.clone(), more.clone());
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                keep.lock().unwrap().push(line);
                tell.notify_waiters();
            }
        });
        Running { child, said, more }
    }

    /// Waits for a line that contains this.
    pub async fn says(&self, what: &str) -> String {
        let waiting = async {
            loop {
                let changed = self.more.notified();
                if let Some(line) = self.line(what) {
                    return line;
                }
                tokio::time::timeout(Duration::from_secs(1), changed).await.ok(); // looks again
            }
        };
        let line = tokio::time::timeout(PATIENCE, waiting).await;
        line.unwrap_or_else(|_| panic!("it never said «{what}»\n{}", self.text()))
    }

    /// The line that contains this, if it has been said.
    pub fn line(&self, what: &str) -> Option<String> {
        self.said.lock().unwrap().iter().find(|line| line.contains(what)).cloned()
    }

    /// Waits until this holds. It is looked at a hundred times a second: at every message, a look at all chats would
    /// take longer than what it waits for.
    pub async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let begun = Instant::now();
        while !holds() {
            assert!(begun.elapsed() < PATIENCE, "in vain: {what}\n{}", self.text());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Its number among the machine's processes.
    pub fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// `kill -9`, at once.
    pub async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// No file that the bot writes may grow beyond so many bytes, as if the disk were full; or all may again.
    pub async fn limit_files(&self, bytes: Option<u64>) {
        let most = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
        let pid = self.pid().to_string();
        let limit = format!("--fsize={most}:unlimited");
        assert!(Command::new("prlimit").args(["--pid", &pid, &limit]).status().await.unwrap().success());
    }

    /// All that it said on stderr.
    pub fn text(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    /// `kill -SIGNAL`, then waits for its end; how it ended and how long that took.
    pub async fn signal(&mut self, signal: &str) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args([format!("-{signal}"), pid]).status().await.unwrap();
        assert!(sent.success());
        (self.ended().await, begun.elapsed())
    }

    /// Waits for its end; how it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        status.unwrap_or_else(|_| panic!("it does not end\n{}", self.text())).unwrap()
    }
}

/// Takes the right to write from a folder.
pub fn forbid_writing(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
}
