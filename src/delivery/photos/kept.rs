//! Photos that come from a conversation and are to lie in the store of articles as if somebody had put them there. In: bytes. Out: the
//! place below the store, or why it cannot be.

use std::{fs, io, path::Path};

use super::Photos;

/// How many names are tried: nobody sends more photos within a second.
const NAMES: u32 = 100;

impl Photos {
    /// Writes a picture into the store under this name, or one like it that is free; its place there. Whoever looks sees all of it or
    /// nothing.
    pub async fn keep_in_store(&self, stem: &str, bytes: Vec<u8>) -> io::Result<String> {
        let (folder, stem) = (self.folder.clone(), stem.to_owned());
        let written = tokio::task::spawn_blocking(move || write(&folder, &stem, &bytes)).await;
        written.unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

fn write(folder: &Path, stem: &str, bytes: &[u8]) -> io::Result<String> {
    let kind = imagesize::image_type(bytes).map_err(io::Error::other)?;
    let ending = if kind == imagesize::ImageType::Png { "png" } else { "jpg" };
    let free = |number: u32| {
        let name = if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{number}.{ending}") };
        (!folder.join(&name).exists()).then_some(name)
    };
    let name = (1..=NAMES).find_map(free).ok_or_else(|| io::Error::other("no name is free"))?;
    let place = folder.join(&name);
    let parent = place.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let draft = tempfile_beside(parent);
    let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, &place));
    if written.is_err() {
        let _ = fs::remove_file(&draft); // it may never have been there
    }
    written.map(|()| name)
}

/// A hidden file, which nobody takes for a picture or an article.
fn tempfile_beside(parent: &Path) -> std::path::PathBuf {
    parent.join(format!(".{}.photo", std::process::id()))
}
