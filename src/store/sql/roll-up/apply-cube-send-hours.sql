-- Grain: campaign, recipient-local hour of the week. Without money, which nobody asks of an hour.
INSERT INTO cube_send_hours (campaign_id, send_hour, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.send_hour,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.campaign_id, d.send_hour
  ORDER BY d.campaign_id, d.send_hour
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_send_hours}}
