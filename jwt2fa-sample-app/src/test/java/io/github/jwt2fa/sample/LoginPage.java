package io.github.jwt2fa.sample;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Protocol;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Transport;

/**
 * The page in Chromium, in a tab of its own and without what an earlier test left.
 */
class LoginPage {

	private static final Pattern CODE = Pattern.compile("\\b[0-9]{7}\\b");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

	private static final String COOKIE = "__Host-sample-refresh";

	private final ChromeDriver browser;

	private final int port;

	private final Path downloads;

	private final MutableClock clock;

	private final SampleClient client;

	private String origin;

	LoginPage(ChromeDriver browser, int port, Path downloads, MutableClock clock) {
		this.browser = browser;
		this.port = port;
		this.downloads = downloads;
		this.clock = clock;
		this.client = new SampleClient(port);
		this.origin = origin("localhost");
		newTabAlone();
		browser.executeCdpCommand("Browser.setDownloadBehavior",
				Map.of("behavior", "allow", "downloadPath", downloads.toString()));
		browser.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", this.origin, "storageTypes", "all"));
		open();
	}

	private void newTabAlone() {
		Set<String> before = this.browser.getWindowHandles();
		String own = this.browser.switchTo().newWindow(WindowType.TAB).getWindowHandle();
		before.forEach((tab) -> this.browser.switchTo().window(tab).close());
		switchTo(own);
	}

	/**
	 * The page at another name of this machine.
	 */
	void openAt(String host) {
		this.origin = origin(host);
		open();
	}

	String origin(String host) {
		return "http://" + host + ":" + this.port;
	}

	void enterPassword(String username, String password) {
		fill(By.id("username"), username);
		fill(By.id("current-password"), password);
		click(By.cssSelector("#password-form button"));
	}

	void enterCode(String code) {
		await(By.id("code"));
		fill(By.id("one-time-code"), code);
		click(By.cssSelector("#code-form button"));
	}

	/**
	 * The code in the newest mail that has one: notices may arrive after it.
	 */
	String codeFromInbox() {
		// only now has the mail arrived
		await(By.id("code"));
		return this.client.newestCode();
	}

	/**
	 * As {@link #codeFromInbox()}, off the page that people look at.
	 */
	String codeOnInboxPage() {
		await(By.id("code"));
		String page = tab();
		this.browser.switchTo().newWindow(WindowType.TAB).get(this.origin + "/inbox");
		String code = this.browser.findElements(By.cssSelector(".mail .text"))
			.stream()
			.flatMap((mail) -> CODE.matcher(mail.getText()).results())
			.map(MatchResult::group)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No code in the inbox"));
		this.browser.close();
		switchTo(page);
		return code;
	}

	/**
	 * The text of the QR code as a camera sees it: from pictures of what is shown, until
	 * one can be read.
	 */
	String readQrCode() {
		await(By.id("qr-code"));
		// a screenshot ends where the window does
		run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element(By.id("qr-code")));
		return waiting().withMessage("a QR code that can be read")
			.until((browser) -> decode(element(By.id("qr-code")).getScreenshotAs(OutputType.BYTES)));
	}

	/**
	 * The reader fails at one picture of a hundred, however sharp: a camera comes nearer
	 * then.
	 */
	private static @Nullable String decode(byte[] screenshot) {
		try {
			BufferedImage picture = ImageIO.read(new ByteArrayInputStream(screenshot));
			for (double scale : new double[] { 1, 1.5, 2, 0.75, 1.25, 0.9, 3, 1.1, 1.75, 0.6 }) {
				LuminanceSource seen = new BufferedImageLuminanceSource(scaled(picture, scale));
				for (Binarizer binarizer : List.of(new HybridBinarizer(seen), new GlobalHistogramBinarizer(seen))) {
					String text = decode(new BinaryBitmap(binarizer));
					if (text != null) {
						return text;
					}
				}
			}
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static BufferedImage scaled(BufferedImage picture, double scale) {
		int width = (int) (picture.getWidth() * scale);
		int height = (int) (picture.getHeight() * scale);
		BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = scaled.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.drawImage(picture, 0, 0, width, height, null);
		graphics.dispose();
		return scaled;
	}

	private static @Nullable String decode(BinaryBitmap bitmap) {
		try {
			return new MultiFormatReader()
				.decode(bitmap,
						Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE),
								DecodeHintType.TRY_HARDER, true))
				.getText();
		}
		catch (NotFoundException ex) {
			return null;
		}
	}

	/**
	 * Sets an app up, from the button to its first code.
	 */
	AuthenticatorApp enroll(By button) {
		await(button);
		click(button);
		AuthenticatorApp app = appWithQrCode();
		confirm(app.freshCode());
		return app;
	}

	/**
	 * The app that has read the QR code.
	 */
	AuthenticatorApp appWithQrCode() {
		return AuthenticatorApp.scanned(readQrCode(), this.clock);
	}

	/**
	 * Without recovery codes: those are asked for by
	 * {@link #confirmWithRecoveryCodes(String)}.
	 */
	void confirm(String code) {
		await(By.id("setup"));
		untick(By.id("setup-codes-box"));
		confirmWithRecoveryCodes(code);
	}

	void confirmWithRecoveryCodes(String code) {
		await(By.id("setup"));
		fill(By.id("first-code"), code);
		click(By.cssSelector("#setup-form .primary"));
	}

	/**
	 * The recovery codes that are shown.
	 */
	List<String> recoveryCodes() {
		await(By.id("recovery-codes"));
		return this.browser.findElements(By.cssSelector("#new-codes code")).stream().map(WebElement::getText).toList();
	}

	void enterRecoveryCode(String code) {
		await(By.id("recovery-part"));
		fill(By.id("recovery-code"), code);
		click(By.id("recovery-button"));
	}

	void chooseWay(String method) {
		By button = By.cssSelector("#ways [data-method=" + method + "]");
		await(button);
		click(button);
	}

	/**
	 * The text of a file that the page saved.
	 */
	String savedFile(String name) {
		Path file = this.downloads.resolve(name);
		waiting().until((browser) -> Files.exists(file));
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A fingerprint reader in the device, whose owner touches it whenever it asks.
	 */
	VirtualAuthenticator plugInAuthenticator() {
		return this.browser.addVirtualAuthenticator(new VirtualAuthenticatorOptions().setProtocol(Protocol.CTAP2)
			.setTransport(Transport.INTERNAL)
			.setHasResidentKey(true)
			.setHasUserVerification(true)
			.setIsUserVerified(true));
	}

	/**
	 * A window of another size, on a screen with so many pixels for each of its.
	 */
	void emulate(int width, int height, double scale) {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
		this.browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
	}

	/**
	 * What the window shows.
	 */
	BufferedImage photograph() throws IOException {
		return ImageIO.read(new ByteArrayInputStream(this.browser.getScreenshotAs(OutputType.BYTES)));
	}

	/**
	 * Sets a passkey up, without recovery codes.
	 */
	void addPasskey(String label) {
		await(By.id("add-passkey"));
		click(By.id("add-passkey"));
		await(By.id("passkey-setup"));
		fill(By.id("passkey-label"), label);
		untick(By.id("passkey-codes-box"));
		click(By.cssSelector("#passkey-form .primary"));
	}

	private void untick(By box) {
		if (shows(box) && element(box).isSelected()) {
			click(box);
		}
	}

	void changeMethod(String method) {
		await(By.id("method-form"));
		new Select(element(By.id("method"))).selectByValue(method);
		click(By.cssSelector("#method-form button"));
	}

	/**
	 * As a page does that was loaded before the settings changed.
	 */
	void offerMethod(String method) {
		run("""
				document.getElementById('method').add(new Option(arguments[0], arguments[0]));
				document.getElementById('method-form').hidden = false;
				""", method);
	}

	void awaitNotOffered(String method) {
		waiting().until(ExpectedConditions.numberOfElementsToBe(By.cssSelector("#method [value=" + method + "]"), 0));
	}

	void logOut() {
		click(By.id("log-out"));
		await(By.id("password"));
	}

	String token() {
		return this.browser.findElement(By.cssSelector("#access-token pre")).getDomProperty("textContent");
	}

	/**
	 * Loads the page in a browser that forgets what it knew.
	 */
	void open() {
		this.browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		reload();
	}

	/**
	 * Loads the page in the browser as it is.
	 */
	void reload() {
		this.browser.get(this.origin + "/");
	}

	/**
	 * The refresh token on the page, or in browser mode in its cookie.
	 */
	String refreshToken() {
		Cookie cookie = cookie();
		return (cookie != null) ? cookie.getValue()
				: this.browser.findElement(By.cssSelector("#refresh-token pre")).getDomProperty("textContent");
	}

	/**
	 * The cookie of browser mode, which no script sees.
	 */
	@Nullable Cookie cookie() {
		return this.browser.manage().getCookieNamed(COOKIE);
	}

	/**
	 * Goes to a page of somebody else, in this tab.
	 */
	void visit(String url) {
		this.browser.get(url);
	}

	String url() {
		return this.browser.getCurrentUrl();
	}

	/**
	 * The page in a tab of its own.
	 * @return what the tab is known by
	 */
	String openTab() {
		this.browser.switchTo().newWindow(WindowType.TAB);
		reload();
		return tab();
	}

	String tab() {
		return this.browser.getWindowHandle();
	}

	void switchTo(String tab) {
		this.browser.switchTo().window(tab);
	}

	/**
	 * Moves the application's clock, and what the page takes for now.
	 */
	void advance(Duration duration) {
		this.clock.advance(duration);
		run("const now = Date.now; Date.now = () => now() + arguments[0]", duration.toMillis());
	}

	/**
	 * What a promise comes to.
	 */
	Object runAsync(String script, Object... arguments) {
		this.browser.manage().timeouts().scriptTimeout(PATIENCE);
		return this.browser.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				(async (...given) => { %s })(...arguments).then(done, (error) => done(error.name));
				""".formatted(script), arguments);
	}

	WebElement element(By element) {
		return this.browser.findElement(element);
	}

	boolean shows(By element) {
		return this.browser.findElements(element).stream().anyMatch(WebElement::isDisplayed);
	}

	Object run(String script, Object... arguments) {
		return this.browser.executeScript(script, arguments);
	}

	void fill(By field, String text) {
		WebElement input = this.browser.findElement(field);
		input.clear();
		input.sendKeys(text);
	}

	void click(By button) {
		this.browser.findElement(button).click();
	}

	String text(By element) {
		return this.browser.findElement(element).getText();
	}

	WebElement focused(String id) {
		WebElement element = this.browser.findElement(By.id(id));
		waiting().until((browser) -> browser.switchTo().activeElement().equals(element));
		return element;
	}

	void await(By element) {
		waiting().until(ExpectedConditions.visibilityOfElementLocated(element));
	}

	void awaitTrue(String script) {
		waiting().until((browser) -> Boolean.TRUE.equals(run("return " + script)));
	}

	void awaitGone(By element) {
		waiting().until(ExpectedConditions.invisibilityOfElementLocated(element));
	}

	void awaitText(By element, String text) {
		waiting().until(ExpectedConditions.textToBePresentInElementLocated(element, text));
	}

	private FluentWait<WebDriver> waiting() {
		return new WebDriverWait(this.browser, PATIENCE).pollingEvery(LOOK_AGAIN_AFTER);
	}

}
