-- Grain: key of verify_times. Conversion and receipt lags (3, 4) are kept for whole campaigns only.
SELECT {{right-keys}}, n
  FROM verify_times
  WHERE measure <= {{last-measure}}
