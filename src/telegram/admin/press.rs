//! The admins' buttons.

use crate::{store::ChatKey, telegram::buttons::buttons};

buttons! {
    /// A press on one of the admins' buttons. Numbers are those of people where nothing else is said.
    pub(in crate::telegram) enum Press = "a:" {
        /// The staff.
        Staff = "l:0",
        /// Makes an invitation.
        Invite = "i:0",
        /// The channels.
        Channels = "c:0",
        /// How many readers each rubric has.
        Rubrics = "k:0",
        /// The stories of the week.
        Stories = "s:0",
    } carrying {
        /// The numbers of so many days.
        Days(u32) = "d",
        /// The numbers of so many days as files of a spreadsheet.
        Sheets(u32) = "f",
        /// Asks whether to take somebody's role.
        AskRemove(i64) = "r",
        /// Takes it.
        Remove(i64) = "z",
        /// Asks whether to make an editor an admin.
        AskAdmin(i64) = "g",
        /// Makes them one.
        MakeAdmin(i64) = "h",
        /// Whoever opened an invitation is to be staff.
        Accept(i64) = "y",
        /// They are not.
        Decline(i64) = "n",
        /// Disconnects a channel.
        Disconnect(ChatKey) = "u",
        /// Connects it again.
        Connect(ChatKey) = "b",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons() {
        let check = |data: &str, expected| assert_eq!(Press::decode(data), expected, "{data}");
        check("a:l:0", Some(Press::Staff));
        check("a:i:0", Some(Press::Invite));
        check("a:d:30", Some(Press::Days(30)));
        check("a:k:0", Some(Press::Rubrics));
        check("a:s:0", Some(Press::Stories));
        check("a:f:365", Some(Press::Sheets(365)));
        check("a:r:5", Some(Press::AskRemove(5)));
        check("a:z:5", Some(Press::Remove(5)));
        check("a:g:5", Some(Press::AskAdmin(5)));
        check("a:h:5", Some(Press::MakeAdmin(5)));
        check("a:y:5000000001", Some(Press::Accept(5_000_000_001)));
        check("a:n:5", Some(Press::Decline(5)));
        check("a:c:0", Some(Press::Channels));
        check("a:u:7", Some(Press::Disconnect(ChatKey(7))));
        check("a:b:7", Some(Press::Connect(ChatKey(7))));
        check("a:u:-7", None);
        check("a:q:1", None);
        check("d:l:0", None);
        check("a:", None);
    }
}
