package dev.rondo.server.web;

import dev.rondo.server.memory.Reservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.POJONode;

/// The values of a JSON array whose items are numbers, or arrays of numbers, without an object for each. What the items ought
/// to be is for others to say: null is kept as NaN, and whatever else is no number as an infinite one.
public final class NumberRows {
  private static final int USUAL = 64;

  /// A number here, and once more where it is made a series.
  private static final long BYTES_OF_A_NUMBER = 2 * Double.BYTES;

  private final @Nullable Reservation memory;
  private double[] values;
  private int count;
  private int rows;

  /// Where each row ends among the values, as `~end` where it is a plain number; null as long as all are.
  private int @Nullable [] ends;

  private NumberRows(int expected, @Nullable Reservation memory) {
    this.memory = memory;
    pay(expected);
    this.values = new double[expected];
  }

  private void pay(long numbers) {
    if (memory != null) memory.grow(numbers * BYTES_OF_A_NUMBER);
  }

  /// Reads the value that the parser stands at; what is no array has no rows.
  ///
  /// @param like of about as many numbers, such as the series before; null where there is none
  /// @param memory grows with the numbers; null where they are in memory in another form
  static NumberRows read(
      JsonParser parser, @Nullable NumberRows like, @Nullable Reservation memory) {
    NumberRows read = new NumberRows(like == null || like.count == 0 ? USUAL : like.count, memory);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return read;
    }
    for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY; ) {
      if (token == JsonToken.START_ARRAY) {
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) read.add(token, parser);
        read.endRow(true);
      } else {
        read.add(token, parser);
        read.endRow(false);
      }
    }
    // One long series must not lend its length to many short ones behind it.
    if (read.count < read.values.length / 2) {
      if (memory != null) memory.shrink((read.values.length - read.count) * BYTES_OF_A_NUMBER);
      read.values = read.numbers();
    }
    return read;
  }

  /// From a node of a tree, which [RequestTree] leaves as they are.
  static NumberRows of(JsonNode node, JsonMapper mapper) {
    if (node instanceof POJONode made && made.getPojo() instanceof NumberRows rows) return rows;
    try (JsonParser parser = mapper.treeAsTokens(node)) {
      parser.nextToken();
      return read(parser, null, null);
    }
  }

  private void add(JsonToken token, JsonParser parser) {
    if (count == values.length) {
      int more = (count >> 1) + 1;
      pay(more);
      values = Arrays.copyOf(values, count + more);
    }
    values[count++] =
        switch (token) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
          case VALUE_NULL -> Double.NaN;
          default -> Double.POSITIVE_INFINITY;
        };
    parser.skipChildren();
  }

  private void endRow(boolean nested) {
    if (ends == null && nested) {
      ends = new int[Math.max(16, 2 * rows)];
      for (int row = 0; row < rows; row++) ends[row] = ~(row + 1);
    }
    if (ends != null) {
      if (rows == ends.length) ends = Arrays.copyOf(ends, rows + (rows >> 1));
      ends[rows] = nested ? count : ~count;
    }
    rows++;
  }

  /// Number of items.
  public int rows() {
    return rows;
  }

  /// Whether no item is an array.
  public boolean plain() {
    return ends == null;
  }

  /// The numbers of all items; whose array it is, is not told, so it is to be read only.
  public double[] numbers() {
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /// Whether an item is an array.
  public boolean nested(int row) {
    return ends != null && ends[row] >= 0;
  }

  /// Numbers of an item: 1 where it is a plain number.
  public int size(int row) {
    return end(row) - begin(row);
  }

  /// Number `index` of an item.
  public double value(int row, int index) {
    return values[begin(row) + index];
  }

  private int begin(int row) {
    return row == 0 ? 0 : end(row - 1);
  }

  private int end(int row) {
    if (ends == null) return row + 1;
    return ends[row] < 0 ? ~ends[row] : ends[row];
  }
}
