INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT c.id, 'import'
FROM import_changed c
