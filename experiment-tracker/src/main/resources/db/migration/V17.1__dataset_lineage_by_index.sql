-- Each way through the view begins at an index: from a version at `version_uri`, from a run at the dataset's name.
create or replace view dataset_lineage as
select v.id as version_id, s.name, v.version, x.run_seq, x.context, 'said' as how
from dataset_version_run x
join dataset_version v on v.id = x.version_id
join versioned_dataset s on s.id = v.dataset_id
union all
select v.id, s.name, v.version, x.run_seq, coalesce(x.context, ''), 'source'
from run_dataset x
join dataset d on d.id = x.dataset_id
join versioned_dataset s on s.name = split_part(d.version_uri, '/', 1)
join dataset_version v on v.dataset_id = s.id and d.version_uri = s.name || '/' || v.version
union all
select v.id, s.name, v.version, x.run_seq, coalesce(x.context, ''), 'digest'
from run_dataset x
join dataset d on d.id = x.dataset_id
join versioned_dataset s on s.name = d.name
join dataset_version v on v.dataset_id = s.id and length(d.digest) >= 8 and starts_with(v.digest, d.digest)
where d.version_uri is null;
