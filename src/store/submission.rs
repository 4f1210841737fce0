//! What a file says of its article, ready to be kept. In: the article and the newsroom's rules, as intake understands them.
//! Out: the fields of a row, and a hash that tells whether readers would see a difference.

use sha2::{Digest, Sha256};

use crate::{
    article::{ArticleId, Image, Language, page_of},
    clock::Time,
    store::{articles::Readiness, revisions::is_withdrawn},
};

/// An article as its file and the newsroom's rules have it, ready to be kept.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Its name.
    pub id: ArticleId,
    /// What may be done with it.
    pub readiness: Readiness,
    /// Absolute, or `None` where there is no page yet.
    pub url: Option<String>,
    /// The rest of what readers see.
    pub headline: String,
    /// See [`Story::lead`](crate::article::Story::lead).
    pub lead: String,
    /// For search.
    pub body: String,
    /// See [`Story::image`](crate::article::Story::image).
    pub image: Option<Image>,
    /// See [`Story::credit`](crate::article::Story::credit).
    pub credit: Option<String>,
    /// See [`Story::byline`](crate::article::Story::byline).
    pub byline: Option<String>,
    /// For search, and for those who follow one.
    pub tags: Vec<String>,
    /// See [`Story::sensitive`](crate::article::Story::sensitive).
    pub sensitive: bool,
    /// Its language.
    pub language: Language,
    /// Mask of rubrics.
    pub rubrics: u64,
    /// What was wrong.
    pub correction: Option<String>,
    /// The same story in the other language.
    pub translation_of: Option<ArticleId>,
    /// The story it continues.
    pub follows: Option<ArticleId>,
    /// Not before.
    pub embargo: Option<Time>,
    /// As readers see it.
    pub published: Time,
    /// The source's number.
    pub version: Option<i64>,
    /// The file, below the store.
    pub path: Option<String>,
}

impl Submission {
    /// The page that it links to, however that is linked.
    pub(super) fn page(&self) -> Option<String> {
        page_of(self.url.as_deref()?)
    }

    /// Of everything that readers see or search, and whether it is withdrawn: time stamps, the file's place and its version are not in it.
    pub(super) fn hash(&self) -> Vec<u8> {
        let lines = [
            Some(self.headline.as_str()),
            Some(&self.lead),
            self.url.as_deref(),
            self.image.as_ref().map(Image::as_text),
            self.credit.as_deref(),
            self.correction.as_deref(),
        ];
        let seen = hash(&lines, self.language, self.sensitive, self.rubrics, &self.body);
        if is_withdrawn(self) { Sha256::digest([b"withdrawn", seen.as_slice()].concat()).to_vec() } else { seen }
    }
}

/// See [`Submission::hash`]: headline, lead, address, image, credit and correction in this order, then the rest.
pub(super) fn hash(
    lines: &[Option<&str>; 6],
    language: Language,
    sensitive: bool,
    rubrics: u64,
    body: &str,
) -> Vec<u8> {
    let mut hash = Sha256::new();
    let sensitive = if sensitive { "sensitive" } else { "" };
    for part in lines.iter().copied().chain([Some(language.code()), Some(sensitive)]) {
        hash.update(part.unwrap_or("\0"));
        hash.update([0xff]); // no part of UTF-8: keeps neighbours apart
    }
    hash.update(rubrics.to_le_bytes());
    hash.update(body);
    hash.finalize().to_vec()
}
