-- Assigned persons whom a message of the campaign, sent before their window ends, reached.
-- Grain: arm. Index: message_facts_by_campaign.
SELECT e.variant_id, COUNT(DISTINCT f.person_id) AS n
FROM message_facts f
STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
WHERE f.campaign_id = :campaign
  AND f.status = 50
  AND f.sent_s < e.assigned_s + :window
GROUP BY e.variant_id
