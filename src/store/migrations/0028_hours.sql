-- The quiet hours that a chat has switched off, so that switching them on again is no new choice: '1320-420'.
ALTER TABLE chat ADD COLUMN quiet_was TEXT;
