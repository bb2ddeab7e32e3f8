-- A county's oldest first: among a million tasks of all counties it is one in a hundred, and `tasks_by_since` was read
-- past the other ninety-nine. A city finds its own sooner, a union has few, a province is most of what there is.
CREATE INDEX tasks_of_a_county_by_since ON tasks
    (substring(org_path from '^[^/]+/[^/]+/[^/]+') COLLATE "C", since, task, kind);
