-- Runs by what they came from. Hashed: a tag's value may be longer than a B-tree holds.
create index run_tag_origin on run_tag using hash (value)
    where key in ('mlflow.parentRunId', 'mlops.forkedFrom', 'mlops.pipeline_run', 'mlops.training_set');
create index logged_model_by_run on logged_model (source_run_id);
create index run_model_input_by_model on run_model_input (model_id);
create index run_model_output_by_model on run_model_output (model_id);
create index dataset_by_digest on dataset (digest);

-- The transaction that wrote a row: live streams read what came after those they have seen. What was there before has 0.
alter table metric_point add column logged_in bigint not null default 0;
alter table param add column logged_in bigint not null default 0;
alter table run_tag add column logged_in bigint not null default 0;
alter table run add column logged_in bigint not null default 0, add column created_in bigint not null default 0;
alter table metric_point alter column logged_in set default pg_current_xact_id()::text::bigint;
alter table param alter column logged_in set default pg_current_xact_id()::text::bigint;
alter table run_tag alter column logged_in set default pg_current_xact_id()::text::bigint;
alter table run alter column logged_in set default pg_current_xact_id()::text::bigint,
    alter column created_in set default pg_current_xact_id()::text::bigint;

-- Rows lie in the order of their transactions, nearly, so a summary of each stretch of pages finds them at no cost to writers.
create index metric_point_logged on metric_point using brin (logged_in) with (pages_per_range = 64, autosummarize = on);
create index param_logged on param using brin (logged_in) with (pages_per_range = 64, autosummarize = on);
create index run_tag_logged on run_tag using brin (logged_in) with (pages_per_range = 64, autosummarize = on);
create index run_logged on run using brin (logged_in) with (pages_per_range = 64, autosummarize = on);

create function mark_change() returns trigger language plpgsql as $$
begin
    new.logged_in := pg_current_xact_id()::text::bigint;
    return new;
end $$;
create trigger run_tag_changed before update on run_tag for each row
    when (old.value is distinct from new.value) execute function mark_change();
create trigger run_changed before update on run for each row
    when ((old.name, old.status, old.lifecycle_stage, old.start_time, old.end_time)
        is distinct from (new.name, new.status, new.lifecycle_stage, new.start_time, new.end_time))
    execute function mark_change();
