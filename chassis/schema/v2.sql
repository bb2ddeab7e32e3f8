-- What a glance every few seconds must not search for.
CREATE INDEX timers_parked ON timers (id) WHERE parked IS NOT NULL;

-- Deliveries are leased target by target, each from its oldest, with few under way at a time (chassis/deliveries.py).
DROP INDEX deliveries_next;
CREATE INDEX deliveries_in_turn ON deliveries (target, next_try, id);
CREATE INDEX deliveries_under_way ON deliveries (target, leased_to) WHERE leased_to IS NOT NULL;
