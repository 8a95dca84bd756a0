package io.github.jwt2fa.benchmarks.application;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.jwt2fa.method.sent.CodeSender;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application that takes access tokens of the two-factor login. Its users are in a
 * database.
 */
@EnableAutoConfiguration
@Import({ AccessTokenServer.Codes.class, QuickFactors.class })
public class AccessTokenServer extends RequestServer {

	/** What the name of each user begins with; a number follows. */
	public static final String USER = "user";

	/** The password of each user. */
	public static final String PASSWORD = "password";

	private static final RowMapper<Account> ROW = (row, number) -> new Account(row.getString("username"),
			row.getString("password"), row.getString("role"));

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(AccessTokenServer.class, args);
	}

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		return rules(http).with(jwt2fa(), withDefaults()).build();
	}

	@Bean
	JpaRepositoryFactoryBean<Accounts, Account, String> accounts() {
		return new JpaRepositoryFactoryBean<>(Accounts.class);
	}

	@Bean
	UserDetailsService users(JdbcTemplate jdbc, Accounts accounts, @Value("${benchmark.users-by}") String by,
			@Value("${benchmark.users}") int count) {
		// the cost of the password is none of a request's
		String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
		List<Account> all = IntStream.range(0, count).mapToObj((i) -> new Account(USER + i, hash, "USER")).toList();
		accounts.saveAll(all);
		Function<String, List<Account>> find = switch (by) {
			case "jdbc" -> (username) -> jdbc.query("select username, password, role from account where username = ?",
					ROW, username);
			case "jpa" -> (username) -> accounts.findById(username).map(List::of).orElse(List.of());
			default -> throw new IllegalArgumentException(by);
		};
		return (username) -> find.apply(username)
			.stream()
			.findFirst()
			.map(Account::details)
			.orElseThrow(() -> new UsernameNotFoundException("No such user"));
	}

	/**
	 * The users by JPA.
	 */
	interface Accounts extends CrudRepository<Account, String> {

	}

	/**
	 * Takes codes and tells them.
	 */
	@RestController
	static final class Codes {

		private final Map<String, String> codes = new ConcurrentHashMap<>();

		@Bean
		CodeSender codeSender() {
			return (user, code) -> this.codes.put(user.id(), code);
		}

		@PostMapping("/open/code")
		String code(@RequestBody String user) {
			return this.codes.getOrDefault(user, "");
		}

	}

}
