package io.github.jwt2fa.benchmarks.application;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.data.repository.CrudRepository;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application of the ordinary kind: a web server, security, a database, mail. What is
 * on the class path decides whether it has a two-factor login. It scans for nothing,
 * since other applications are in this package, too.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(PlainApplication.Resource.class)
public class PlainApplication {

	/** The cost that Spring's encoder has unless told otherwise. */
	public static final int STRENGTH = 10;

	/**
	 * Users whose name begins so have a password that is checked quickly, for the
	 * warm-up.
	 */
	public static final String QUICK = "quick";

	/** The cost of theirs, which is a power of two as the other is. */
	public static final int QUICK_STRENGTH = 4;

	private static final String HASH = new BCryptPasswordEncoder(STRENGTH).encode("password");

	private static final String QUICK_HASH = new BCryptPasswordEncoder(QUICK_STRENGTH).encode("password");

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(PlainApplication.class, args);
	}

	/**
	 * All their names are in lower case, however they are typed.
	 */
	@Bean
	UserDetailsService users() {
		return (username) -> User.withUsername(username.toLowerCase(Locale.ROOT))
			.password("{bcrypt}" + (username.startsWith(QUICK) ? QUICK_HASH : HASH))
			.roles("USER")
			.build();
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
		System.out.println("ready " + cpu / 1_000_000);
	}

	/**
	 * A resource.
	 */
	@RestController
	static class Resource {

		@GetMapping("/resource")
		String resource() {
			return "resource";
		}

	}

	/**
	 * A row.
	 */
	@Entity
	static class Row {

		@Id
		private long id;

		long id() {
			return this.id;
		}

	}

	/**
	 * Rows.
	 */
	interface Rows extends CrudRepository<Row, Long> {

	}

}
