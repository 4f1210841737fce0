//! The integration crate.

mod articles;
mod articles_any;
mod articles_watch;
mod messages;
mod messages_anything;
mod messages_digest;
<<<<<<< HEAD
mod tidy;
=======
mod messages_examples;
mod messages_limits;
>>>>>>> words
mod words;
