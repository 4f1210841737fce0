use super::*;
use crate::store::Store;

const NOW: Time = Time(1_795_410_000_000);

#[test]
fn tokens_fit_into_a_start_link_and_differ() {
    let (one, other) = (token(), token());
    assert_eq!(one.len(), 22);
    assert_ne!(one, other);
    assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{one}");
    assert!(format!("i_{one}").len() <= 64);
}

#[test]
fn the_first_admin_is_made_once() {
    let store = Store::in_memory().unwrap();
    let invited = |admins: &[i64]| {
        let appointed = Appointed { admins: admins.to_vec(), ..Appointed::default() };
        store.write_here(|store| invite_first_admin(store, &appointed, NOW)).unwrap()
    };
    assert_eq!(invited(&[7]), None);
    let token = invited(&[]).expect("there is no admin");
    assert_eq!(link("paper_bot", &token), format!("https://t.me/paper_bot?start=i_{token}"));
    let nobody = Appointed::default();
    let opened = |at| store.write_here(|store| open(store, &nobody, (5, "Айгүл"), &token, at)).unwrap();
    assert_eq!(opened(NOW + FIRST), Opening::Over, "too late");
    assert_eq!(opened(NOW), Opening::Appointed(Role::Admin));
    assert_eq!(opened(NOW), Opening::Over, "used");
    assert_eq!(invited(&[]), None);
}

#[test]
fn whoever_acts_is_written_down() {
    let store = Store::in_memory().unwrap();
    let anna = Who::Person { id: 1, name: "Анна".into() };
    let appointed = Appointed { admins: vec![1], ..Appointed::default() };
    let write = |act: &dyn Fn(&Writing) -> Result<()>| store.write_here(|store| act(store)).unwrap();
    write(&|store| {
        assert_eq!(add(store, &Who::Console, (5, ""), Role::Editor, NOW)?, Addition::Raised);
        assert_eq!(add(store, &Who::Console, (5, ""), Role::Editor, NOW)?, Addition::Had(Role::Editor));
        assert_eq!(remove(store, &anna, &appointed, 5, NOW)?, Removal::Removed);
        assert_eq!(remove(store, &anna, &appointed, 5, NOW)?, Removal::NoStaff);
        assert_eq!(remove(store, &anna, &appointed, 1, NOW)?, Removal::Appointed);
        Ok(())
    });
    let acts = store.read_here(|store| store.acts(0, 9)).unwrap();
    let acts: Vec<_> = acts.iter().map(|act| (act.by, act.what.as_str(), act.detail.as_deref())).collect();
    assert_eq!(acts, [(Some(1), "staff-remove", Some("5")), (None, "staff-add", Some("5"))]);
}

/// Admins 1 and editors 2 by the settings, the given ones by the database.
fn house(members: &[(i64, Role)]) -> (Store, Appointed) {
    let store = Store::in_memory().unwrap();
    let add = |store: &Writing| {
        members.iter().try_for_each(|(person, role)| store.add_staff(*person, *role, "", NOW).map(drop))
    };
    store.write_here(add).unwrap();
    (store, Appointed { admins: vec![1], editors: vec![2], desk: None })
}

#[test]
fn a_link_only_raises_a_role() {
    use Role::{Admin, Editor};
    let check = |person: i64, gives: Role, opening, role| {
        let (store, appointed) = house(&[(3, Admin), (4, Editor)]);
        let token = store.write_here(|store| invite(store, &Who::Console, gives, NOW)).unwrap();
        let opened = store.write_here(|store| open(store, &appointed, (person, "Анна"), &token, NOW)).unwrap();
        let has = store.read_here(|store| appointed.role(store, person)).unwrap();
        assert_eq!((opened, has), (opening, Some(role)), "{person} opens a link for {gives:?}");
        let left = store.read_here(|store| store.invitation(&token, NOW)).unwrap();
        assert_eq!(left.is_some(), opening == Opening::Needless, "who needs no link does not use it up");
    };
    for admin in [1, 3] {
        check(admin, Editor, Opening::Needless, Admin);
        check(admin, Admin, Opening::Needless, Admin);
    }
    for editor in [2, 4] {
        check(editor, Editor, Opening::Needless, Editor);
        check(editor, Admin, Opening::Appointed(Admin), Admin);
    }
    check(5, Editor, Opening::Appointed(Editor), Editor);
    check(5, Admin, Opening::Appointed(Admin), Admin);
}

#[test]
fn a_link_that_is_over_changes_nothing_for_an_admin_either() {
    let (store, appointed) = house(&[(3, Role::Admin)]);
    let token = store.write_here(|store| invite(store, &Who::Console, Role::Editor, NOW)).unwrap();
    let opens =
        |person, token: &str, at| store.write_here(|store| open(store, &appointed, (person, ""), token, at)).unwrap();
    assert_eq!(opens(3, &token, NOW + FIRST), Opening::Over);
    assert_eq!(opens(3, "unknown", NOW), Opening::Over);
    assert_eq!(opens(5, &token, NOW), Opening::Appointed(Role::Editor));
    assert_eq!(opens(3, &token, NOW), Opening::Over);
    assert_eq!(store.read_here(|store| store.role(3)).unwrap(), Some(Role::Admin));
}

#[test]
fn a_late_yes_lowers_nobody() {
    let (store, appointed) = house(&[]);
    let anna = Who::Person { id: 1, name: "Анна".into() };
    let write = |act: &dyn Fn(&Writing) -> Result<()>| store.write_here(|store| act(store)).unwrap();
    write(&|store| {
        let token = invite(store, &anna, Role::Editor, NOW)?;
        assert_eq!(open(store, &appointed, (5, "Данияр"), &token, NOW)?, Opening::Waits(1));
        assert_eq!(open(store, &appointed, (5, "Данияр"), &token, NOW)?, Opening::StillWaits, "twice");
        assert_eq!(open(store, &appointed, (6, "Чужой"), &token, NOW)?, Opening::Over);
        assert_eq!(add(store, &Who::Console, (5, ""), Role::Admin, NOW)?, Addition::Raised);
        assert_eq!(settle(store, &anna, 5, true, NOW)?, None, "an admin need not become an editor");
        assert_eq!(add(store, &Who::Console, (5, ""), Role::Editor, NOW)?, Addition::Had(Role::Admin));
        assert_eq!(store.role(5)?, Some(Role::Admin));
        Ok(())
    });
}

#[test]
fn the_last_admin_stays() {
    use Role::{Admin, Editor};
    let check = |admins: &[i64], members: &[(i64, Role)], removed: &[i64], expected: &[Removal]| {
        let store = house(members).0;
        let appointed = Appointed { admins: admins.to_vec(), ..Appointed::default() };
        let one =
            |person: &i64| store.write_here(|store| remove(store, &Who::Console, &appointed, *person, NOW)).unwrap();
        assert_eq!(removed.iter().map(one).collect::<Vec<_>>(), expected, "{admins:?} {members:?}");
        assert!(!store.read_here(|store| appointed.admins(store)).unwrap().is_empty(), "{admins:?} {members:?}");
    };
    use Removal::{Appointed as BySettings, LastAdmin, NoStaff, Removed};
    check(&[], &[(3, Admin)], &[3], &[LastAdmin]);
    check(&[], &[(3, Admin), (4, Editor)], &[3, 4, 3], &[LastAdmin, Removed, LastAdmin]);
    check(&[], &[(3, Admin), (5, Admin)], &[5, 3, 5], &[Removed, LastAdmin, NoStaff]);
    check(&[1], &[(3, Admin)], &[3, 1], &[Removed, BySettings]);
}
