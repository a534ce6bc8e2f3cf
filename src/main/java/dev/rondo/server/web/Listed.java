package dev.rondo.server.web;

import org.jspecify.annotations.Nullable;

/// A row of a list: the item, or why it cannot be read.
///
/// @param item null where it cannot be read
/// @param fault why it cannot be read; null where it can
public record Listed<T>(String id, @Nullable T item, @Nullable String fault) {}
