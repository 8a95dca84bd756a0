package io.github.jwt2fa.host.aot;

import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.test.TestUsers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * An application of other classes, in a process of its own, that goes on the tour by
 * itself. Takes properties: {@code guest.sources} names the classes, {@code guest.sql} is
 * done before the tour.
 */
public final class Guest {

	private static final String SOURCES = "--guest.sources=";

	private Guest() {
	}

	public static void main(String[] args) {
		List<String> properties = new ArrayList<>(List.of(args));
		try (TestMailServer mail = new TestMailServer()) {
			properties.add("--spring.mail.port=" + mail.port());
			try (ConfigurableApplicationContext context = new SpringApplication(sources(args))
				.run(properties.toArray(String[]::new))) {
				System.out.println("The stations are " + tour(context, mail));
			}
		}
	}

	private static Class<?>[] sources(String... args) {
		List<Class<?>> sources = new ArrayList<>(List.of(Time.class));
		for (String arg : args) {
			if (arg.startsWith(SOURCES)) {
				for (String name : StringUtils.commaDelimitedListToStringArray(arg.substring(SOURCES.length()))) {
					sources.add(ClassUtils.resolveClassName(name, Guest.class.getClassLoader()));
				}
			}
		}
		return sources.toArray(Class<?>[]::new);
	}

	private static List<String> tour(ConfigurableApplicationContext context, TestMailServer mail) {
		if (!(context instanceof WebServerApplicationContext web)) {
			return List.of();
		}
		String sql = context.getEnvironment().getProperty("guest.sql");
		if (sql != null) {
			context.getBean(JdbcTemplate.class).execute(sql);
		}
		return new Tour(new ApiClient(web.getWebServer().getPort()), context.getBean("jwt2faClock", MutableClock.class),
				() -> mail.lastCodeFor("alice@example.com"))
			.take();
	}

	/**
	 * What every guest has.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean(defaultCandidate = false)
		MutableClock jwt2faClock() {
			return new MutableClock();
		}

	}

	/**
	 * For who has no users.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		TestUsers users() {
			return TestUsers.aliceAndBob();
		}

	}

}
