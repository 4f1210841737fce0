//! How news arrives: the folder of articles is watched here, and feeds are polled. In: files and their changes. Out:
//! articles and faults, each once per content, over a channel; the store decides what of them is new.

pub mod watch;
