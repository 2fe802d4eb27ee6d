-- Blocks to make anew: something changed in them, or they are of another format. Grain: block.
SELECT s.block, s.version FROM finding_stale s
UNION ALL
SELECT b.block, 0
FROM finding_blocks b
LEFT JOIN finding_stale s ON s.block = b.block
WHERE b.format <> :format AND s.block IS NULL
ORDER BY block
