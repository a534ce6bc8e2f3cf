package dev.rondo.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param nextCursor cursor of the next page; null on the last
/// @param unreadable stored rows in the range of this page that cannot be read; null if there are none
public record Page<T>(
    List<T> items,
    @Schema(description = "`cursor` of the next page; null on the last page")
        @Nullable String nextCursor,
    @Schema(description = "stored rows that cannot be read; they are not among the items")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Unreadable> unreadable) {

  /// A stored row that cannot be read.
  ///
  /// @param detail reason
  @Schema(name = "UnreadableRow")
  public record Unreadable(
      String id,
      @Schema(
              example =
                  "the description of the model has format 3, and this version reads formats up to 2: it was written by a newer version")
          String detail) {}

  public Page {
    items = List.copyOf(items);
  }

  /// Creates a page from up to one row more than its limit; the additional row shows that there is a next page.
  ///
  /// @param rows at most `paging.limit() + 1` of them, in order
  /// @param key key of a row, after which the next page starts
  public static <T> Page<T> of(List<T> rows, Paging paging, Function<T, String> key) {
    if (rows.size() <= paging.limit()) return new Page<>(rows, null, null);
    List<T> items = rows.subList(0, paging.limit());
    return new Page<>(items, Paging.cursor(key.apply(items.getLast())), null);
  }

  /// As [#of(List, Paging, Function)], with rows that may be unreadable.
  public static <T> Page<T> of(List<Listed<T>> rows, Paging paging) {
    Page<Listed<T>> page = of(rows, paging, Listed::id);
    List<Unreadable> unreadable =
        page.items.stream()
            .filter(row -> row.fault() != null)
            .map(row -> new Unreadable(row.id(), Objects.requireNonNull(row.fault())))
            .toList();
    return new Page<>(
        page.items.stream().map(Listed::item).filter(Objects::nonNull).toList(),
        page.nextCursor,
        unreadable.isEmpty() ? null : unreadable);
  }

  public <R> Page<R> map(Function<? super T, R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), nextCursor, unreadable);
  }
}
