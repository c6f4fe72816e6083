-- A row says what was known at its event_timestamp: flights that had landed in the 3 hours, 24 hours, 7 days up to then.
-- Delays count between -60 and 180 minutes: single outliers (-953) would carry a whole day.
create table {table} as
with landed as (
    select
        {key},
        time_bucket(interval 1 hour, landed - interval 1 microsecond) + interval 1 hour as event_timestamp,
        count(*) as n,
        sum(late) as late,
        sum(greatest(-60, least(180, arr_delay))) as delay
    from flight
    group by all
),
grid as (
    select {key}, unnest(generate_series(since, until, {grid})) as event_timestamp
    from (select distinct {key} from landed)
    cross join (
        select date_trunc('day', min(event_timestamp)) as since, max(event_timestamp) as until from landed
    )
),
moments as (
    select {key}, event_timestamp from landed
    union
    select {key}, event_timestamp from grid where event_timestamp is not null
),
rolled as (
    select
        {key},
        event_timestamp,
        coalesce(n, 0) as landings_now,
        coalesce(sum(n) over h3, 0) as landings_3h,
        coalesce(sum(n) over h24, 0) as landings_24h,
        coalesce(sum(n) over d7, 0) as landings_7d,
        sum(late) over h3 as late_3h,
        sum(late) over h24 as late_24h,
        sum(late) over d7 as late_7d,
        sum(delay) over h3 as delay_3h,
        sum(delay) over h24 as delay_24h,
        sum(delay) over d7 as delay_7d
    from moments
    left join landed using ({key}, event_timestamp)
    window
        h3 as (partition by {key} order by event_timestamp range between interval 2 hours preceding and current row),
        h24 as (partition by {key} order by event_timestamp range between interval 23 hours preceding and current row),
        d7 as (partition by {key} order by event_timestamp range between interval 167 hours preceding and current row)
)
select
    {key},
    event_timestamp,
    cast(late_3h as double) / nullif(landings_3h, 0) as late_share_3h,
    cast(delay_3h as double) / nullif(landings_3h, 0) as mean_delay_3h,
    cast(late_24h as double) / nullif(landings_24h, 0) as late_share_24h,
    cast(delay_24h as double) / nullif(landings_24h, 0) as mean_delay_24h,
    cast(landings_24h as double) as landings_24h,
    cast(late_7d as double) / nullif(landings_7d, 0) as late_share_7d,
    cast(delay_7d as double) / nullif(landings_7d, 0) as mean_delay_7d
from rolled
where {keep}
