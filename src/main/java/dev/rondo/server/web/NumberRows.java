package dev.rondo.server.web;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.POJONode;

/// The values of a JSON array whose items are numbers or arrays of numbers, without an object for each. The caller checks the
/// items: null is stored as NaN, and every other item that is not a number as an infinite number.
public final class NumberRows {
  private static final int USUAL = 64;

  /// Bytes of a number: here, and again in the series made of it.
  private static final long BYTES_OF_A_NUMBER = 2 * Double.BYTES;

  /// Bytes of the end of a row, also while the ends are copied.
  private static final long BYTES_OF_A_ROW = 3 * Integer.BYTES;

  private final @Nullable PrepaidMemory memory;
  private double[] values;
  private int count;
  private int rows;

  /// End of each row among the values, as `~end` if the item is a plain number; null while all items are.
  private int @Nullable [] ends;

  private NumberRows(int expected, @Nullable PrepaidMemory memory) {
    this.memory = memory;
    pay(expected);
    this.values = new double[expected];
  }

  private void pay(long numbers) {
    if (memory != null) memory.grow(numbers * BYTES_OF_A_NUMBER);
  }

  private void payRows(long more) {
    if (memory != null) memory.grow(more * BYTES_OF_A_ROW);
  }

  /// Reads the value at the parser's position; a value that is not an array has no rows.
  ///
  /// @param like rows with about as many numbers, such as the previous series; null if there are none
  /// @param memory memory that grows with the numbers; null if they are already in memory in another form
  static NumberRows read(
      JsonParser parser, @Nullable NumberRows like, @Nullable PrepaidMemory memory) {
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
    // The length of one long series must not be reserved for many short ones.
    if (read.count < read.values.length / 2) {
      if (memory != null) memory.shrink((read.values.length - read.count) * BYTES_OF_A_NUMBER);
      read.values = read.numbers();
    }
    return read;
  }

  /// From a node of a tree as [RequestTree] creates it.
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
      payRows(Math.max(16, 2 * rows));
      ends = new int[Math.max(16, 2 * rows)];
      for (int row = 0; row < rows; row++) ends[row] = ~(row + 1);
    }
    if (ends != null) {
      if (rows == ends.length) {
        payRows(rows >> 1);
        ends = Arrays.copyOf(ends, rows + (rows >> 1));
      }
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

  /// The numbers of all items; the array may be shared, so callers must not change it.
  public double[] numbers() {
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /// Whether an item is an array.
  public boolean nested(int row) {
    return ends != null && ends[row] >= 0;
  }

  /// Number of values of an item: 1 for a plain number.
  public int size(int row) {
    return end(row) - begin(row);
  }

  /// Value `index` of an item.
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
