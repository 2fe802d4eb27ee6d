-- Zone days the sending needs and zone_days lacks. Grain: zone, UTC day.
SELECT n.timezone, n.sent_s DIV 86400 AS day
FROM tick_new n
WHERE n.send_hour IS NULL
GROUP BY n.timezone, n.sent_s DIV 86400
