-- Messages hit by the same address and agent next to a fresh click. Grain: message. Index: click_facts_by_ip.
INSERT INTO tick_touched (message_id, why)
SELECT k.message_id, 8
FROM tick_ip_slots s
STRAIGHT_JOIN click_facts k ON k.ip_hash = s.ip_hash AND k.five_minutes = s.five_minutes
WHERE k.agent_hash = s.agent_hash
ON DUPLICATE KEY UPDATE why = tick_touched.why | 8
