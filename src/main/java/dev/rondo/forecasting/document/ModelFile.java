package dev.rondo.forecasting.document;

import dev.rondo.forecasting.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A model as one self-describing file. All numbers are little-endian.
///
/// | bytes | content |
/// |---|---|
/// | 8 | `RONDOMDL` |
/// | 4 | format number of this layout: 1 |
/// | 4 | length j of the description |
/// | 8 | number w of weights |
/// | j | description: a JSON document in UTF-8 with its own format number, padded with spaces so that the weights start at a multiple of 8 |
/// | 4 w | weights: float32 |
/// | 4 | CRC-32C of everything before |
///
/// A store may keep the parts separately: [#DESCRIPTION], [#bytes] and [#checksum] write them, [#model] reads them.
public final class ModelFile {
  /// Everything of a model except its weights.
  public static final DocumentFormat<Model.Description> DESCRIPTION =
      DocumentFormat.of("description of the model", Model.Description.class)
          .then(description -> specificationOfFormat2((ObjectNode) description.get("spec")))
          .then(ModelFile::methodOfFormat3)
          .then(ModelFile::comparisonOfFormat4)
          .then(ModelFile::networksOfFormat5);

  private static final byte[] MAGIC = "RONDOMDL".getBytes(StandardCharsets.US_ASCII);
  private static final int LAYOUT = 1;
  private static final int HEADER = 24;
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  private ModelFile() {}

  /// Adds the evaluation settings, which format 1 does not have, to a specification.
  public static void specificationOfFormat2(ObjectNode specification) {
    specification.putObject("evaluation").putNull("season");
  }

  /// Moves what only networks have into the member `method`.
  private static void methodOfFormat3(ObjectNode description) {
    ObjectNode method = description.putObject("method").put("type", "trained-network");
    for (String member : List.of("spec", "dimensions", "scales", "calibration"))
      method.set(member, description.remove(member));
  }

  /// Names the measure of the skill: MSE in models without errors per series, else MASE, or MAE where there is no MASE.
  private static void comparisonOfFormat4(ObjectNode description) {
    for (String name : List.of("validation", "test")) {
      if (!(description.get("evaluation").get(name) instanceof ObjectNode part)) continue;
      JsonNode perSeries = part.get("model").path("perSeries");
      String measure = perSeries.path("mase").isNumber() ? "mase" : "mae";
      part.put("comparedBy", perSeries.isObject() ? measure : "mse");
    }
  }

  /// Names the sizes of the networks of an ensemble as requests do.
  private static void networksOfFormat5(ObjectNode description) {
    for (JsonNode one : description.path("method").path("ensemble").path("members")) {
      if (!(one.path("member").path("network") instanceof ObjectNode network)) continue;
      network.set("batchSize", network.remove("batch"));
      network.set("learningRate", network.remove("rate"));
    }
  }

  /// Writes the file; the stream stays open.
  public static void write(Model model, OutputStream out) throws IOException {
    byte[] description = aligned(DESCRIPTION.write(model.description()));
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    checked.write(
        little(HEADER)
            .put(MAGIC)
            .putInt(LAYOUT)
            .putInt(description.length)
            .putLong(model.weights().length)
            .array());
    checked.write(description);
    float[] weights = model.weights();
    ByteBuffer chunk = little(CHUNK);
    for (int from = 0; from < weights.length; from += CHUNK / Float.BYTES) {
      int count = Math.min(CHUNK / Float.BYTES, weights.length - from);
      chunk.asFloatBuffer().put(weights, from, count);
      checked.write(chunk.array(), 0, count * Float.BYTES);
    }
    out.write(little(Integer.BYTES).putInt((int) checked.getChecksum().getValue()).array());
  }

  private static byte[] aligned(String description) {
    byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
    byte[] filled = Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(filled, bytes.length, filled.length, (byte) ' ');
    return filled;
  }

  /// Reads a file to its end; throws [UnreadableDocumentException]. The memory grows with the content of the stream, whatever size
  /// the header claims.
  public static Model read(InputStream in) throws IOException {
    return read(in, _ -> {});
  }

  /// As [#read(InputStream)].
  ///
  /// @param description receives the number of bytes of the description before it is parsed; it may throw to refuse it
  public static Model read(InputStream in, IntConsumer description) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
    ByteBuffer header = ByteBuffer.wrap(exactly(HEADER, checked)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC))
      throw new UnreadableDocumentException(
          "this is not a model file: it does not begin with RONDOMDL");
    int layout = header.getInt();
    if (layout != LAYOUT)
      throw new UnreadableDocumentException(
          "the model file has format %d, and this version reads format %d"
              .formatted(layout, LAYOUT));
    int length = header.getInt();
    long count = header.getLong();
    if (length < 0 || count < 0 || count > Integer.MAX_VALUE - ALIGNMENT)
      throw new UnreadableDocumentException("the model file has a damaged header");
    String text = new String(exactly(length, checked), StandardCharsets.UTF_8);
    float[] weights = weights((int) count, checked);
    int checksum = (int) checked.getChecksum().getValue();
    int expected =
        ByteBuffer.wrap(exactly(Integer.BYTES, in)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (checksum != expected)
      throw new UnreadableDocumentException(
          "the model file is damaged: its checksum does not match");
    description.accept(length);
    return complete(new Model(DESCRIPTION.read(text), weights));
  }

  private static byte[] exactly(int length, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length)
      throw new UnreadableDocumentException("the model file breaks off before its end");
    return bytes;
  }

  private static float[] weights(int count, InputStream in) throws IOException {
    float[] weights = new float[Math.min(count, CHUNK)];
    for (int done = 0; done < count; ) {
      int some = Math.min(CHUNK / Float.BYTES, count - done);
      if (done + some > weights.length)
        weights = Arrays.copyOf(weights, (int) Math.min(count, 2L * weights.length));
      ByteBuffer.wrap(exactly(some * Float.BYTES, in))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(weights, done, some);
      done += some;
    }
    return weights;
  }

  /// The bytes of weights in a file.
  public static byte[] bytes(float[] weights) {
    ByteBuffer buffer = little(Math.multiplyExact(weights.length, Float.BYTES));
    buffer.asFloatBuffer().put(weights);
    return buffer.array();
  }

  /// CRC-32C of the bytes of weights in a file.
  public static long checksum(byte[] weights) {
    return Checksum.of(weights);
  }

  /// Assembles a model from separately stored parts; throws [UnreadableDocumentException].
  public static Model model(String description, byte[] weights, long checksum) {
    return new Model(DESCRIPTION.read(description), weights(weights, checksum));
  }

  /// Reads weights from their bytes; throws [UnreadableDocumentException] if the checksum does not match.
  public static float[] weights(byte[] bytes, long checksum) {
    if (checksum(bytes) != checksum)
      throw new UnreadableDocumentException(
          "the weights of the model are damaged: their checksum does not match");
    float[] weights = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
    return weights;
  }

  private static Model complete(Model model) {
    long needed = model.description().method().numbers();
    if (needed != model.weights().length)
      throw new UnreadableDocumentException(
          "the model has %d weights, but its method needs %d"
              .formatted(model.weights().length, needed));
    return model;
  }

  private static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
