-- Bounds of sending. Grain: campaign. Index: all, or campaigns_by_campaign_id, then campaign_spans.PRIMARY.
SELECT s.campaign_id AS k1, s.first_s AS k2, s.last_s AS k3, '' AS label, '' AS value
FROM campaign_spans s
WHERE {{where}}
