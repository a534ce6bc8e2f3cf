-- CRC-32C of the observations of streams; null in rows of earlier versions.

alter table stream_series add column checksum bigint;
alter table stream_journal add column checksum bigint;
