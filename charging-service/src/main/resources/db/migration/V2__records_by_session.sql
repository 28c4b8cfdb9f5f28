-- The records of all nodes of one session have one charging identifier.
CREATE INDEX cdr_icid ON cdr (icid);
