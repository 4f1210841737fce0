//! Chance from a seed, and how much of it a run takes: `HEADLINER_TRIALS` and `HEADLINER_SEED`.

/// A sequence that a seed repeats (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, these: &[T]) -> T {
        these[usize::try_from(self.below(these.len() as u64)).unwrap()]
    }
}

/// With `HEADLINER_TRIALS=full` a run is as large as the promises say, otherwise as large as stays quick.
pub fn scale<T>(quick: T, full: T) -> T {
    if std::env::var("HEADLINER_TRIALS").is_ok_and(|how| how == "full") { full } else { quick }
}

/// So many seeds from `HEADLINER_SEED` on, or from 1: what fails names its seed, and comes first when it is given that.
pub fn seeds(count: u64) -> std::ops::Range<u64> {
    let first = std::env::var("HEADLINER_SEED")
        .map_or(1, |seed| seed.parse().unwrap_or_else(|_| panic!("HEADLINER_SEED={seed} is no number")));
    println!("{count} seeds from HEADLINER_SEED={first} on");
    first..first + count
}
