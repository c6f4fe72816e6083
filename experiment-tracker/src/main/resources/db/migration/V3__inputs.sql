create table dataset (
    id            bigint generated always as identity primary key,
    experiment_id bigint not null references experiment on delete cascade,
    name          varchar(500) not null,
    digest        varchar(36) not null,
    source_type   text not null,
    source        text not null,
    schema        text,
    profile       text,
    unique (experiment_id, name, digest)
);

-- Tags are a list of {key, value}, fixed when the dataset is first attached to the run; `context` is the one that searches ask for.
create table run_dataset (
    run_seq    bigint not null references run on delete cascade,
    dataset_id bigint not null references dataset on delete cascade,
    context    varchar(500),
    tags       jsonb not null,
    primary key (run_seq, dataset_id)
);
create index run_dataset_by_dataset on run_dataset (dataset_id);

create table run_model_input (
    run_seq  bigint not null references run on delete cascade,
    model_id varchar(64) not null,
    primary key (run_seq, model_id)
);

create table run_model_output (
    run_seq  bigint not null references run on delete cascade,
    model_id varchar(64) not null,
    step     bigint not null,
    primary key (run_seq, model_id)
);
