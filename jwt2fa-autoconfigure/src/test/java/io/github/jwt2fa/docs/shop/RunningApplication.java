package io.github.jwt2fa.docs.shop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestMailServer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application made of the guide's examples: nothing in it that a reader does not have.
 */
public final class RunningApplication implements AutoCloseable {

	public static final String NO_DATABASE = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

	private final TestMailServer mail = new TestMailServer();

	private final ConfigurableApplicationContext context;

	private RunningApplication(List<Class<?>> sources, Map<String, Object> properties) {
		properties.put("spring.mail.port", String.valueOf(this.mail.port()));
		try {
			this.context = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).properties(properties).run();
		}
		catch (RuntimeException ex) {
			this.mail.close();
			throw ex;
		}
	}

	public static RunningApplication of(List<Class<?>> sources, String... properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("server.port", "0");
		all.put("server.address", "127.0.0.1");
		all.put("spring.main.banner-mode", "off");
		all.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		all.put("spring.jpa.hibernate.ddl-auto", "update");
		all.put("spring.jpa.open-in-view", "false");
		all.put("spring.mail.host", "127.0.0.1");
		all.put("jwt2fa.secret-key", "a secret key for the tests, and for them alone");
		all.put("jwt2fa.email-sender-from-address", "login@example.com");
		all.put("logging.level.root", "warn");
		for (String property : properties) {
			int equals = property.indexOf('=');
			all.put(property.substring(0, equals), property.substring(equals + 1));
		}
		return new RunningApplication(sources, all);
	}

	public ApiClient client() {
		return new ApiClient(port());
	}

	public int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	public TestMailServer mail() {
		return this.mail;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public Answer start(String username, String password) {
		return client().with("Accept-Language", "en")
			.post("/auth/get-code/", Map.of("username", username, "password", password));
	}

	public Answer complete(String codeToken, String code) {
		return client().post("/auth/auth/", Map.of("code_token", codeToken, "code", code));
	}

	/**
	 * A whole login with the code that was e-mailed.
	 */
	public Answer login(String username, String password, String email) {
		String codeToken = start(username, password).text("token");
		return complete(codeToken, this.mail.lastCodeFor(email));
	}

	@Override
	public void close() {
		this.context.close();
		this.mail.close();
	}

}
