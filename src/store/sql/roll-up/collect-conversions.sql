-- New conversions of an id range. Grain: conversion. Index: conversions.PRIMARY.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT c.id
FROM conversions c
WHERE c.id BETWEEN :from AND :to
