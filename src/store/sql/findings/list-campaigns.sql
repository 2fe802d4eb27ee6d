-- Promotional campaigns with their first and last hour of sending. Grain: campaign. Index: cube_outcomes.PRIMARY.
SELECT a.id, a.campaign_id, a.name, MIN(o.hour) AS first_hour, MAX(o.hour) AS last_hour
FROM campaigns a
STRAIGHT_JOIN cube_outcomes o ON o.campaign_id = a.id
WHERE a.kind = 'promotional'
  AND o.messages > 0
  AND o.hour >= :firstS DIV 3600
  AND o.hour < :asOf DIV 3600
GROUP BY a.id, a.campaign_id, a.name
