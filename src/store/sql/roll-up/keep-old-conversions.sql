-- Where they counted. Grain: conversion.
INSERT INTO tick_old_conversions
SELECT k.*
FROM tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
