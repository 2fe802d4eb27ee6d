-- Right after take-touched, while tick_touched holds nothing else. Who asks again from now on waits for this tick.
DELETE r
FROM tick_touched t
STRAIGHT_JOIN rollup_touched r ON r.message_id = t.message_id
