-- Times are epoch milliseconds, as on the wire.

create sequence experiment_seq start with 1 increment by 1;

create table experiment (
    id                bigint primary key,
    name              varchar(500) not null unique,
    artifact_location varchar(2048) not null,
    lifecycle_stage   varchar(7) not null check (lifecycle_stage in ('active', 'deleted')),
    creation_time     bigint not null,
    last_update_time  bigint not null
);
create index experiment_newest on experiment (creation_time desc, id);

create table experiment_tag (
    experiment_id bigint not null references experiment on delete cascade,
    key           varchar(250) not null,
    value         varchar(5000) not null,
    primary key (experiment_id, key)
);

insert into experiment (id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
select 0, 'Default', 'mlflow-artifacts:/0', 'active', now_ms, now_ms
from (select (extract(epoch from now()) * 1000)::bigint as now_ms) as clock;

create sequence run_seq start with 1 increment by 50;

-- `seq` is what other tables point at: 8 bytes instead of 32 characters in every row of theirs.
create table run (
    seq             bigint primary key,
    run_id          varchar(32) not null unique,
    experiment_id   bigint not null references experiment on delete cascade,
    name            varchar(8000) not null,
    user_id         varchar(256) not null,
    status          varchar(9) not null,
    lifecycle_stage varchar(7) not null check (lifecycle_stage in ('active', 'deleted')),
    start_time      bigint not null,
    end_time        bigint,
    deleted_time    bigint,
    artifact_uri    varchar(2200) not null
);
create index run_newest on run (experiment_id, start_time desc, run_id);

create table run_tag (
    run_seq bigint not null references run on delete cascade,
    key     varchar(250) not null,
    value   text not null,
    primary key (run_seq, key)
);

create table param (
    run_seq bigint not null references run on delete cascade,
    key     varchar(250) not null,
    value   varchar(6000) not null,
    primary key (run_seq, key)
);
