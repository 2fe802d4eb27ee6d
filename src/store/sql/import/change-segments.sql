UPDATE segments k
JOIN import_changed c ON c.id = k.id
JOIN import_rows s ON s.row_no = c.row_no
SET k.name = s.name
