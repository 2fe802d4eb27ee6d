-- Hours of new facts that had to wait for their zone day. Index: message_facts.PRIMARY, zone_days.PRIMARY.
UPDATE message_facts f
STRAIGHT_JOIN messages m ON m.id = f.message_id
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
STRAIGHT_JOIN campaigns a ON a.id = m.campaign_id
STRAIGHT_JOIN zone_days z ON z.timezone = COALESCE(c.timezone, a.timezone, 'UTC') AND z.day = f.sent_s DIV 86400
SET f.send_hour = (f.sent_s + IF(f.sent_s >= z.change_s, z.offset_after_s, z.offset_s) + 259200) DIV 3600 % 168
WHERE f.message_id BETWEEN :from AND :to
  AND f.send_hour < 0
