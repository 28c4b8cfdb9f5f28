-- Who watches the filter criteria of a profile's subscribers is looked for whenever the profile changes.

CREATE INDEX ix_data_watch_data ON data_watch (data_reference, registration_set_id);
