-- Of a range in which some have an event or were counted before. Grain: key of tick_delta. Index: message_facts.PRIMARY.
{{include roll-up/new-deltas}}
LEFT JOIN tick_touched t ON t.message_id = f.message_id
LEFT JOIN tick_known k ON k.message_id = f.message_id
WHERE f.message_id BETWEEN :from AND :to
  AND t.message_id IS NULL
  AND k.message_id IS NULL
GROUP BY f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency
