-- Hits inside the outcome window by link, those with most human clicks first; a platform that makes a link for each
-- recipient has too many to list. Grain: campaign, link. Index: message_facts_by_campaign, click_facts_by_message.
SELECT a.campaign_id, COALESCE(l.link_id, '') AS link_id, l.url, x.hits, x.human, x.suspected, x.bot
FROM (
  SELECT p.campaign_id AS campaign, k.link_id AS link,
    COUNT(*) AS hits,
    SUM(k.verdict = 1) AS human,
    SUM(k.verdict = 2) AS suspected,
    SUM(k.verdict IN (3, 4)) AS bot
  FROM campaign_spans p
  STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
  STRAIGHT_JOIN message_facts f ON f.campaign_id = p.campaign_id AND f.sent_s >= :from AND f.sent_s < :to
  STRAIGHT_JOIN click_facts k ON k.message_id = f.message_id
  WHERE p.last_s >= :from AND p.first_s < :to AND f.hits > 0 AND k.in_window = 1{{where}}
  GROUP BY p.campaign_id, k.link_id
  ORDER BY human DESC, hits DESC, campaign, link
  LIMIT {{most}}
) x
JOIN campaigns a ON a.id = x.campaign
LEFT JOIN links l ON l.id = x.link
ORDER BY x.human DESC, x.hits DESC, a.campaign_id, link_id
