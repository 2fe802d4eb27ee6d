-- Bounds of sending. Grain: campaign. Index: all, or campaigns_by_campaign_id, then campaign_spans.PRIMARY.
SELECT s.campaign_id, s.first_s, s.last_s
FROM campaign_spans s
WHERE {{where}}
