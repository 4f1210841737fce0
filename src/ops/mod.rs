//! What other programs have to do with a running Headliner, by HTTP. In: requests with articles, requests of monitoring, and what
//! happened. Out: answers that tell what became of an article or how it goes, and word to the newsroom's own system of what
//! happened. It leaves to `intake` what an article is, to `acts` what staff may do, and never waits in the way of delivery.
//!
//! - [`http`]: the server: one for each address, with limits
//! - [`articles`]: articles handed in, changed, withdrawn, asked after
//! - [`webhook`]: an address that is told what happened
//! - [`view`]: what those who run it look at: health, figures, a page

pub mod articles;
pub mod http;
pub mod view;
pub mod webhook;
