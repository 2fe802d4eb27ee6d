-- Addresses without enough hits around are left out at once.
-- The five-minute slots around fresh clicks, and clicks of messages that are gone, with a known address and agent: a
-- burst there may change the verdict on neighbours. Grain: address, agent, slot. Index: click_facts_by_message, click_facts_by_ip.
INSERT IGNORE INTO tick_ip_slots (ip_hash, agent_hash, first_slot, five_minutes)
SELECT k.ip_hash, k.agent_hash, 0, k.five_minutes + n.step
FROM tick_touched t
STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
LEFT JOIN messages m ON m.id = t.message_id
JOIN (SELECT -1 AS step UNION ALL SELECT 0 UNION ALL SELECT 1) n
WHERE (t.why & 12) <> 0
  AND (k.verdict = 0 OR m.id IS NULL)
  AND k.ip_hash IS NOT NULL
  AND k.agent_hash IS NOT NULL
  AND (
    SELECT 1
    FROM click_facts b
    WHERE b.ip_hash = k.ip_hash
      AND b.five_minutes BETWEEN k.five_minutes - 1 AND k.five_minutes + 1
    LIMIT 1 OFFSET :others
  ) = 1
