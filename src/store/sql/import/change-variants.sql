UPDATE variants k
JOIN import_changed c ON c.id = k.id
JOIN import_rows s ON s.row_no = c.row_no
SET k.label = s.label,
  k.text = s.text,
  k.planned_share = s.planned_share,
  k.is_control = s.is_control,
  k.is_holdout = s.is_holdout
