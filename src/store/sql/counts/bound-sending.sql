-- First and last sending of one campaign in a window: two dives into the index. Grain: campaign.
-- Index: message_facts_by_campaign.
SELECT {{campaign}} AS campaign, MIN(f.sent_s) AS first_s, MAX(f.sent_s) AS last_s
FROM message_facts f
WHERE f.campaign_id = {{campaign}}
  AND f.sent_s >= {{from}}
  AND f.sent_s < {{to}}{{segments}}
