-- Grain: one row. Index: message_facts_by_campaign.
SELECT COALESCE(MAX(x.messages), 0) AS most
FROM (
  SELECT f.person_id, COUNT(*) AS messages
  FROM message_facts f
  WHERE f.campaign_id = :campaign AND f.sent_s > :asOf - :neverSeconds AND f.status = 50
  GROUP BY f.person_id
) x
