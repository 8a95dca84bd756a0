package io.github.jwt2fa.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of the page have in common: the browser, and an application whose clock
 * can be moved. Those that add no property share one application, so each of their tests
 * makes its own users. They all run twice, the second time in browser mode: the build
 * sets {@code jwt2fa.cookies.prefix} then.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "jwt2fa.code-token-throttle-rate=none", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.recovery-code-count=4" })
@Import(BrowserTest.Time.class)
@ExtendWith(Chromium.class)
abstract class BrowserTest {

	static final By ALERT = By.id("alert");

	static final By STATUS = By.id("status");

	static final By SESSION = By.id("session");

	@Autowired
	MutableClock clock;

	@Autowired
	SampleUserRepository users;

	LoginPage page;

	SampleClient client;

	/**
	 * A page's address is among the properties of passkeys, so the port is chosen before
	 * the start: one of those that no client's connection takes meanwhile.
	 */
	@DynamicPropertySource
	static void address(DynamicPropertyRegistry registry) {
		int port = freePort();
		registry.add("server.port", () -> port);
		registry.add("jwt2fa.passkey.allowed-origins", () -> "http://localhost:" + port);
		registry.add("spring.datasource.url", () -> "jdbc:h2:mem:page-" + port + ";DB_CLOSE_DELAY=-1");
	}

	private static int freePort() {
		for (int i = 0; i < 100; i++) {
			int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// taken
			}
		}
		throw new AssertionError("No port is free");
	}

	@BeforeEach
	void open(@LocalServerPort int port, ChromeDriver browser, @TempDir Path downloads) {
		this.client = new SampleClient(port);
		this.page = new LoginPage(browser, port, downloads, this.clock);
	}

	/**
	 * A user as the sample's are: with an address, and {@code NAME-password}.
	 */
	String newUser(String username) {
		assertThat(this.users.findByUsername(username)).as("the user of another test").isEmpty();
		SampleUser user = new SampleUser(username, "{noop}" + username + "-password");
		user.setEmail(username + "@example.com");
		user.setEnabled(true);
		this.users.save(user);
		return username;
	}

	void enterPassword(String username) {
		this.page.enterPassword(username, username + "-password");
	}

	/**
	 * With a code by e-mail.
	 */
	void logIn(String username) {
		enterPassword(username);
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(SESSION);
	}

	/**
	 * Goes on by itself, as the browser's does.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Time {

		@Bean
		MutableClock jwt2faClock() {
			return MutableClock.ticking();
		}

	}

}
