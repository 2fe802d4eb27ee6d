-- Campaigns of the window of never_engaged, and how often one person may have got each: as often as if all messages
-- beyond one a person were its own. Grain: campaign. Index: cube_outcomes.PRIMARY.
SELECT r.campaign_id, r.rate, SUM(c.delivered) - SUM(c.delivered_contacts) + 1 AS most
FROM propose_rates r
JOIN cube_campaigns c ON c.campaign_id = r.campaign_id
WHERE EXISTS (
  SELECT 1 FROM cube_outcomes o
  WHERE o.campaign_id = r.campaign_id AND o.hour >= (:asOf - :neverSeconds) DIV 3600)
GROUP BY r.campaign_id, r.rate
