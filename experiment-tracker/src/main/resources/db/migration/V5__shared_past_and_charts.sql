-- Points are kept in the order in which they are asked for: by time.
alter table metric_point drop constraint metric_point_pkey;
alter table metric_point add primary key (series_id, timestamp, step, value);

-- A foreign key would look up the series once more for every point. Whoever writes points holds the series' row;
-- what a series leaves behind is taken away below.
alter table metric_point drop constraint metric_point_series_id_fkey;

-- A series without a run is the shared past of runs that were forked: nobody writes to it any more.
-- The first `charted` points in order of time lie in blocks too; the greatest of them is (charted_timestamp, charted_step, charted_value).
alter table metric_series
    alter column run_seq drop not null,
    add column charted integer,
    add column charted_timestamp bigint,
    add column charted_step bigint,
    add column charted_value double precision;

-- `series_id` shows, beside its own points, those of `source_id` up to a step. A fork of a fork has a row for each ancestor.
create table metric_past (
    series_id bigint not null references metric_series on delete cascade,
    source_id bigint not null references metric_series,
    up_to     bigint not null,
    primary key (series_id, source_id)
);
create index metric_past_by_source on metric_past (source_id);

-- Where the points of a series lie.
create view metric_source (series_id, source_id, up_to) as
select id, id, 9223372036854775807 from metric_series
union all
select series_id, source_id, up_to from metric_past;

-- Sixty-four points of a series in order of (step, timestamp, value), 24 bytes each: the point at a place is found without counting.
create table metric_block (
    series_id  bigint not null references metric_series on delete cascade,
    ordinal    integer not null,
    first_step bigint not null,
    points     bytea not null,
    primary key (series_id, ordinal)
);
alter table metric_block alter column points set storage plain;
create index metric_block_by_step on metric_block (series_id, first_step, ordinal);

-- A past goes when the last series that shows it goes.
create function forget_series() returns trigger language plpgsql as $$
begin
    delete from metric_point p using gone g where p.series_id = g.id;
    return null;
end $$;
create trigger forget_series after delete on metric_series
    referencing old table as gone for each statement execute function forget_series();

create function forget_past() returns trigger language plpgsql as $$
begin
    perform from metric_series s where s.id in (select source_id from gone) order by s.id for update;
    delete from metric_series s
    where s.id in (select source_id from gone)
      and s.run_seq is null
      and not exists (select from metric_past p where p.source_id = s.id);
    return null;
end $$;
create trigger forget_past after delete on metric_past
    referencing old table as gone for each statement execute function forget_past();
