-- Work list 待办: one row for each thing that waits for a person; tokens, ids and codes (chassis/work_list).
CREATE TABLE tasks (
    task       text COLLATE "C" PRIMARY KEY,        -- the id of the event that began it
    kind       text NOT NULL,
    household  text COLLATE "C",                    -- NULL: it concerns no single one, such as a payment batch
    about      text COLLATE "C" NOT NULL,           -- what is to be worked on: a household, an act, a referral, a batch
    org_path   text COLLATE "C" NOT NULL,           -- whose it is
    due_on     date NOT NULL,                       -- 9999-12-31: no term
    since      timestamptz NOT NULL,
    reason     text[] NOT NULL,
    not_by     text,                                -- whose it must not be: they have signed first
    assignee   text,
    changed_at timestamptz NOT NULL                 -- begun, taken or handed over
);
CREATE INDEX tasks_by_about ON tasks (about, kind);
CREATE INDEX tasks_by_household ON tasks (household);
-- The first page of each level is a range of one index, however many files lie below it; a kind is told in the index.
CREATE INDEX tasks_of_a_province ON tasks (substring(org_path from '^[^/]+') COLLATE "C", due_on, task, kind);
CREATE INDEX tasks_of_a_city ON tasks (substring(org_path from '^[^/]+/[^/]+') COLLATE "C", due_on, task, kind);
CREATE INDEX tasks_of_a_county ON tasks (substring(org_path from '^[^/]+/[^/]+/[^/]+') COLLATE "C", due_on, task, kind);
CREATE INDEX tasks_of_a_union ON tasks (org_path, due_on, task, kind);
CREATE INDEX tasks_by_since ON tasks (since, task);
CREATE INDEX tasks_by_assignee ON tasks (lower(assignee COLLATE pg_c_utf8), due_on, task)
    WHERE assignee IS NOT NULL;
