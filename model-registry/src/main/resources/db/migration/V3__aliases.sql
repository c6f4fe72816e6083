create table model_alias (
    model_id bigint      not null references registered_model on delete cascade,
    alias    text        not null,
    version  int         not null,
    moved_at timestamptz not null,
    primary key (model_id, alias),
    foreign key (model_id, version) references model_version (model_id, version)
);

-- History outlives the model: no foreign key.
create table alias_move (
    id             bigint generated always as identity primary key,
    model_id       bigint      not null,
    model_name     text        not null,
    alias          text        not null,
    kind           text        not null check (kind in ('SET', 'ROLLBACK', 'REMOVED')),
    from_version   int,
    to_version     int,
    actor          text        not null,
    reason         text,
    evidence       text        not null,
    correlation_id text        not null,
    request_key    text,
    moved_at       timestamptz not null,
    unique (model_id, alias, request_key)
);

create index alias_move_history on alias_move (model_id, alias, id);
