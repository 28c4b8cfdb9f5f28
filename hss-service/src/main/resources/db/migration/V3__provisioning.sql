-- What an operator's tools compare before they change a subscriber (its ETag), and which algorithm its USIM has.

ALTER TABLE subscriber ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscriber ADD COLUMN algorithm VARCHAR(16) NULL;
UPDATE subscriber SET algorithm = 'MILENAGE' WHERE scheme = 'AKA';
