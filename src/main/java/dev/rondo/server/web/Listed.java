package dev.rondo.server.web;

import org.jspecify.annotations.Nullable;

/// A row of a list: the item, or the reason why it cannot be read.
///
/// @param item null if it cannot be read
/// @param fault the reason; null if the item can be read
public record Listed<T>(String id, @Nullable T item, @Nullable String fault) {}
