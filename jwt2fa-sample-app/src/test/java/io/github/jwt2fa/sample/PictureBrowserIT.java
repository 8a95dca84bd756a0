package io.github.jwt2fa.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.imageio.ImageIO;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the picture that the README opens with: the choice at a login, and beside it what
 * the user has set up. It lies in {@code target} then, or where {@code -Dpicture} says.
 */
@DisabledIfSystemProperty(named = "jwt2fa.cookies.prefix", matches = ".+", disabledReason = "It looks the same")
@TestPropertySource(properties = { "jwt2fa.passkey.login=false", "jwt2fa.recovery-code-count=10" })
class PictureBrowserIT extends BrowserTest {

	private static final int WIDTH = 500;

	private static final int HEIGHT = 712;

	private static final int GAP = 16;

	private static final double SCALE = 1.25;

	private static final int CORNER = 20;

	private static final Color FRAME = new Color(0xc9d2da);

	@BeforeEach
	void plugInAuthenticator() {
		this.page.plugInAuthenticator();
	}

	@Test
	void pageWhenPhotographedThenShowsChoiceAndFactors() throws IOException {
		loginElsewhere("Phone");
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("set-up"));
		this.page.click(By.id("set-up"));
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirmWithRecoveryCodes(app.freshCode());
		assertThat(this.page.recoveryCodes()).hasSize(10);
		this.page.click(By.id("codes-kept"));
		this.page.logOut();
		// a login that is older than the app sets up no passkey
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(app.freshCode());
		this.page.await(By.id("add-passkey"));
		this.page.addPasskey("laptop");
		this.page.awaitText(By.id("passkeys"), "laptop");
		this.page.logOut();

		this.page.emulate(WIDTH, HEIGHT, SCALE);
		this.page.enterPassword("alice", "alice-password");
		this.page.await(By.id("code"));
		this.page.await(By.id("other-ways"));
		this.page.fill(By.id("one-time-code"), "492 031");
		BufferedImage choice = photograph(By.id("progress"));
		this.page.chooseWay("passkey");
		this.page.await(By.id("use-passkey"));
		this.page.click(By.id("use-passkey"));
		this.page.awaitText(By.id("passkeys"), "last used");
		this.page.awaitText(By.id("logins"), "Phone");
		BufferedImage factors = photograph(By.id("passkeys-heading"));

		Path picture = Path.of(System.getProperty("picture", "target/page.png"));
		ImageIO.write(beside(choice, factors), "png", picture.toFile());
		assertThat(picture).isRegularFile();
		assertThat(Files.size(picture)).isBetween(20_000L, 200_000L);
	}

	/**
	 * What the window shows, without the caret that blinks.
	 */
	private BufferedImage photograph(By top) throws IOException {
		this.page.run("document.activeElement.blur()");
		this.page.run("window.scrollTo(0, arguments[0].getBoundingClientRect().top + window.scrollY - 20)",
				this.page.element(top));
		return this.page.photograph();
	}

	private static BufferedImage beside(BufferedImage left, BufferedImage right) {
		BufferedImage both = new BufferedImage(left.getWidth() + GAP + right.getWidth(), left.getHeight(),
				BufferedImage.TYPE_INT_ARGB);
		Graphics2D graphics = both.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		frame(left, graphics);
		graphics.translate(left.getWidth() + GAP, 0);
		frame(right, graphics);
		graphics.dispose();
		return both;
	}

	private static void frame(BufferedImage shot, Graphics2D graphics) {
		Shape window = new RoundRectangle2D.Double(0.5, 0.5, shot.getWidth() - 1, shot.getHeight() - 1, CORNER, CORNER);
		graphics.setClip(window);
		graphics.drawImage(shot, 0, 0, null);
		graphics.setClip(null);
		graphics.setColor(FRAME);
		graphics.draw(window);
	}

	private void loginElsewhere(String deviceName) {
		JsonNode begun = this.client.read(this.client.getCode("alice", "alice-password"));
		String code = this.client.codeIn(this.client.newestMail("alice@example.com"));
		assertThat(
				this.client
					.post("/auth/auth/",
							Map.of("code_token", begun.get("token").asString(), "code", code, "device_name",
									deviceName))
					.statusCode())
			.isEqualTo(200);
	}

}
