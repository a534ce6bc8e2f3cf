package dev.rondo.server.maintenance;

import io.swagger.v3.oas.annotations.media.Schema;

/// A stored row whose checksum does not match, or that the database cannot read.
///
/// @param key names and values of its primary key; empty if the database cannot read the table
public record DamagedRow(
    @Schema(description = "of the database") String table,
    @Schema(description = "names and values of its primary key") String key,
    @Schema(description = "what is damaged") String detail) {}
