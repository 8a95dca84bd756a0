package io.github.jwt2fa.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that opens a door is in any log at TRACE, the library's, Spring's or the
 * database's.
 */
class NoSecretsInLogsIT {

	@Test
	void logWhenEverythingIsTracedThenNoSecret() {
		List<String> secrets = new ArrayList<>();
		List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-devices.max-age=30d",
				"jwt2fa.cookies.prefix=shop")) {
			ch.qos.logback.classic.Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory())
				.getLogger(Logger.ROOT_LOGGER_NAME);
			LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
			// client and SMTP server of the test are no part of an application
			List.of("com.icegreen", "jdk.internal").forEach((name) -> loggers.getLogger(name).setLevel(Level.OFF));
			// these dump all that goes over the wire, as the guide says
			List.of("org.apache.coyote", "org.apache.tomcat.util.http", "org.eclipse.angus")
				.forEach((name) -> loggers.getLogger(name).setLevel(Level.INFO));
			AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

				@Override
				protected void append(ILoggingEvent event) {
					log.add(event.getLoggerName() + " " + event.getFormattedMessage() + " "
							+ ((event.getThrowableProxy() != null)
									? ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""));
				}

			};
			appender.start();
			root.addAppender(appender);
			root.detachAppender("CONSOLE");
			root.setLevel(Level.TRACE);
			try {
				secrets.addAll(exercise(app));
			}
			finally {
				root.setLevel(Level.WARN);
				root.detachAppender(appender);
			}
			secrets.add("a secret key for the tests, and for them alone");
			secrets.add(TestUsers.PASSWORD);
			secrets.addAll(app.mail().codesFor("alice@example.com"));
			app.events().forEach((event) -> log.add(event.toString()));
		}
		assertThat(log).hasSizeGreaterThan(200);
		for (String secret : secrets) {
			assertThat(log).as("a secret of %d characters", secret.length()).noneMatch((line) -> line.contains(secret));
		}
	}

	private static List<String> exercise(TestApplication app) {
		List<String> secrets = new ArrayList<>();
		String form = "username=alice&password=" + TestUsers.PASSWORD.replace(' ', '+');
		Answer first = app.client().post("/auth/get-code/", "application/x-www-form-urlencoded", form);
		secrets.add(first.text("token"));
		secrets.add(TestUsers.PASSWORD.replace(' ', '+'));
		Answer login = app.login("alice");
		secrets.add(login.text("access"));
		secrets.add(login.text("refresh"));
		app.client().bearer(login.text("access")).get("/me");
		app.client().bearer(login.text("access") + "x").get("/me");
		app.client().refresh(login.text("refresh"));
		app.client().verify(login.text("access"));
		secrets.addAll(exerciseCookies(app));
		app.client().auth(first.text("token"), "a wrong code 4711");
		secrets.add("a wrong code 4711");
		app.client().getCode("alice", "a wrong password 4711");
		secrets.add("a wrong password 4711");
		app.client().postJson("/auth/get-code/", "{\"password\":\"a broken body 4711\"");
		secrets.add("a broken body 4711");
		String trusted = trustedDevice(app);
		secrets.add(trusted);
		app.client().post("/auth/get-code/", "application/x-www-form-urlencoded", form + "&device_token=" + trusted);
		app.client()
			.post("/auth/get-code/", "application/x-www-form-urlencoded", form + "&device_token=no+such+device+4711");
		secrets.add("no such device 4711");
		app.users().setDown(true);
		app.client().bearer(login.text("access")).get("/me");
		app.client().getCode("alice", TestUsers.PASSWORD);
		app.users().setDown(false);
		return secrets;
	}

	private static String trustedDevice(TestApplication app) {
		String codeToken = app.codeTokenFor("alice");
		return app.client()
			.post("/auth/auth/",
					Map.of("code_token", codeToken, "code", app.lastCodeFor("alice"), "trust_device", true))
			.text("device_token");
	}

	private static List<String> exerciseCookies(TestApplication app) {
		ApiClient browser = app.client().with("Jwt2fa-Tokens", "cookie");
		String codeToken = app.codeTokenFor("bob");
		String first = cookie(browser.auth(codeToken, app.lastCodeFor("bob")));
		String second = cookie(refresh(browser, first));
		refresh(browser, second + "x");
		refresh(browser, "one; __Host-shop-refresh=" + second);
		app.users().setDown(true);
		refresh(browser, second);
		app.users().setDown(false);
		browser.with("Cookie", "__Host-shop-refresh=" + second).refresh(second);
		return List.of(first, second);
	}

	private static Answer refresh(ApiClient browser, String token) {
		return browser.with("Cookie", "__Host-shop-refresh=" + token).post("/auth/refresh/", Map.of());
	}

	private static String cookie(Answer answer) {
		return answer.header("Set-Cookie").replaceAll("[^=]*=([^;]*);.*", "$1");
	}

}
