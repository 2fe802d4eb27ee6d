-- What of a campaign its facts depend on. Index: messages_by_campaign.
INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT m.id, 'import'
FROM import_changed c
JOIN import_rows s ON s.row_no = c.row_no
JOIN campaigns k ON k.id = c.id
JOIN messages m ON m.campaign_id = k.id
WHERE NOT (k.kind <=> s.kind
  AND k.timezone <=> s.timezone
  AND (k.link_count > 0) <=> (s.link_count > 0)
  AND k.attribution_hours <=> s.attribution_hours
  AND k.primary_kind <=> s.primary_kind)
