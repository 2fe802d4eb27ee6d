-- New receipts of messages that were counted before, each beside a better one if there is one. A better one is looked for only
-- where there can be one that counts: the message has two new ones (why = 32), or the fact tells of one (outcome_id > 0). A receipt
-- in a range that was committed after collect-receipts is none of them: its own tick compares it. NULL looks for nothing. Index: receipts.PRIMARY,
-- message_facts.PRIMARY, receipts_by_message.
FROM receipts r
STRAIGHT_JOIN message_facts o ON o.message_id = r.message_id
STRAIGHT_JOIN tick_touched t ON t.message_id = r.message_id
LEFT JOIN receipts b ON b.message_id = IF(o.outcome_id > 0 OR (t.why & 32) <> 0, r.message_id, NULL)
  AND b.event_key <> r.event_key
  AND (b.status DIV 10 > r.status DIV 10
    OR (b.status DIV 10 = r.status DIV 10
      AND (b.occurred_at < r.occurred_at OR (b.occurred_at = r.occurred_at AND b.event_key < r.event_key))))
