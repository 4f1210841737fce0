//! What Telegram sends. In: any bytes, as the body of an answer and as one element of `getUpdates`. It holds that both are understood or
//! passed over, that an update keeps its number whatever else is wrong with it, and that nothing panics or goes on for ever.
#![no_main]

use headliner::{bot_api::Answer, telegram::update};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for status in [200, 400, 403, 429, 500] {
        let answer = Answer::Reply { status, body: bytes.to_vec() };
        let (outcome, clear) = (answer.outcome(), answer.is_clear());
        assert_eq!(outcome.is_clear(), clear);
        let _ = (answer.rival(), answer.date(), answer.result::<serde_json::Value>());
    }
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    let number = update::id(&value);
    let update = update::parse(value, "headliner_bot");
    assert_eq!(update.as_ref().map(|update| update.id), number);
    if let Some(update) = update {
        let _ = update.asker();
    }
});
