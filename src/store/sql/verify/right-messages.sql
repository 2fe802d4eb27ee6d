-- Grain: key of verify_cells.
SELECT {{right-keys}}, {{measures}}
  FROM verify_cells
