-- Numbered in order of departure, landed when they can have landed: half an hour on the ground and in climb, then 8 miles a minute.
create table flight as
select
    row_number() over (order by dep_utc, origin, dest, distance, arr_delay) as flight_id,
    dep_utc as event_timestamp,
    dep_utc + to_minutes(cast(30 + round(distance / 8.0) as bigint)) as landed,
    origin,
    dest,
    origin || '-' || dest as route,
    cast(hour(dep_utc + to_hours(utc_off_h)) as bigint) as hour,
    cast(isodow(dep_utc + to_hours(utc_off_h)) as bigint) as weekday,
    cast(distance as bigint) as distance,
    cast(arr_delay as bigint) as arr_delay,
    cast(arr_delay > 15 as bigint) as late
from read_parquet('{file}')
where origin in ({hubs}) and dep_utc < timestamp '{end}'
