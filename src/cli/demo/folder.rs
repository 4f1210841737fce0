//! The demo's article store: a temporary folder. In: what the newsroom's desk typed, or a sample. Out: Markdown files with
//! front matter, each renamed into place as a careful editorial system would do it. The folder goes when this is dropped.

use std::{
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::clock::Time;

/// The most files that one run of the demo writes.
const MOST_FILES: usize = 2000;

/// An article as the desk's form has it. Empty texts are left out of the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// In one line.
    pub headline: String,
    /// In one line.
    pub lead: String,
    /// A rubric's id.
    pub rubric: String,
    /// `ru`, `kk` or `en`.
    pub language: String,
    /// A path below the store.
    pub photo: String,
    /// Whose photo it is.
    pub credit: String,
    /// Where the whole story stands.
    pub url: String,
    /// The same story in another language.
    pub translation_of: String,
    /// What was wrong before.
    pub correction: String,
    /// Also in «Главное».
    pub main: bool,
    /// Asks the editors for a breaking push.
    pub breaking: bool,
}

/// A file of the store.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// The article's id.
    pub id: String,
    /// The file's name below the store.
    pub file: String,
    /// `published` or `withdrawn`.
    pub status: &'static str,
    /// What it says.
    #[serde(flatten)]
    pub draft: Draft,
    #[serde(skip)]
    published: Time,
}

/// The store and all else that the demo keeps on disk.
pub struct Folder {
    root: PathBuf,
    files: Mutex<Vec<File>>,
}

impl Folder {
    /// A new folder under the system's temporary one, with an empty store.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create() -> io::Result<Folder> {
        let base = std::env::temp_dir();
        let names = (0..100).map(|number| base.join(format!("headliner-demo-{}-{number}", std::process::id())));
        let mut problem = io::Error::other("no free name for the demo's folder");
        for root in names {
            match std::fs::create_dir(&root) {
                Ok(()) => {
                    let folder = Folder { root, files: Mutex::default() };
                    std::fs::create_dir_all(folder.articles().join("photos"))?;
                    std::fs::create_dir_all(folder.path("desk"))?;
                    return Ok(folder);
                }
                Err(error) => problem = error,
            }
        }
        Err(problem)
    }

    /// The article store.
    pub fn articles(&self) -> PathBuf {
        self.path("articles")
    }

    /// Something beside the store: the database, the newsroom's file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The files, oldest first.
    pub fn files(&self) -> Vec<File> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The file of an article.
    pub fn file(&self, id: &str) -> Option<File> {
        self.files().into_iter().find(|file| file.id == id)
    }

    /// A new article; without an id it gets one.
    ///
    /// # Errors
    /// If the disk refuses, or the demo wrote too many already.
    pub async fn publish(&self, id: Option<&str>, draft: Draft, published: Time) -> io::Result<File> {
        let count = self.files().len();
        if count >= MOST_FILES {
            return Err(io::Error::other(format!("the demo writes at most {MOST_FILES} files")));
        }
        let id = id.map_or_else(|| format!("{}-{}", published.utc().format("%Y-%m-%d"), count + 1), str::to_string);
        // The page of the story, so that the push has its button; relative to the newsroom's site.
        let url = if draft.url.is_empty() { format!("/{}/article/{id}.html", draft.language) } else { draft.url };
        let file = File { file: format!("{id}.md"), id, status: "published", draft: Draft { url, ..draft }, published };
        self.place(&file).await?;
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(file.clone());
        Ok(file)
    }

    /// The same article with another text, or `None` if there is no such article.
    ///
    /// # Errors
    /// If the disk refuses.
    pub async fn change(&self, id: &str, draft: Draft) -> io::Result<Option<File>> {
        self.replace(id, |file| file.draft = draft.clone()).await
    }

    /// The same article, withdrawn, or `None` if there is no such article.
    ///
    /// # Errors
    /// If the disk refuses.
    pub async fn withdraw(&self, id: &str) -> io::Result<Option<File>> {
        self.replace(id, |file| file.status = "withdrawn").await
    }

    async fn replace(&self, id: &str, change: impl Fn(&mut File)) -> io::Result<Option<File>> {
        let Some(mut file) = self.file(id) else { return Ok(None) };
        change(&mut file);
        self.place(&file).await?;
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = files.iter_mut().find(|kept| kept.id == id) {
            *kept = file.clone();
        }
        Ok(Some(file))
    }

    /// Writes beside the store and renames into it, so that nobody sees half a file.
    async fn place(&self, file: &File) -> io::Result<()> {
        let written = self.path("desk").join(&file.file);
        tokio::fs::write(&written, markdown(file)).await?;
        tokio::fs::rename(&written, self.articles().join(&file.file)).await
    }

    /// Removes everything; a second time does nothing.
    pub fn remove(&self) {
        match std::fs::remove_dir_all(&self.root) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => log::warn!("the demo's folder {} is left behind: {error}", self.root.display()),
        }
    }

    /// A photo of the store.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn add_photo(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        std::fs::write(self.articles().join(path), bytes)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.remove();
    }
}

/// The file's text. A JSON string is a YAML string too.
fn markdown(file: &File) -> String {
    let File { id, status, draft, published, .. } = file;
    let quoted = |text: &str| serde_json::Value::String(text.to_string()).to_string();
    let texts = [
        ("id", id.as_str()),
        ("rubric", &draft.rubric),
        ("headline", &draft.headline),
        ("lead", &draft.lead),
        ("url", &draft.url),
        ("image", &draft.photo),
        ("credit", &draft.credit),
        ("language", &draft.language),
        ("translation_of", &draft.translation_of),
        ("correction", &draft.correction),
        ("status", status),
    ];
    let mut text = String::from("---\n");
    for (key, value) in texts.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("{key}: {}\n", quoted(value)));
    }
    for (key, value) in [("main", draft.main), ("breaking", draft.breaking)] {
        if value {
            text.push_str(&format!("{key}: true\n"));
        }
    }
    text.push_str(&format!("published: {}\n---\n", published.utc().format("%Y-%m-%dT%H:%M:%SZ")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{self, Status};

    #[tokio::test]
    async fn what_the_desk_writes_is_read_as_it_was_meant() {
        let folder = Folder::create().expect("a temporary folder");
        let draft = Draft {
            headline: "Он сказал: «да» \"и\" # ушёл".into(),
            lead: "Лид: с двоеточием".into(),
            rubric: "society".into(),
            language: "ru".into(),
            photo: "photos/dawn.jpg".into(),
            main: true,
            ..Draft::default()
        };
        let file = folder.publish(None, draft.clone(), Time(1_790_000_000_000)).await.expect("written");
        let read = |name: &str| {
            let bytes = std::fs::read(folder.articles().join(name)).expect("the file");
            article::parse(name, &bytes, chrono_tz::Asia::Almaty).expect("an article")
        };
        let article = read(&file.file);
        let headline = "Он сказал: «да» «и» # ушёл";
        assert_eq!((article.headline.as_str(), &article.lead), (headline, &draft.lead));
        assert_eq!((article.main, article.breaking, article.id.0.as_str()), (true, false, file.id.as_str()));
        assert_eq!(article.published, Some(Time(1_790_000_000_000)));
        let changed = Draft { lead: "Другой".into(), correction: "дата".into(), ..draft };
        folder.change(&file.id, changed).await.expect("written").expect("known");
        assert_eq!(read(&file.file).correction.as_deref(), Some("дата"));
        folder.withdraw(&file.id).await.expect("written").expect("known");
        assert_eq!(read(&file.file).status, Status::Withdrawn);
        assert!(folder.withdraw("unknown").await.expect("nothing to write").is_none());
    }
}
