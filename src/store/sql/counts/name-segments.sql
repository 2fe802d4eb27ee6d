-- Grain: segment, or all in one text. All of them: they are few.
SELECT {{names}}
FROM segments c
WHERE {{where}}
