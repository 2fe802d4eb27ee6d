-- How many rows of tick_delta have each measure: a measure nobody moved need not be added. One row.
SELECT {{moved d}}
FROM tick_delta d
