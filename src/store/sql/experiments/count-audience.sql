-- Everybody ever assigned in a campaign, for a plan that is frozen while looking back. Grain: one row.
-- Index: assignments.PRIMARY, contacts.PRIMARY.
SELECT COUNT(DISTINCT IF(c.person_id = 0, c.id, c.person_id)) AS n
FROM assignments a
STRAIGHT_JOIN contacts c ON c.id = a.contact_id
WHERE a.campaign_id = :campaign
