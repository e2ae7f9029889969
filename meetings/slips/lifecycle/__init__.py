"""The writes: prepare a poll, print its slips and open it, cast, count or void, and leave nothing behind."""
