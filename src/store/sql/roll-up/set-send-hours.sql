-- Hours that had to wait for their zone day. Index: zone_days.PRIMARY.
UPDATE tick_new n
JOIN zone_days z ON z.timezone = n.timezone AND z.day = n.sent_s DIV 86400
SET n.send_hour = (n.sent_s + IF(n.sent_s >= z.change_s, z.offset_after_s, z.offset_s) + 259200) DIV 3600 % 168
WHERE n.send_hour IS NULL
