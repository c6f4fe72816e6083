-- What the bucket with the data holds, so that asking whether an object is there costs no call to S3.

create table dvc_repo (
    id         bigint generated always as identity primary key,
    name       varchar(100) not null unique,
    created_at timestamptz not null default now()
);

-- `md5` is the object's id, 16 bytes as a UUID. `seen_at`: when the bucket was last known to hold it. `leaving`: being collected, as good as gone.
-- `sha256` is unknown for objects that others wrote to the bucket.
create table dvc_object (
    id        bigint generated always as identity primary key,
    repo_id   bigint not null references dvc_repo on delete cascade,
    layout    smallint not null check (layout in (2, 3)),
    md5       uuid not null,
    is_dir    boolean not null,
    size      bigint not null check (size >= 0),
    sha256    char(64),
    stored_at timestamptz not null default now(),
    seen_at   timestamptz not null default now(),
    leaving   boolean not null default false,
    unique (repo_id, layout, md5, is_dir)
);

-- What a directory object names, and how often.
create table dvc_member (
    dir_id bigint not null references dvc_object on delete cascade,
    md5    uuid not null,
    uses   int not null,
    primary key (dir_id, md5)
);
