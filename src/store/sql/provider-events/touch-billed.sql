-- Messages whose pieces or price change now: what was known already is not collected. Grain: message.
INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT e.message_id, 'import'
FROM event_bills e
