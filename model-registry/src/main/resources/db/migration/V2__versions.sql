create table model_version (
    id              bigint generated always as identity primary key,
    model_id        bigint      not null references registered_model on delete cascade,
    version         int         not null,
    source          text        not null,
    artifact_uri    text        not null,
    run_id          text,
    run_link        text,
    logged_model_id text,
    description     text,
    stage           text        not null default 'None',
    bucket          text,
    prefix          text,
    manifest_digest text,
    request_key     text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deleted_at      timestamptz,
    unique (model_id, version),
    unique (model_id, request_key),
    check ((manifest_digest is null) = (prefix is null) and (manifest_digest is null) = (bucket is null))
);

create index model_version_by_run on model_version (run_id);

create table version_tag (
    version_id bigint not null references model_version on delete cascade,
    key        text   not null,
    value      text   not null,
    primary key (version_id, key)
);

-- Written once, at registration; a version's files never change.
create table version_file (
    version_id bigint not null references model_version on delete cascade,
    path       text   not null,
    size       bigint not null,
    sha256     text   not null,
    primary key (version_id, path)
);
