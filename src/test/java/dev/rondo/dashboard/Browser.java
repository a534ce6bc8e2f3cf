package dev.rondo.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Chromium without a window, at one service. Needs the packages `chromium` and `chromium-driver`.
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--lang=en");

  private final ChromeDriver driver;
  private final URI root;
  private final String axe;

  private Browser(ChromeDriver driver, URI root, String axe) {
    this.driver = driver;
    this.root = root;
    this.axe = axe;
  }

  /// Starts a browser; skips the test where none is installed.
  static Browser at(URI root) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "needs the packages chromium and chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(FLAGS);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options), root, resource("/axe/axe.min.js"));
  }

  private static String resource(String name) {
    try (var stream = Objects.requireNonNull(Browser.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a place of the dashboard and waits until nothing loads any more.
  ///
  /// @param place fragment such as `#/models`
  void open(String place) {
    driver.get(root.resolve("/") + place);
    settle();
  }

  /// Opens a page that is not one of the dashboard.
  void visit(String path) {
    driver.get(root.resolve(path).toString());
  }

  /// Leaves the page, so that the next one is opened anew and nothing has the focus.
  void leave() {
    driver.get("about:blank");
  }

  /// Waits until the screen is there and no part of it is loading.
  void settle() {
    await(
        (ExpectedCondition<Boolean>)
            _ ->
                Boolean.TRUE.equals(
                    script(
                        "return document.querySelector('main h1') !== null && document.querySelector('.skeleton') === null")));
  }

  /// Waits until nothing of the page changes any more, for a picture.
  void quiet() {
    settle();
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    driver.executeAsyncScript(
        """
        const done = arguments[arguments.length - 1];
        let timer = setTimeout(done, 600);
        new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 600); })
          .observe(document.body, { subtree: true, childList: true, characterData: true });
        """);
    settle();
  }

  /// The size of a page on a desktop.
  void desktop() {
    size(1280, 900);
  }

  /// The size of a page on a phone.
  void phone() {
    size(390, 844);
  }

  /// @param width of the page in pixels
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /// @param scheme `light` or `dark`, as the system of the reader prefers
  void theme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// The system of the reader asks for less motion.
  void reduceMotion() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /// Cuts or restores the connection to the service.
  void online(boolean connected) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", !connected, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  void awaitNone(String selector) {
    await(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(selector)));
  }

  void click(String text) {
    String xpath =
        "//*[self::a or self::button][normalize-space(.)='%s' and not(@disabled)]".formatted(text);
    WebElement element = await(ExpectedConditions.elementToBeClickable(By.xpath(xpath)));
    element.click();
  }

  void type(String selector, String text) {
    WebElement element =
        await(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    element.clear();
    element.sendKeys(text);
  }

  /// Moves the focus by the key Tab until it is on an element.
  void tabTo(String selector) {
    for (int i = 0; i < 200; i++) {
      keys("\t");
      if (Boolean.TRUE.equals(
          script("return document.activeElement.matches(\"%s\")".formatted(selector)))) return;
    }
    throw new AssertionError("the key Tab does not reach " + selector);
  }

  /// Presses a box to check.
  void check(String label) {
    await(
            ExpectedConditions.elementToBeClickable(
                By.cssSelector("input[aria-label='%s']".formatted(label))))
        .click();
  }

  void awaitNoText(String selector, String text) {
    await(
        ExpectedConditions.not(
            ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text)));
  }

  /// Presses keys where the focus is.
  void keys(String... keys) {
    for (String key : keys) driver.switchTo().activeElement().sendKeys(key);
  }

  /// Gives a file to an input, which need not be visible.
  void choose(String selector, Path file) {
    driver.findElement(By.cssSelector(selector)).sendKeys(file.toString());
  }

  void awaitText(String selector, String text) {
    await(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
  }

  void awaitElement(String selector) {
    await(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
  }

  private <T> T await(ExpectedCondition<T> condition) {
    return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50)).until(condition);
  }

  @Nullable Object script(String script) {
    return ((JavascriptExecutor) driver).executeScript(script);
  }

  /// Begins a trace of the browser.
  FrameTrace trace() {
    Map<?, ?> options =
        (Map<?, ?>)
            Objects.requireNonNull(driver.getCapabilities().getCapability("goog:chromeOptions"));
    return FrameTrace.start(
        URI.create("http://" + Objects.requireNonNull(options.get("debuggerAddress"))));
  }

  /// Runs a script that calls its last argument at the end, and returns what it was given.
  @Nullable Object wait(String script) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script);
  }

  /// Lets every request reach the service.
  void forgetsFiles() {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
  }

  /// What the browser logged since the last call, except for what it only tells developers.
  List<String> console() {
    List<String> lines = new ArrayList<>();
    driver
        .manage()
        .logs()
        .get("browser")
        .forEach(entry -> lines.add(entry.getLevel() + " " + entry.getMessage()));
    return lines;
  }

  /// Rules of axe that the page violates, each with the first elements.
  @SuppressWarnings("unchecked")
  List<String> violations() {
    if (!Boolean.TRUE.equals(script("return 'axe' in window"))) script(axe);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return (List<String>)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document).then((result) => done(result.violations.map((rule) =>
                  rule.id + ": " + rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " (" + node.failureSummary + ")").join(" | "))));
                """));
  }

  /// Whether the page is wider than the window.
  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        script("return document.documentElement.scrollWidth > window.innerWidth"));
  }

  /// Height of the whole page in pixels.
  int height() {
    return ((Number) Objects.requireNonNull(script("return document.documentElement.scrollHeight")))
        .intValue();
  }

  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  String place() {
    String url = Objects.requireNonNull(driver.getCurrentUrl());
    int fragment = url.indexOf('#');
    return fragment < 0 ? "" : url.substring(fragment);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
