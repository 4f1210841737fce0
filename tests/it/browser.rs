//! The page in a real browser: headless Chromium, driven over WebDriver. Where there is no browser on the machine the tests
//! pass over with a note, unless `HEADLINER_REQUIRE_BROWSER=1` says that there must be one.

mod demo;
mod driver;
mod page;
mod reading;
