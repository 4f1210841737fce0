//! What a press on a button brings. In: any data. It holds that it is a button of ours or nobody's, and that what was understood says the
//! same when it is written again, in at most the 64 bytes of the Bot API.
#![no_main]

use headliner::telegram::read_again;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let Some(written) = read_again(data) else { return };
    assert!(data.len() > 64 || written.len() <= 64, "{data} becomes {written}");
    assert_eq!(read_again(&written), Some(written.clone()), "{data} becomes {written}");
    // Staff's buttons are read as they were written, or not at all.
    if ["d:", "dm:", "a:"].iter().any(|staffs| data.starts_with(staffs)) {
        assert_eq!(written, data);
    }
});
