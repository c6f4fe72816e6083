create table pipeline_run (
    id               uuid primary key,
    case_id          uuid        not null references case_file,
    correlation_id   text        not null,
    pipeline         text        not null,
    pipeline_version integer     not null,
    request_id       text unique,
    monitor          text,
    reason           text        not null,
    parameters       jsonb       not null,
    as_of            timestamptz not null,
    status           text        not null default 'PENDING'
                     check (status in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED')),
    outcome          text,
    cancel_requested boolean     not null default false,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    foreign key (pipeline, pipeline_version) references pipeline (name, version)
);

create index pipeline_run_newest on pipeline_run (created_at desc, id);
create index pipeline_run_of_monitor on pipeline_run (monitor) where finished_at is null;

-- Fencing tokens: each attempt gets a greater one; a result is taken only with the token the step shows.
create sequence fencing_token;

create table step (
    run_id       uuid        not null references pipeline_run,
    name         text        not null,
    position     integer     not null,
    uses         text        not null,
    status       text        not null default 'PENDING'
                 check (status in ('PENDING', 'READY', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED')),
    attempts     integer     not null default 0,
    user_failures       integer not null default 0,
    lost_workers        integer not null default 0,
    system_failures     integer not null default 0,
    preemptions         integer not null default 0,
    available_at timestamptz not null default now(),
    worker_name  text,
    worker       text,
    token        bigint,
    lease_until  timestamptz,
    started_at   timestamptz,
    finished_at  timestamptz,
    outputs      jsonb       not null default '{}',
    error        text,
    primary key (run_id, name)
);

create index step_ready on step (available_at) where status = 'READY';
create index step_running on step (lease_until) where status = 'RUNNING';

create table attempt (
    run_id      uuid        not null,
    step        text        not null,
    number      integer     not null,
    token       bigint      not null unique,
    worker      text        not null,
    started_at  timestamptz not null default now(),
    finished_at timestamptz,
    result      text        not null default 'RUNNING',
    error       text,
    primary key (run_id, step, number),
    foreign key (run_id, step) references step (run_id, name)
);
