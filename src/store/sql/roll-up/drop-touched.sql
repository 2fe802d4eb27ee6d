-- Right after take-touched, while tick_touched holds nothing else.
DELETE r
FROM tick_touched t
JOIN rollup_touched r ON r.message_id = t.message_id
