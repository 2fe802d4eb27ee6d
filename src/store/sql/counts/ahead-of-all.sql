-- Bounds of sending of all campaigns in one text, each with its end, behind how many they are, and, beside them, texts of
-- what is asked of all. Index: campaign_spans.PRIMARY.
SELECT CONCAT(COUNT(*), ' ',
  COALESCE(GROUP_CONCAT(s.campaign_id, ',', s.first_s, ',', s.last_s, ';' SEPARATOR ''), '')) AS spans{{texts}}
FROM campaign_spans s
