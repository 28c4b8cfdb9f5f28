-- What a public identity stands for (TS 29.228 Annex E, tIdentityType): wildcarded ones stand for many.

ALTER TABLE public_identity ADD COLUMN kind VARCHAR(16) NOT NULL DEFAULT 'PUBLIC_USER';
CREATE INDEX ix_public_identity_kind ON public_identity (kind);
