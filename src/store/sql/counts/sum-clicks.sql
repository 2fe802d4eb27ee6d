-- Hits inside the outcome window by link, who made them and the rule that says so. `blind`: the source tells neither
-- agent nor address nor class of the network; `early`: before or less than ten seconds after delivery (sending where no
-- receipt says delivered). Grain: campaign, link, verdict, rule. Index: message_facts_by_campaign,
-- click_facts_by_message, clicks.PRIMARY.
SELECT a.campaign_id, COALESCE(l.link_id, '') AS link_id, l.url, x.verdict, x.rule, x.hits, x.blind, x.early,
  x.oldest_rules, x.newest_rules
FROM (
  SELECT p.campaign_id AS campaign, k.link_id AS link, k.verdict, k.rule,
    COUNT(*) AS hits,
    SUM(c.agent_class = 0 AND c.agent_verdict = 0 AND c.agent_hash IS NULL AND c.ip_hash IS NULL) AS blind,
    SUM(k.clicked_ms < (IF(f.delivered_s = 0, f.sent_s, f.delivered_s) + 10) * 1000) AS early,
    MIN(k.click_rules) AS oldest_rules,
    MAX(k.click_rules) AS newest_rules
  FROM campaign_spans p
  STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
  STRAIGHT_JOIN message_facts f ON f.campaign_id = p.campaign_id AND f.sent_s >= :from AND f.sent_s < :to
  STRAIGHT_JOIN click_facts k ON k.message_id = f.message_id
  STRAIGHT_JOIN clicks c ON c.id = k.click_id
  WHERE p.last_s >= :from AND p.first_s < :to AND f.hits > 0 AND k.in_window = 1{{where}}
  GROUP BY p.campaign_id, k.link_id, k.verdict, k.rule
) x
JOIN campaigns a ON a.id = x.campaign
LEFT JOIN links l ON l.id = x.link
ORDER BY a.campaign_id, link_id, x.verdict, x.rule
