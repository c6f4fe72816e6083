-- Repeatable, so that it keeps out of the numbering of the service that includes it: every statement must be idempotent.

create table if not exists outbox (
    position       bigint generated always as identity primary key,
    event_id       text        not null,
    topic          text        not null,
    key            text        not null,
    type           text        not null,
    source         text        not null,
    correlation_id text        not null,
    occurred_at    timestamptz not null,
    payload        bytea       not null
);

-- Rows live for milliseconds: vacuum by count, or dead rows would slow the relay's scan of the primary key.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
