create table registered_model (
    id           bigint generated always as identity primary key,
    name         text        not null unique,
    description  text,
    last_version int         not null default 0,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);

create table model_tag (
    model_id bigint not null references registered_model on delete cascade,
    key      text   not null,
    value    text   not null,
    primary key (model_id, key)
);
