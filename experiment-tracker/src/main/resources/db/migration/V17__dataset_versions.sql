-- Datasets whose versions are named by their content. `dataset` (V3) is what clients of the MLflow wire say they used.

create table versioned_dataset (
    id           bigint generated always as identity primary key,
    name         varchar(250) not null unique,
    last_version int not null default 0,
    created_at   timestamptz not null default now()
);

-- `digest`: SHA-256 of the manifest. `repo_id`, `layout`, `dir_md5`: where its files are kept, if they are kept here, and the directory object they
-- were read from.
create table dataset_version (
    id         bigint generated always as identity primary key,
    dataset_id bigint not null references versioned_dataset on delete cascade,
    version    int not null,
    digest     char(64) not null,
    files      int not null,
    bytes      bigint not null,
    schema     jsonb,
    source     text,
    message    text,
    repo_id    bigint references dvc_repo,
    layout     smallint,
    dir_md5    uuid,
    created_at timestamptz not null default now(),
    unique (dataset_id, version),
    unique (dataset_id, digest)
);
create index dataset_version_by_repo on dataset_version (repo_id) where repo_id is not null;

create table dataset_version_parent (
    version_id bigint not null references dataset_version on delete cascade,
    parent_id  bigint not null references dataset_version on delete cascade,
    primary key (version_id, parent_id)
);

create table dataset_version_file (
    version_id bigint not null references dataset_version on delete cascade,
    path       text collate "C" not null,
    md5        uuid not null,
    sha256     char(64) not null,
    size       bigint not null,
    primary key (version_id, path)
);

create index dataset_version_file_by_md5 on dataset_version_file (md5);
create index dvc_member_by_md5 on dvc_member (md5);

create table dataset_version_run (
    version_id bigint not null references dataset_version on delete cascade,
    run_seq    bigint not null references run on delete cascade,
    context    varchar(500) not null default '',
    logged_at  timestamptz not null default now(),
    primary key (version_id, run_seq, context)
);
create index dataset_version_run_by_run on dataset_version_run (run_seq);

-- A dataset of the MLflow wire is one of our versions when its source names it, or its name and digest are the version's.
alter table dataset add column version_uri text
    generated always as (substring(source from 'mlops-dataset:/+([A-Za-z0-9._-]+/[0-9]+)')) stored;
create index dataset_by_version_uri on dataset (version_uri) where version_uri is not null;
create index dataset_by_name on dataset (name, digest);

-- Runs of dataset versions, said outright or by the MLflow wire. `how`: 'said', 'source' or 'digest'.
-- Each way through the view begins at an index: from a version at `version_uri`, from a run at the dataset's name.
create view dataset_lineage as
select v.id as version_id, s.name, v.version, x.run_seq, x.context, 'said' as how
from dataset_version_run x
join dataset_version v on v.id = x.version_id
join versioned_dataset s on s.id = v.dataset_id
union all
select v.id, s.name, v.version, x.run_seq, coalesce(x.context, ''), 'source'
from run_dataset x
join dataset d on d.id = x.dataset_id
join versioned_dataset s on s.name = split_part(d.version_uri, '/', 1)
join dataset_version v on v.dataset_id = s.id and d.version_uri = s.name || '/' || v.version
union all
select v.id, s.name, v.version, x.run_seq, coalesce(x.context, ''), 'digest'
from run_dataset x
join dataset d on d.id = x.dataset_id
join versioned_dataset s on s.name = d.name
join dataset_version v on v.dataset_id = s.id and length(d.digest) >= 8 and starts_with(v.digest, d.digest)
where d.version_uri is null;
