//! Shares of what repairs what was sent, while news waits: counted in departures, not in time, so that they are exact at every pace.
//! In: chats that are called. Out: whether a repair goes before the visits that wait.

use super::lanes::{AMENDMENTS, Lane};

/// What a departure costs, in hundredths.
const WHOLE: u32 = 100;

/// What each lane of repairs, and all together, have taken beyond their shares: others' departures pay for it. What was taken while
/// nothing else waited is not paid for later.
#[derive(Debug, Default)]
pub struct Shares {
    debts: [u32; Lane::ALL.len()],
    together: u32,
}

impl Shares {
    /// A chat is called in this lane.
    pub fn called(&mut self, lane: Lane) {
        let pay = |debt: u32, own: bool, share: u32| if own { WHOLE - share } else { debt.saturating_sub(share) };
        for repairs in Lane::AMENDS {
            let debt = &mut self.debts[repairs as usize];
            *debt = pay(*debt, repairs == lane, repairs.rule().share);
        }
        self.together = pay(self.together, lane.amends(), AMENDMENTS);
    }

    /// Whether a repair goes before breaking news and news, where those wait: beside breaking news only what is most urgent.
    pub fn admits(&self, lane: Lane, breaking: bool, news: bool) -> bool {
        let has_paid = self.debts[lane as usize] == 0;
        (!breaking || lane == Lane::Repair && has_paid) && (!news || has_paid && self.together == 0)
    }
}
