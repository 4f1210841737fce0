use super::*;

/// Walks so much of ten chats, two a range, of which the first two are rooms.
fn page(walk: Walk) -> Page {
    let last = if walk.rooms { 2 } else { 10 };
    let next = (walk.after.0 < last).then(|| ChatKey((walk.after.0 + 2).min(last)));
    Page { walk, stale: Arc::default(), found: Vec::new(), next }
}

fn step(sweep: &mut Sweep) -> Option<(i64, bool, Vec<ArticleKey>)> {
    let walk = sweep.next(0, &[], &[])?;
    let (after, rooms) = (walk.after.0, walk.rooms);
    Some((after, rooms, sweep.walked(&page(walk))))
}

#[test]
fn rooms_first_and_once_around() {
    let mut sweep = Sweep::default();
    assert!(sweep.next(0, &[], &[]).is_none());
    sweep.join(ArticleKey(1));
    let walked: Vec<_> = std::iter::from_fn(|| step(&mut sweep)).collect();
    let places: Vec<(i64, bool)> = walked.iter().map(|(after, rooms, _)| (*after, *rooms)).collect();
    assert_eq!(places, [(0, true), (2, true), (0, false), (2, false), (4, false), (6, false), (8, false), (10, false)]);
    assert_eq!(walked.last().unwrap().2, [ArticleKey(1)]);
}

#[test]
fn who_joins_is_done_when_the_sweep_is_back() {
    let mut sweep = Sweep::default();
    sweep.join(ArticleKey(1));
    (0..4).for_each(|_| drop(step(&mut sweep)));
    sweep.join(ArticleKey(2)); // after chat 4
    let walked: Vec<_> = std::iter::from_fn(|| step(&mut sweep)).collect();
    let done: Vec<(i64, Vec<ArticleKey>)> =
        walked.into_iter().filter(|(_, _, done)| !done.is_empty()).map(|(after, _, done)| (after, done)).collect();
    assert_eq!(done, [(10, vec![ArticleKey(1)]), (2, vec![ArticleKey(2)])]);
}

#[test]
fn who_joins_while_a_range_is_walked_has_it_walked_again() {
    let mut sweep = Sweep::default();
    sweep.join(ArticleKey(1));
    (0..2).for_each(|_| drop(step(&mut sweep)));
    let walk = sweep.next(0, &[], &[]).unwrap();
    assert!(sweep.next(0, &[], &[]).is_none(), "one at a time");
    sweep.join(ArticleKey(2));
    sweep.walked(&page(walk));
    let next = sweep.next(0, &[], &[]).unwrap();
    assert!(
        next.rooms && next.after == START && next.stale.is_none(),
        "its rooms first, and its editions are not known"
    );
    sweep.failed();
    assert!(
        sweep.next(WAITING, &[], &[]).is_none() && sweep.next(WAITING - 1, &[], &[]).is_some(),
        "no more than can be used"
    );
}
