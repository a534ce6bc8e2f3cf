package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A service that speaks HTTPS itself, or is behind a proxy that does.
@ExtendWith(OutputCaptureExtension.class)
class HttpsTest {
  private static final String KEY = "an-admin-key-of-the-tests";
  private static final String SIGN_IN = "{\"key\": \"%s\"}".formatted(KEY);
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "web";

  @Test
  void aCertificateMakesTheServiceSpeakHttps(@TempDir Path directory, CapturedOutput output)
      throws Exception {
    KeyStore store = selfSigned(directory.resolve("store.p12"));
    Path certificate =
        pem(
            directory.resolve("certificate.pem"),
            "CERTIFICATE",
            store.getCertificate(ALIAS).getEncoded());
    Path privateKey =
        pem(
            directory.resolve("key.pem"),
            "PRIVATE KEY",
            store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    String bundle = "spring.ssl.bundle.pem.web.";
    try (Service service =
            new Service(
                directory,
                "rondo.authentication=required",
                "rondo.admin-key=" + KEY,
                bundle + "keystore.certificate=" + certificate,
                bundle + "keystore.private-key=" + privateKey,
                bundle + "keystore.verify-keys=true",
                bundle + "reload-on-update=true",
                "server.ssl.bundle=web");
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
      URI root = URI.create("https://127.0.0.1:" + service.root().getPort());
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(root.resolve("/api/v1/session"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(SIGN_IN))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure;");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(service.get("/actuator/health").status()).isEqualTo(400);
      assertThat(output.getOut()).contains("Rondo answers at " + root);
    }
  }

  @Test
  void behindAProxyTheCookieIsSecureIfItsHeadersAreTrusted(@TempDir Path directory) {
    assertThat(cookieBehindProxy(directory, "none")).doesNotContain("Secure");
    assertThat(cookieBehindProxy(directory, "native")).contains("; Secure;");
  }

  private static String cookieBehindProxy(Path directory, String strategy) {
    try (Service service =
        new Service(
            directory,
            "rondo.authentication=required",
            "rondo.admin-key=" + KEY,
            "server.forward-headers-strategy=" + strategy)) {
      Service.Answer answer =
          service.send(
              "POST",
              "/api/v1/session",
              SIGN_IN.getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "application/json",
              "X-Forwarded-Proto",
              "https");
      assertThat(answer.status()).isEqualTo(200);
      return answer.header("Set-Cookie");
    }
  }

  /// A key with a certificate for this machine.
  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path pem(Path file, String kind, byte[] content) throws Exception {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
