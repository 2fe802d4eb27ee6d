-- Of a range in which nobody has an event or was counted before. Grain: key of tick_delta. Index: message_facts.PRIMARY.
{{include roll-up/new-deltas}}
WHERE f.message_id BETWEEN :from AND :to
GROUP BY f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency
