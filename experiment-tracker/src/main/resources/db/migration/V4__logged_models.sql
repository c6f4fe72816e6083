create table logged_model (
    model_id          varchar(34) primary key,
    experiment_id     bigint not null references experiment on delete cascade,
    name              varchar(500) not null,
    artifact_uri      varchar(2200) not null,
    status            varchar(13) not null,
    model_type        varchar(500),
    source_run_id     varchar(32),
    creation_time     bigint not null,
    last_update_time  bigint not null,
    deleted_time      bigint
);
create index logged_model_newest on logged_model (experiment_id, creation_time desc, model_id);

create table logged_model_param (
    model_id varchar(34) not null references logged_model on delete cascade,
    key      varchar(250) not null,
    value    varchar(6000) not null,
    primary key (model_id, key)
);

create table logged_model_tag (
    model_id varchar(34) not null references logged_model on delete cascade,
    key      varchar(250) not null,
    value    varchar(8000) not null,
    primary key (model_id, key)
);

-- An empty dataset name means none.
create table logged_model_metric (
    model_id       varchar(34) not null references logged_model on delete cascade,
    key            varchar(250) not null,
    timestamp      bigint not null,
    step           bigint not null,
    run_id         varchar(32) not null,
    value          double precision not null,
    dataset_name   varchar(500) not null,
    dataset_digest varchar(36) not null,
    primary key (model_id, key, timestamp, step, run_id, dataset_name, dataset_digest)
);
