-- Grain: one row. A decision counts by its own time, whatever became of it since.
SELECT
  SUM(decided_at >= :from AND decided_at < :to AND state IN ('approved', 'applying', 'applied', 'apply_failed', 'undoing', 'undone')) AS approved,
  SUM(decided_at >= :from AND decided_at < :to AND state = 'rejected') AS rejected,
  SUM(decided_at >= :from AND decided_at < :to AND state = 'snoozed') AS snoozed,
  SUM(state_at >= :from AND state_at < :to AND state = 'applied') AS applied,
  SUM(state_at >= :from AND state_at < :to AND state = 'undone') AS undone,
  SUM(state_at >= :from AND state_at < :to AND state = 'invalidated') AS invalidated,
  SUM(state_at >= :from AND state_at < :to AND state = 'expired') AS expired,
  SUM(state = 'approved') AS approved_waiting,
  SUM(state = 'rejected' AND cool_down_until > :as_of) AS not_asked_again
FROM recommendations
