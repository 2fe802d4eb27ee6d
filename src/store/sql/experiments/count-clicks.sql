-- Assigned persons with a human click on a message of the campaign before their window ends.
-- Grain: arm. Index: message_facts_by_campaign, click_facts_by_message.
SELECT e.variant_id, COUNT(DISTINCT f.person_id) AS n
FROM message_facts f
STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
STRAIGHT_JOIN click_facts k ON k.message_id = f.message_id
WHERE f.campaign_id = :campaign
  AND f.clicks > 0
  AND k.verdict = 1
  AND k.clicked_ms DIV 1000 < e.assigned_s + :window
GROUP BY e.variant_id
