-- Promotional campaigns with their first and last hour of sending, each looked up at its end of the index. Grain: campaign.
-- Index: cube_outcomes.PRIMARY.
SELECT a.id, a.campaign_id, a.name,
  (SELECT o.hour
    FROM cube_outcomes o
    WHERE o.campaign_id = a.id AND o.messages > 0 AND o.hour >= :firstS DIV 3600 AND o.hour < :asOf DIV 3600
    ORDER BY o.hour
    LIMIT 1) AS first_hour,
  (SELECT o.hour
    FROM cube_outcomes o
    WHERE o.campaign_id = a.id AND o.messages > 0 AND o.hour >= :firstS DIV 3600 AND o.hour < :asOf DIV 3600
    ORDER BY o.hour DESC
    LIMIT 1) AS last_hour
FROM campaigns a
WHERE a.kind = 'promotional'
HAVING first_hour IS NOT NULL
