create table monitor (
    name              text primary key,
    model             text        not null,
    yaml              text        not null,
    -- No event before it will come, as somebody said; the log itself may have gone further.
    advanced_to       timestamptz,
    -- End of the last window that was decided on.
    evaluated_through timestamptz,
    -- Why evaluating waits at the moment.
    waiting_for       text,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now()
);

create index monitor_of_model on monitor (model);

-- How far each partition was taken into the tables below, in the same transaction as its rows.
create table consumed (
    topic       text    not null,
    part        integer not null,
    next_offset bigint  not null,
    primary key (topic, part)
);

create table prediction (
    model      text        not null,
    id         text        not null,
    version    text        not null,
    role       text        not null,
    event_time timestamptz not null,
    served_at  timestamptz not null,
    features   real[]      not null,
    prediction double precision not null,
    primary key (model, id)
);

create index prediction_by_time on prediction (model, event_time);
create index prediction_by_arm on prediction (model, version, role, served_at);

create table model_columns (
    model   text   not null,
    version text   not null,
    columns text[] not null,
    primary key (model, version)
);

create table model_progress (
    model            text primary key,
    first_event_time timestamptz not null,
    last_event_time  timestamptz not null
);

create table label (
    model         text        not null,
    prediction_id text        not null,
    label         double precision not null,
    event_time    timestamptz not null,
    primary key (model, prediction_id)
);

create table evaluation (
    id           uuid primary key,
    monitor      text        not null references monitor,
    model        text        not null,
    version      text        not null,
    window_start timestamptz not null,
    window_end   timestamptz not null,
    rows         bigint      not null,
    status       text        not null,
    -- Every statistic with what it was computed from, so that it can be computed again.
    columns      jsonb       not null,
    fired        boolean     not null,
    reason       text        not null,
    case_id      uuid references case_file,
    decided_at   timestamptz not null default now(),
    unique (monitor, window_end)
);

create table canary (
    id               uuid primary key,
    deployment       text        not null,
    model            text        not null,
    version          text        not null,
    champion_version text,
    percent          integer     not null,
    started_at       timestamptz not null,
    ended_at         timestamptz,
    verdict          text        not null default 'CONTINUE' check (verdict in ('CONTINUE', 'ROLL_BACK', 'PROMOTE')),
    verdict_reason   text,
    judgement        jsonb,
    judged_at        timestamptz,
    -- The verdict was carried out: the gateway took the canary down, or the registry moved the alias.
    done             boolean     not null default false,
    unique (deployment, version, started_at)
);

create unique index canary_one_active on canary (deployment) where ended_at is null;
