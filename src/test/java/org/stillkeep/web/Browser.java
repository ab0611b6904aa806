package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/**
 * A headless Chromium that can reach this computer only, and remembers what the page complained of and whom it asked. Its process
 * ends with {@link #close}, at the latest with the JVM.
 */
public final class Browser implements Closeable {

  private static final File CHROMIUM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Path ARTEFACTS = Path.of(System.getProperty("stillkeep.artefacts", "target/artefacts"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final String AXE_COMPLAINT = "Canvas2D: Multiple readback operations";
  private static final int TALLEST = 4000;
  private static final int MOST_STOPS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromeDriver driver;
  private final Thread atExit;
  private int width = 1440;
  private int height = 900;

  /** Kept, since loggers are not: it warns of a Chromium newer than Selenium, of whose versioned commands we use none. */
  private static final java.util.logging.Logger NEWER_CHROMIUM =
      java.util.logging.Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    this.atExit = new Thread(driver::quit);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts one, with a profile of its own in this folder; skips the test where there is none. */
  public static Browser start(Path profile) {
    Assumptions.assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "needs chromium and chromedriver in /usr/bin");
    NEWER_CHROMIUM.setLevel(java.util.logging.Level.OFF);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run");
    options.addArguments("--lang=en-US", "--hide-scrollbars");
    options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage");
    options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
    ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    return new Browser(new ChromeDriver(service, options));
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    driver.quit();
  }

  /** Goes to an address. Whatever an earlier page keeps in its storage stays. */
  public void open(URI address) {
    // To the same page with another fragment would be no navigation.
    driver.get("about:blank");
    driver.get(address.toString());
  }

  /** What the page itself says where it is. */
  String address() {
    return driver.getCurrentUrl();
  }

  /** The element, as soon as it is shown. */
  public WebElement shown(String css) {
    await(css + " to be shown", () -> isShown(css));
    return driver.findElement(By.cssSelector(css));
  }

  /** Whether such an element is shown now. */
  boolean isShown(String css) {
    return script("const e = document.querySelector(arguments[0]); return Boolean(e && e.checkVisibility())", css).equals(true);
  }

  /** Waits until the element is not shown any more. */
  public void awaitGone(String css) {
    await(css + " to be gone", () -> !isShown(css));
  }

  /** Its text, as soon as it is shown. */
  public String text(String css) {
    return shown(css).getText();
  }

  /** Waits until the element's text contains this. */
  public void awaitText(String css, String text) {
    awaitText(css, text, PATIENCE);
  }

  /** Waits for the element's text for so long. */
  public void awaitText(String css, String text, Duration atMost) {
    await(css + " to say \"" + text + "\"", () -> {
      // A hidden element's innerText would be all of its text.
      Object now = script("const e = document.querySelector(arguments[0]); return e?.checkVisibility() ? e.innerText : ''", css);
      return ((String) now).contains(text);
    }, atMost);
  }

  /** The texts of all such elements that are shown, in their order. */
  public List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().filter(WebElement::isDisplayed).map(WebElement::getText).toList();
  }

  /** Clicks on it, as soon as it is shown. */
  public void click(String css) {
    shown(css).click();
  }

  /** Puts a text in place of what is in the field. */
  public void type(String css, String text) {
    WebElement field = shown(css);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Goes from one element to the next by the tabulator key until this one has the focus. */
  public void tabTo(String css) {
    for (int i = 0; i < MOST_STOPS; i++) {
      if (script("return document.activeElement.matches(arguments[0])", css).equals(true)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("the tabulator key does not lead to " + css);
  }

  /** Whether everything fits into the page's width. */
  public boolean fits() {
    return script("return document.documentElement.scrollWidth <= innerWidth").equals(true);
  }

  /** What a script returns; nothing becomes an empty text. */
  public Object script(String script, Object... arguments) {
    return Optional.ofNullable(((JavascriptExecutor) driver).executeScript(script, arguments)).orElse("");
  }

  /** Waits for a condition on the page. */
  public void await(String what, BooleanSupplier condition) {
    await(what, condition, PATIENCE);
  }

  private void await(String what, BooleanSupplier condition, Duration atMost) {
    try {
      Awaitility.await(what).atMost(atMost).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      picture("failed");
      throw new AssertionError("waited in vain for " + what + "; the page said:\n" + script("return document.body.innerText"), e);
    }
  }

  /** The size of the page in CSS pixels. */
  public void resize(int width, int height) {
    this.width = width;
    this.height = height;
    metrics(width, height);
  }

  private void metrics(int width, int height) {
    cdp("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the page learns of its reader's wishes, e.g. {@code prefers-color-scheme}. */
  public void prefer(String feature, String value) {
    cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** A command of the DevTools. */
  void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /** Goes to the tab that was opened last. */
  void toNewestTab(int tabs) {
    await(tabs + " tabs", () -> driver.getWindowHandles().size() == tabs);
    driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(tabs - 1));
  }

  /** Opens a further tab, and goes there. */
  void newTab() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /** Closes the tab and goes back to the first. */
  void closeTab() {
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** Keeps a picture of the whole page among the artefacts. */
  public void picture(String name) {
    try {
      Files.createDirectories(ARTEFACTS);
      long height = (Long) script("return Math.max(innerHeight, document.documentElement.scrollHeight)");
      metrics(width, (int) Math.min(height, TALLEST));
      Files.write(ARTEFACTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
      metrics(width, this.height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a picture of what is seen of the page. */
  public void save(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** What axe finds serious or critical on the page as it is now: rule, impact and elements. */
  public List<String> audit() {
    if (script("return typeof axe").equals("undefined")) {
      script(resource(AXE));
    }
    Object found =
        ((JavascriptExecutor) driver)
            .executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(result => done(JSON.stringify(result.violations)));
                """);
    List<String> findings = new ArrayList<>();
    for (JsonNode violation : json((String) found)) {
      String impact = violation.path("impact").asText();
      if (impact.equals("serious") || impact.equals("critical")) {
        findings.add(violation.path("id").asText() + ": " + violation.path("nodes").findValuesAsText("html"));
      }
    }
    return findings;
  }

  /** Errors and warnings of the console since the last call; refused requests are answers, and what axe does is not the page's. */
  public List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("Failed to load resource") && !message.contains(AXE_COMPLAINT))
        .toList();
  }

  /** The addresses that the page has asked since the last call. */
  public List<URI> requests() {
    return driver.manage().logs().get("performance").getAll().stream()
        .map(entry -> json(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
        .map(message -> message.path("params").path("request").path("url").asText())
        .filter(url -> url.startsWith("http") || url.startsWith("ws"))
        .map(URI::create)
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
