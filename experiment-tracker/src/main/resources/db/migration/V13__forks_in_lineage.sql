-- A fork's origin is `<run id>@<step>`.
create index run_tag_fork on run_tag using hash (split_part(value, '@', 1)) where key = 'mlops.forkedFrom';
