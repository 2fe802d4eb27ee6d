-- Hits inside the outcome window that came in after a moment, as they are judged now. Grain: campaign.
-- Index: message_facts_by_campaign, click_facts_by_message, clicks.PRIMARY.
SELECT a.campaign_id,
  COUNT(*) AS hits,
  SUM(k.verdict = 1) AS human,
  SUM(k.verdict = 2) AS suspected,
  SUM(k.verdict IN (3, 4)) AS bot
FROM campaign_spans p
STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
STRAIGHT_JOIN message_facts f ON f.campaign_id = p.campaign_id AND f.sent_s >= :from AND f.sent_s < :to
STRAIGHT_JOIN click_facts k ON k.message_id = f.message_id
STRAIGHT_JOIN clicks c ON c.id = k.click_id
WHERE p.last_s >= :from AND p.first_s < :to AND f.hits > 0 AND k.in_window = 1 AND c.received_at > :since{{where}}
GROUP BY a.campaign_id
ORDER BY a.campaign_id
