create sequence metric_series_seq start with 1 increment by 1;

-- One row per run and metric key. It names the series for its points and holds the latest of them: the greatest (step, timestamp, value).
create table metric_series (
    id        bigint primary key default nextval('metric_series_seq'),
    run_seq   bigint not null references run on delete cascade,
    key       varchar(250) not null,
    step      bigint not null,
    timestamp bigint not null,
    value     double precision not null,
    unique (run_seq, key)
) with (fillfactor = 80);

-- The primary key is the point itself: writing it again changes nothing, and charts read it in order.
create table metric_point (
    series_id bigint not null references metric_series on delete cascade,
    step      bigint not null,
    timestamp bigint not null,
    value     double precision not null,
    primary key (series_id, step, timestamp, value)
);
