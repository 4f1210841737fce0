-- When `gate` was noted: where that is still to come, the clock was set back since, and what is left is no longer than it was.
ALTER TABLE chat ADD COLUMN gate_at INTEGER NOT NULL DEFAULT 0;
