-- Human clicks ever. Grain: person. Index: click_facts_by_person.
SELECT k.person_id, COUNT(*) AS clicks
FROM click_facts k
WHERE k.person_id IN ({{ids}}) AND k.verdict = 1 AND k.clicked_ms <= :asOf * 1000
GROUP BY k.person_id
