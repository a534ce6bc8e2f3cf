package dev.rondo.server.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Part of a list.
///
/// @param nextCursor to ask for the items behind these; null on the last page
public record Page<T>(
    List<T> items,
    @Schema(description = "`cursor` of the next page; null on the last")
        @Nullable String nextCursor) {
  public Page {
    items = List.copyOf(items);
  }

  /// Cuts a page from one row more than it may hold, which tells whether there is a next one.
  ///
  /// @param rows at most `paging.limit() + 1` of them, in order
  /// @param key of a row that the next page starts behind
  public static <T> Page<T> of(List<T> rows, Paging paging, Function<T, String> key) {
    if (rows.size() <= paging.limit()) return new Page<>(rows, null);
    List<T> items = rows.subList(0, paging.limit());
    return new Page<>(items, Paging.cursor(key.apply(items.getLast())));
  }

  public <R> Page<R> map(Function<? super T, R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), nextCursor);
  }
}
