-- Grain: the last search that ended.
SELECT id, as_of, state, held_because, excluded_cells
FROM cleaning_runs
WHERE finished_at IS NOT NULL AND state <> 'failed'
ORDER BY id DESC
LIMIT 1
