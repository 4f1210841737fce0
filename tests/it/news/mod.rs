//! What the newsroom's store says about who gets what and when: whole Headliners on the paused clock.

mod embargo;
