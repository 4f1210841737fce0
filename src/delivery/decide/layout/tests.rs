use super::*;
use crate::store::Kind::{Channel, Group, Reader};

#[test]
fn what_is_shown_and_said_decides_the_layout() {
    for (kind, digest, stories, besides, expected) in [
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
        assert_eq!(layout(kind, digest, stories, besides), expected, "{kind:?} {digest} {stories} {besides}");
    }
}
