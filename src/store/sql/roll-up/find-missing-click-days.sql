-- Zone days the clicks need and zone_days lacks. Grain: zone, UTC day.
SELECT n.timezone, k.clicked_ms DIV 86400000 AS day
FROM tick_clicked t
STRAIGHT_JOIN tick_new n ON n.message_id = t.message_id
STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
LEFT JOIN zone_days z ON z.timezone = n.timezone AND z.day = k.clicked_ms DIV 86400000
WHERE z.day IS NULL
GROUP BY n.timezone, k.clicked_ms DIV 86400000
