-- Our numbers of segments. Grain: segment. Index: segments_by_segment_id.
SELECT c.id
FROM segments c
WHERE c.segment_id IN ({{ids}})
