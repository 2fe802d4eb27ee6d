-- Blocks of messages that the search for findings has to count anew. A new message without an event is in none. Last in
-- the transaction: a search that takes one away waits no longer than for the commit. Grain: block.
INSERT INTO finding_stale (block, version)
SELECT x.block, 1
FROM (SELECT DISTINCT t.message_id DIV 8192 AS block FROM tick_touched t) x
ORDER BY x.block
ON DUPLICATE KEY UPDATE version = finding_stale.version + 1
