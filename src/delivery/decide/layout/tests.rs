use super::*;
use crate::store::Kind::{Channel, Group, Reader};

#[test]
fn what_is_shown_and_said_decides_the_layout() {
    for (kind, digest, stories, said, expected) in [
        (Reader, false, 1, false, Layout::Single),
        (Group, false, 1, false, Layout::Single),
        // A digest of one is a push.
        (Reader, true, 1, false, Layout::Single),
        (Reader, false, 1, true, Layout::Bundle),
        (Reader, true, 1, true, Layout::Bundle),
        (Reader, false, 2, false, Layout::Bundle),
        (Reader, false, 2, true, Layout::Bundle),
        (Reader, true, 2, false, Layout::Digest),
        (Group, true, 30, true, Layout::Digest),
        (Channel, false, 1, false, Layout::Post),
        (Channel, true, 1, true, Layout::Post),
    ] {
        let besides = Besides { said, overnight: false };
        assert_eq!(layout(kind, digest, stories, besides), expected, "{kind:?} {digest} {stories} {said}");
    }
}

/// One story and a line for the night are a digest; a push is none for that line's sake.
#[test]
fn the_night_makes_a_digest_of_one_story_where_digests_are_wanted() {
    let night = |digest, said| layout(Reader, digest, 1, Besides { said, overnight: true });
    let layouts = [night(true, false), night(false, false), night(true, true)];
    assert_eq!(layouts, [Layout::Digest, Layout::Single, Layout::Bundle]);
    assert_eq!(layouts.map(may_offer), [false, true, true]);
}
