-- Assigned persons who opted out inside their window and did not opt in again inside it, whatever the opt-out names.
-- Of many persons, the opt-outs of the time in which any window is open are fewer than the persons.
-- Grain: arm. Index: response_facts_by_time or response_facts_by_person.
SELECT e.variant_id, COUNT(DISTINCT o.person_id) AS n
FROM response_facts o
JOIN experiment_persons e ON e.person_id = o.person_id
{{received opt_outs o}}
WHERE o.kind = 1
  AND e.counted = 1
  AND e.variant_id <> 0
  AND o.occurred_s >= e.start_s
  AND o.occurred_s < e.start_s + :window
  AND o.occurred_s <= :asOf
  AND o.occurred_s >= :firstStart
  AND o.occurred_s < :lastStart + :window
  AND NOT EXISTS (
    SELECT 1
    FROM response_facts i
    {{received opt_outs i}}
    WHERE i.person_id = o.person_id
      AND i.kind = 2
      AND i.occurred_s > o.occurred_s
      AND i.occurred_s < e.start_s + :window
      AND i.occurred_s <= :asOf
  )
GROUP BY e.variant_id
