-- Addresses without enough hits around are left out at once.
-- Every ten-minute window (two five-minute slots) that holds a click to be judged. Grain: address, agent,
-- first slot, slot. Index: click_facts_by_message, click_facts_by_ip.
INSERT IGNORE INTO tick_ip_slots (ip_hash, agent_hash, first_slot, five_minutes)
SELECT k.ip_hash, k.agent_hash, k.five_minutes + n.step, k.five_minutes + n.step + n.half
FROM tick_clicked t
STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
JOIN (
  SELECT -1 AS step, 0 AS half
  UNION ALL SELECT -1, 1
  UNION ALL SELECT 0, 0
  UNION ALL SELECT 0, 1
) n
WHERE k.ip_hash IS NOT NULL
  AND k.agent_hash IS NOT NULL
  AND (
    SELECT 1
    FROM click_facts b
    WHERE b.ip_hash = k.ip_hash
      AND b.five_minutes BETWEEN k.five_minutes - 1 AND k.five_minutes + 1
    LIMIT 1 OFFSET :others
  ) = 1
