-- Messages sent to contacts after they were taken out for all senders, by kind of campaign.
SELECT g.kind, COUNT(DISTINCT m.id) AS messages, COUNT(DISTINCT v.contact_number) AS contacts
FROM suppressed_contacts v
STRAIGHT_JOIN messages m ON m.contact_id = v.contact_number AND m.sent_at > v.suppressed_at
JOIN campaigns g ON g.id = m.campaign_id
WHERE v.sender = ''
  AND m.sent_at >= :since
GROUP BY g.kind
