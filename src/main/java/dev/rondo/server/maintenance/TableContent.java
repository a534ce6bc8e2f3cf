package dev.rondo.server.maintenance;

/// What a table has.
///
/// @param checksum sum of the SHA-256 hashes of its rows, modulo 2^256, in hexadecimal digits; equal for equal rows in any order and
///     in any database
public record TableContent(String table, long rows, String checksum) {}
