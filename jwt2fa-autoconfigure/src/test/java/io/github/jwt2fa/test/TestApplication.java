package io.github.jwt2fa.test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.event.TwoFactorEvent;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small application that runs as a whole: real HTTP on a random port, real SMTP, H2.
 */
public final class TestApplication implements AutoCloseable {

	/** The usual secret key. */
	public static final String SECRET_KEY = "a secret key for the tests, and for them alone";

	/** The setting of an application without a database. */
	public static final String NO_DATABASE = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

	private final TestMailServer mail = new TestMailServer();

	private final MutableClock clock = new MutableClock();

	private final TestUsers users = TestUsers.aliceAndBob();

	private final ConfigurableApplicationContext context;

	private final ApiContract contract;

	private final AtomicInteger newUsers = new AtomicInteger();

	private TestApplication(List<Class<?>> sources, boolean withClock, boolean withUsers, String... properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("server.port", "0");
		all.put("server.address", "127.0.0.1");
		all.put("spring.main.banner-mode", "off");
		all.putAll(TestStore.ofTheBuild().properties());
		all.put("spring.jpa.hibernate.ddl-auto", "create-drop");
		all.put("spring.jpa.open-in-view", "false");
		all.put("spring.mail.host", "127.0.0.1");
		all.put("spring.mail.port", String.valueOf(this.mail.port()));
		all.put("jwt2fa.secret-key", SECRET_KEY);
		all.put("jwt2fa.email-sender-from-address", "login@example.com");
		all.put("jwt2fa.code-token-throttle-rate", "none");
		all.put("logging.level.root", "warn");
		all.put("springdoc.api-docs.enabled", "false");
		for (String property : properties) {
			int equals = property.indexOf('=');
			if (equals < 0) {
				all.remove(property);
			}
			else {
				all.put(property.substring(0, equals), property.substring(equals + 1));
			}
		}
		SpringApplication application = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).properties(all)
			.initializers((context) -> {
				GenericApplicationContext beans = (GenericApplicationContext) context;
				if (withClock) {
					beans.registerBean("jwt2faClock", Clock.class, () -> this.clock,
							(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false));
				}
				if (withUsers) {
					beans.registerBean("testUsers", TestUsers.class, () -> this.users);
				}
			})
			.build();
		try {
			this.context = application.run();
			this.contract = ApiContract.of(this.context);
		}
		catch (RuntimeException ex) {
			this.mail.close();
			throw ex;
		}
	}

	/**
	 * Starts an application with some settings.
	 */
	public static TestApplication with(String... properties) {
		return with(List.of(App.class), properties);
	}

	/**
	 * Starts an application of other classes. A property without a value is one of the
	 * usual ones that the application does not set.
	 */
	public static TestApplication with(List<Class<?>> sources, String... properties) {
		return new TestApplication(sources, true, true, properties);
	}

	/**
	 * Starts an application of other classes that finds its users by itself.
	 */
	public static TestApplication withoutUsers(List<Class<?>> sources, String... properties) {
		return new TestApplication(sources, true, false, properties);
	}

	/**
	 * Starts an application that has nothing but what it makes by itself, and keeps its
	 * tables.
	 */
	public static TestApplication alone(List<Class<?>> sources, String... properties) {
		List<String> all = new ArrayList<>(List.of("jwt2fa.code-token-throttle-rate",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
				"spring.jpa.hibernate.ddl-auto=update"));
		all.addAll(List.of(properties));
		return new TestApplication(sources, false, false, all.toArray(String[]::new));
	}

	public ApiClient client() {
		return new ApiClient(port(), this.contract);
	}

	ApiContract contract() {
		return this.contract;
	}

	public int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	public TestMailServer mail() {
		return this.mail;
	}

	public MutableClock clock() {
		return this.clock;
	}

	public TestUsers users() {
		return this.users;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public <T> Map<String, T> beans(Class<T> type) {
		return this.context.getBeansOfType(type);
	}

	public List<Object> events() {
		return bean(Events.class).all;
	}

	public <E> List<E> events(Class<E> type) {
		return events().stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * A user whom no other test knows: limits count for a user.
	 */
	public String newUser() {
		String username = "user-" + this.newUsers.incrementAndGet();
		this.users.put(TestUsers.TestUser.named(username));
		return username;
	}

	/**
	 * The request for a code token with the right password.
	 */
	public ApiClient.Answer getCode(String username) {
		return client().getCode(username, TestUsers.PASSWORD);
	}

	/**
	 * The first step of a login with the right password.
	 */
	public String codeTokenFor(String username) {
		ApiClient.Answer answer = getCode(username);
		if (answer.status() != 200) {
			throw new AssertionError("No code token: " + answer);
		}
		return answer.text("token");
	}

	/**
	 * The code that a user was sent last.
	 */
	public String lastCodeFor(String username) {
		return this.mail.lastCodeFor(username + "@example.com");
	}

	/**
	 * A whole login.
	 */
	public ApiClient.Answer login(String username) {
		String codeToken = codeTokenFor(username);
		return client().auth(codeToken, lastCodeFor(username));
	}

	/**
	 * A whole login of a user of the application's own.
	 */
	public ApiClient.Answer login(String username, String password, String email) {
		String codeToken = client().getCode(username, password).text("token");
		return client().auth(codeToken, this.mail.lastCodeFor(email));
	}

	/**
	 * A client with the access token of a whole login.
	 */
	public ApiClient loggedIn(String username) {
		return client().bearer(login(username).text("access"));
	}

	@Override
	public void close() {
		this.context.close();
		this.mail.close();
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class App {

		@Bean
		Events events() {
			return new Events();
		}

		@Bean
		Resources resources() {
			return new Resources();
		}

	}

	/**
	 * Its resources.
	 */
	@RestController
	public static class Resources {

		@GetMapping("/me")
		Map<String, Object> me(@AuthenticationPrincipal UserDetails user) {
			return Map.of("username", user.getUsername(), "type", user.getClass().getSimpleName());
		}

		@PostMapping("/me")
		Map<String, Object> change(@AuthenticationPrincipal UserDetails user) {
			return me(user);
		}

		@GetMapping("/broken")
		void broken() {
			throw new IllegalStateException("A fault of the application");
		}

		@GetMapping("/later")
		Callable<Map<String, Object>> later(@AuthenticationPrincipal UserDetails user) {
			return () -> me(user);
		}

	}

	/**
	 * What happened.
	 */
	public static class Events {

		private final List<Object> all = Collections.synchronizedList(new ArrayList<>());

		@EventListener
		void on(TwoFactorEvent event) {
			this.all.add(event);
		}

		@EventListener
		void on(InteractiveAuthenticationSuccessEvent event) {
			this.all.add(event);
		}

	}

}
