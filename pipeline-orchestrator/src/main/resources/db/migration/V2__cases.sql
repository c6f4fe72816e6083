create table case_file (
    id             uuid primary key,
    correlation_id text        not null unique,
    model          text,
    cause          text        not null,
    status         text        not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
    outcome        text,
    opened_at      timestamptz not null default now(),
    closed_at      timestamptz
);

create index case_file_newest on case_file (opened_at desc, id);

create table case_entry (
    id         bigint generated always as identity primary key,
    case_id    uuid        not null references case_file,
    at         timestamptz not null default now(),
    event_time timestamptz,
    kind       text        not null,
    title      text        not null,
    details    jsonb       not null,
    -- The same happening told twice (a replayed event, a retried step) is one entry.
    token      text        not null,
    unique (case_id, token)
);

-- Which case made a version: a later move of an alias by hand finds its story by it.
create table case_version (
    model   text not null,
    version text not null,
    case_id uuid not null references case_file,
    primary key (model, version)
);
