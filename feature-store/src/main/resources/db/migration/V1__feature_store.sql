-- Every document that was applied, as it came.
create table definition_version (
    version        bigint generated always as identity primary key,
    document       text        not null,
    correlation_id text        not null,
    applied_at     timestamptz not null default now()
);

-- The definitions in force; names are unique per kind across projects.
create table definition (
    kind     text   not null,
    name     text   not null,
    project  text   not null,
    body     json   not null, -- not jsonb: the order of columns is kept
    version  bigint not null references definition_version,
    position bigint generated always as identity,
    primary key (kind, name)
);

-- Uploads that were answered, by the caller's Idempotency-Key.
create table upload (
    idempotency_key text primary key,
    source          text        not null,
    body_sha256     text        not null,
    receipt         json,
    started_at      timestamptz not null default now()
);

create table training_set (
    id         uuid primary key,
    name       text        not null,
    plan       json        not null,
    result     json        not null,
    created_at timestamptz not null
);

-- Snapshots that must outlive any expiry.
create table pinned_snapshot (
    training_set_id uuid   not null references training_set,
    source          text   not null,
    snapshot_id     bigint not null,
    primary key (training_set_id, source)
);
create index pinned_snapshot_by_source on pinned_snapshot (source, snapshot_id);

-- What was brought online, per view, in event time.
create table materialization (
    id              bigint generated always as identity primary key,
    feature_view    text        not null,
    start_time      timestamptz not null,
    end_time        timestamptz not null,
    rows            bigint      not null,
    materialized_at timestamptz not null default now()
);
create index materialization_by_view on materialization (feature_view, end_time desc);
