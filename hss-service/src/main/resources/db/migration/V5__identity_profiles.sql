-- A public identity may have a service profile of its own (TS 23.228 §5.2.1); the others have the subscription's.

ALTER TABLE public_identity ADD COLUMN profile_id BIGINT NULL;
ALTER TABLE public_identity
    ADD CONSTRAINT fk_public_identity_profile FOREIGN KEY (profile_id) REFERENCES service_profile (id);
