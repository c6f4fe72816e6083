-- What was taken away for good: when, on whose word, how much. Kept forever.
create table purge (
    id           varchar(32) primary key,
    kind         varchar(10) not null check (kind in ('RUN', 'EXPERIMENT', 'RUNS', 'RETENTION')),
    subject      text not null,
    actor        varchar(256) not null,
    forced       boolean not null,
    state        varchar(7) not null check (state in ('RUNNING', 'DONE')),
    requested_at bigint not null,
    finished_at  bigint,
    runs         bigint not null default 0,
    models       bigint not null default 0,
    points       bigint not null default 0,
    files        bigint not null default 0,
    bytes        bigint not null default 0,
    kept         text[] not null default '{}',
    elsewhere    bigint not null default 0,
    trouble      text
);
create index purge_newest on purge (requested_at desc, id);

-- What is still to be taken away. `run_seq`: the run's rows, while they are there; then the files at `artifact_uri`.
create table purge_item (
    id           bigint generated always as identity primary key,
    purge_id     varchar(32) not null references purge,
    run_seq      bigint,
    name         varchar(64) not null,
    artifact_uri text not null
);
create index purge_item_by_purge on purge_item (purge_id);
create index purge_item_rows on purge_item (id) where run_seq is not null;

-- A run that is going has neither id nor experiment, so nobody finds it any more.
alter table run alter column run_id drop not null, alter column experiment_id drop not null;
create index run_deleted on run (experiment_id, deleted_time) where lifecycle_stage = 'deleted';

-- One row: how long deleted runs and uploads that nobody completed are kept; null is forever. ISO 8601.
create table retention (
    only_one                boolean primary key default true check (only_one),
    deleted_runs_after      text,
    abandoned_uploads_after text,
    actor                   varchar(256) not null,
    changed_at              bigint not null
);
insert into retention (deleted_runs_after, abandoned_uploads_after, actor, changed_at) values (null, 'P7D', 'default', 0);
