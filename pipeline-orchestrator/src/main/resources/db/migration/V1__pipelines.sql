create table pipeline (
    name       text        not null,
    version    integer     not null,
    yaml       text        not null,
    created_at timestamptz not null default now(),
    primary key (name, version)
);
