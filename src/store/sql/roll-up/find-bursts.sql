-- Windows in which one address with one agent hit at least :recipients messages; both their slots are a burst.
-- Grain: address, agent, slot. Index: click_facts_by_ip.
INSERT IGNORE INTO tick_bursts (ip_hash, agent_hash, five_minutes)
SELECT x.ip_hash, x.agent_hash, x.first_slot + n.half
FROM (
  SELECT s.ip_hash, s.agent_hash, s.first_slot
  FROM tick_ip_slots s
  STRAIGHT_JOIN click_facts k ON k.ip_hash = s.ip_hash AND k.five_minutes = s.five_minutes
  WHERE k.agent_hash = s.agent_hash
  GROUP BY s.ip_hash, s.agent_hash, s.first_slot
  HAVING COUNT(DISTINCT k.message_id) >= :recipients
) x
JOIN (SELECT 0 AS half UNION ALL SELECT 1) n
