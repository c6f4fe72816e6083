-- The document is the whole configuration as it was sent, made JSON, with the seed that was chosen when it named none.
create table sweep (
    id            varchar(32) primary key,
    name          varchar(500) not null,
    experiment_id bigint not null references experiment on delete cascade,
    run_id        varchar(32) not null,
    document      text not null,
    state         varchar(8) not null check (state in ('RUNNING', 'PAUSED', 'STOPPED', 'FINISHED')),
    created_at    bigint not null,
    updated_at    bigint not null
);
create index sweep_newest on sweep (created_at desc, id);
create index sweep_by_experiment on sweep (experiment_id);

-- Numbered from 1. `attempt` counts how often the trial was given out and is the fencing token: a holder with an older one is refused.
-- Each attempt has a run of its own; `run_id` is that of the latest. A value is the best one logged for the sweep's metric.
create table sweep_trial (
    sweep_id    varchar(32) not null references sweep on delete cascade,
    number      bigint not null,
    params      text not null,
    state       varchar(13) not null
        check (state in ('WAITING', 'RUNNING', 'FINISHED', 'STOPPED_EARLY', 'FAILED', 'CANCELED')),
    attempt     int not null,
    run_id      varchar(32) not null,
    agent       varchar(256) not null,
    lease_until bigint not null,
    stop_cause  varchar(5) check (stop_cause in ('EARLY', 'SWEEP')),
    points      bigint not null,
    value       double precision,
    given_at    bigint not null,
    ended_at    bigint,
    primary key (sweep_id, number)
);
create index sweep_trial_open on sweep_trial (sweep_id, number) where state in ('WAITING', 'RUNNING');
create index sweep_trial_by_run on sweep_trial (run_id);

-- How good a trial was when it had logged so many values; written once per attempt.
create table sweep_rung (
    sweep_id  varchar(32) not null,
    number    bigint not null,
    iteration bigint not null,
    loss      double precision not null,
    primary key (sweep_id, iteration, number),
    foreign key (sweep_id, number) references sweep_trial on delete cascade
);
