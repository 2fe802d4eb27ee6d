-- Blocks with a message of a span, without their bytes. Grain: block. Index: finding_blocks.PRIMARY.
SELECT b.block
FROM finding_blocks b
WHERE b.last_s >= :fromS AND b.first_s <= :toS
ORDER BY b.block
