package dev.rondo.server.model;

import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.TooLargeException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores models of model files, as the command line and other services write them.
@Component
class ImportedModels {
  private static final String LIMIT = "rondo.limits.upload";

  /// Peak bytes for each byte of a file: its own, those of its growing arrays, and those of the stored row.
  private static final int BYTES_OF_A_BYTE = 4;

  /// Bytes of a byte of the description as a tree, at most: an empty array takes three.
  private static final int BYTES_OF_A_PARSED_BYTE = 25;

  private final Models models;
  private final Creations creations;
  private final TransactionTemplate transaction;
  private final Reservation memory;
  private final long limit;

  /// @param requestMemory memory of the current request, which grows with the file
  ImportedModels(
      Models models,
      Creations creations,
      TransactionTemplate transaction,
      ServerSettings settings,
      Reservation requestMemory) {
    this.models = models;
    this.creations = creations;
    this.transaction = transaction;
    this.memory = requestMemory;
    this.limit = settings.limits().upload().toBytes();
  }

  /// Stores a model and returns it. Throws [BadRequestException] if the bytes are no complete model file, [TooLargeException] above
  /// the limit, and [BeyondMemoryException] if there is not enough memory for them.
  StoredModel add(String name, InputStream body) throws IOException {
    Model model =
        read(new Reserving(body), length -> memory.grow((long) BYTES_OF_A_PARSED_BYTE * length));
    String id =
        transaction.execute(_ -> {
          String added = models.addImported(name, model);
          creations.created(ModelFileController.MODELS + "/" + added);
          return added;
        });
    return models.get(id);
  }

  /// Reads a model file that contains nothing else. Throws [BadRequestException] if it is damaged or contradicts itself.
  ///
  /// @param description as in [ModelFile#read(InputStream, IntConsumer)]
  static Model read(InputStream body, IntConsumer description) throws IOException {
    InputStream bytes = new BufferedInputStream(body, 1 << 16);
    try {
      Model model = ModelFile.read(bytes, description);
      if (bytes.read() >= 0) throw refused("the body goes on behind the end of the model file");
      ServedModel.of(model);
      return model;
    } catch (UnreadableDocumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused("the description of the model contradicts itself: " + e.getMessage());
    }
  }

  private static BadRequestException refused(String detail) {
    return new BadRequestException(Fault.at("", detail));
  }

  /// Reserves memory for the bytes that arrive.
  private final class Reserving extends FilterInputStream {
    Reserving(InputStream body) {
      super(new LimitedInputStream(body, limit, LIMIT));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      if (count > 0) memory.grow((long) BYTES_OF_A_BYTE * count);
      return count;
    }
  }
}
