-- Who may do what in the vault; told anew after every migration, so that an older vault is narrowed too; idempotent.
REVOKE ALL ON keys, destroyed, pepper FROM vault_opener, vault_maker, vault_shredder;
GRANT SELECT, INSERT ON keys TO vault_opener;
GRANT SELECT ON destroyed TO vault_opener;
GRANT SELECT, INSERT ON pepper TO vault_opener;
GRANT INSERT ON keys TO vault_maker;
GRANT SELECT, INSERT ON pepper TO vault_maker;
-- A row is found by its id before it goes: that column and no other.
GRANT SELECT (key_id), DELETE ON keys TO vault_shredder;
GRANT SELECT (key_id), INSERT ON destroyed TO vault_shredder;
