-- What a search orders by is found in an index, experiment by experiment. Text is cut so that any value fits into one;
-- within equal beginnings the whole value decides.
alter table metric_series add column experiment_id bigint;
alter table param add column experiment_id bigint;
alter table run_tag add column experiment_id bigint;

update metric_series s set experiment_id = r.experiment_id from run r where r.seq = s.run_seq;
update param p set experiment_id = r.experiment_id from run r where r.seq = p.run_seq;
update run_tag t set experiment_id = r.experiment_id from run r where r.seq = t.run_seq;

-- A run never moves to another experiment. Who writes many rows names the experiment and spares itself the call.
create function take_experiment_of_run() returns trigger language plpgsql as $$
begin
    new.experiment_id := (select experiment_id from run where seq = new.run_seq);
    return new;
end $$;
create trigger take_experiment before insert on metric_series
    for each row when (new.experiment_id is null) execute function take_experiment_of_run();
create trigger take_experiment before insert on param
    for each row when (new.experiment_id is null) execute function take_experiment_of_run();
create trigger take_experiment before insert on run_tag
    for each row when (new.experiment_id is null) execute function take_experiment_of_run();

create index metric_series_by_value on metric_series (experiment_id, key, value);
create index param_by_value on param (experiment_id, key, (left(value, 120)) collate "C");
create index run_tag_by_value on run_tag (experiment_id, key, (left(value, 120)) collate "C");
create index run_ended on run (experiment_id, end_time);

-- Which values go with which keys: without that PostgreSQL thinks that a frequent value is rare, and fetches all of its runs for one page.
create statistics param_values (mcv) on experiment_id, key, (left(value, 120)) from param;
create statistics run_tag_values (mcv) on experiment_id, key, (left(value, 120)) from run_tag;
