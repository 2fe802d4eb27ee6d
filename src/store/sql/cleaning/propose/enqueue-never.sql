-- Who never clicked, replied or ordered: where so much is sent that this can be no chance, the rates of all campaigns
-- decide it anew each time. Grain: person. number_activity is read whole when `everybody` is 1, else by its watch.
INSERT INTO cleaning_queue (person_id, stage)
SELECT a.person_id, 1
FROM number_activity a
WHERE a.engaged_s = 0 AND a.is_watched >= IF(:everybody = 1, 0, 1)
  AND (:everybody = 1 OR a.delivered_lately >= :neverDelivered)
ON DUPLICATE KEY UPDATE stage = 1
